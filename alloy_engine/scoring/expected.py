"""Hard sets that main lifts will bring the muscles, before any movement is chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from alloy_engine.catalogue import Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.history import DIRECT, INDIRECT, UNCOUNTED_PATTERNS
from alloy_engine.domain.vocabulary import Goal, MovementPattern, Muscle

# Where either of two muscles may be the mover, each gets the mean of both credits.
SHARED = (DIRECT + INDIRECT) / 2


def is_light(brief: Brief, policy: Policy) -> bool:
    """True where endurance asks for many light main lifts."""
    return brief.dollars(Goal.ENDURANCE) >= policy.composition.lifting.light_from


def expected_sets(
    mains: Iterable[MovementPattern],
    brief: Brief,
    policy: Policy,
    movers_of: Callable[[MovementPattern], Collection[Muscle]],
    *,
    helpers_only: bool = False,
) -> dict[Muscle, float]:
    """Hard sets by muscle that main lifts of these patterns should add up to; only the halves of the muscles that
    help in them, if asked for.

    movers_of: which of the pattern's movers the athlete's own lifts have, where it has several.
    """
    rules = policy.composition.accessories
    sets = rules.expected_light_sets if is_light(brief, policy) else rules.expected_main_sets
    expected: dict[Muscle, float] = {}
    for pattern in mains:
        if pattern in UNCOUNTED_PATTERNS:
            continue
        movers = movers_of(pattern)
        for place, muscle in enumerate(policy.prescription.pattern_muscles.get(pattern, ())):
            mover = muscle in movers if movers else not place
            if mover and helpers_only:
                continue
            credit = INDIRECT if not mover else SHARED if len(movers) > 1 else DIRECT
            expected[muscle] = expected.get(muscle, 0.0) + sets * credit
    return expected
