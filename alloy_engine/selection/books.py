"""Ledgers and the boards scored with them, each worked out once.

The same picks come together again and again: in every week of a program, and in every round of exchanges.
"""

from __future__ import annotations

from alloy_engine.scoring import Board, Ledger, Lineup, Needs

Credits = tuple[tuple[float, ...], ...]


class Books:
    """All ledgers met for one set of needs; equal ones are the same object, so that boards are found by them.

    empty: the ledger nothing is booked in.
    """

    __slots__ = ("_boards", "_ledgers", "_moves", "empty")

    def __init__(self, needs: Needs) -> None:
        self.empty = Ledger.empty(needs)
        self._ledgers: dict[Credits, Ledger] = {self.empty.credits: self.empty}
        self._moves: dict[tuple[Ledger, int, float, int], Ledger] = {}
        self._boards: dict[tuple[Lineup, Ledger], Board] = {}

    def moved(self, ledger: Ledger, muscle: int, amount: float, sign: int) -> Ledger:
        """The ledger with that amount booked for the muscle (sign 1), or without it again (sign −1)."""
        key = (ledger, muscle, amount, sign)
        found = self._moves.get(key)
        if found is None:
            changed = ledger.credit(muscle, amount) if sign > 0 else ledger.withdraw(muscle, amount)
            found = self._moves[key] = self._ledgers.setdefault(changed.credits, changed)
            self._moves[found, muscle, amount, -sign] = ledger
        return found

    def board(self, lineup: Lineup, ledger: Ledger) -> Board:
        """`lineup.board(ledger)`; the ledger is one of these."""
        key = (lineup, ledger)
        found = self._boards.get(key)
        if found is None:
            found = self._boards[key] = lineup.board(ledger)
        return found
