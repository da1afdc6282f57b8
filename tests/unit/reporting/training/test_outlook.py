from __future__ import annotations

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.decision import Decision, ScoreCard
from alloy_engine.domain.program import AuditRow, Gate, ProgramDocument
from alloy_engine.domain.vocabulary import Dimension, ExerciseRole
from alloy_engine.reporting.training.outlook import differences, of_judgement, of_week
from alloy_engine.reporting.training.substitutes import substitutes
from alloy_engine.reporting.wording import words
from tests.cards import card


def test_only_minutes_are_always_told(document: ProgramDocument) -> None:
    one = document.microcycles[0].sessions[0]
    assert differences(one, one).to_dict("records") == [
        {"kind": "minutes", "what": "Session", "before": "49.0 min", "after": "49.0 min"}
    ]


def test_sets_gates_and_exercises_that_change_are_told(document: ProgramDocument) -> None:
    before = document.microcycles[0].sessions[0]
    main = before.blocks[1]
    lift = main.exercises[0].model_copy(update={"sets": 6})
    other = before.blocks[2].exercises[0].model_copy(update={"movement": "row", "name": "Row"})
    blocks = (
        before.blocks[0],
        main.model_copy(update={"exercises": (lift,)}),
        before.blocks[2].model_copy(update={"exercises": (other,)}),
        before.blocks[3],
    )
    gates = (Gate(name="time", ok=True, detail="60 of 60 min"), before.gates[1])
    after = before.model_copy(update={"blocks": blocks, "estimated_minutes": 60.0, "gates": gates})
    found = differences(before, after)
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("minutes", "Session", "49.0 min", "60.0 min"),
        ("sets", "Quadriceps", "4 sets", "6 sets"),
        ("sets", "Glutes", "2 sets", "3 sets"),
        ("gate", "Time", "not met", "met: 60 of 60 min"),
        ("exercise", "Back squat", "4 × 5 @ RPE 8, 81 % · 120 kg, rest 3:00, tempo 2-0-X",
         "6 × 5 @ RPE 8, 81 % · 120 kg, rest 3:00, tempo 2-0-X"),
        ("exercise", "Curl", "3 × 8–12 @ RPE 8, rest 3:00", "–"),
        ("exercise", "Row", "–", "3 × 8–12 @ RPE 8, rest 3:00"),
    ]  # fmt: skip


def test_the_week_and_the_audit_say_what_becomes_of_them(document: ProgramDocument, policy: Policy) -> None:
    before = document.microcycles[0].sessions[0]
    main = before.blocks[1]
    more = main.model_copy(update={"exercises": (main.exercises[0].model_copy(update={"sets": 6}),)})
    after = before.model_copy(update={"blocks": (before.blocks[0], more, *before.blocks[2:])})
    found = of_week(document, {"1-1": after}, 1, policy)
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("week", "Quadriceps", "4.0 sets a week, warn", "6.0 sets a week, ok"),
        ("week", "Glutes", "2.0 sets a week, fail", "3.0 sets a week, warn"),
    ]
    assert of_week(document, {"1-1": before}, 1, policy).empty
    gates = [Gate(name="must_have", ok=ok, detail="squat" if ok else "no squat") for ok in (True, False)]
    row = AuditRow(check="order", status="ok", value="100 %", band="all", detail="", source="Nunes 2021")
    worse = row.model_copy(update={"status": "warn", "value": "90 %"})
    judged = of_judgement(((gates[0],), (gates[1],)), ((row,), (worse,)))
    assert [tuple(each) for each in judged.itertuples(index=False)] == [
        ("week's gate", "Must have", "met", "not met: no squat"),
        ("audit", "Order", "ok: 100 %", "warn: 90 % (all)"),
    ]
    assert of_judgement((gates, gates), ((row,), (row,))).empty


def test_substitutes_are_ranked_with_what_speaks_against_them(catalogue: Catalogue) -> None:
    def scored(movement: str, *values: float) -> ScoreCard:
        return card(movement, dict(zip(Dimension, values, strict=False)))

    decision = Decision(
        slot=2, role=ExerciseRole.MAIN, patterns=(), muscles=(), relaxation_step=0, funnel=(),
        chosen=scored("back_squat", 0.5, 0.3), others=(scored("front_squat", 0.5, 0.2), scored("gone_lift", 0.1, 0.3)),
    )  # fmt: skip
    found = substitutes([decision], ExerciseRole.MAIN, "back_squat", catalogue)
    assert list(found["name"]) == ["Front Squat", "gone_lift"]
    assert list(found["less"].round(2)) == [0.1, 0.4]
    first, second = (words(dimension) for dimension in list(Dimension)[:2])
    assert list(found["reason"]) == [f"{second} -0.10 (rule of front_squat)", f"{first} -0.40 (rule of gone_lift)"]
    assert substitutes([decision], ExerciseRole.ACCESSORY, "back_squat", catalogue).empty
