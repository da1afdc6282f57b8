"""All movements, loaded once, found by id, by text or as columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from alloy_engine.catalogue.columns import Bools, Columns
from alloy_engine.catalogue.search import SearchIndex
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.errors import NotFound


class Catalogue:
    """The movement catalogue; never changes after it is built.

    movements: sorted by id. columns: row i describes movements[i]. version: short hash of the content.
    """

    __slots__ = ("_rows", "_search", "columns", "movements", "version")

    movements: tuple[Movement, ...]
    columns: Columns
    version: str

    def __init__(self, movements: Sequence[Movement], version: str) -> None:
        self.movements = tuple(sorted(movements, key=lambda movement: movement.id))
        self.version = version
        self.columns = Columns.of(self.movements)
        self._rows = {movement.id: row for row, movement in enumerate(self.movements)}
        self._search = SearchIndex(self.movements)

    def __len__(self) -> int:
        return len(self.movements)

    def __iter__(self) -> Iterator[Movement]:
        return iter(self.movements)

    def __contains__(self, movement_id: object) -> bool:
        return movement_id in self._rows

    def __getitem__(self, movement_id: str) -> Movement:
        """The movement with that id; NotFound if there is none."""
        return self.movements[self.index(movement_id)]

    def get(self, movement_id: str) -> Movement | None:
        row = self._rows.get(movement_id)
        return None if row is None else self.movements[row]

    def rows_of(self, movement_ids: Iterable[str]) -> list[int]:
        """The rows of those ids that are known, in their order."""
        return [self._rows[movement_id] for movement_id in movement_ids if movement_id in self._rows]

    def index(self, movement_id: str) -> int:
        """The movement's row in `movements` and `columns`; NotFound if there is none."""
        try:
            return self._rows[movement_id]
        except KeyError:
            raise NotFound("movement", movement_id) from None

    def usable_with(self, equipment: frozenset[Equipment]) -> Bools:
        """bool[n]: which movements can be done with exactly this equipment."""
        return self.columns.usable_with(equipment)

    def search(self, text: str, limit: int = 20) -> tuple[Movement, ...]:
        """Movements whose id, name or alias matches, typing errors forgiven; best first.

        Empty text, or text that resembles nothing, finds nothing.
        """
        return tuple(self.movements[row] for row in self._search.find(text, limit))

    def suggest(self, text: str, n: int = 3) -> tuple[str, ...]:
        """Ids of the n movements most like `text`: what to offer for an id nobody knows."""
        return tuple(self.movements[row].id for row in self._search.nearest(text, n))
