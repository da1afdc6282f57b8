"""A split of the coach's own: laid out day by day, or as blocks that follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from alloy_engine.domain.request import Hybrid, HybridBlock, ProgramRequest
from alloy_engine.domain.vocabulary import MovementPattern, SessionType, SplitTemplate

REST = "rest"
# The lifting types a block's kind goes round, continued from where the kind's last day left off.
ROTATION_OF_KIND = {
    "full_body": (SessionType.FULL_BODY,),
    "upper_lower": (SessionType.UPPER, SessionType.LOWER),
    "ppl": (SessionType.PUSH, SessionType.PULL, SessionType.LEGS),
    "cardio": (SessionType.CARDIO,),
    "conditioning": (SessionType.CONDITIONING,),
    "mobility": (SessionType.MOBILITY,),
    REST: (SessionType.RECOVERY,),
}


@dataclass(frozen=True, slots=True)
class HybridCell:
    """One day of the definition: a type, or a block's kind, and the focus if the coach gave one."""

    type: SessionType | None
    kind: str | None = None
    focus: tuple[MovementPattern, ...] = ()


def is_laid_out(request: ProgramRequest) -> bool:
    """True where the definition itself says which days rest; blocks without rest say only the order."""
    hybrid = request.hybrid
    if request.split is not SplitTemplate.HYBRID or hybrid is None:
        return False
    return bool(hybrid.days) or any(block.kind == REST for block in hybrid.blocks)


def cells(hybrid: Hybrid, length_days: int) -> tuple[HybridCell, ...]:
    """The definition as one cell a day over the asked microcycle length; days left out are recovery."""
    if hybrid.days:
        by_day = {day.day: HybridCell(day.type, focus=tuple(dict.fromkeys(day.focus))) for day in hybrid.days}
        return tuple(by_day.get(day, HybridCell(SessionType.RECOVERY)) for day in range(1, length_days + 1))
    laid = list(ordered_kinds(hybrid.blocks))
    rest = [HybridCell(SessionType.RECOVERY)] * max(0, length_days - len(laid))
    return (*laid, *rest)


def ordered_kinds(blocks: tuple[HybridBlock, ...]) -> Iterator[HybridCell]:
    """Each block's kind so many times, in the coach's order."""
    for block in blocks:
        yield from (HybridCell(None, kind=block.kind) for _ in range(block.days))
