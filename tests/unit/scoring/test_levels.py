"""Which of the seven priority levels set a chosen movement apart from the next best."""

from __future__ import annotations

import pytest

from alloy_engine.domain.decision import Contribution, ScoreCard
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.flow import Recorder
from alloy_engine.scoring import report_levels

EQUAL = (0.1,) * len(Dimension)


def card(*values: float) -> ScoreCard:
    parts = zip(Dimension, values, strict=True)
    given = tuple(Contribution(dimension, value, 1.0, value, "rule", "") for dimension, value in parts)
    return ScoreCard("movement", sum(values), given)


def told(*picks: tuple[ScoreCard, ScoreCard | None]) -> dict[str, int]:
    recorder = Recorder(lambda: 0)
    report_levels(picks, recorder)
    return recorder.branch_counts()["8.0"]


@pytest.mark.parametrize("level", range(7))
def test_it_is_the_one_that_gives_most_of_the_lead(level: int) -> None:
    better = [value + (0.3 if at == level else -0.01) for at, value in enumerate(EQUAL)]
    assert told((card(*better), card(*EQUAL))) == {str(level + 1): 1}


def test_without_a_rival_or_a_lead_it_is_said_so() -> None:
    ahead = (0.2, *EQUAL[1:])
    picks = [(card(*EQUAL), None), (card(*EQUAL), card(*EQUAL)), (card(*EQUAL), card(*ahead))]
    assert told(*picks) == {"alone": 1, "none": 2}
