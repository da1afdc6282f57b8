"""What kind of day each training day is: split rotation, goals, or the coach's own layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from alloy_engine.catalogue.mix import day_counts, interleaved, rotation_of, round_half_up, training_days
from alloy_engine.catalogue.policies.structure import StructurePolicy
from alloy_engine.catalogue.policy import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.hybrid import ROTATION_OF_KIND, HybridCell, cells, is_laid_out, ordered_kinds
from alloy_engine.domain.request import Hybrid
from alloy_engine.domain.vocabulary import MovementPattern, SessionType, SplitTemplate
from alloy_engine.flow import Tracer
from alloy_engine.structure.weeks import Frame

BRANCH_OF_SPLIT = {
    SplitTemplate.FULL_BODY: "A",
    SplitTemplate.UPPER_LOWER: "B",
    SplitTemplate.PPL: "C",
    SplitTemplate.HYBRID: "D",
    SplitTemplate.AUTO: "E",
}
BRANCH_OF_TYPE = {
    SessionType.CARDIO: "B",
    SessionType.CONDITIONING: "C",
    SessionType.MOBILITY: "D",
    SessionType.RECOVERY: "E",
}


@dataclass(frozen=True, slots=True)
class MicrocycleTypes:
    """One microcycle's training days in order.

    days: 0-based positions where the coach laid them out, None where they are still to be placed.
    focus: the coach's focus patterns a training day, empty where left to the engine.
    """

    types: tuple[SessionType, ...]
    days: tuple[int, ...] | None = None
    focus: tuple[tuple[MovementPattern, ...], ...] = ()


def day_types(
    brief: Brief, frames: Sequence[Frame], policy: Policy, tracer: Tracer, *, turn: int = 0
) -> list[MicrocycleTypes]:
    """The kinds of training day of every microcycle; rotations run on from one microcycle into the next.

    turn: the place of the split's rotation that the program begins with; a coach's own layout has none.
    """
    request = brief.request
    tracer.take("4.2.2", BRANCH_OF_SPLIT[request.split])
    if request.split is SplitTemplate.HYBRID and request.hybrid is not None:
        layout = _laid_out if is_laid_out(request) else _in_block_order
        weeks = list(layout(request.hybrid, request.microcycle_length_days, frames))
    else:
        weeks = list(_by_goals(brief, frames, policy.structure, turn))
    times = Counter(BRANCH_OF_TYPE.get(kind, "A") for week in weeks for kind in week.types)
    times["E"] = sum(frame.length_days for frame in frames) - times.total()
    for branch, count in sorted(times.items()):
        tracer.take("4.2.3", branch, times=count)
    return weeks


def _by_goals(brief: Brief, frames: Sequence[Frame], policy: StructurePolicy, turn: int) -> Iterator[MicrocycleTypes]:
    """The rotation runs on through every microcycle, deloads too, so that no type of day falls behind."""
    lifting = islice(cycle(rotation_of(brief, policy)), turn, None)
    plans = {
        days: interleaved(day_counts(brief, policy.mix, training_days(brief, days), days))
        for days in {frame.length_days for frame in frames}
    }
    for frame in frames:
        yield MicrocycleTypes(tuple([next(lifting) if kind is None else kind for kind in plans[frame.length_days]]))


def _laid_out(hybrid: Hybrid, asked_days: int, frames: Sequence[Frame]) -> Iterator[MicrocycleTypes]:
    """The coach's layout rolls on where a microcycle is longer or shorter than it."""
    rolling = cycle(cells(hybrid, asked_days))
    rotations = _Rotations()
    for frame in frames:
        days = [(cell, rotations.type_of(cell)) for cell in islice(rolling, frame.length_days)]
        trained = [i for i, (_, kind) in enumerate(days) if kind is not SessionType.RECOVERY]
        yield MicrocycleTypes(
            tuple(days[i][1] for i in trained), tuple(trained), tuple(days[i][0].focus for i in trained)
        )


def _in_block_order(hybrid: Hybrid, asked_days: int, frames: Sequence[Frame]) -> Iterator[MicrocycleTypes]:
    """Blocks without rest: their days in order, as many a microcycle as its length allows."""
    order = list(ordered_kinds(hybrid.blocks))
    rolling, rotations = cycle(order), _Rotations()
    for frame in frames:
        training = round_half_up(len(order) * frame.length_days / asked_days)
        yield MicrocycleTypes(tuple(rotations.type_of(cell) for cell in islice(rolling, training)))


class _Rotations:
    """Where each block kind's rotation stands."""

    def __init__(self) -> None:
        self._of_kind = {kind: cycle(types) for kind, types in ROTATION_OF_KIND.items()}

    def type_of(self, cell: HybridCell) -> SessionType:
        if cell.type is not None:
            return cell.type
        return next(self._of_kind[cell.kind or ""])
