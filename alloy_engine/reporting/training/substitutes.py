"""Who else could stand in a place, best first, each with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from alloy_engine.catalogue import Catalogue
from alloy_engine.domain.decision import Decision, ScoreCard
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.reporting.wording import words

COLUMNS = ["movement", "name", "score", "less", "reason"]
TELLING = 0.005  # of a total of 1: less than that is no reason
MOST_REASONS = 3


def substitutes(decisions: Sequence[Decision], role: ExerciseRole, movement: str, catalogue: Catalogue) -> pd.DataFrame:
    """One row a ranked other of that exercise's place. score: 0..1. less: how much below the one that stands there.

    reason: the dimensions that differ most, each with the rule's words. Empty where nothing was scored.
    """
    decision = next(
        (one for one in decisions if one.role is role and one.chosen and one.chosen.movement == movement), None
    )
    if decision is None or decision.chosen is None:
        return pd.DataFrame(columns=COLUMNS)
    rows = [
        {
            "movement": card.movement,
            "name": _name(card.movement, catalogue),
            "score": card.total,
            "less": decision.chosen.total - card.total,
            "reason": _reason(card, decision.chosen),
        }
        for card in decision.others
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _name(movement: str, catalogue: Catalogue) -> str:
    known = catalogue.get(movement)
    return known.name if known is not None else movement


def _reason(card: ScoreCard, against: ScoreCard) -> str:
    gaps = sorted(
        (
            (ours.value - theirs.value, ours)
            for ours, theirs in zip(card.contributions, against.contributions, strict=True)
            if abs(ours.value - theirs.value) >= TELLING
        ),
        key=lambda gap: -abs(gap[0]),
    )
    said = [f"{words(part.dimension)} {gap:+.2f} ({part.reason})" for gap, part in gaps[:MOST_REASONS]]
    return "; ".join(said) or "as good in every respect"
