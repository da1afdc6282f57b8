"""Use case: the same athlete's program under several requests, planned on the spot to be held side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import Choices, Recorded, plan_recorded

Progress = Callable[[int, int, int], bool]


def plan_side_by_side(materials: Materials, documents: Sequence[object], progress: Progress) -> tuple[Recorded, ...]:
    """A program a request document, in their order.

    Of the whole records only those are kept that tell where a program first chooses otherwise than the first one.
    progress: told of programs planned, days planned of the next and its days in all; answers whether to go on.
    Raises InvalidRequest, Stopped.
    """
    planned: list[Recorded] = []
    for document in documents:
        first = _by_day(planned[0].choices) if planned else None
        note, keep = _noted(progress, len(planned)), _first_difference(first)
        planned.append(plan_recorded(materials, document, note, keep))
    if not planned:
        return ()
    parted = {one.sequence for each in planned[1:] for one in each.choices if one.session in each.decisions}
    kept = {one.session for one in planned[0].choices if one.sequence in parted}
    own = {key: record for key, record in planned[0].decisions.items() if key in kept}
    return (replace(planned[0], decisions=own), *planned[1:])


def _noted(progress: Progress, done: int) -> Callable[[int, int], bool]:
    return lambda days, of: progress(done, days, of)


def _first_difference(first: dict[int, Choices] | None) -> Callable[[str, Choices], bool]:
    """Keeps everything where there is nothing to differ from, else the first session with another movement."""
    if first is None:
        return lambda *_: True
    found = False

    def keep(_: str, choices: Choices) -> bool:
        nonlocal found
        if found or not choices or _taken(choices) == _taken(first.get(choices[0].sequence, ())):
            return False
        found = True
        return True

    return keep


def _by_day(choices: Choices) -> dict[int, Choices]:
    days: dict[int, Choices] = {}
    for one in choices:
        days[one.sequence] = (*days.get(one.sequence, ()), one)
    return days


def _taken(choices: Choices) -> list[tuple[int, str, str | None]]:
    return [(one.slot, one.role, one.chosen) for one in choices]
