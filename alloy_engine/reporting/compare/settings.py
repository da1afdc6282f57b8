"""What was asked for, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from alloy_engine.reporting.compare.side import Side
from alloy_engine.reporting.settings_text import SETTINGS, settings_of

NOTHING = "–"


def settings_frame(sides: Sequence[Side]) -> pd.DataFrame:
    """One row a setting: `setting`, a text column a side, and `differs`."""
    asked = {side.letter: settings_of(side.document.request) for side in sides}
    rows = [
        {
            "setting": name,
            **{letter: str(values[name]).replace("_", " ") or NOTHING for letter, values in asked.items()},
            "differs": len({str(values[name]) for values in asked.values()}) > 1,
        }
        for name in SETTINGS
    ]
    return pd.DataFrame(rows, columns=["setting", *asked, "differs"])
