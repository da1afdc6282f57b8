"""A relaxation policy that would make a step useless, or stricter than the one before, is refused."""

from __future__ import annotations

import pytest

from alloy_engine.catalogue import Policy
from alloy_engine.catalogue.policies.relaxation import RelaxationPolicy


@pytest.mark.parametrize(
    ("step", "change"),
    [
        (6, {"skill_above": 0}),
        (4, {"discipline_factor": 1.0}),
        (2, {"compatible_patterns": False}),
        (1, {"compatible_patterns": False, "unloaded": False}),
        (0, {"name": "lenient"}),
    ],
)
def test_steps_only_ever_admit_more(step: int, change: dict, policy: Policy) -> None:
    document = policy.relaxation.model_dump()
    document["steps"][step].update(change)
    with pytest.raises(ValueError, match="step"):
        RelaxationPolicy.model_validate(document)
