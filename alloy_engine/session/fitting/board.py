"""The working sheet of one session while its time is fitted. It lives inside `fit` and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from alloy_engine.domain.balance import side_of
from alloy_engine.domain.clock import MINUTE, TimeRules, exercise_seconds, reps_of, set_seconds, support_minutes
from alloy_engine.domain.history import BRACING, DIRECT, INDIRECT, UNCOUNTED_PATTERNS
from alloy_engine.domain.vocabulary import ExerciseRole, MovementKind, Muscle
from alloy_engine.session.doses.dose import Dose
from alloy_engine.session.needs.aims import Aims

# What of a line changes while it is fitted: dose, sets, rest and its ends, ramp sets, work, active, pair, usual sets.
Mark = tuple[Dose, int, int, int, int, int, float, bool, int | None, int]

NO_BOUND = 999
MAIN, WARMUP, COOLDOWN = ExerciseRole.MAIN, ExerciseRole.WARMUP, ExerciseRole.COOLDOWN


@dataclass(slots=True)
class Line:
    """One exercise. rest_low..rest_high: how far its rest may move now; pair: superset number; usual: its sets before
    the coach's aggression changed them; side: 1 for a pull, −1 for a push, 0 for all else. muscles: what a set of it
    counts for; tired: of these, all but those it only braces with.
    """

    dose: Dose
    sets: int
    rest: int
    rest_low: int
    rest_high: int
    ramps: int
    work: float
    muscles: tuple[tuple[Muscle, float], ...]
    active: bool
    pair: int | None = None
    usual: int = 0
    side: int = 0
    tired: tuple[tuple[Muscle, float], ...] = ()

    @classmethod
    def of(cls, dose: Dose, time: TimeRules) -> Line:
        work = set_seconds(reps_of(dose.reps_min, dose.reps_max), dose.seconds, dose.movement.unilateral, time)
        compound = dose.movement.kind is MovementKind.COMPOUND
        muscles: tuple[tuple[Muscle, float], ...] = ()
        if dose.movement.pattern not in UNCOUNTED_PATTERNS:
            muscles = ((dose.movement.primary, DIRECT), *((muscle, INDIRECT) for muscle in dose.movement.secondary))
        tired = tuple([(m, weight) for m, weight in muscles if weight == DIRECT or m not in BRACING])
        return cls(
            dose, dose.sets, dose.rest, dose.rest_low, dose.rest_high, dose.ramps, work, muscles,
            active=not dose.slot.optional, side=side_of(dose.movement.pattern, dose.slot.role, compound=compound),
            tired=tired,
        )  # fmt: skip

    def mark(self) -> Mark:
        """All of it that changes."""
        return (
            self.dose, self.sets, self.rest, self.rest_low, self.rest_high, self.ramps, self.work, self.active,
            self.pair, self.usual,
        )  # fmt: skip

    def go_back(self, mark: Mark) -> None:
        """Be as the line was when the mark was made."""
        (
            self.dose, self.sets, self.rest, self.rest_low, self.rest_high, self.ramps, self.work, self.active,
            self.pair, self.usual,
        ) = mark  # fmt: skip

    def ask_for(self, reps: int, time: TimeRules) -> None:
        """Exactly so many repetitions a set."""
        self.dose = self.dose._replace(reps_min=reps, reps_max=reps)
        self.work = set_seconds(reps, None, self.dose.movement.unilateral, time)

    @property
    def reps(self) -> int:
        """The repetitions a set is timed at; 0 where it is timed itself."""
        return reps_of(self.dose.reps_min, self.dose.reps_max) if self.dose.seconds is None else 0

    @property
    def role(self) -> ExerciseRole:
        return self.dose.slot.role

    @property
    def is_main(self) -> bool:
        return self.dose.slot.role is MAIN

    def seconds(self, rest: int, time: TimeRules) -> float:
        return exercise_seconds(self.sets, self.work, rest, self.ramps, self.pair is not None, time)

    def gain(self, time: TimeRules) -> float:
        """Seconds the session grows by for each second of rest."""
        return (self.sets - 1) * (time.superset_rest if self.pair is not None else 1.0)


class State(NamedTuple):
    """All of a sheet that changes while it is fitted."""

    lines: tuple[Mark, ...]
    warmup: int
    cooldown: int
    piece: int
    after: tuple[float, ...]
    after_at: int
    used: frozenset[str]
    notes: tuple[str, ...]


class Reach(NamedTuple):
    """Seconds with the shortest and with the longest rests, and the target."""

    shortest: float
    longest: float
    target: float

    @property
    def gap(self) -> float:
        """Seconds between the target and what rests can reach."""
        return max(0.0, self.shortest - self.target, self.target - self.longest)

    def side(self, slack: float) -> int:
        """1: too long even with the shortest rests, -1: too short even with the longest, 0: rests meet the target."""
        if self.shortest > self.target + slack:
            return 1
        return -1 if self.longest < self.target - slack else 0

    def later(self, seconds: float) -> Reach:
        """The same of a session with so much more around its lifts."""
        return Reach(self.shortest + seconds, self.longest + seconds, self.target)


@dataclass(slots=True)
class Board:
    """All exercises, how many drills stand around them, the finisher and what fills the time after it.

    pieces: minutes the finisher may last, shortest first; piece: which of them it lasts now. after, after_at: the same
    for the easy cardio or mobility work, which may also last none. target: seconds. aims: hard sets each muscle should
    get here.
    pulls_ahead: how far pulling sets are ahead of pushing ones so far, below 0 if behind; 1 is far.
    sets_low, sets_high: bounds for all hard sets together. usual_high: what they may rise to at most from the latest
    sessions of the type, if need be below bands and floors; planned_low, planned_high: bounds of what the coach's
    aggression makes of them.
    used: branches of fork 9.3. notes: what gave way, in words.
    """

    lines: list[Line]
    warmup: int
    cooldown: int
    pieces: tuple[float, ...]
    piece: int
    after: tuple[float, ...]
    after_at: int
    time: TimeRules
    target: float
    aims: Aims
    pulls_ahead: float
    sets_low: int = 0
    sets_high: int = NO_BOUND
    usual_high: int = NO_BOUND
    planned_low: int = 0
    planned_high: int = NO_BOUND
    used: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    _trained: dict[tuple[int, ...], dict[Muscle, float]] = field(init=False, repr=False, default_factory=dict)

    @property
    def active(self) -> list[Line]:
        return [line for line in self.lines if line.active]

    @property
    def finisher_minutes(self) -> float:
        return self.pieces[self.piece] if self.pieces else 0.0

    @property
    def after_minutes(self) -> float:
        return self.after[self.after_at] if self.after else 0.0

    def around(self) -> float:
        """Seconds of warm-up, cool-down and finisher."""
        minutes = support_minutes(WARMUP, self.warmup, self.time) if self.warmup else 0.0
        minutes += support_minutes(COOLDOWN, self.cooldown, self.time) if self.cooldown else 0.0
        return (minutes + self.finisher_minutes + self.after_minutes) * MINUTE

    def total(self) -> float:
        time = self.time
        return self.around() + sum([line.seconds(line.rest, time) for line in self.lines if line.active])

    def reach(self) -> Reach:
        around, time, shortest, longest = self.around(), self.time, 0.0, 0.0
        for line in self.lines:
            if line.active:
                sets, work, ramps, paired = line.sets, line.work, line.ramps, line.pair is not None
                shortest += exercise_seconds(sets, work, line.rest_low, ramps, paired, time)
                longest += exercise_seconds(sets, work, line.rest_high, ramps, paired, time)
        return Reach(around + shortest, around + longest, self.target)

    def hard_sets(self) -> int:
        return sum([line.sets for line in self.lines if line.active])

    def hurried(self) -> bool:
        """Whether some main lift rests less than its band asks for."""
        return any(line.is_main and line.rest < line.dose.rest_low for line in self.active)

    def movements(self) -> int:
        extra = bool(self.finisher_minutes) + bool(self.after_minutes)
        return self.warmup + self.cooldown + len(self.active) + extra

    def by_muscle(self) -> Mapping[Muscle, float]:
        """Hard sets today. One lever after another asks for them; they are added up once for the same sets of lines,
        of which there may be fewer in time, but no others.
        """
        key = tuple([line.sets if line.active else 0 for line in self.lines])
        total = self._trained.get(key)
        if total is None:
            total = self._trained[key] = {}
            for line, sets in zip(self.lines, key, strict=True):
                if line.active:
                    for muscle, weight in line.muscles:
                        total[muscle] = total.get(muscle, 0.0) + weight * sets
        return total

    def unpair(self, number: int | None) -> None:
        """Take that superset apart."""
        for line in self.lines:
            if number is not None and line.pair == number:
                line.pair = None

    def say(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def state(self) -> State:
        """What to come back to."""
        lines = tuple([line.mark() for line in self.lines])
        return State(
            lines, self.warmup, self.cooldown, self.piece, self.after, self.after_at, frozenset(self.used),
            tuple(self.notes),
        )  # fmt: skip

    def restore(self, state: State) -> None:
        """Be as it was then; the state stays good for another time."""
        for line, mark in zip(self.lines, state.lines, strict=True):
            line.go_back(mark)
        self.used, self.notes = set(state.used), list(state.notes)
        self.warmup, self.cooldown = state.warmup, state.cooldown
        self.piece, self.after, self.after_at = state.piece, state.after, state.after_at
