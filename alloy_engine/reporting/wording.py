"""The vocabulary as people read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

# Words whose spelling is more than the underscore taken out.
SPELLINGS = {
    "amrap": "AMRAP",
    "emom": "EMOM",
    "ppl": "Push / pull / legs",
    "upper_lower": "Upper / lower",
    "full_body": "Full body",
    "warmup": "Warm-up",
    "cooldown": "Cool-down",
    "ez_bar": "EZ bar",
    "ab_wheel": "Ab wheel",
    "pull_up_bar": "Pull-up bar",
    "in_progress": "Generating",
    "pending": "Waiting",
    "hard_no": "Never",
    "hard_yes": "Must have",
    "per_microcycle": "Every microcycle",
    "biweekly": "Every two weeks",
    "fat_loss": "Fat loss",
    "tier_isolation": "Tier and joints",
}

GOAL_MEANINGS = {
    "strength": "Lift heavier: low reps, long rests",
    "hypertrophy": "Build muscle: volume near failure",
    "endurance": "Last longer: cardio and high reps",
    "fat_loss": "Keep muscle, burn more: dense sessions",
    "mobility": "Move further: drills and holds",
    "explosiveness": "Be powerful: jumps and olympic lifts",
    "speed": "Be quick: fast, light, well rested",
}


def title(value: str) -> str:
    """ "horizontal_push" → "Horizontal push"."""
    spaced = value.replace("_", " ")
    return SPELLINGS.get(value) or spaced[:1].upper() + spaced[1:]


def words(value: str) -> str:
    """The same in the middle of a sentence: "horizontal push", "AMRAP"."""
    spelled = title(value)
    return spelled if spelled[:2].isupper() else spelled[:1].lower() + spelled[1:]


def listed(values: Iterable[str], last: str = "and") -> str:
    """ "a, b and c" of vocabulary values; "" of none."""
    said = [words(value) for value in values]
    return " ".join(filter(None, [", ".join(said[:-1]), last if len(said) > 1 else "", *said[-1:]]))


def date_of(day: dt.date) -> str:
    """ "2 Dec"."""
    return f"{day.day} {day:%b}"


def long_date_of(day: dt.date) -> str:
    """ "Wednesday, 2 December"."""
    return f"{day:%A}, {day.day} {day:%B}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 session", "3 sessions"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def duration(milliseconds: float) -> str:
    """ "0.4 ms", "38 ms", "1.24 s", "2 min 05 s"."""
    if milliseconds < 10:
        return f"{milliseconds:.1f} ms"
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    seconds = milliseconds / 1000
    if seconds < 60:
        return f"{seconds:.2f} s"
    return f"{int(seconds // 60)} min {int(seconds % 60):02d} s"
