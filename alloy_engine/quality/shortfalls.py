"""What was asked for and could not be had, each said once with where and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.program import Gate, PlannedSession
from alloy_engine.domain.request import MovementRule
from alloy_engine.domain.vocabulary import Cadence, FallbackTier, GenerationStatus, RuleType

WINDOW_DAYS = {Cadence.WEEKLY: 7, Cadence.BIWEEKLY: 14}
SHOWN = 4  # places named before "and N more"
Planned = tuple[DayPlan, PlannedSession]


def unmet(
    structure: Structure,
    sessions: Sequence[PlannedSession],
    brief: Brief,
    gates: Mapping[int, Sequence[Gate]] | None = None,
) -> tuple[str, ...]:
    """Named shortfalls of a program. `sessions` in the order of the structure's days; `gates` by microcycle."""
    planned = list(zip(structure.days, sessions, strict=True))
    return (
        *_failed(planned),
        *_from_template(planned),
        *_session_gates(planned),
        *_microcycle_gates(gates or {}),
        *_rules(structure, planned, brief),
    )


def _failed(planned: Sequence[Planned]) -> Iterator[str]:
    failed = [(day.key, session.note) for day, session in planned if session.status is GenerationStatus.FAILED]
    if failed:
        reason = next((note for _, note in failed if note), "no reason is on record")
        yield f"{_counted(len(failed), 'session')} failed ({_listed([key for key, _ in failed])}): {reason}"


def _from_template(planned: Sequence[Planned]) -> Iterator[str]:
    keys = [day.key for day, session in planned if session.fallback is FallbackTier.TEMPLATE and session.blocks]
    if keys:
        yield f"{_counted(len(keys), 'session')} had to be taken from the template, without scoring ({_listed(keys)})"


def _session_gates(planned: Sequence[Planned]) -> Iterator[str]:
    """Gates not passed, one sentence a gate; failed sessions are named by themselves."""
    broken: dict[str, list[tuple[str, str]]] = {}
    for day, session in planned:
        if session.status is GenerationStatus.FAILED:
            continue
        for gate in session.gates:
            if not gate.ok:
                broken.setdefault(gate.name, []).append((day.key, gate.detail))
    for name, found in broken.items():
        keys = _listed([key for key, _ in found])
        yield f"{_words(name)}: {_counted(len(found), 'session')} ({keys}), such as {found[0][1]}"


def _microcycle_gates(gates: Mapping[int, Sequence[Gate]]) -> Iterator[str]:
    broken: dict[str, list[tuple[int, str]]] = {}
    for index in sorted(gates):
        for gate in gates[index]:
            if not gate.ok:
                broken.setdefault(gate.name, []).append((index, gate.detail))
    for name, found in broken.items():
        places = _listed([str(index) for index, _ in found])
        yield f"{_words(name)}: {_counted(len(found), 'microcycle')} ({places}), such as {found[0][1]}"


def _rules(structure: Structure, planned: Sequence[Planned], brief: Brief) -> Iterator[str]:
    """Must-have and preferred movements with a window in which they do not come."""
    for rule in brief.request.movement_rules:
        if rule.rule is RuleType.HARD_NO:
            continue
        windows = [window for window in _windows(structure, planned, rule) if _is_planned(window)]
        missing = [window for window in windows if not any(_uses(session, rule.movement) for _, session in window)]
        if not missing:
            continue
        kind = "must-have" if rule.rule is RuleType.HARD_YES else "preferred"
        every = rule.window.value.replace("_", " ")
        starts = _listed([window[0][0].date.isoformat() for window in missing])
        reason = _reason(missing[0], rule.movement)
        yield (
            f"{rule.movement} ({kind}, {every}): not placed in {len(missing)} of {len(windows)} windows "
            f"(from {starts}){reason}"
        )


def _windows(structure: Structure, planned: Sequence[Planned], rule: MovementRule) -> list[list[Planned]]:
    """The rule's windows over the program, in order; a last one that is cut short counts only if it is the only one."""
    if rule.window is Cadence.PER_MICROCYCLE:
        return [[pair for pair in planned if pair[0].microcycle == m.index] for m in structure.microcycles]
    days = WINDOW_DAYS[rule.window]
    windows = [list(planned[at : at + days]) for at in range(0, len(planned), days)]
    return [window for window in windows if len(window) == days] or windows


def _is_planned(window: Sequence[Planned]) -> bool:
    """True once every day of the window has its final state."""
    return all(session.status.is_terminal for _, session in window)


def _uses(session: PlannedSession, movement: str) -> bool:
    return any(exercise.movement == movement for block in session.blocks for exercise in block.exercises)


def _reason(window: Sequence[Planned], movement: str) -> str:
    """What a session's note says about it, if one does."""
    name = movement.replace("_", " ")
    for _, session in window:
        for sentence in session.note.split(". "):
            if movement in sentence or name in sentence.lower().replace("-", " ").replace("'", ""):
                return f": {sentence.strip().rstrip('.')}"
    return ""


def _listed(places: Sequence[str]) -> str:
    more = len(places) - SHOWN
    return ", ".join(places[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _words(name: str) -> str:
    return name.replace("_", " ")
