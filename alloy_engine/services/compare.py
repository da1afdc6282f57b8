"""Use case: the same athlete's program under several requests, planned on the spot to be held side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from alloy_engine.reporting.flow.compare import partings
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import Recorded, opened, plan_recorded

Progress = Callable[[int, int, int], bool]


def plan_side_by_side(materials: Materials, documents: Sequence[object], progress: Progress) -> tuple[Recorded, ...]:
    """A program a request document, in their order; the sessions in which one first chooses otherwise than the first
    one are opened up.

    progress: told of programs planned, days planned of the next and its days in all; answers whether to go on.
    Raises InvalidRequest, Stopped.
    """
    planned: list[Recorded] = []
    for document in documents:
        planned.append(plan_recorded(materials, document, _noted(progress, len(planned))))
    for place in range(1, len(planned)):
        days = {one.at[0] for one in partings(planned[0].choices, planned[place].choices) if one.at is not None}
        for day in sorted(days):
            for side in (0, place):
                planned[side] = opened(materials, planned[side], day)
    return tuple(planned)


def _noted(progress: Progress, done: int) -> Callable[[int, int], bool]:
    return lambda days, of: progress(done, days, of)
