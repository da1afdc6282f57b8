"""What was asked for, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from alloy_engine.domain.request import ProgramRequest
from alloy_engine.reporting.compare.side import Side
from alloy_engine.reporting.settings_text import SETTINGS, settings_of
from alloy_engine.reporting.wording import title, words

NOTHING = "–"
LABELS = {
    "duration_weeks": "Weeks", "days_per_week": "Days a week", "session_minutes": "Minutes a session",
    "hybrid": "Week of one's own", "microcycle_length_days": "Days of a microcycle",
    "progression_style": "Progression", "deload_every_weeks": "Weeks from deload to deload",
    "aggression": "How hard it pushes", "start_date": "First day", "one_rep_maxes": "Known maxima",
    "cardio_preference": "Cardio",
}  # fmt: skip


def settings_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """One row a setting: `setting`, a text column a side, and `differs`."""
    asked = {side.letter: settings_of(side.document.request) for side in sides}
    rows = [
        {
            "setting": name,
            **{letter: _told(values[name]) or NOTHING for letter, values in asked.items()},
            "differs": len({str(values[name]) for values in asked.values()}) > 1,
        }
        for name in SETTINGS
    ]
    return pd.DataFrame(rows, columns=["setting", *asked, "differs"])


def request_frame(request: ProgramRequest) -> pd.DataFrame:
    """One row a setting that says something: `setting`, as a coach calls it, and `value`."""
    told = [(label(name), _told(value)) for name, value in settings_of(request).items()]
    return pd.DataFrame([(name, value) for name, value in told if value], columns=["setting", "value"])


def label(setting: str) -> str:
    """The setting as a coach calls it."""
    return LABELS.get(setting) or title(setting)


def _told(value: object) -> str:
    return " ".join(words(part) for part in str(value).split(" "))
