"""Why a movement does not stand in a slot: down to the first constraint that removed it, or to the score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from alloy_engine.domain.decision import Account, ScoreCard
from alloy_engine.reporting.wording import title


class Answer(StrEnum):
    """How far a movement came."""

    CHOSEN = "chosen"
    FILTERED = "filtered"
    BELOW = "below the minimum"
    OUTSCORED = "outscored"
    EQUAL = "as good"
    UNSCORED = "nothing was scored"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """answer: how far it came. said: the same in a sentence. stage: the first filter that removed it, in words; passed:
    the filters it had come through by then. card: its score card, if it was scored.
    """

    answer: Answer
    said: str
    stage: str = ""
    passed: tuple[str, ...] = ()
    card: ScoreCard | None = None


def why_not(account: Account, movement: str) -> WhyNot:
    """Of any movement in the catalogue that the session was planned from."""
    decision = account.decision
    place = next((at for at, card in enumerate(account.candidates) if card.movement == movement), None)
    card = None if place is None else account.candidates[place]
    if decision.chosen is not None and decision.chosen.movement == movement:
        held = f", settled before anything was scored ({title(decision.hold).lower()})" if decision.hold else ""
        return WhyNot(Answer.CHOSEN, f"It was taken{held}.", card=decision.chosen)
    if not account.funnel:
        return WhyNot(Answer.UNSCORED, "Nothing was scored for this place.")
    if card is None or place is None:
        return _filtered(account, movement)
    return _scored(account, card, place)


def _filtered(account: Account, movement: str) -> WhyNot:
    passed: list[str] = []
    for fallen in account.funnel:
        stage = title(fallen.stage.stage)
        if movement in fallen.movements:
            return WhyNot(
                Answer.FILTERED, f"{fallen.stage.reason[:1].upper()}{fallen.stage.reason[1:]}.", stage, tuple(passed)
            )
        passed.append(stage)
    return WhyNot(Answer.UNSCORED, "It was not in the catalogue that this session was planned from.")


def _scored(account: Account, card: ScoreCard, place: int) -> WhyNot:
    passed = tuple(title(fallen.stage.stage) for fallen in account.funnel[:-1])
    chosen = account.decision.chosen
    if place >= account.qualified:
        said = f"It scores {card.total:.3f}, and {account.minimum:.2f} are needed."
        return WhyNot(Answer.BELOW, said, title(account.funnel[-1].stage.stage), passed, card)
    if chosen is None:
        return WhyNot(Answer.OUTSCORED, "It qualified, but the place was left open.", passed=passed, card=card)
    if account.decision.hold:
        said = "The place was settled before anything was scored, so that its score was not asked for."
        return WhyNot(Answer.OUTSCORED, said, passed=passed, card=card)
    behind = chosen.total - card.total
    if behind > account.margin:
        return WhyNot(Answer.OUTSCORED, f"It scores {behind:.3f} less. {_most(card, chosen)}", passed=passed, card=card)
    if account.decision.swaps:
        said = (
            f"It was within {account.margin:g}, or ahead, here; the exchange that followed was better for the session."
        )
    else:
        said = f"Scores within {account.margin:g} count as equal; {TIES.get(account.decision.tie, TIES['A'])}."
    return WhyNot(Answer.EQUAL, said, passed=passed, card=card)


TIES = {
    "A": "the other one was better when it was taken",
    "B": "the chosen one was used less of late",
    "C": "the lot fell on the chosen one",
    "D": "the chosen one comes first in the catalogue",
}


def _most(card: ScoreCard, chosen: ScoreCard) -> str:
    """The dimension in which it loses most, with its reason."""
    pairs = list(zip(card.contributions, chosen.contributions, strict=True))
    own, other = max(pairs, key=lambda pair: pair[1].value - pair[0].value)
    lost = other.value - own.value
    return f"Most of that, {lost:.3f}, is {title(own.dimension.value).lower()}: {own.reason}." if lost > 0 else ""
