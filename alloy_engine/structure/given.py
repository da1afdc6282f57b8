"""Focus patterns the coach wrote into a hybrid split."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.hybrid import cells, is_laid_out
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import MovementPattern


def given_focus(request: ProgramRequest, days: Sequence[DayPlan]) -> dict[int, tuple[MovementPattern, ...]]:
    """Sequence → the coach's focus, for lifting days that have one; the layout rolls on through the program."""
    if not is_laid_out(request) or request.hybrid is None:
        return {}
    layout = cells(request.hybrid, request.microcycle_length_days)
    given = {}
    for day in days:
        focus = layout[day.sequence % len(layout)].focus
        if focus and day.type.is_lifting:
            given[day.sequence] = focus
    return given
