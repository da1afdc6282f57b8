"""What one check of the audit found, before it becomes a row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from alloy_engine.catalogue import Policy
from alloy_engine.catalogue.policies.audit import TOLERANCE, Band
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import SplitTemplate
from alloy_engine.quality.ceilings import Ceiling
from alloy_engine.quality.tally import Tally

Status = Literal["ok", "limited", "warn", "fail"]
SEVERITY: tuple[Status, ...] = ("ok", "limited", "warn", "fail")


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a check may look at."""

    tally: Tally
    ceiling: Ceiling
    brief: Brief
    policy: Policy


@dataclass(frozen=True, slots=True)
class Finding:
    """status, and in words: the value found, the band it was held against, detail, the ceiling if one counts."""

    status: Status
    value: str
    band: str
    detail: str = ""
    ceiling: str | None = None


def worst(*statuses: Status) -> Status:
    return max(statuses, key=SEVERITY.index, default="ok")


def milder(*statuses: Status) -> Status:
    return min(statuses, key=SEVERITY.index)


def not_asked(reason: str, band: str) -> Finding:
    """A check that does not apply to this program."""
    return Finding("ok", "does not apply", band, reason)


def excused(finding: Finding, reached: float, most: float, wanted: float, policy: Policy) -> Finding:
    """`limited` instead of warn or fail where the request itself cannot safely reach the band, and the plan comes near
    its most. Near is what a good plan can be asked for, so the band must lie within it to count as reachable.
    """
    share = policy.audit.limited_from
    near = reached >= share * most - TOLERANCE
    if finding.status in ("warn", "fail") and share * most < wanted - TOLERANCE and near:
        return replace(finding, status="limited")
    return finding


def as_laid_out(finding: Finding, ground: Ground) -> Finding:
    """`limited` where the coach laid the days out: how often each kind of day comes is then the coach's own choice."""
    if finding.status in ("warn", "fail") and ground.brief.request.split is SplitTemplate.HYBRID:
        return replace(finding, status="limited", ceiling="the days are as the coach laid them out")
    return finding


def band_words(band: Band, unit: str = "", *, percent: bool = False) -> str:
    """ "ok 10-20 sets; warn 4-25" with ends that are open left out."""
    ok, warn = (
        _range(band.ok_from, band.ok_to, percent),
        _range(band.warn_from, band.warn_to, percent),
    )
    return f"ok {ok}{unit}" + (f"; warn {warn}" if warn and warn != ok else "")


def _range(low: float, high: float, percent: bool) -> str:
    def said(number: float) -> str:
        return f"{number:.0%}" if percent else f"{number:g}"

    if math.isinf(high):
        return f"from {said(low)}" if low > 0 else ""
    return f"to {said(high)}" if low <= 0 else f"{said(low)}–{said(high)}"


def shares(band: Band) -> str:
    return f"at least {band.ok_from:.0%}"


def by_major(values: Mapping[str, float]) -> str:
    """ "quadriceps 12, chest 9.5", fewest first."""
    ranked = sorted(values.items(), key=lambda item: item[1])
    return ", ".join(f"{name.replace('_', ' ')} {value:.1f}".removesuffix(".0") for name, value in ranked)
