"""A session once its time is fitted: what goes into the document, not yet in its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from alloy_engine.domain.program import Circuit
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.session.doses.dose import Dose


class Placed(NamedTuple):
    """A dose with its final sets, rest and length; superset: letter, if it alternates with another."""

    dose: Dose
    superset: str | None = None


@dataclass(frozen=True, slots=True)
class FittedBlock:
    role: ExerciseRole
    exercises: tuple[Placed, ...]
    circuit: Circuit | None = None


@dataclass(frozen=True, slots=True)
class Fitted:
    """Blocks in order. notes: what the time asked for, in words."""

    blocks: tuple[FittedBlock, ...]
    notes: tuple[str, ...] = ()
