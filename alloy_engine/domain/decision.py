"""The record of one choice: who stood for the slot, how each was scored, who was taken and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from alloy_engine.domain.vocabulary import Dimension, ExerciseRole, MovementPattern, Muscle, SelectionStatus


@dataclass(frozen=True, slots=True)
class Contribution:
    """One dimension's share of a total.

    raw: the dimension's own score, 0..1. weight: after goal modifiers and renormalisation, 0..1.
    value: raw × weight. rule: id of the rule that matched. reason: the same in words.
    """

    dimension: Dimension
    raw: float
    weight: float
    value: float
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """A movement's score in one slot; `total` equals the sum of the seven contributions' values."""

    movement: str
    total: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """How many movements one filter removed (`removed`) and how many were left after it (`left`).

    reason: why the group fell, in words, true of each of its members; empty if nobody fell.
    """

    stage: str
    removed: int
    left: int
    reason: str = ""

    def then(self, stage: str, left: int, reason: str) -> FunnelStage:
        """The stage after this one, which leaves so many."""
        removed = self.left - left
        return FunnelStage(stage, removed, left, reason if removed else "")


@dataclass(frozen=True, slots=True)
class Swap:
    """One exchange of a slot's pick, once the session stood.

    replaced: who stood there before, scored as the session is after the exchange; against the card of whoever
    came instead it shows what each dimension gained or lost. partner: the slot that gave up its pick, or got
    another, in the same exchange; None if this one changed alone. before, after: the session objective.
    """

    replaced: ScoreCard
    partner: int | None
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything about one slot's choice.

    slot: index in the session. chosen: None if the slot stayed open. relaxation_step: 0 (strict) .. 6.
    others: the best rejected ones, best first, at most eight. hold: why nothing was scored, if so.
    swapped_from: the movement the last swap replaced. swaps: what each of them changed, in order.
    tie: id of the rule that broke a tie ("A" = none). dropped: the slot was optional and time had no room for it.
    """

    slot: int
    role: ExerciseRole
    patterns: tuple[MovementPattern, ...]
    muscles: tuple[Muscle, ...]
    relaxation_step: int
    funnel: tuple[FunnelStage, ...]
    chosen: ScoreCard | None
    others: tuple[ScoreCard, ...]
    hold: str | None = None
    swapped_from: str | None = None
    tie: str = "A"
    dropped: bool = False
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True, slots=True)
class Fallen:
    """One stage of the funnel with the ids of the movements it removed, in catalogue order."""

    stage: FunnelStage
    movements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A decision in full: too much to store, but anybody may work it out again.

    funnel: stage by stage who fell. candidates: everybody whom no filter before the last removed, best first;
    the first `qualified` of them reached the minimum. A held movement need not be among them. Both are empty
    where nothing was scored.
    minimum: the total that qualifies. margin: totals this close to the best count as equal. turns: of each candidate,
    recent uses, drawn lot and place in the catalogue; the lowest goes first among equals.
    """

    decision: Decision
    funnel: tuple[Fallen, ...] = ()
    candidates: tuple[ScoreCard, ...] = ()
    qualified: int = 0
    minimum: float = 0.0
    margin: float = 0.0
    turns: tuple[tuple[int, int, int], ...] = ()


class Pick(NamedTuple):
    """A slot's outcome as the rest of the session needs it. movement: None if left open."""

    slot: int
    movement: str | None
    score: float | None
    relaxation_step: int
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The outcome for a whole session: one pick a slot, in slot order, and the record of each."""

    picks: tuple[Pick, ...]
    decisions: tuple[Decision, ...]
    status: SelectionStatus
    objective: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was taken for a slot, without why. sequence: of the session in the program. chosen: None if left open."""

    session: str
    sequence: int
    slot: int
    role: str
    chosen: str | None
    total: float | None
    relaxation_step: int
