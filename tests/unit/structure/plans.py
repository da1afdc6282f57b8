"""Briefs and plans for the tests of the structure room, from real requests and the real policy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from alloy_engine.catalogue import load_policy, load_presets
from alloy_engine.catalogue.briefing import brief
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.flow import Silent
from alloy_engine.structure import assign_focus, skeleton

DATA = Path(__file__).resolve().parents[3] / "data"
POLICY = load_policy(DATA / "policy")
PRESETS = load_presets(DATA)
MONDAY = dt.date(2025, 3, 3)


def brief_of(**request: Any) -> Brief:
    """A strength request for an intermediate from a Monday, with these fields changed."""
    document = {"goals": {"strength": 10}, "start_date": MONDAY, **request}
    return brief(ProgramRequest.model_validate(document), PRESETS, POLICY, Silent(), today=MONDAY)


def calendar(**request: Any) -> Structure:
    return skeleton(brief_of(**request), POLICY, Silent())


def planned(**request: Any) -> Structure:
    asked = brief_of(**request)
    return assign_focus(skeleton(asked, POLICY, Silent()), asked, POLICY, Silent())


def types(structure: Structure, microcycle: int = 1) -> list[SessionType]:
    """Types of a microcycle's training days in order."""
    days = structure.microcycles[microcycle - 1].days
    return [day.type for day in days if day.type is not SessionType.RECOVERY]


def trained_days(structure: Structure, microcycle: int = 1) -> list[int]:
    """1-based positions of a microcycle's training days."""
    days = structure.microcycles[microcycle - 1].days
    return [day.day for day in days if day.type is not SessionType.RECOVERY]
