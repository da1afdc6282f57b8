"""Who would add how much to the session in one slot, as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from alloy_engine.domain.decision import Contribution, ScoreCard
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.scoring import muscle
from alloy_engine.scoring.frame import BEFORE, Frame
from alloy_engine.scoring.ledger import MUSCLES, Floats, Ledger
from alloy_engine.scoring.muscle import NO_CREDIT, PRIMARY, Credit
from alloy_engine.scoring.tables import Rows

WIDTH, COVERAGE = len(MUSCLES), Dimension.MUSCLE_COVERAGE
UNWANTED = 2 * WIDTH  # muscle class of movements that train nothing the slot asks for


class Board:
    """Scores of some movements in one slot, given what the session already holds.

    rows: catalogue rows. totals: their totals, each 0..1. A place is an index into both.
    Muscle classes: 0..20 booked under that primary muscle, 21..41 under a synergist, then UNWANTED.
    """

    __slots__ = (
        "_base", "_card_totals", "_classes", "_columns", "_frame", "_ledger", "_muscle_parts", "_ranking", "_raws",
        "_slot", "_synergist", "_top", "_weighed", "rows", "totals",
    )  # fmt: skip

    def __init__(
        self,
        slot: Slot,
        frame: Frame,
        ledger: Ledger,
        rows: Rows,
        *,
        base: Floats,
        columns: Floats,
        classes: Rows,
        raws: Floats,
        synergist: float,
    ) -> None:
        self._slot, self._frame, self._ledger, self.rows = slot, frame, ledger, rows
        self._base, self._columns, self._classes = base, columns, classes
        self._raws, self._synergist = raws, synergist
        self._weighed = raws * frame.weights[COVERAGE]
        self.totals: Floats = base + self._weighed[classes]
        self._top: float | None = None
        self._ranking: list[tuple[int, float]] | None = None
        self._muscle_parts: dict[int, Contribution] = {}
        self._card_totals: list[float] | None = None

    @property
    def top(self) -> float:
        """The highest total, 0 if there are none."""
        if self._top is None:
            self._top = float(np.maximum.reduce(self.totals, initial=0.0))
        return self._top

    @property
    def ranking(self) -> Sequence[tuple[int, float]]:
        """Every place with its total, the best first, equals as they stand. Many a session asks for it again."""
        if self._ranking is None:
            order = (-self.totals).argsort(kind="stable")
            self._ranking = list(zip(order.tolist(), self.totals[order].tolist(), strict=True))
        return self._ranking

    def credit(self, place: int) -> Credit:
        """What the muscle dimension books that movement under."""
        return _credit(int(self._classes[place]), self._synergist)

    def alone(self, place: int) -> float:
        """What no other pick can change of that movement's total."""
        return float(self._base[place])

    @property
    def relative(self) -> float:
        """The weight a credit is booked at."""
        return self._frame.relative

    @property
    def card_totals(self) -> Sequence[float]:
        """The totals of all cards, added in priority order; they may differ from `totals` in the last bit."""
        if self._card_totals is None:
            coverage = self._weighed[self._classes][None]
            parts = np.concatenate((self._columns[:BEFORE], coverage, self._columns[BEFORE:]))
            # Along the first axis numpy adds row after row, in the order in which `_total` adds up a card.
            self._card_totals = np.minimum(1.0, np.add.reduce(parts, axis=0)).tolist()
        return self._card_totals

    def card(self, place: int, movement: str) -> ScoreCard:
        """The score card; `movement` is the id of that row. Its total is the sum of its contributions."""
        before, after = self._frame.parts(int(self.rows[place]))
        contributions = (*before, self._coverage(int(self._classes[place])), *after)
        return ScoreCard(movement, _total([part.value for part in contributions]), contributions)

    def _coverage(self, muscle_class: int) -> Contribution:
        found = self._muscle_parts.get(muscle_class)
        if found is None:
            weight = self._frame.weights[COVERAGE]
            credit = _credit(muscle_class, self._synergist)
            raw, rule, reason = muscle.verdict(credit, float(self._raws[muscle_class]), self._slot, self._ledger)
            found = Contribution(COVERAGE, raw, weight, raw * weight, rule, reason)
            self._muscle_parts[muscle_class] = found
        return found


def _total(values: Iterable[float]) -> float:
    """Added one after the other in priority order, as the reference does."""
    total = 0.0
    for value in values:
        total += value
    return min(1.0, total)


def _credit(muscle_class: int, synergist: float) -> Credit:
    if muscle_class == UNWANTED:
        return NO_CREDIT
    return Credit(muscle_class, PRIMARY) if muscle_class < WIDTH else Credit(muscle_class - WIDTH, synergist)
