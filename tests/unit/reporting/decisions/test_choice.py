"""Frames, the tree and the answer to "why not?" of real choices."""

from __future__ import annotations

import pytest

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.decision import Account, Decision
from alloy_engine.domain.vocabulary import Dimension, ExerciseRole, MovementPattern
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.reporting.decisions import figures, frames, rules
from alloy_engine.reporting.decisions.policy import compatibility, goal_modifiers
from alloy_engine.reporting.decisions.why_not import Answer, why_not


def test_the_parts_of_a_card_follow_one_another_up_to_its_total(scored: tuple[Account, ...]) -> None:
    for account in scored:
        for card in account.candidates:
            frame = frames.parts(card)
            assert list(frame["label"][:-1]) == [one.value.replace("_", " ").capitalize() for one in Dimension]
            assert frame["value"][:-1].sum() == pytest.approx(card.total, abs=1e-12)
            assert list(frame["start"][1:-1]) == pytest.approx(list(frame["value"].cumsum()[:-2]))
            assert frame["value"].iloc[-1] == card.total


def test_the_ranking_has_everybody_and_marks_one(scored: tuple[Account, ...]) -> None:
    for account in scored:
        frame = frames.ranking(account, str.title)
        assert len(frame) == len(account.candidates)
        assert list(frame["standing"]).count(frames.CHOSEN) == 1
        assert not frame["standing"].isin([frames.EQUAL]).iloc[-1]
        assert (frame["standing"] != frames.BELOW).sum() == account.qualified
        assert frame["total"].is_monotonic_decreasing
        assert len(account.turns) == len(account.candidates)


def test_the_funnel_says_why_wherever_somebody_fell(scored: tuple[Account, ...], catalogue: Catalogue) -> None:
    frame = frames.funnel(scored[0])
    assert frame["left"].iloc[0] == len(catalogue)
    assert (frame["left"].shift(1)[1:] - frame["removed"][1:] == frame["left"][1:]).all()
    assert ((frame["reason"] != "") == (frame["removed"] > 0)).all()


def test_why_not_has_an_answer_for_every_movement(scored: tuple[Account, ...], catalogue: Catalogue) -> None:
    account = scored[0]
    answers = {movement.id: why_not(account, movement.id) for movement in catalogue}
    assert {one.answer for one in answers.values()} <= set(Answer) - {Answer.UNSCORED}
    assert account.decision.chosen is not None
    assert answers[account.decision.chosen.movement].answer is Answer.CHOSEN
    for stage in account.funnel:
        for movement in stage.movements:
            told = answers[movement]
            assert told.stage == frames.title(stage.stage.stage)
            if told.answer is Answer.FILTERED:
                assert told.said.lower() == f"{stage.stage.reason}.".lower()
                assert len(told.passed) == account.funnel.index(stage)
            else:
                assert told.answer is Answer.BELOW
    assert answers[account.candidates[-1].movement].card == account.candidates[-1]


def test_what_a_rule_forbids_is_said_to_be_forbidden(scored: tuple[Account, ...]) -> None:
    told = [why_not(account, "front_squat") for account in scored]
    forbidden = [one for one in told if one.stage == "Never"]
    assert forbidden
    assert {one.said for one in forbidden} == {"A rule of the coach forbids it."}


def test_what_was_never_in_the_catalogue_and_where_nothing_was_scored(scored: tuple[Account, ...]) -> None:
    assert why_not(scored[0], "no_such").answer is Answer.UNSCORED
    plain = Account(Decision(0, ExerciseRole.MAIN, (MovementPattern.SQUAT,), (), 0, (), None, ()))
    assert why_not(plain, "back_squat").said == "Nothing was scored for this place."


def test_an_outscored_one_hears_where_it_lost_most(scored: tuple[Account, ...]) -> None:
    account = next(one for one in scored if not one.decision.swaps)
    assert account.decision.chosen is not None
    last = account.candidates[account.qualified - 1]
    told = why_not(account, last.movement)
    assert told.answer is Answer.OUTSCORED
    assert f"{account.decision.chosen.total - last.total:.3f} less" in told.said


def test_the_tree_lights_one_rule_a_level_and_counts_the_others(scored: tuple[Account, ...]) -> None:
    for account in scored:
        first, *others = frames.cards(account).values()
        frame = rules.tree(REGISTRY, first, others, str.title)
        assert list(frame.groupby("level")["lit"].sum()) == [1] * 7
        assert (frame.groupby("level")["times"].sum() == len(others)).all()
        assert frame["value"].sum() == pytest.approx(first.total)
        assert ((frame["reason"] != "") == (frame["lit"] | (frame["times"] > 0))).all()
        drawn = figures.tree(frame, len(others))
        said = " ".join(note.text for note in drawn.layout.annotations)
        assert all(meaning in said for meaning in frame["meaning"])


def test_rules_that_never_decide_are_found() -> None:
    programs = [{"8.1": {"exact": 3}, "7.1": {"A": 9}}, {"8.1": {"exact": 1, "compatible": 4}}]
    frame = rules.firing(REGISTRY, rules.of_programs(programs), {("8.1", "none"): 2})
    times = {(row.fork, row.rule): row.times for row in frame.itertuples()}
    assert times["8.1", "exact"] == 4
    assert times["8.1", "none"] == 0
    assert list(frame.loc[frame["rule"] == "none", "beside"]) == [2, 0]
    assert frame.set_index(["fork", "rule"]).loc[("8.1", "compatible"), "share"] == 0.5
    assert frame["times"].sum() == 8


def test_the_matrices_say_what_the_policy_says(policy: Policy) -> None:
    table = compatibility(policy.scoring)
    assert table.loc["squat", "hinge"] == table.loc["hinge", "squat"] == 0.8
    assert table.loc["squat", "squat"] == 1.0
    assert table.loc["squat", "horizontal_push"] == 0.0
    assert goal_modifiers(policy.scoring).loc["strength", "compound_bonus"] == 1.5
    assert figures.matrix(table).data[0].z[0][0] == 1.0
    drawn = figures.matrix(goal_modifiers(policy.scoring))
    assert (drawn.data[0].zmin, drawn.data[0].zmax) == (
        0,
        1.5,
    )  # the shades and the numbers on them go by the same ends
    white = {note.text for note in drawn.layout.annotations if note.font.color == "white"}
    assert "1.5" in white
    assert "0.3" not in white


def test_the_waterfall_ends_at_the_total(scored: tuple[Account, ...]) -> None:
    card = scored[0].candidates[0]
    bars = figures.waterfall(frames.parts(card), card.total).data[0]
    assert bars.base[6] + bars.x[6] == pytest.approx(card.total)
    assert bars.x[7] == card.total


def test_two_cards_side_by_side_differ_by_what_their_totals_do(scored: tuple[Account, ...]) -> None:
    one, other, *_ = scored[0].candidates
    frame = frames.versus(one, other)
    assert frame["ahead"][:-1].sum() == pytest.approx(one.total - other.total)
    assert frame["ahead"].iloc[-1] == one.total - other.total
