"""Random splits of one's own: day by day, or as blocks."""

from __future__ import annotations

from typing import Any

from numpy.random import Generator

from alloy_engine.domain.vocabulary import LEGS, LIFTING_TYPES, PULLS, PUSHES, MovementPattern, SessionType
from alloy_engine.services.sweep.chance import pick, several

FITTING = {
    SessionType.UPPER: (*PUSHES, *PULLS),
    SessionType.LOWER: LEGS,
    SessionType.PUSH: PUSHES,
    SessionType.PULL: PULLS,
    SessionType.LEGS: LEGS,
    SessionType.FULL_BODY: (*LEGS, *PUSHES, *PULLS),
}
BLOCK_DAYS = (
    ("ppl", 3), ("upper_lower", 2), ("full_body", 1), ("cardio", 1), ("conditioning", 1), ("mobility", 1), ("rest", 1),
)  # fmt: skip


def draw_hybrid(random: Generator, length: int) -> dict[str, Any]:
    """A definition that fits `length` days and trains on one of them at least."""
    return {"days": _days(random, length)} if random.random() < 0.5 else {"blocks": _blocks(random, length)}


def _days(random: Generator, length: int) -> list[dict[str, Any]]:
    kinds = list(SessionType)
    days = [{"day": 1, **_day(random, pick(random, sorted(LIFTING_TYPES)))}]
    for day in range(2, length + 1):
        if random.random() < 0.7:
            days.append({"day": day, **_day(random, pick(random, kinds))})
    return days


def _day(random: Generator, kind: SessionType) -> dict[str, Any]:
    day: dict[str, Any] = {"type": kind.value}
    if kind in FITTING and random.random() < 0.4:
        patterns: list[MovementPattern] = several(random, FITTING[kind], 2)
        day["focus"] = [pattern.value for pattern in patterns]
    return day


def _blocks(random: Generator, length: int) -> list[dict[str, Any]]:
    """Blocks for most of the days; the first one trains."""
    kind, days = pick(random, BLOCK_DAYS[:-1])
    blocks = [{"kind": kind, "days": days}]
    left = length - days
    while left > 0 and random.random() < 0.85:
        kind, days = pick(random, BLOCK_DAYS)
        blocks.append({"kind": kind, "days": min(days, left)})
        left -= min(days, left)
    return blocks
