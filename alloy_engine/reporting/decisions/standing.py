"""Why the one that was taken was taken, most of all where another candidate scores more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.decision import Account, Decision
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.request import MovementRule
from alloy_engine.domain.slot import Hold
from alloy_engine.domain.vocabulary import ExerciseRole
from alloy_engine.reporting.wording import counted, words

ALONE = 1e-9  # a lead below this is rounding


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the pick of one slot. place: among the candidates, from 1; 0 if it is none of them. behind: how much more the
    best candidate scores, 0 if none does; ahead: that candidate's id. short, said: why it was taken all the same, in a
    few words and as the end of a sentence; both "" where it simply scores most.
    """

    place: int
    behind: float
    ahead: str | None
    short: str = ""
    said: str = ""


def standing(account: Account, carried_from: str | None = None, rule: MovementRule | None = None) -> Standing | None:
    """None where nobody was taken. carried_from: key of the mesocycle's first session with that lift. rule: the
    coach's rule on it.
    """
    chosen = account.decision.chosen
    if chosen is None:
        return None
    ids = [card.movement for card in account.candidates]
    place = ids.index(chosen.movement) + 1 if chosen.movement in ids else 0
    lead = account.candidates[0].total - chosen.total if ids else 0.0
    behind = lead if lead > ALONE else 0.0
    short, said = _why(account, place, carried_from, rule)
    return Standing(place, behind, ids[0] if behind else None, short, said)


def _why(account: Account, place: int, carried_from: str | None, rule: MovementRule | None) -> tuple[str, str]:
    decision = account.decision
    if decision.hold is not None:
        return _held(decision.hold, carried_from, rule)
    if decision.swaps:
        return "exchanged", _exchanged(decision)
    if place > 1:
        return _tied(account, place)
    return "", ""


def _held(hold: str, carried_from: str | None, rule: MovementRule | None) -> tuple[str, str]:
    match hold:
        case Hold.MESOCYCLE:
            since = (
                f"session {carried_from}, the first of this mesocycle with it" if carried_from else "the weeks before"
            )
            return "carried on", f"it is carried on from {since}: a lift has to stay to progress"
        case Hold.MUST_HAVE:
            asked = f" ({words(rule.rule.value)}, {words(rule.window.value)})" if rule else ""
            return "a rule was due", f"a rule of the coach{asked} was due"
        case Hold.LOCKED:
            return "locked", "the coach fixed it there"
        case _:
            return "left as it was", "it was left as it was while the coach exchanged another exercise"


def _exchanged(decision: Decision) -> str:
    last = decision.swaps[-1]
    partner = "" if last.partner is None else f", together with place {last.partner}"
    return (
        f"it came in by an exchange{partner}: the session as a whole rose from {last.before:.3f} to {last.after:.3f}, "
        "and that counts for more than one place"
    )


def _tied(account: Account, place: int) -> tuple[str, str]:
    equal = f"totals within {account.margin:g} count as equal, and"
    uses, others = account.turns[place - 1][0], account.turns[0][0]
    match account.decision.tie:
        case "B":
            return "used less", f"{equal} it was used less of late ({counted(uses, 'time')}, the best one {others})"
        case "D":
            return "first in turn", f"{equal} it comes first in the catalogue"
        case _:
            return "by lot", f"{equal} the lot fell on it, for variety"


def first_session(
    structure: Structure, known: Mapping[str, PlannedSession], key: str, role: ExerciseRole, movement: str
) -> str | None:
    """Key of the first session of the same mesocycle, before that of `key`, with the movement in that role."""
    today = next(day for day in structure.days if day.key == key)
    earlier = (
        day.key
        for day in structure.days[: today.sequence]
        if day.mesocycle == today.mesocycle and day.key in known and _holds(known[day.key], role, movement)
    )
    return next(earlier, None)


def _holds(session: PlannedSession, role: ExerciseRole, movement: str) -> bool:
    return any(one.movement == movement for block in session.blocks if block.role is role for one in block.exercises)
