"""The first choice that differs, with the record of it made by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from alloy_engine.domain.decision import Account, Decision, Fallen, FunnelStage, ScoreCard
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import Dimension, ExerciseRole, MovementPattern, SessionType
from alloy_engine.reporting.compare.divergence import divergences
from alloy_engine.reporting.compare.side import Side
from tests import cards

NAMES = {"row": "Row", "curl": "Curl"}


@dataclass(frozen=True)
class Chosen:
    session: str
    sequence: int
    slot: int
    role: str
    chosen: str | None


def card(movement: str, goal: float, pattern: float) -> ScoreCard:
    return cards.card(movement, {Dimension.GOAL_ALIGNMENT: goal, Dimension.PATTERN_ALIGNMENT: pattern})


def decision(chosen: ScoreCard | None, *others: ScoreCard) -> Decision:
    return Decision(0, ExerciseRole.MAIN, (MovementPattern.SQUAT,), (), 0, (), chosen, others)


ROW_WINS = decision(card("row", 0.3, 0.2), card("curl", 0.1, 0.3))
CURL_WINS = decision(card("curl", 0.4, 0.3), card("row", 0.1, 0.25))


def sides(document: ProgramDocument, one: Decision | None, other: Decision | None) -> tuple[Side, Side]:
    def side(letter: str, record: Decision | None, movement: str | None) -> Side:
        taken = record.chosen.movement if record and record.chosen else movement
        choices = [Chosen("1-1", 0, 0, "main", taken)]
        return Side(letter, "", document, choices, {"1-1": [Account(record)]} if record else {})

    return side("A", one, "row"), side("B", other, "curl")


def test_the_dimension_that_moved_most_is_named(document: ProgramDocument) -> None:
    (found,) = divergences(*sides(document, ROW_WINS, CURL_WINS), NAMES)
    assert found.where == "Microcycle 1, day 1, slot 1, main"
    assert found.taken == {"A": "Row", "B": "Curl"}
    assert found.reasons == (
        "Goal alignment decided: A's pick leads there by +0.200 in A and by -0.300 in B.",
        "A took Row with 0.500; Curl had 0.400.",
        "B took Curl with 0.700; Row had 0.350.",
    )
    duel = found.duel.set_index("dimension")
    assert duel.loc["goal_alignment"].tolist() == pytest.approx([0.2, -0.3, -0.5])
    assert duel.loc["pattern_alignment"].tolist() == pytest.approx([-0.1, -0.05, 0.05])


def test_programs_that_choose_alike_do_not_part(document: ProgramDocument) -> None:
    assert divergences(*sides(document, ROW_WINS, ROW_WINS), NAMES) == ()


def test_what_the_other_never_ranked_is_said(document: ProgramDocument) -> None:
    alone = replace(CURL_WINS, others=())
    (found,) = divergences(*sides(document, ROW_WINS, alone), NAMES)
    assert found.duel.empty
    assert "B took Curl with 0.700; Row was filtered out there, or is not among its best eight." in found.reasons


def test_the_first_filter_that_removed_it_is_named(document: ProgramDocument) -> None:
    one, other = sides(document, ROW_WINS, replace(CURL_WINS, others=()))
    stages = (Fallen(FunnelStage("equipment", 1, 2, "needs what the athlete does not own"), ("row",)),)
    other = replace(other, accounts={"1-1": [Account(replace(CURL_WINS, others=()), stages, (CURL_WINS.chosen,))]})  # type: ignore[arg-type]
    (found,) = divergences(one, other, NAMES)
    assert found.reasons[-1] == (
        "B took Curl with 0.700. Row could not stand there: Needs what the athlete does not own."
    )


def test_a_tie_is_called_one(document: ProgramDocument) -> None:
    one = replace(decision(card("row", 0.3, 0.2), card("curl", 0.3, 0.2)), tie="D")
    other = replace(decision(card("curl", 0.3, 0.2), card("row", 0.3, 0.2)), tie="D")
    (found,) = divergences(*sides(document, one, other), NAMES)
    assert found.reasons[0] == "Both score the two alike: a tie, which fell otherwise in A than in B."


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (ROW_WINS, decision(None), "B left the place open: nobody qualified."),
        (ROW_WINS, replace(CURL_WINS, hold="must_have"), "B had settled Curl beforehand: must have."),
        (ROW_WINS, replace(CURL_WINS, patterns=(MovementPattern.HINGE,)),
         "The place asks for something else: main (squat) in A, main (hinge) in B."),
        (ROW_WINS, None, "B has no such place in that session, or kept no record of it."),
        (ROW_WINS, decision(card("curl", 0.1, 0.1), card("row", 0.3, 0.1)),
         "B took Curl with 0.200; Row had 0.400 alone, but the session as a whole was better without it."),
    ],
)  # fmt: skip
def test_other_reasons(one: Decision, other: Decision | None, said: str, document: ProgramDocument) -> None:
    (found,) = divergences(*sides(document, one, other), NAMES)
    assert said in found.reasons


def test_another_kind_of_day_explains_itself(document: ProgramDocument) -> None:
    week = document.microcycles[0]
    days = (week.sessions[0].model_copy(update={"type": SessionType.PULL}), *week.sessions[1:])
    other = document.model_copy(update={"microcycles": (week.model_copy(update={"sessions": days}),)})
    one, two = sides(document, ROW_WINS, CURL_WINS)
    (found,) = divergences(one, replace(two, document=other), NAMES)
    (reason,) = found.reasons
    assert reason.startswith("The day itself is another one: lower in A, pull in B.")
    assert found.duel.empty


def test_places_that_ask_for_something_else_are_not_held_against_each_other(document: ProgramDocument) -> None:
    hinge = replace(CURL_WINS, patterns=(MovementPattern.HINGE,))
    (found,) = divergences(*sides(document, ROW_WINS, hinge), NAMES)
    assert found.duel.empty
    assert found.reasons[0].startswith("The place asks for something else")


def test_focus_that_differs_is_said_beside_the_scores(document: ProgramDocument) -> None:
    week = document.microcycles[0]
    days = (week.sessions[0].model_copy(update={"focus": (MovementPattern.HINGE,)}), *week.sessions[1:])
    other = document.model_copy(update={"microcycles": (week.model_copy(update={"sessions": days}),)})
    one, two = sides(document, ROW_WINS, CURL_WINS)
    (found,) = divergences(one, replace(two, document=other), NAMES)
    assert "The day's patterns differ: squat in A, hinge in B." in found.reasons
