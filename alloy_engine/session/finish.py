"""From chosen movements to the planned session: prescribe, fit the time, assemble."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.decision import Selection
from alloy_engine.domain.history import History
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import ExerciseRole, SessionType
from alloy_engine.flow import Tracer
from alloy_engine.selection import CandidatePool
from alloy_engine.session.assemble import assemble
from alloy_engine.session.doses.dose import Dose, Grouped
from alloy_engine.session.doses.fitted import Fitted
from alloy_engine.session.doses.prescribe import prescribe
from alloy_engine.session.fitting.fill import fit_cardio, fit_conditioning
from alloy_engine.session.fitting.liftingtime import fit_lifting
from alloy_engine.session.fitting.mobilitytime import fit_mobility
from alloy_engine.session.plan import Composition, Finished


def finish(
    composition: Composition, selection: Selection, day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer
) -> Finished:
    """Prescribe every chosen movement and fit the session to `day.target_minutes`.

    Places left open are skipped. The session has no blocks if nothing was chosen.
    """
    picks = {pick.slot: pick for pick in selection.picks}
    with tracer.phase("prescribe"):
        doses = prescribe(_filled(composition, selection, pool), day, pool, history, tracer)
        tracer.count(len(doses))
    with tracer.phase("fit"):
        fitted = _fit(composition, _grouped(composition, doses), day, pool, history, tracer)
    used = {placed.dose.slot.index for block in fitted.blocks for placed in block.exercises}
    for block in fitted.blocks:
        tracer.take("9.6", block.role.value, len(block.exercises))
    session = assemble(fitted, picks, day, pool, composition.unplaced)
    return Finished(session, frozenset(dose.slot.index for dose in doses if dose.slot.index not in used))


def _filled(composition: Composition, selection: Selection, pool: CandidatePool) -> list[tuple[Slot, Movement]]:
    chosen = {pick.slot: pick.movement for pick in selection.picks}
    found = ((slot, chosen.get(slot.index)) for slot in composition.slots)
    return [(slot, pool.catalogue[movement]) for slot, movement in found if movement is not None]


def _grouped(composition: Composition, doses: Sequence[Dose]) -> Grouped:
    """Doses by block, in slot order."""
    groups: dict[ExerciseRole, list[Dose]] = {block.role: [] for block in composition.blocks}
    for dose in doses:
        groups[dose.slot.role].append(dose)
    return {role: tuple(members) for role, members in groups.items()}


def _fit(
    composition: Composition, doses: Grouped, day: DayPlan, pool: CandidatePool, history: History, tracer: Tracer
) -> Fitted:
    if day.type.is_lifting:
        return fit_lifting(composition, doses, day, pool, history, tracer)
    if day.type is SessionType.CARDIO:
        return fit_cardio(composition, doses, day, pool, tracer)
    if day.type is SessionType.CONDITIONING:
        return fit_conditioning(composition, doses, day, pool, tracer)
    return fit_mobility(doses, day, pool, tracer)
