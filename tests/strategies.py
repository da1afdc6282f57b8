"""Random valid request documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from alloy_engine.domain.vocabulary import (
    Activity,
    BodyRegion,
    CardioPreference,
    Dimension,
    Discipline,
    Goal,
    Muscle,
    PersonaAggression,
    PersonaTone,
    ProgressionStyle,
    Severity,
    SkillLevel,
    Weekday,
)

EARLIEST, LATEST = dt.date(2024, 1, 1), dt.date(2030, 1, 1)
PRESETS = ["full gym", "home: dumbbells + bench + bands", "barbell garage", "kettlebells", "bodyweight"]
SOME_MOVEMENTS = ["back_squat", "bench_press", "conventional_deadlift", "pull_up", "push_up"]


@st.composite
def dollars(draw: st.DrawFn, names: list[str], most: int) -> dict[str, int]:
    """One to `most` names with whole dollars summing to ten."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True))
    left, result = 10, {}
    for index, name in enumerate(chosen):
        after = len(chosen) - index - 1
        amount = left if not after else draw(st.integers(1, left - after))
        result[name] = amount
        left -= amount
    return result


def values(enum: type) -> list[str]:
    return [member.value for member in enum]


@st.composite
def athletes(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "experience": draw(st.sampled_from(values(SkillLevel))),
        "equipment": draw(st.sampled_from(PRESETS)),
        "limitations": draw(
            st.lists(
                st.fixed_dictionaries(
                    {"region": st.sampled_from(values(BodyRegion)), "severity": st.sampled_from(values(Severity))}
                ),
                max_size=1,
            )
        ),
        "focus_muscles": draw(
            st.lists(st.sampled_from([m for m in values(Muscle) if m != "full_body"]), max_size=2, unique=True)
        ),
        "cardio_preference": draw(st.sampled_from(values(CardioPreference))),
        "disciplines": draw(st.one_of(st.just({}), dollars(values(Discipline), 3))),
    }


@st.composite
def request_documents(draw: st.DrawFn) -> dict[str, Any]:
    """Any valid request except hybrid splits and movement rules."""
    return {
        "athlete": draw(athletes()),
        "goals": draw(dollars(values(Goal), 3)),
        "duration_weeks": draw(st.sampled_from([8, 10, 12])),
        "days_per_week": draw(st.integers(2, 7)),
        "session_minutes": draw(st.integers(6, 24)) * 5,
        "split": draw(st.sampled_from(["auto", "full_body", "upper_lower", "ppl"])),
        "microcycle_length_days": draw(st.integers(7, 14)),
        "progression_style": draw(st.sampled_from(values(ProgressionStyle))),
        "deload_every_weeks": draw(st.integers(3, 8)),
        "disciplines": draw(st.one_of(st.just({}), dollars(values(Discipline), 3))),
        "weights": draw(st.dictionaries(st.sampled_from(values(Dimension)), st.floats(0.0, 1.0), max_size=3)),
        "activities": draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "activity": st.sampled_from(values(Activity)),
                        "weekdays": st.lists(st.sampled_from(values(Weekday)), max_size=2, unique=True),
                        "recommend_every_days": st.one_of(st.none(), st.integers(7, 90)),
                    }
                ),
                max_size=2,
            )
        ),
        "persona": {
            "tone": draw(st.sampled_from(values(PersonaTone))),
            "aggression": draw(st.sampled_from(values(PersonaAggression))),
        },
        "start_date": draw(st.dates(min_value=EARLIEST, max_value=LATEST)).isoformat(),
        "seed": draw(st.integers(0, 2**31)),
    }
