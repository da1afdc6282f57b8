"""The composition section of the policy: which slots a session has before anything is chosen."""

from __future__ import annotations

from pydantic import Field

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.vocabulary import CircuitType, Goal, MovementPattern, Muscle, SessionType, SkillLevel

Patterns = tuple[MovementPattern, ...]


class Count(PolicyPart):
    """How many, at least and at most."""

    low: int
    high: int


class SupportRow(PolicyPart):
    """Warm-up and cool-down drills of a session of at most `minutes`."""

    minutes: int
    warmup: int
    cooldown: int


class LiftingRules(PolicyPart):
    """Counts of main lifts and accessories.

    light_from: endurance dollars from which mains are many and light.
    power_from: explosiveness + speed dollars from which the first slot of a leg day is ballistic.
    olympic_from: experience from which jumps and olympic lifts take turns there.
    short_wishes: must-haves of a session of at most short_minutes, if others can wait for another day.
    main_share: which part of the working exercises a leading goal likes to be main lifts (0..1).
    share_cost: how much a deviation from that weighs against a poorly filled session.
    both_from: target minutes from which a session keeps accessories beside its finisher.
    """

    mains: Count
    light_mains: Count
    accessories: Count
    optional_accessories: int
    total: Count
    short_minutes: int
    short_wishes: int
    light_from: int
    power_from: int
    olympic_from: SkillLevel
    main_share: dict[Goal, float]
    share_cost: float
    both_from: int

    def mains_of(self, *, light: bool) -> Count:
        """How many main lifts a session holds: more where they are light."""
        return self.light_mains if light else self.mains


class TypeRules(PolicyPart):
    """What belongs to a session type.

    groups: main patterns in groups that take turns. muscles: candidates for accessories, by preference.
    mains: where fewer main lifts than usual already give its few muscles all the sets they can use.
    """

    groups: tuple[Patterns, ...]
    muscles: tuple[Muscle, ...]
    mains: Count | None = None


class MuscleRules(PolicyPart):
    """How an accessory may train the muscle, and how much it matters that one does (0..1)."""

    patterns: Patterns
    weight: float = Field(ge=0, le=2)


class AccessoryRules(PolicyPart):
    """untouched: bonus of a major muscle without a set this microcycle; core_weekly: the same of the core.
    arms_weekly: the same of biceps and triceps without an accessory, where size is all the goal.
    repeat_cost: of a second accessory for a muscle; trunk_repeat_cost: for the middle of the body.
    floor: how much more a set is worth that the audit will ask for, against one that is only aimed at.
    focus_plenty: of its weekly target, beyond which a focus muscle needs no more accessories of its own.
    week_share: of the sets that a week may hold at most, how many are planned for.
    bare_from: sets of its week's floor that the day's main lifts leave open, from which on a muscle has a right to an
    accessory beside a finisher too; bare_places: how many such there are at most.

    expected_sets: sets assumed for each main lift and accessory while slots are laid out.
    """

    untouched: float
    floor: float
    focus_plenty: float
    week_share: float
    core_weekly: float
    arms_weekly: float
    repeat_cost: float
    trunk_repeat_cost: float
    bare_from: float
    bare_places: int
    full_cost: float
    expected_main_sets: float
    expected_light_sets: float
    expected_accessory_sets: float


class SupportRules(PolicyPart):
    """Patterns of the first, second … drill."""

    warmup: tuple[Patterns, ...]
    power_warmup: Patterns
    cooldown: Patterns


class FinisherRules(PolicyPart):
    """Minutes: `usual` by circuit type of the goal, others by `minutes`. themes: patterns of the stations."""

    fat_loss_from: int
    endurance_from: int
    amrap_minutes: int
    emom_minutes: int
    minutes: int
    low: int
    high: int
    others: tuple[CircuitType, ...]
    themes: tuple[tuple[Patterns, ...], ...]


class EasyCardio(PolicyPart):
    """Minutes of steady work that fill a session of `from_minutes` or more, one of fewer lifts than `few_lifts`, or a
    deload without its finisher.

    serves_from, before_rests_from: dollars for endurance and fat loss from which it serves the goals at all, and before
    longer rests are taken. at_last: minutes it may last where nothing else fills the session.
    """

    from_minutes: int
    few_lifts: int
    serves_from: int
    before_rests_from: int
    low: int
    high: int
    at_last: int


class DrillRow(PolicyPart):
    """Mobility drills after the lifts of a session of at most `minutes`."""

    minutes: int
    drills: int


class AfterMobility(PolicyPart):
    """Mobility work that takes the place of easy cardio where that does not serve the goals.

    before_rests_from: dollars for mobility from which it comes before longer rests, and has `share` of the session for
    each of them. holds: seconds of a timed drill.
    step_minutes: the least that one length of the work differs by from the next.
    """

    drills: tuple[DrillRow, ...]
    before_rests_from: int
    share: float
    rounds: Count
    holds: tuple[int, ...]
    step_minutes: float


class ConditioningRules(PolicyPart):
    """Stations and length of a conditioning day's circuit; beyond `circuit_high` minutes steady work is added.

    circuit_share: of the target, the least the circuit may last where that is less than `circuit_low` minutes.
    """

    types: tuple[CircuitType, ...]
    stations: Count
    minutes_per_station: float
    circuit_low: float
    circuit_high: float
    circuit_share: float
    themes: tuple[Patterns, ...]


class CircuitRules(PolicyPart):
    """The circuits' own clocks, in seconds; ladder: first and last rung, chipper_reps: of each station."""

    intervals: tuple[tuple[int, int], ...]
    tabata_work: int
    tabata_rest: int
    emom_work: int
    round_seconds: int
    timed_station: int
    ladder: tuple[int, int]
    chipper_reps: int


class PieceRow(PolicyPart):
    """Cardio pieces in a session of at most `minutes`."""

    minutes: int
    pieces: int


class CardioRules(PolicyPart):
    """styles: rotation of the leading piece. rest_style: what fills the remaining time."""

    pieces: tuple[PieceRow, ...]
    styles: tuple[str, ...]
    patterns: Patterns
    fill_style: str
    warmup: int
    cooldown: int


class MobilityRules(PolicyPart):
    """Drills of a mobility day: counts by minutes a drill, and the regions they go through. minutes_most: what one
    drill can fill, where there are few for many such days.
    """

    drills: Count
    minutes_per_drill: float
    minutes_most: float
    regions: tuple[tuple[Muscle, ...], ...]
    patterns: Patterns


class CompositionPolicy(PolicyPart):
    """See data/policy/composition.toml."""

    support: tuple[SupportRow, ...]
    lifting: LiftingRules
    types: dict[SessionType, TypeRules]
    muscles: dict[Muscle, MuscleRules]
    accessories: AccessoryRules
    drills: SupportRules
    finisher: FinisherRules
    easy_cardio: EasyCardio
    after_mobility: AfterMobility
    conditioning: ConditioningRules
    circuits: CircuitRules
    cardio: CardioRules
    mobility: MobilityRules
