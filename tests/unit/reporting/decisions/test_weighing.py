"""Weighing anew is held against the scorer itself, and borders against trying weights out."""

from __future__ import annotations

import numpy as np
import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.decision import Account
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.decisions import margins, weighing
from alloy_engine.reporting.decisions.weighing import Weighing
from alloy_engine.scoring import dimension_weights

HAIR = 1e-5


def weighed(account: Account, brief: Brief, policy: Policy) -> Weighing:
    step = policy.relaxation.steps[account.decision.relaxation_step]
    return Weighing.of(account, brief, policy.scoring, step.discipline_factor)


@pytest.fixture(scope="module")
def weighings(scored: tuple[Account, ...], brief: Brief, policy: Policy) -> list[Weighing]:
    return [weighed(one, brief, policy) for one in scored]


def test_as_it_was_planned_every_total_is_the_recorded_one(
    scored: tuple[Account, ...], weighings: list[Weighing]
) -> None:
    for account, one in zip(scored, weighings, strict=True):
        assert one.totals(one.base) == pytest.approx([card.total for card in account.candidates], abs=1e-12)


def test_as_it_was_planned_the_recorded_one_is_taken(scored: tuple[Account, ...], weighings: list[Weighing]) -> None:
    pairs = list(zip(scored, weighings, strict=True))
    alone = [(account, one) for account, one in pairs if not account.decision.swaps]
    assert len(alone) > 3
    for account, one in alone:
        place = one.winner(one.base)
        assert place is not None
        assert account.decision.chosen is not None
        assert one.movements[place] == account.decision.chosen.movement


def test_other_weights_become_what_the_scorer_makes_of_them(
    weighings: list[Weighing], brief: Brief, policy: Policy
) -> None:
    one = weighings[0]
    own = {Dimension.GOAL_ALIGNMENT: 0.5, Dimension.COMPOUND_BONUS: 0.0}
    base = weighing.vector({**policy.scoring.weights, **own})
    assert one.effective(base) == pytest.approx(list(dimension_weights(brief.goals, policy.scoring, own=own).values()))


def test_nobody_is_taken_where_nobody_qualifies(weighings: list[Weighing]) -> None:
    one = weighings[0]
    strict = Weighing(one.movements, one.raws, one.bends, one.base, one.turns, 2.0, one.margin)
    assert strict.winner(one.base) is None
    assert margins.spans(strict) == ()
    assert margins.tornado(strict).empty


def test_within_a_span_the_pick_stays_and_just_past_it_another_comes(weighings: list[Weighing]) -> None:
    borders = 0
    for one in weighings:
        taken = one.winner(one.base)
        assert taken is not None
        for span in margins.spans(one):
            low, high = span.low or 0.0, 1.0 if span.high is None else span.high
            inside = np.linspace(low + HAIR, high - HAIR, 9) if high - low > 4 * HAIR else []
            assert {one.winner(one.with_weight(span.dimension, x)) for x in inside} <= {taken}
            for border, to, step in ((span.low, span.low_to, -HAIR), (span.high, span.high_to, HAIR)):
                if border is not None and 0 < border + step < 1:
                    borders += 1
                    place = one.winner(one.with_weight(span.dimension, border + step))
                    assert place != taken
                    assert to == ("nobody" if place is None else one.movements[place])
    assert borders > 10


def test_where_a_candidate_wins_by_one_weight_it_does_and_just_before_it_does_not(weighings: list[Weighing]) -> None:
    found = 0
    for one in weighings[:4]:
        for movement in one.movements[:4]:
            place = one.movements.index(movement)
            if place == one.winner(one.base):
                continue
            ways = margins.winning(one, movement)
            assert [abs(border - now) for _, now, border in ways] == sorted(
                abs(border - now) for _, now, border in ways
            )
            for dimension, now, border in ways:
                found += 1
                before = border - HAIR if border > now else border + HAIR
                assert one.winner(one.with_weight(dimension, border)) == place
                assert one.winner(one.with_weight(dimension, before)) != place
    assert found > 5
    assert margins.winning(weighings[0], "no_such_movement") == []


def test_the_tornado_puts_what_moves_the_lead_most_on_top(weighings: list[Weighing]) -> None:
    for one in weighings:
        frame = margins.tornado(one)
        swings = (frame["more"] - frame["less"]).abs()
        assert swings.is_monotonic_decreasing
        taken = one.winner(one.base)
        assert taken is not None
        assert set(frame["lead"]) == {margins.lead(one, one.base, taken)}


def test_ranking_anew_says_who_rose(weighings: list[Weighing]) -> None:
    one = weighings[0]
    same = weighing.reranked(one, one.base, str.title)
    assert (same["moved"] == 0).all()
    assert same["total"].is_monotonic_decreasing
    other = weighing.reranked(one, one.with_weight(Dimension.PATTERN_ALIGNMENT, 0.0), str.title)
    assert other["moved"].sum() == 0
    assert set(other["movement"]) == set(one.movements)
