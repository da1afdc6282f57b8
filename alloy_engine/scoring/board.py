"""Who would add how much to the session in one slot, as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import itemgetter

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
TOTAL = itemgetter(1)


class Board:
    """Scores of some movements in one slot, given what the session already holds.

    rows: catalogue rows. totals: their totals, each 0..1. A place is an index into both.
    Muscle classes: 0..20 booked under that primary muscle, 21..41 under a synergist, then UNWANTED.
    """

    __slots__ = (
        "_base", "_card_totals", "_classes", "_columns", "_frame", "_ledger", "_muscle_parts", "_ranking", "_raws",
        "_slot", "_synergist", "_weighed", "rows", "totals",
    )  # fmt: skip

    def __init__(
        self,
        slot: Slot,
        frame: Frame,
        ledger: Ledger,
        rows: Rows,
        *,
        base: Floats,
        columns: Sequence[Floats],
        classes: Rows,
        raws: Floats,
        synergist: float,
    ) -> None:
        self._slot, self._frame, self._ledger, self.rows = slot, frame, ledger, rows
        self._base, self._columns, self._classes = base, columns, classes
        self._raws, self._synergist = raws, synergist
        self._weighed = raws * frame.weights[COVERAGE]
        self.totals: Floats = base + self._weighed[classes]
        self._ranking: list[tuple[int, float]] | None = None
        self._muscle_parts: dict[int, Contribution] = {}
        self._card_totals: list[float] | None = None

    @property
    def top(self) -> float:
        """The highest total, 0 if there are none."""
        return self.ranking[0][1] if len(self.rows) else 0.0

    @property
    def ranking(self) -> Sequence[tuple[int, float]]:
        """Every place with its total, the best first, equals as they stand. Many a session asks for it again."""
        if self._ranking is None:
            # A dozen places as a rule: sorted here before numpy has begun. Reversed, equals stay as they stand.
            self._ranking = sorted(enumerate(self.totals.tolist()), key=TOTAL, reverse=True)
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
            parts = (*self._columns[:BEFORE], self._weighed[self._classes], *self._columns[BEFORE:])
            self._card_totals = np.minimum(1.0, reduce(np.add, parts)).tolist()
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
