"""How many of a microcycle's training days lift, and what the goals turn the others into."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import cycle, islice

from alloy_engine.catalogue.policies.structure import Mix, StructurePolicy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.hybrid import ROTATION_OF_KIND, cells
from alloy_engine.domain.vocabulary import CardioPreference, Goal, SessionType, SkillLevel, SplitTemplate

DAYS_A_WEEK = 7
TEN_DOLLARS = 10


def round_half_up(value: float) -> int:
    """Ordinary rounding; Python's own rounds half to even, which would give 2.5 days as 2 and 3.5 as 4."""
    return math.floor(value + 0.5)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Training days of one microcycle by kind."""

    lifting: int
    cardio: int = 0
    conditioning: int = 0
    mobility: int = 0

    @property
    def total(self) -> int:
        return self.lifting + self.cardio + self.conditioning + self.mobility

    @property
    def aerobic(self) -> int:
        return self.cardio + self.conditioning

    @property
    def hard(self) -> int:
        return self.lifting + self.conditioning

    @property
    def low_stress(self) -> int:
        return self.cardio + self.mobility

    def turn(self, source: str, target: str) -> DayCounts:
        """One day of a kind turned into one of another."""
        return replace(self, **{source: getattr(self, source) - 1, target: getattr(self, target) + 1})


def training_days(brief: Brief, length_days: int) -> int:
    """days_per_week scaled to the microcycle's length, rounded half up."""
    return round_half_up(brief.request.days_per_week * length_days / DAYS_A_WEEK)


def day_counts(brief: Brief, mix: Mix, training: int, length_days: int) -> DayCounts:
    """Share `training` days out between kinds, by the goals and within the limits of the policy."""
    counts = _within_limits(_asked(brief, mix, training), mix, _cardio_forced(brief, mix))
    counts = _low_stress(counts, brief, mix, length_days)
    return _spared_beginner(counts, brief, mix, length_days)


def rotation_of(brief: Brief, policy: StructurePolicy) -> tuple[SessionType, ...]:
    """The lifting types the split goes round; `auto` goes by the lifting days of a plain week."""
    request = brief.request
    if request.split is not SplitTemplate.AUTO:
        return policy.rotations[request.split]
    length = request.microcycle_length_days
    counts = day_counts(brief, policy.mix, training_days(brief, length), length)
    a_week = round_half_up(counts.lifting * DAYS_A_WEEK / length)
    return next(row.rotation for row in policy.auto if row.up_to >= a_week)


def lifting_week(brief: Brief, policy: StructurePolicy) -> Mapping[SessionType, float]:
    """Lifting sessions of each type in a microcycle of the asked length; on average, where a rotation runs over."""
    request = brief.request
    length = request.microcycle_length_days
    if request.split is SplitTemplate.HYBRID and request.hybrid is not None:
        found: Counter[SessionType] = Counter()
        rounds = {kind: cycle(types) for kind, types in ROTATION_OF_KIND.items()}
        for cell in islice(cells(request.hybrid, length), length):
            found[cell.type or next(rounds[cell.kind or ""])] += 1
        return {kind: float(times) for kind, times in found.items() if kind.is_lifting}
    rotation = rotation_of(brief, policy)
    lifting = day_counts(brief, policy.mix, training_days(brief, length), length).lifting
    return {kind: lifting * rotation.count(kind) / len(rotation) for kind in dict.fromkeys(rotation)}


def _cardio_forced(brief: Brief, mix: Mix) -> int:
    return int(brief.dollars(Goal.ENDURANCE) >= mix.endurance_dollars_forcing_cardio)


def _asked(brief: Brief, mix: Mix, training: int) -> DayCounts:
    """What goals and cardio preference ask for before any limit; lifting takes the rest (maybe below zero)."""

    def days(goal: Goal, share: float) -> int:
        return round_half_up(training * share * brief.dollars(goal) / TEN_DOLLARS)

    burning = days(Goal.FAT_LOSS, mix.fat_loss_cardio_or_conditioning)
    cardio = max(days(Goal.ENDURANCE, mix.endurance_cardio) + burning // 2, _cardio_forced(brief, mix))
    prefers_cardio = brief.request.athlete.cardio_preference in (CardioPreference.DEDICATED_DAY, CardioPreference.MIXED)
    if prefers_cardio and training >= mix.cardio_preference_from_days:
        cardio = max(cardio, 1)
    mobility = days(Goal.MOBILITY, mix.mobility_days)
    if brief.dollars(Goal.MOBILITY) >= mix.mobility_dollars_forcing_day:
        mobility = max(mobility, 1)
    mobility = min(mobility, math.floor(training * mix.mobility_max))
    conditioning = burning - burning // 2
    return DayCounts(training - cardio - conditioning - mobility, cardio, conditioning, mobility)


def _within_limits(counts: DayCounts, mix: Mix, cardio_min: int) -> DayCounts:
    """Give days back to lifting until cardio and conditioning keep their share and enough days lift.

    The one cardio day a large endurance goal forces stays even where only two days are trained.
    """
    aerobic_max = math.floor(counts.total * mix.cardio_and_conditioning_max)
    lifting_min = min(mix.lifting_days_min, counts.total)
    while counts.aerobic > aerobic_max or counts.lifting < lifting_min:
        if counts.aerobic <= aerobic_max and counts.mobility:
            counts = counts.turn("mobility", "lifting")
        elif counts.conditioning:
            counts = counts.turn("conditioning", "lifting")
        elif counts.cardio > cardio_min:
            counts = counts.turn("cardio", "lifting")
        else:
            break
    return counts


def _low_stress(counts: DayCounts, brief: Brief, mix: Mix, length_days: int) -> DayCounts:
    """Training every day of the week keeps at least one easy day in seven."""
    if brief.request.days_per_week < mix.low_stress_from_days_per_week:
        return counts
    wanted = max(1, length_days // DAYS_A_WEEK)
    aerobic_goal = brief.dollars(Goal.FAT_LOSS, Goal.ENDURANCE) > 0
    while counts.low_stress < wanted and counts.lifting > mix.lifting_days_min:
        counts = counts.turn("lifting", "cardio" if aerobic_goal and not counts.cardio else "mobility")
    return counts


def _spared_beginner(counts: DayCounts, brief: Brief, mix: Mix, length_days: int) -> DayCounts:
    """A beginner's surplus hard days become easy ones, cardio and mobility in turn, within their limits."""
    if brief.experience is not SkillLevel.BEGINNER:
        return counts
    hard_max = max(mix.lifting_days_min, math.floor(mix.beginner_hard_days_max * length_days / DAYS_A_WEEK))
    mobility_max = math.floor(counts.total * mix.mobility_max)
    aerobic_max = math.floor(counts.total * mix.cardio_and_conditioning_max)
    while counts.hard > hard_max:
        source = "lifting" if counts.lifting > mix.lifting_days_min else "conditioning"
        has_room = counts.mobility < mobility_max
        prefers_mobility = counts.mobility < counts.cardio or (source == "lifting" and counts.aerobic >= aerobic_max)
        counts = counts.turn(source, "mobility" if has_room and prefers_mobility else "cardio")
    return counts


def interleaved(counts: DayCounts) -> list[SessionType | None]:
    """The microcycle's training days in order; None stands for a lifting day.

    Whichever are fewer, lifting days or the others, are spread evenly among the rest; unlike kinds of
    other days stand next to one another.
    """
    kinds = {
        SessionType.CARDIO: counts.cardio,
        SessionType.CONDITIONING: counts.conditioning,
        SessionType.MOBILITY: counts.mobility,
    }
    others = sum(kinds.values())
    left = dict(kinds)
    order: list[SessionType] = []
    for _ in range(others):
        kind = max(left, key=lambda name: (left[name], name not in order[-1:]))
        left[kind] -= 1
        order.append(kind)
    return [None if lifts else order.pop(0) for lifts in _lifting_places(counts.total, counts.lifting)]


def _lifting_places(total: int, lifting: int) -> list[bool]:
    """For each training day whether it lifts; the first one does where any can."""
    others = total - lifting
    if others <= lifting:
        easy = {place * total // (others + 1) for place in range(1, others + 1)}
        return [day not in easy for day in range(total)]
    hard = {place * total // lifting for place in range(lifting)}
    return [day in hard for day in range(total)]
