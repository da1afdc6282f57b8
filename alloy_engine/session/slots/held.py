"""What carries on through a mesocycle: main lifts, so that they can progress, and accessories with them."""

from __future__ import annotations

from collections import Counter

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.history import History, SessionFacts
from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle
from alloy_engine.selection import CandidatePool

BALLISTIC = (MovementPattern.PLYOMETRIC, MovementPattern.OLYMPIC)
MAIN, ACCESSORY = ExerciseRole.MAIN, ExerciseRole.ACCESSORY


class Carried:
    """Answers, slot by slot while a session is laid out, which movement stood there before.

    The n-th squat (main) of a microcycle carries on the n-th squat of the mesocycle's latest microcycle that had
    one; accessories go by their muscle in the same way. What already stands in the session is never named twice.
    """

    def __init__(self, day: DayPlan, pool: CandidatePool, history: History) -> None:
        self._pool = pool
        self._taken: set[str] = set()
        self._mains: list[dict[MovementPattern, list[str]]] = []
        self._accessories: list[dict[Muscle, list[str]]] = []
        self._seen: Counter[MovementPattern | Muscle] = Counter()
        by_microcycle: dict[int, list[SessionFacts]] = {}
        for fact in history.of_mesocycle(day.mesocycle):
            by_microcycle.setdefault(fact.day.microcycle, []).append(fact)
        now = by_microcycle.pop(day.microcycle, [])
        for facts in by_microcycle.values():
            self._mains.insert(0, self._by_pattern(facts))
            self._accessories.insert(0, self._by_muscle(facts))
        for pattern, movements in self._by_pattern(now).items():
            self._seen[pattern] = len(movements)
        for muscle, movements in self._by_muscle(now).items():
            self._seen[muscle] = len(movements)
        last = history.last
        self._yesterday = set(last.movements(ExerciseRole.ACCESSORY)) if last else set()

    def main(self, pattern: MovementPattern) -> str | None:
        key = _key(pattern)
        held = self._find(self._mains, key)
        self._seen[key] += 1
        return held

    def accessory(self, muscle: Muscle) -> str | None:
        held = self._find(self._accessories, muscle, avoid=self._yesterday)
        self._seen[muscle] += 1
        return held

    def _find(self, earlier, key, avoid: frozenset[str] | set[str] = frozenset()) -> str | None:  # type: ignore[no-untyped-def]
        place = self._seen[key]
        for movements in earlier:
            there = movements.get(key, [])
            if place < len(there) and there[place] not in self._taken and there[place] not in avoid:
                self._taken.add(there[place])
                return there[place]
        return None

    def _by_pattern(self, facts: list[SessionFacts]) -> dict[MovementPattern, list[str]]:
        found: dict[MovementPattern, list[str]] = {}
        for fact in facts:
            for pattern, movement in fact.of_role(MAIN):
                found.setdefault(_key(pattern), []).append(movement)
        return found

    def _by_muscle(self, facts: list[SessionFacts]) -> dict[Muscle, list[str]]:
        found: dict[Muscle, list[str]] = {}
        for fact in facts:
            for _, movement in fact.of_role(ACCESSORY):
                known = self._pool.catalogue.get(movement)
                if known is not None:
                    found.setdefault(known.primary, []).append(movement)
        return found


def _key(pattern: MovementPattern) -> MovementPattern:
    """Jumps and olympic lifts share a place."""
    return BALLISTIC[0] if pattern in BALLISTIC else pattern
