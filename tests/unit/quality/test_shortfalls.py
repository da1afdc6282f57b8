"""What could not be had is named once, with where and why."""

from __future__ import annotations

from typing import Any

from alloy_engine.domain.program import Gate, PlannedSession
from alloy_engine.domain.vocabulary import ExerciseRole, FallbackTier, GenerationStatus
from alloy_engine.quality import unmet
from tests.unit.quality.crafted import block_of, program
from tests.unit.structure.plans import brief_of, planned

REQUEST: dict[str, Any] = {"days_per_week": 3, "duration_weeks": 8}
STRUCTURE = planned(**REQUEST)
SESSIONS = program(STRUCTURE)
LIFTING = [day.sequence for day in STRUCTURE.days if day.type.is_lifting]


def shortfalls(sessions: list[PlannedSession], gates: Any = None, **request: Any) -> tuple[str, ...]:
    return unmet(STRUCTURE, sessions, brief_of(**{**REQUEST, **request}), gates)


def altered(sequences: list[int], **update: Any) -> list[PlannedSession]:
    return [s.model_copy(update=update) if n in sequences else s for n, s in enumerate(SESSIONS)]


def test_nothing_is_missing_from_a_good_program() -> None:
    assert shortfalls(SESSIONS) == ()


def test_failed_sessions_are_counted_with_their_reason() -> None:
    failed = altered(LIFTING[:2], status=GenerationStatus.FAILED, blocks=(), note="time: 70 of 60 minutes")
    assert shortfalls(failed) == ("2 sessions failed (1-1, 1-3): time: 70 of 60 minutes",)


def test_sessions_from_the_template_are_named() -> None:
    (said,) = shortfalls(altered(LIFTING[:1], fallback=FallbackTier.TEMPLATE))
    assert said == "1 session had to be taken from the template, without scoring (1-1)"
    assert shortfalls(altered(LIFTING[:1], fallback=FallbackTier.RELAXATION)) == ()


def test_gates_are_summed_up_by_name() -> None:
    late = Gate(name="time", ok=False, detail="66.0 of 60 minutes")
    (said,) = shortfalls(altered(LIFTING[:6], gates=(late,)))
    assert said == "time: 6 sessions (1-1, 1-3, 1-5, 2-1 and 2 more), such as 66.0 of 60 minutes"


def test_microcycle_gates_count_too() -> None:
    bad = Gate(name="major_muscles", ok=False, detail="6 of 7 trained; missing: lats")
    good = Gate(name="interference", ok=True, detail="no activity is in the way")
    (said,) = shortfalls(SESSIONS, {1: (bad, good), 3: (bad,)})
    assert said == "major muscles: 2 microcycles (1, 3), such as 6 of 7 trained; missing: lats"


def test_a_must_have_missing_from_a_window_is_named_with_the_note() -> None:
    rule = [{"movement": "no_such_lift", "rule": "hard_yes", "cadence": "biweekly"}]
    noted = altered([LIFTING[0]], note="No such lift could not be placed: no barbell. Well rested?")
    (said,) = shortfalls(noted, movement_rules=rule)
    assert said.startswith("no_such_lift (must-have, biweekly): not placed in 4 of 4 windows (from 2025-03-03, ")
    assert said.endswith(": No such lift could not be placed: no barbell")


def test_a_rule_met_in_every_window_is_not_mentioned() -> None:
    weekly = set.intersection(
        *(
            {
                e.movement
                for day, s in zip(STRUCTURE.days, SESSIONS, strict=True) if day.microcycle == m.index and s.blocks
                for e in block_of(s, ExerciseRole.MAIN).exercises
            }
            for m in STRUCTURE.microcycles
        )
    )  # fmt: skip
    movement = min(weekly)
    for cadence in ("per_microcycle", "weekly", "biweekly"):
        rule = [{"movement": movement, "rule": "hard_yes", "cadence": cadence}]
        assert shortfalls(SESSIONS, movement_rules=rule) == ()
    assert shortfalls(SESSIONS, movement_rules=[{"movement": movement, "rule": "hard_no"}]) == ()


def test_windows_still_being_generated_are_not_judged() -> None:
    pending = altered(LIFTING[3:], status=GenerationStatus.PENDING, blocks=())
    rule = [{"movement": "no_such_lift", "rule": "preferred", "cadence": "weekly"}]
    (said,) = shortfalls(pending, movement_rules=rule)
    assert said.startswith("no_such_lift (preferred, weekly): not placed in 1 of 1 windows")
