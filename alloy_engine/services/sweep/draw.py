"""Random valid requests: every field of the request is varied, some far more often than coaches do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.random import Generator

from alloy_engine.domain.vocabulary import (
    Activity,
    Cadence,
    Discipline,
    Equipment,
    Goal,
    PersonaAggression,
    PersonaTone,
    ProgressionStyle,
    RuleType,
    SplitTemplate,
    Weekday,
)
from alloy_engine.services.materials import Materials
from alloy_engine.services.sweep.chance import dollars, pick, several
from alloy_engine.services.sweep.draw_athlete import draw_athlete
from alloy_engine.services.sweep.draw_hybrid import draw_hybrid

EARLIEST, DAYS_SPAN = dt.date(2025, 1, 6), 3 * 365
MOST_RULES, MOST_ACTIVITIES = 3, 2


def draw_requests(materials: Materials, count: int, seed: int) -> list[dict[str, Any]]:
    """`count` request documents; seed ≥ 0. Request i depends on the seed and i alone, so a longer sweep
    begins with the requests of a shorter one."""
    return [draw_request(materials, np.random.default_rng([seed, index])) for index in range(count)]


def draw_request(materials: Materials, random: Generator) -> dict[str, Any]:
    """One valid request document as JSON values; its optional parts are often left out."""
    length = int(random.integers(7, 15)) if random.random() < 0.3 else 7
    athlete = draw_athlete(materials, random)
    split = pick(random, list(SplitTemplate))
    request: dict[str, Any] = {
        "athlete": athlete,
        "goals": dollars(random, list(Goal), 3),
        "duration_weeks": pick(random, [8, 10, 12]),
        "days_per_week": int(random.integers(2, 8)),
        "session_minutes": 5 * int(random.integers(6, 25)),
        "split": split.value,
        "microcycle_length_days": length,
        "progression_style": pick(random, list(ProgressionStyle)).value,
        "deload_every_weeks": int(random.integers(3, 9)),
        "persona": {
            "tone": pick(random, list(PersonaTone)).value,
            "aggression": pick(random, list(PersonaAggression)).value,
        },
        "start_date": (EARLIEST + dt.timedelta(days=int(random.integers(DAYS_SPAN)))).isoformat(),
        "seed": int(random.integers(2**31)),
    }
    if split is SplitTemplate.HYBRID:
        request["hybrid"] = draw_hybrid(random, length)
    if random.random() < 0.5:
        request["disciplines"] = dollars(random, list(Discipline), 3)
    if random.random() < 0.5:
        request["movement_rules"] = _rules(materials, random, athlete)
    if random.random() < 0.4:
        request["activities"] = _activities(random)
    if random.random() < 0.2:
        request["name"] = "A program"
    if random.random() < 0.2:
        athlete["disciplines"] = dollars(random, list(Discipline), 3)
    return request


def _rules(materials: Materials, random: Generator, athlete: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Up to three wishes; what should come can mostly be done with the athlete's kit."""
    catalogue, equipment = materials.catalogue, athlete["equipment"]
    owned = materials.presets[equipment] if isinstance(equipment, str) else frozenset(map(Equipment, equipment))
    usable = [int(row) for row in np.flatnonzero(catalogue.usable_with(owned))]
    rules: dict[str, dict[str, Any]] = {}
    for _ in range(int(random.integers(1, MOST_RULES + 1))):
        kind = pick(random, list(RuleType))
        anything = kind is RuleType.HARD_NO or random.random() < 0.1
        row = int(random.integers(len(catalogue))) if anything else pick(random, usable)
        rule: dict[str, Any] = {"movement": catalogue.movements[row].id, "rule": kind.value}
        if random.random() < 0.5:
            rule["cadence"] = pick(random, list(Cadence)).value
        if random.random() < 0.2:
            rule["note"] = "as agreed"
        rules[rule["movement"]] = rule
    return list(rules.values())


def _activities(random: Generator) -> list[dict[str, Any]]:
    habits = []
    for activity in several(random, list(Activity), MOST_ACTIVITIES):
        weekdays = several(random, list(Weekday), 2) if random.random() < 0.7 else []
        habit: dict[str, Any] = {"activity": activity.value, "weekdays": [day.value for day in weekdays]}
        if random.random() < 0.4:
            habit["recommend_every_days"] = int(random.integers(7, 91))
        habits.append(habit)
    return habits
