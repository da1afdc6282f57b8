"""A session's picks beside the proven best ones, where the solver is installed.

The solver and its model live with the benchmarks, and the engine does without them: they are looked for by name, and
only when asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from alloy_engine.errors import Conflict
from alloy_engine.selection.draft import Draft

JUDGE = "benchmarks.optimum_sample"


@dataclass(frozen=True, slots=True)
class Beside:
    """value, optimum: the session objective of the engine's picks and of the best ones (no session is worth more).
    proven: the solver's picks reach it. ours, best: movement by slot.
    """

    value: float
    optimum: float
    proven: bool
    ours: Mapping[int, str]
    best: Mapping[int, str]

    @property
    def share(self) -> float:
        return self.value / self.optimum if self.optimum else 1.0


def the_judge() -> ModuleType:
    """What knows the solver. Raises Conflict where it is not installed."""
    try:
        return import_module(JUDGE)
    except ModuleNotFoundError as error:
        raise Conflict(
            f"{error.name} is not installed: pip install -r requirements-dev.txt, and run where benchmarks/ is"
        ) from None


def beside_optimum(draft: Draft) -> Beside:
    """Takes from a tenth of a second to half a minute. Raises Conflict where the solver is not installed."""
    found: Beside = the_judge().beside(draft)
    return found
