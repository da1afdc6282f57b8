"""Reports on real requests, with the real catalogue and policy."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import Structure
from alloy_engine.flow import Silent
from alloy_engine.generate import check
from alloy_engine.quality.reachability import Clash, Reachability
from alloy_engine.quality.reachability.ask import Variants
from alloy_engine.services.materials import Materials
from alloy_engine.settings import DATA_FOLDER
from alloy_engine.structure import assign_focus, skeleton

MONDAY = dt.date(2026, 1, 5)


@lru_cache(maxsize=1)
def materials() -> Materials:
    return Materials.load(DATA_FOLDER)


def brief_of(**request: Any) -> Brief:
    document = {"goals": {"hypertrophy": 10}, "start_date": MONDAY.isoformat(), "days_per_week": 3, **request}
    return materials().brief(document, Silent(), today=MONDAY)


def laid_out(brief: Brief) -> Structure:
    policy = materials().policy
    return assign_focus(skeleton(brief, policy, Silent()), brief, policy, Silent())


def variants() -> Variants:
    return Variants(materials().catalogue, materials().policy, laid_out)


def report_on(brief: Brief) -> Reachability:
    return check(brief, materials().catalogue, materials().policy, Silent())


def report(**request: Any) -> Reachability:
    return report_on(brief_of(**request))


def clash(requirement: str, subject: str, **request: Any) -> Clash:
    """The clash about that; an error if there is none."""
    found = report(**request)
    return next(c for c in found.clashes if (c.shortfall.requirement, c.shortfall.subject) == (requirement, subject))


def fields(found: Clash) -> list[str]:
    return [setting.field for setting in found.settings]
