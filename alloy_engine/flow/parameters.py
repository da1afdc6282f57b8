"""The way of each field of a request: where it comes in, who reads it, and what it decides.

Tests plan real programs and hold every line to what happens then (tests/property/test_parameter_flow.py).
"""

from __future__ import annotations

from dataclasses import dataclass

# Branches of fork 1.1.
STEPS = {"A": "Goals", "B": "Schedule", "C": "Preferences", "D": "Coach & review"}

COLUMN = "in `programs.request`"
TYPE = "its own type and range"


@dataclass(frozen=True, slots=True)
class Parameter:
    """field: dotted path, lists and dictionaries as one. step: branch of fork 1.1 where the wizard asks for it.

    read: modules below alloy_engine that read it, or what was made of it, while a program is planned. forks: those
    that go another way when it is changed, nearest first; what follows from them is left out. dimensions: those
    whose score depends on it directly. changes: what of the program can differ by it (calendar, movements, numbers,
    words), or "name".
    """

    field: str
    step: str
    validated: str
    transformed: str
    read: tuple[str, ...]
    changes: tuple[str, ...]
    forks: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    stored: str = COLUMN


def _parameter(
    field: str,
    step: str,
    read: str,
    changes: str,
    forks: str = "",
    dimensions: str = "",
    *,
    validated: str = TYPE,
    transformed: str = "",
    stored: str = COLUMN,
) -> Parameter:
    """Lists as words apart by spaces."""
    return Parameter(
        field, step, validated, transformed, tuple(read.split()), tuple(changes.split()), tuple(forks.split()),
        tuple(dimensions.split()), stored,
    )  # fmt: skip


EVERYTHING = "calendar movements numbers words"
PARAMETERS: tuple[Parameter, ...] = (
    _parameter(
        "goals",
        "A",
        "structure.interference scoring.scorer session.doses.bands session.doses.prescribe quality.volume_rows",
        EVERYTHING,
        "4.2.3 5.3 5.4 9.0",
        "8.6",
        validated="1.3.1: one to three, whole dollars, ten together",
        transformed="shares of ten, the largest first",
        stored="in `programs.request`, and a column a goal",
    ),
    _parameter(
        "duration_weeks",
        "B",
        "structure.weeks",
        EVERYTHING,
        "4.2.1 4.2.4",
        validated="1.3.2: 8, 10 or 12",
        stored="in `programs.request`, and as microcycles",
    ),
    _parameter(
        "days_per_week",
        "B",
        "catalogue.mix structure.skeleton session.slots.musthave",
        EVERYTHING,
        "4.2.3 4.2.5",
        validated="1.3.3: 2 to 7",
    ),
    _parameter(
        "session_minutes",
        "B",
        "structure.skeleton session.slots.lifting session.doses.mainlift",
        EVERYTHING,
        "9.3",
        "8.7",
        validated="1.3.3: 30 to 120 in steps of 5",
        transformed="target minutes of each day",
        stored="in `programs.request`, and with each session",
    ),
    _parameter(
        "split",
        "B",
        "catalogue.mix structure.daytypes structure.skeleton",
        EVERYTHING,
        "1.3.4 4.2.2",
        validated="1.3.4: named, hybrid with its definition, or auto",
        transformed="day types of each microcycle",
    ),
    _parameter(
        "hybrid.days",
        "B",
        "domain.hybrid structure.daytypes structure.given",
        EVERYTHING,
        "1.3.4 4.2.2 4.2.3",
        validated="1.3.4: each day once, within the microcycle, one of them training",
        transformed="day types and given focus",
    ),
    _parameter(
        "hybrid.blocks",
        "B",
        "domain.hybrid structure.daytypes",
        EVERYTHING,
        "1.3.4 4.2.2 4.2.3",
        validated="1.3.4: no longer than the microcycle, one of them training",
        transformed="day types, in order",
    ),
    _parameter(
        "microcycle_length_days",
        "B",
        "structure.weeks structure.daytypes selection.context",
        EVERYTHING,
        "4.2.1 4.2.4",
        validated="1.3.8: 7 to 14",
        stored="in `programs.request`, and as microcycles",
    ),
    _parameter(
        "progression_style",
        "B",
        "catalogue.briefing session.doses.mainlift session.doses.prescribe",
        "numbers",
        "3.3 9.1",
        validated="1.3.8: one of the styles, or auto",
        transformed="auto: by experience",
    ),
    _parameter(
        "deload_every_weeks",
        "B",
        "structure.weeks quality.volume_rows",
        EVERYTHING,
        "4.2.4",
        validated="1.3.8: 3 to 8",
        transformed="phase of each microcycle",
    ),
    _parameter(
        "start_date",
        "B",
        "catalogue.briefing structure.weeks structure.site",
        "calendar",
        validated="1.3.9: a date",
        transformed="none given: the next Monday",
        stored="settled in `programs.request`, and as dates of all days",
    ),
    _parameter(
        "athlete.name", "C", "", "name", validated="1.3.6: text", stored="as the athlete the program belongs to"
    ),
    _parameter(
        "athlete.experience",
        "C",
        "catalogue.briefing selection.pool scoring.scorer structure.skeleton",
        "movements numbers",
        "7.2 9.1",
        "8.3",
        validated="1.3.6: one of the levels",
        transformed="defaults for style and disciplines; skill the filter allows",
    ),
    _parameter(
        "athlete.equipment",
        "C",
        "catalogue.briefing domain.forbidden selection.constraints",
        "movements",
        "7.2",
        validated="1.3.6: a preset's name, or items",
        transformed="the preset's items",
    ),
    _parameter(
        "athlete.limitations",
        "C",
        "domain.forbidden catalogue.servable selection.constraints",
        "movements",
        "7.2",
        validated="1.3.6: a region or a pattern each",
    ),
    _parameter(
        "athlete.focus_muscles",
        "C",
        "scoring.targets scoring.scorer session.needs.aims session.needs.bringup",
        "movements numbers",
        "7.2",
        "8.5 8.2",
        validated="1.3.6: up to three, the full body not among them",
        transformed="higher weekly targets",
    ),
    _parameter(
        "athlete.one_rep_maxes",
        "C",
        "session.doses.loads",
        "numbers",
        "9.2",
        validated="1.3.6: known movements",
        transformed="kilograms, of related lifts too",
    ),
    _parameter(
        "athlete.cardio_preference",
        "C",
        "catalogue.mix session.slots.middle",
        EVERYTHING,
        "4.2.3 5.3 5.4",
        validated="1.3.6: one of the choices",
    ),
    _parameter(
        "athlete.units",
        "C",
        "session.assemble session.doses.prescribe",
        "numbers",
        validated="1.3.6: kg or lb",
        transformed="plates that loads are rounded to",
    ),
    _parameter(
        "athlete.disciplines",
        "C",
        "catalogue.briefing scoring.scorer selection.draft",
        "movements",
        "3.4",
        "8.3",
        validated="1.3.6: ten dollars together, or none",
        transformed="shares of ten, where the program names none",
    ),
    _parameter(
        "disciplines",
        "C",
        "catalogue.briefing scoring.scorer selection.draft",
        "movements",
        "3.4",
        "8.3",
        validated="1.3.8: ten dollars together, or none",
        transformed="shares of ten; none given: the athlete's own, else by experience",
    ),
    _parameter(
        "weights",
        "C",
        "scoring.scorer",
        "movements",
        "8.8 8.9",
        validated="1.3.8: 0 to 1 each, not all 0",
        transformed="the policy's where left out, bent by the goals, together 1",
    ),
    _parameter(
        "movement_rules",
        "C",
        "domain.forbidden selection.constraints session.slots.musthave quality.microcycle_gates",
        "movements",
        "5.6",
        validated="1.3.5: known movements, one rule each",
        transformed="cadence, where none is given, by the rule",
    ),
    _parameter(
        "activities",
        "C",
        "structure.interference structure.skeleton structure.site structure.recommend",
        EVERYTHING,
        "4.2.5 4.2.6",
        validated="1.3.8: known activities",
        transformed="days that their patterns avoid",
    ),
    _parameter(
        "name",
        "D",
        "catalogue.briefing",
        "name",
        validated="1.3.9: text",
        transformed="none given: built from goals, weeks and days",
        stored="in `programs.name`",
    ),
    _parameter("persona.tone", "D", "session.assemble", "words", validated="1.3.9: one of the tones"),
    _parameter(
        "persona.aggression",
        "D",
        "session.fitting.push session.doses.mainlift",
        "numbers",
        validated="1.3.9: one of the steps",
    ),
    _parameter(
        "seed",
        "D",
        "selection.context session.slots.middle",
        "movements",
        "8.8",
        validated="1.3.9: a whole number",
        transformed="draws that settle ties",
    ),
)
