"""Everything about candidates that stays the same for a whole program, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, TypeVarTuple

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import CNSLoad, MovementPattern, Muscle
from alloy_engine.scoring import Scorer, expected_sets, weekly_targets
from alloy_engine.selection.constraints import PATTERNS, VERY_HIGH, Constraints, Mask, unrelaxed
from alloy_engine.selection.heavy import MAIN, foremost_lifts, light_mains
from alloy_engine.selection.sieve import Sieve
from alloy_engine.selection.stands import Stands

UNASKED: Any = object()
MUSCLES = tuple(Muscle)
FEWEST_TO_SHARE = 2
A = TypeVar("A")
About = TypeVarTuple("About")


@dataclass(frozen=True, slots=True, eq=False)
class CandidatePool:
    """One program's candidates; arrays have one entry a catalogue row.

    allowed: what no hard constraint (hard_no, equipment, severe injury) excludes. tolerable: of that, what a mild
    injury bears; mild: what loads one. proper: what needs no relaxed rule. light: too light for a main lift where there
    are heavier ones. foremost: what the athlete's week is built on before all others, nothing for most. sieve: the
    filters that depend on slot and step alone. stands: who passes them, ready to be scored. targets: hard sets a week
    by muscle. cost: CNS cost before role and deload. ids: the movements'. row_cost, row_pattern, row_very_high: cost,
    pattern's position and whether the CNS load is very high, for looking up one row at a time. row_kind: its kind.
    """

    brief: Brief
    catalogue: Catalogue
    policy: Policy
    allowed: Mask
    tolerable: Mask
    mild: Mask
    proper: Mask
    light: Mask
    foremost: Mask
    scorer: Scorer
    sieve: Sieve
    stands: Stands
    targets: Mapping[Muscle, float]
    cost: NDArray[np.float64]
    ids: tuple[str, ...]
    row_cost: tuple[float, ...]
    row_pattern: tuple[int, ...]
    row_very_high: tuple[bool, ...]
    row_kind: tuple[int, ...]
    _answers: dict[Hashable, Any] = field(init=False, repr=False, default_factory=dict)

    def once(self, question: Callable[[CandidatePool, *About], A], *about: *About) -> A:
        """`question(pool, *about)`, worked out at the first asking. For questions whose answer depends on the program
        and `about` (hashable) alone, and is never changed by anyone.
        """
        key = (question, about)
        found: A = self._answers.get(key, UNASKED)
        if found is UNASKED:
            found = self._answers[key] = question(self, *about)
        return found

    def expected_sets(
        self, mains: tuple[MovementPattern, ...], *, helpers_only: bool = False
    ) -> Mapping[Muscle, float]:
        """`scoring.expected_sets` for this program."""
        return self.once(_expected, mains, helpers_only)

    @classmethod
    def of(cls, brief: Brief, catalogue: Catalogue, policy: Policy) -> CandidatePool:
        constraints = Constraints.of(brief, catalogue)
        scorer = Scorer(brief, catalogue, policy)
        proper = unrelaxed(constraints, brief, catalogue, policy)
        light = light_mains(proper, brief, catalogue, policy)
        foremost = foremost_lifts(proper, brief, catalogue, policy)
        sieve = Sieve(constraints, light, foremost, catalogue.columns, scorer, brief.experience)
        costs, kinds = policy.relaxation.budget.cost, _kinds(catalogue)
        cost = np.array([costs[load] for load in CNSLoad])[catalogue.columns.cns]
        return cls(
            brief=brief,
            catalogue=catalogue,
            policy=policy,
            allowed=constraints.allowed,
            tolerable=constraints.tolerable,
            mild=constraints.mild,
            proper=proper,
            light=light,
            foremost=foremost,
            scorer=scorer,
            sieve=sieve,
            stands=Stands(sieve, scorer, policy.relaxation.steps, cost),
            targets=weekly_targets(brief, policy),
            cost=cost,
            ids=tuple(movement.id for movement in catalogue.movements),
            row_cost=tuple(cost.tolist()),
            row_pattern=tuple(catalogue.columns.pattern.tolist()),
            row_very_high=tuple((catalogue.columns.cns == VERY_HIGH).tolist()),
            row_kind=kinds,
        )


def _kinds(catalogue: Catalogue) -> tuple[int, ...]:
    """By row: lifts of one family for the same muscle are of one kind."""
    columns = catalogue.columns
    kinds: list[int] = (columns.family.astype(np.int64) * len(Muscle) + columns.primary).tolist()
    return tuple(kinds)


def _expected(pool: CandidatePool, mains: tuple[MovementPattern, ...], helpers_only: bool) -> Mapping[Muscle, float]:
    return expected_sets(
        mains, pool.brief, pool.policy, lambda pattern: pool.once(_movers, pattern), helpers_only=helpers_only
    )


def _movers(pool: CandidatePool, pattern: MovementPattern) -> Sequence[Muscle]:
    """The movers that the athlete's main lifts of the pattern have, where it has several: with a trap bar and nothing
    else to load, every hinge is for the glutes. All of them where no lift is a proper one.
    """
    movers = pool.policy.prescription.main_movers.get(pattern, ())
    columns = pool.catalogue.columns
    if len(movers) < FEWEST_TO_SHARE:
        return movers
    rows = pool.proper & ~pool.light & columns.roles[:, MAIN] & (columns.pattern == PATTERNS.index(pattern))
    there = set(columns.primary[rows].tolist())
    return [muscle for muscle in movers if MUSCLES.index(muscle) in there] or movers
