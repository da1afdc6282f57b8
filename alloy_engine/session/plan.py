"""What composing hands to finishing, and what finishing hands back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import CircuitType, ExerciseRole
from alloy_engine.session.needs.aims import NOTHING_AIMED_AT, Aims


@dataclass(frozen=True, slots=True)
class CircuitPlan:
    """A circuit before its length is fitted. minutes: what it would like; low..high: what it may take."""

    type: CircuitType
    minutes: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """One block: its slots' indexes in order. styles: of cardio pieces, one a slot."""

    role: ExerciseRole
    slots: tuple[int, ...]
    circuit: CircuitPlan | None = None
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """A session's places in block order. unplaced: must-have rules that found none, each with its reason. aims: hard
    sets each muscle should get; none but on lifting days.
    """

    slots: tuple[Slot, ...]
    blocks: tuple[BlockPlan, ...]
    unplaced: tuple[str, ...] = ()
    aims: Aims = NOTHING_AIMED_AT

    def block(self, role: ExerciseRole) -> BlockPlan | None:
        return next((block for block in self.blocks if block.role is role), None)


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """A block whose slots are not numbered yet."""

    role: ExerciseRole
    slots: Sequence[Slot]
    circuit: CircuitPlan | None = None
    styles: tuple[str, ...] = ()


def composed(drafts: Sequence[BlockDraft], aims: Aims = NOTHING_AIMED_AT) -> Composition:
    """Blocks in order with their slots numbered through; empty blocks are left out."""
    slots: list[Slot] = []
    blocks: list[BlockPlan] = []
    for draft in drafts:
        if draft.slots:
            start = len(slots)
            slots.extend([slot.at(start + place) for place, slot in enumerate(draft.slots)])
            blocks.append(BlockPlan(draft.role, tuple(range(start, len(slots))), draft.circuit, draft.styles))
    return Composition(tuple(slots), tuple(blocks), aims=aims)


ORDER = (
    ExerciseRole.WARMUP, ExerciseRole.MAIN, ExerciseRole.ACCESSORY, ExerciseRole.FINISHER, ExerciseRole.CONDITIONING,
    ExerciseRole.CARDIO, ExerciseRole.MOBILITY, ExerciseRole.COOLDOWN,
)  # fmt: skip


def with_block(composition: Composition, more: BlockDraft) -> Composition:
    """The composition with these places added to their block, before its optional ones, or with the block added."""
    drafts = [
        BlockDraft(block.role, [composition.slots[at] for at in block.slots], block.circuit, block.styles)
        for block in composition.blocks
    ]
    at = next((place for place, draft in enumerate(drafts) if draft.role is more.role), None)
    if at is None:
        at = sum(ORDER.index(draft.role) < ORDER.index(more.role) for draft in drafts)
        drafts.insert(at, more)
    else:
        slots = [*drafts[at].slots, *more.slots]
        drafts[at] = replace(drafts[at], slots=sorted(slots, key=lambda slot: slot.optional))
    return replace(composed(drafts, composition.aims), unplaced=composition.unplaced)


@dataclass(frozen=True, slots=True)
class Finished:
    """The planned session (without gates). dropped: indexes of optional slots that time had no room for."""

    session: PlannedSession
    dropped: frozenset[int]
