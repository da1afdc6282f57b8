"""Pushes against pulls over the program: how far one side is ahead, and sets that move to the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from alloy_engine.domain.balance import side_of_pattern
from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History, SessionFacts
from alloy_engine.domain.slot import INSISTED
from alloy_engine.domain.vocabulary import PULLS, PUSHES, ExerciseRole, Muscle, SessionType
from alloy_engine.selection import CandidatePool
from alloy_engine.session.fitting.board import Board, Line
from alloy_engine.session.fitting.levers import Limits, room
from alloy_engine.session.needs.shelf import Shelf

FAR, VERY_FAR = 2.0, 3.0  # spans of imbalance


def has_both_sides(pool: CandidatePool, kind: SessionType) -> bool:
    """Whether such a day has pushes and pulls: then it can right their balance by itself."""
    groups = pool.policy.composition.types[kind].groups
    return {1, -1} <= {side_of_pattern(pattern) for group in groups for pattern in group}


def sets_ahead(facts: Iterable[SessionFacts], pool: CandidatePool) -> int:
    """Pulling sets less pushing ones of these sessions. 0 where kit and limits leave the side behind no lift that is
    more than a filler: the other is not to shrink for what cannot grow.
    """
    ahead = sum([fact.pulls_ahead for fact in facts])
    behind = PUSHES if ahead > 0 else PULLS
    return ahead if ahead and pool.once(Shelf).has_main(behind) else 0


def spans_ahead(day: DayPlan, pool: CandidatePool, history: History) -> float:
    """How far pulling sets of the microcycles before are ahead of pushing ones, below 0 if behind; 1 is far. Where
    each side has days of its own, whose turn it is swings the balance, and it takes more to be far.
    """
    rules = pool.policy.prescription.fit
    span = rules.balance_span_mixed if pool.once(has_both_sides, day.type) else rules.balance_span
    return sets_ahead(history.before(day.microcycle), pool) / span


def right_balance(board: Board, limits: Limits) -> None:
    """Where the weeks before left pushes or pulls far behind: an accessory of the side ahead goes, and one that fills
    up the muscles of the side behind; then sets move from one side to the other, as far as bands, caps and the week's
    floors allow. Twice as far behind, a floor that the week misses in any case holds nothing back.
    """
    if abs(board.pulls_ahead) < 1.0:
        return
    behind = -1 if board.pulls_ahead > 0 else 1
    _leave_out(board, limits, lambda line, _: line.side == -behind)
    _leave_out(board, limits, lambda line, full: line.side == 0 and any(m in full for m, _ in line.muscles), behind)
    for _ in range(min(limits.rules.balance_moves, int(abs(board.pulls_ahead)))):
        _move_set(board, limits, behind)


def lean(board: Board, moves: int) -> None:
    """A deload's sets, within its bounds, lean to the side that the weeks before left far behind: so many go from the
    other, down to one a lift, and so many come, up to what the lift usually has.
    """
    if abs(board.pulls_ahead) < 1.0:
        return
    behind = -1 if board.pulls_ahead > 0 else 1
    for _ in range(moves):
        fewer = [each for each in board.active if each.side == -behind and each.sets > 1]
        if fewer and board.hard_sets() > board.sets_low:
            max(fewer, key=lambda line: line.sets).sets -= 1
        more = [each for each in board.active if each.side == behind and each.sets < each.dose.sets]
        if more and board.hard_sets() < board.sets_high:
            min(more, key=lambda line: line.sets).sets += 1


def _leave_out(
    board: Board, limits: Limits, unwanted: Callable[[Line, Collection[Muscle]], bool], behind: int = 0
) -> None:
    """Take the last unwanted accessory off the sheet, if enough are left, the week does not fall far below the one
    before, and no floor needs it. behind: only where muscles of that side's lifts are full, and then it loses the sets
    it can spare first.
    """
    accessories = [line for line in board.active if line.role is ExerciseRole.ACCESSORY]
    trained, cap, least = board.by_muscle(), limits.rules.sets_per_muscle, limits.rules.tight_sets
    own = {muscle for line in board.active if behind and line.side == behind for muscle, _ in line.muscles}
    full = {muscle for muscle in own if trained.get(muscle, 0.0) + 1.0 > cap}
    found: list[tuple[Line, int]] = []
    for line in accessories:
        lost = line.sets - least if behind and line.sets > least else line.sets
        if (
            unwanted(line, full) and line.dose.slot.hold not in INSISTED
            and board.hard_sets() - lost >= board.sets_low
            and line.dose.movement.primary not in limits.focus
            and not _needed([(m, weight * lost) for m, weight in line.muscles if m not in full], board, trained)
        ):  # fmt: skip
            found.append((line, lost))
    if not found:
        return
    line, lost = found[-1]
    if lost < line.sets:
        line.sets -= lost
    elif len(accessories) > limits.accessories.low:
        board.lines.remove(line)


def _move_set(board: Board, limits: Limits, behind: int) -> None:
    """One set more for the side behind, one less for the other: twice as far behind, down to one below the band, and
    further still, down to two, or one set where lifts are many and have few. A set that floors speak against goes as
    well where they lack no more for it in all.
    """
    trained, far = board.by_muscle(), abs(board.pulls_ahead)
    below = (far >= FAR) + (far >= VERY_FAR)
    least = limits.rules.tight_sets
    fewer = [
        each for each in board.active
        if each.side == -behind
        and each.sets > max(least - int(far >= VERY_FAR and each.dose.sets_low <= least), each.dose.sets_low - below)
    ]  # fmt: skip
    growing = _growing(board, limits, behind, trained)
    fewer = [
        each for each in fewer
        if not _needed(each.muscles, board, trained) or _no_loss(each, growing, board, trained)
    ]  # fmt: skip
    if fewer and (growing or board.hard_sets() > board.sets_low):
        max(fewer, key=lambda line: line.sets).sets -= 1
        growing = _growing(board, limits, behind, board.by_muscle())
    if growing and board.hard_sets() < board.sets_high:
        min(growing, key=lambda line: line.sets).sets += 1


def _growing(board: Board, limits: Limits, behind: int, trained: Mapping[Muscle, float]) -> list[Line]:
    """Lifts of the side behind that can take a set: their band, the session and the week have room for it."""
    return [
        each for each in board.active
        if each.side == behind and each.sets < each.dose.sets_high
        and room(each, trained, limits.rules.sets_per_muscle) and board.aims.has_room(each.muscles, trained)
    ]  # fmt: skip


def _no_loss(fewer: Line, growing: Iterable[Line], board: Board, trained: Mapping[Muscle, float]) -> bool:
    """Whether the week's floors lack no more in all once a set of that lift has gone to one of the others."""
    lacking = board.aims.lacking(trained)
    left = Counter(trained)
    left.subtract(dict(fewer.muscles))
    return any(board.aims.lacking(left + Counter(dict(more.muscles))) <= lacking for more in growing)


def _needed(muscles: Iterable[tuple[Muscle, float]], board: Board, trained: Mapping[Muscle, float]) -> bool:
    """Whether a floor of the week speaks against that many sets less; far off balance, only one that is met now."""
    floor = board.aims.floor
    met = [(m, sets) for m, sets in muscles if trained.get(m, 0.0) >= floor.get(m, 0.0)]
    return board.aims.misses(met if abs(board.pulls_ahead) >= FAR else muscles, trained)
