"""Everything about candidates that stays the same for a whole program, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import CNSLoad, Muscle
from alloy_engine.scoring import Scorer, weekly_targets
from alloy_engine.selection.constraints import Constraints, Mask
from alloy_engine.selection.sieve import Sieve


@dataclass(frozen=True, slots=True, eq=False)
class CandidatePool:
    """One program's candidates; arrays have one entry a catalogue row.

    allowed: what no hard constraint (hard_no, equipment, severe injury) excludes. sieve: the filters that depend
    on slot and step alone. targets: hard sets a week by muscle. cost: CNS cost before role and deload.
    ids: the movements'.
    """

    brief: Brief
    catalogue: Catalogue
    policy: Policy
    allowed: Mask
    scorer: Scorer
    sieve: Sieve
    targets: Mapping[Muscle, float]
    cost: NDArray[np.float64]
    ids: tuple[str, ...]

    @classmethod
    def of(cls, brief: Brief, catalogue: Catalogue, policy: Policy) -> CandidatePool:
        constraints = Constraints.of(brief, catalogue)
        scorer = Scorer(brief, catalogue, policy)
        costs = policy.relaxation.budget.cost
        return cls(
            brief=brief,
            catalogue=catalogue,
            policy=policy,
            allowed=constraints.allowed,
            scorer=scorer,
            sieve=Sieve(constraints, catalogue.columns, scorer, brief),
            targets=weekly_targets(brief, policy),
            cost=np.array([costs[load] for load in CNSLoad])[catalogue.columns.cns],
            ids=tuple(movement.id for movement in catalogue.movements),
        )
