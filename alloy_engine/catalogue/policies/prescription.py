"""The prescription section of the policy: sets, reps, load, effort, rest, progression, time."""

from __future__ import annotations

from pydantic import Field, model_validator

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.clock import TimeRules
from alloy_engine.domain.vocabulary import (
    Discipline,
    Equipment,
    Goal,
    MovementPattern,
    Muscle,
    PersonaAggression,
    Phase,
    SessionType,
    Units,
)


class Band(PolicyPart):
    """What is allowed (`low`..`high`) and what is usual, in the unit of the field that holds it."""

    low: float
    usual: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Band:
        if not self.low <= self.usual <= self.high:
            raise ValueError(f"low {self.low}, usual {self.usual}, high {self.high} are not in order")
        return self


class Row(PolicyPart):
    """One row of the prescription table.

    percent: % of the one-rep maximum. rest: seconds. tempo: lowering-pause-lifting, X = as fast as possible.
    fast: the load follows the band and not the effort, because the bar has to move fast.
    rep_step: repetitions a week adds where reps climb.
    """

    sets: Band
    reps: Band
    percent: Band
    rest: Band
    rpe: Band
    tempo: str
    fast: bool = False
    rep_step: int = 1


class Timed(PolicyPart):
    """Work by the clock: sets, seconds a set, rest in seconds, effort."""

    sets: Band
    seconds: Band
    rest: Band
    rpe: Band


class Blending(PolicyPart):
    """How dollars become one prescription.

    lead: share by which the session's first lift leans to the largest goal (0..1).
    weight: how much a goal's dollar says about lifting prescriptions.
    accessory_reps: where in the accessories' rep band a goal likes to be (0 = low end, 1 = high end).
    """

    lead: float = Field(ge=0, le=1)
    weight: dict[Goal, float]
    accessory_reps: dict[Goal, float]


class PhaseShift(PolicyPart):
    """What a phase adds: to the target RPE, and to the accessories' place in their rep band."""

    rpe: float
    accessory_reps: float


class DeloadRules(PolicyPart):
    """Shares of the week before that are kept: sets (at least, usually, at most), load, reps of unloaded lifts and of
    sets of `long_set` reps or more.
    """

    sets_low: float
    sets: float
    sets_high: float
    share_low: float
    share_high: float
    load: float
    rpe: float
    reps: float
    long_set: int


class ProgressionRules(PolicyPart):
    """load_step: a week's rise. cycle_step: the rise when reps start over. cycle: weeks until they do.

    rep_anchor: where between low and usual a mesocycle's reps start, first mesocycle first (the last value repeats).
    unloaded_reps_low, jump_reps_low: reps that lifts without load, and jumps, do at least.
    """

    load_step: float
    rpe_step: float
    cycle_step: float
    cycle: int
    wave: tuple[int, ...]
    wave_rpe: tuple[float, ...]
    pauses: tuple[int, ...]
    pause_load_step: float
    rep_anchor: tuple[float, ...]
    unloaded_rep_step: int
    unloaded_reps_low: int
    jump_reps_low: int


class LoadRules(PolicyPart):
    """plate: smallest step in the athlete's own unit. loadable: equipment that a percentage makes sense for; hung:
    movements whose bar carries no load but the body.
    """

    plate: dict[Units, float]
    loadable: frozenset[Equipment]
    hung: frozenset[str]
    ramp_percents: tuple[float, ...]
    ramp_reps: tuple[int, ...]
    later_ramp_percent: float
    later_ramp_reps: int
    later_ramp_from: float
    light_below: float


class ShortSession(PolicyPart):
    """In sessions of at most `minutes`, sets of `from_reps` or more start at the low end of their rep band."""

    minutes: int
    from_reps: int


class RepFloor(PolicyPart):
    """Loaded main lifts that never go below `reps_low` whatever the goal, and the rest of their band."""

    reps_low: int
    reps_usual: int
    reps_high: int
    percent_low: float


class TestedLifts(PolicyPart):
    """Lifts worth a single: of one of the families, and near its main lift by `ratio_from`, or, without a ratio, of the
    discipline."""

    families: tuple[str, ...]
    ratio_from: float
    discipline: Discipline


class SupportingRules(RepFloor):
    """Loaded main lifts beside the tested ones."""

    tested: TestedLifts


class RestStretch(PolicyPart):
    """How far rests may go beyond their band, which follows from what the set is for: to that share of its upper end,
    and no further than `most` seconds.
    """

    share: float
    most: int


class FitRules(PolicyPart):
    """How far each lever may go, and how close the estimate has to come (shares of the target)."""

    tolerance: float
    aim: float
    rest_step: int
    sets_per_muscle: float
    sets_per_muscle_aim: float
    weekly_rise: float
    planned_rise: float
    dense_from: float
    dense_gain: float
    balance: float
    balance_span: float
    balance_span_mixed: float
    balance_moves: int
    stretch_rest: RestStretch
    far_rest: RestStretch
    last_rest: RestStretch
    tight_rest: float
    tight_rest_floor: int
    tight_sets: int
    tight_reps: int
    fewest_reps: int
    total_movements: int


class PrescriptionPolicy(PolicyPart):
    """See data/policy/prescription.toml."""

    rpe_table: tuple[float, ...]
    rpe_table_tail: float
    main: dict[Goal, Row]
    accessory: Row
    warmup: Row
    warmup_timed: Timed
    main_timed: Timed
    accessory_timed: Timed
    support_timed: Timed
    support_reps: Row
    mobility: Timed
    mobility_reps: Row
    cardio: dict[str, Timed]
    circuit: Row
    ballistic: frozenset[MovementPattern]
    blending: Blending
    phases: dict[Phase, PhaseShift]
    aggression: dict[PersonaAggression, float]
    aggression_rpe: float
    variant_rpe: float
    deload: DeloadRules
    progression: ProgressionRules
    loads: LoadRules
    short_session: ShortSession
    one_sided: RepFloor
    supporting: SupportingRules
    supporting_fast: RepFloor
    fit: FitRules
    time: TimeRules
    exposures: dict[SessionType, float]
    pattern_muscles: dict[MovementPattern, tuple[Muscle, ...]]
    main_movers: dict[MovementPattern, tuple[Muscle, ...]]

    def push(self, aggression: PersonaAggression) -> float:
        """RPE that such a coach adds to the usual effort; below 0 for a careful one."""
        return (self.aggression[aggression] - 1) * self.aggression_rpe
