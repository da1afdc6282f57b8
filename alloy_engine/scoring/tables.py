"""One dimension over the whole catalogue: a score for every class of movements, and the plain rule to explain it.

Where a rule looks at one or two properties (a pattern, a kind …), the plain rule is asked once a class and numpy
spreads the answer over the rows. Where it looks at more, its module works the scores out as a column, and every row is
a class of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from alloy_engine.domain.decision import Contribution
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.scoring.ledger import Floats
from alloy_engine.scoring.verdict import Verdict

Rows = NDArray[np.intp]


class Table:
    """index: class of each row. raws: score of each class. explain: the class's verdict.

    Columns and contributions are remembered by weight; asking twice gives the same objects.
    """

    __slots__ = ("_columns", "_contributions", "dimension", "explain", "index", "raws")

    def __init__(self, dimension: Dimension, index: Rows, raws: Floats, explain: Callable[[int], Verdict]) -> None:
        self.dimension, self.index, self.raws, self.explain = dimension, index, raws, explain
        self._columns: dict[float, Floats] = {}
        self._contributions: dict[tuple[int, float], Contribution] = {}

    def column(self, weight: float) -> Floats:
        """float[n]: this dimension's part of every movement's total."""
        column = self._columns.get(weight)
        if column is None:
            column = self._columns[weight] = (self.raws * weight)[self.index]
        return column

    def contribution(self, row: int, weight: float) -> Contribution:
        """The same for one movement, with rule and reason."""
        key = (int(self.index[row]), weight)
        found = self._contributions.get(key)
        if found is None:
            raw, rule, reason = self.explain(key[0])
            found = Contribution(self.dimension, raw, weight, raw * weight, rule, reason)
            self._contributions[key] = found
        return found


def of_verdicts(dimension: Dimension, index: Rows, verdicts: Sequence[Verdict]) -> Table:
    """A table whose classes are the positions in `verdicts`."""
    return Table(dimension, index, np.array([verdict.raw for verdict in verdicts]), verdicts.__getitem__)


def by_row(dimension: Dimension, raws: Floats, explain: Callable[[int], Verdict]) -> Table:
    """A table of a whole column; explain: the verdict of a row."""
    return Table(dimension, np.arange(len(raws)), raws, explain)
