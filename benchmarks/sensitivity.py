"""python -m benchmarks.sensitivity: change one setting at a time, and count the programs it changes.

Nothing that can be set may be without effect: a setting at 0 % is a defect. The persona's tone may change
words only; its aggression may change what is prescribed, neither the calendar nor the movements.
The exit status is 1 where any of that does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from alloy_engine.domain.program import PlannedExercise, PlannedSession, ProgramDocument
from alloy_engine.services import Materials, plan_document
from alloy_engine.settings import DATA_FOLDER
from benchmarks.flips import ANYWHERE, Request, Setting, settings

BASES: tuple[Request, ...] = (
    {
        "goals": {"hypertrophy": 6, "strength": 4},
        "athlete": {"experience": "intermediate", "equipment": "full gym"},
        "days_per_week": 4,
        "session_minutes": 60,
    },
    {
        "goals": {"strength": 7, "explosiveness": 3},
        "athlete": {"experience": "advanced", "equipment": "barbell garage"},
        "days_per_week": 3,
        "session_minutes": 75,
    },
    {
        "goals": {"fat_loss": 5, "endurance": 3, "mobility": 2},
        "athlete": {"experience": "beginner", "equipment": "bodyweight"},
        "days_per_week": 5,
        "session_minutes": 45,
    },
    {
        "goals": {"hypertrophy": 10},
        "athlete": {"experience": "beginner", "equipment": "home: dumbbells + bench + bands"},
        "days_per_week": 6,
        "session_minutes": 50,
    },
)
COMMON: Request = {"duration_weeks": 8, "deload_every_weeks": 4, "start_date": "2026-01-05", "seed": 0}


@dataclass(frozen=True, slots=True)
class Parts:
    """A program taken apart: what a setting can change, each as comparable values."""

    calendar: tuple[Any, ...]
    movements: tuple[Any, ...]
    numbers: tuple[Any, ...]
    words: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """programs: how many base requests the setting was changed on. changed: share of programs in which
    anything but the request itself changed; calendar … words: in which that part did. All 0..1."""

    setting: str
    programs: int
    changed: float
    calendar: float
    movements: float
    numbers: float
    words: float

    @property
    def defect(self) -> str:
        if self.setting == "name":
            return "" if self.changed == 0 else "a name changes the program"
        if self.changed == 0:
            return "changes nothing"
        if self.setting.startswith("persona.tone") and self.calendar + self.movements + self.numbers > 0:
            return "changes more than words"
        if self.setting.startswith("persona.aggression") and self.calendar + self.movements > 0:
            return "changes more than numbers"
        return ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sensitivity")
    parser.add_argument("--bases", type=int, default=len(BASES), help=f"base requests, at most {len(BASES)}")
    parser.add_argument("--only", default="", help="settings whose name begins so")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    bases = [{**COMMON, **base} for base in BASES[: options.bases]]
    chosen = [setting for setting in settings() if setting.name.startswith(options.only)]
    findings = [found for setting in chosen if (found := finding(setting, bases)).programs]
    print(json.dumps([asdict(one) for one in findings], indent=2) if options.json else table(findings))
    return int(any(one.defect for one in findings))


def finding(setting: Setting, bases: list[Request]) -> Finding:
    """A base that has the setting's value already says nothing and is left out, and so is a setting that all have."""
    pairs = [pair for base in bases if (pair := _pair(setting, base)) is not None]
    differing = [differences(planned(_key(before)), planned(_key(after))) for before, after in pairs]

    def share(*parts: str) -> float:
        hits = sum(any(part in found for part in parts) for found in differing)
        return hits / len(differing) if differing else 0.0

    kinds = ("calendar", "movements", "numbers", "words")
    return Finding(setting.name, len(pairs), share(*kinds), *(share(kind) for kind in kinds))


def differences(before: ProgramDocument, after: ProgramDocument) -> set[str]:
    one, other = parts(before), parts(after)
    return {name for name in Parts.__slots__ if getattr(one, name) != getattr(other, name)}


def parts(document: ProgramDocument) -> Parts:
    sessions = [session for microcycle in document.microcycles for session in microcycle.sessions]
    exercises = list(_exercises(sessions))
    return Parts(
        calendar=tuple((s.date, s.type, s.focus, s.target_minutes) for s in sessions),
        movements=tuple(sorted((day, exercise.movement) for day, exercise in exercises)),
        numbers=tuple((day, exercise.movement, *_numbers(exercise)) for day, exercise in exercises),
        words=tuple((s.note, *(e.note for b in s.blocks for e in b.exercises)) for s in sessions),
    )


def _numbers(exercise: PlannedExercise) -> tuple[Any, ...]:
    return (
        exercise.sets, exercise.reps_min, exercise.reps_max, exercise.seconds, exercise.rest_seconds, exercise.rpe,
        exercise.percent_1rm, exercise.load_kg, exercise.tempo, exercise.ramp_sets, exercise.superset,
    )  # fmt: skip


def _exercises(sessions: list[PlannedSession]) -> Iterator[tuple[int, PlannedExercise]]:
    return ((day, e) for day, session in enumerate(sessions) for b in session.blocks for e in b.exercises)


def _pair(setting: Setting, base: Request) -> tuple[Request, Request] | None:
    before = setting.before(base) if setting.before else base
    after = _ruled(setting.rule, before) if setting.rule else setting.after(base) if setting.after else before
    return None if _settled(_key(before)) == _settled(_key(after)) else (before, after)


def _ruled(kind: str, before: Request) -> Request:
    used = parts(planned(_key(before))).movements
    names = [movement for _, movement in used]
    movement = names[len(names) // 2] if kind == "hard_no" else next(m for m in ANYWHERE if m not in names)
    return {**before, "movement_rules": [{"movement": movement, "rule": kind, "cadence": "per_microcycle"}]}


def _key(request: Request) -> str:
    return json.dumps(request, sort_keys=True)


def _settled(key: str) -> Any:
    """The request with its defaults, as the program states it."""
    return planned(key).request


@cache
def _materials() -> Materials:
    return Materials.load(DATA_FOLDER)


@cache
def planned(key: str) -> ProgramDocument:
    return plan_document(_materials(), json.loads(key))


def table(findings: list[Finding]) -> str:
    lines = [
        "| setting | programs | changed | calendar | movements | numbers | words | defect |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for one in findings:
        shares = (one.changed, one.calendar, one.movements, one.numbers, one.words)
        shown = " | ".join(f"{share:.0%}" for share in shares)
        lines.append(f"| {one.setting} | {one.programs} | {shown} | {one.defect} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
