"""The one function a session is chosen by."""

from __future__ import annotations

from collections.abc import Iterable

from alloy_engine.domain.decision import ScoreCard
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.scoring.ledger import Ledger


def session_value(cards: Iterable[ScoreCard], ledgers: Iterable[Ledger], muscle_weight: float) -> float:
    """The value of a session: every pick's six other dimensions, and what the muscles got of it together.

    It does not depend on the order of the picks; a candidate's score is this function's gain. muscle_weight:
    the strict weight of muscle coverage (a relaxed slot's own weight is part of the amount it is booked with).
    """
    alone = sum(
        part.value for card in cards for part in card.contributions if part.dimension is not Dimension.MUSCLE_COVERAGE
    )
    return alone + muscle_weight * sum(ledger.value() for ledger in ledgers)
