"""python -m benchmarks.previewing: from a changed setting to the first week beside the wizard's form.

The real page, run by Streamlit's own runner as the server runs it, in this process. Each change is a slider moved; it
is over when the page shows the first week of the new settings. Processor time is the whole process's, thread and all;
the wall clock leaves out the way to the browser and back.
"""

from __future__ import annotations

import json
import time
from statistics import median
from typing import Any

from streamlit.testing.v1 import AppTest

from alloy_engine.settings import DATA_FOLDER
from benchmarks.figures import Figure, print_only
from benchmarks.stage import stage
from benchmarks.surroundings import ROOT
from ui.link import FIELD, pack

PAGE, LOOK, PATIENCE = "pages/1_Create.py", "wizard_first_look", 60
MINUTES = (35, 50, 65, 80, 95, 110, 40, 55, 70, 85)
WITHOUT = json.loads((DATA_FOLDER / "examples" / "strength-athlete.json").read_text(encoding="utf-8"))
CLASHES = {**WITHOUT, "athlete": {"equipment": "bodyweight"}, "days_per_week": 2, "movement_rules": []}
CASES: dict[str, dict[str, Any]] = {"nothing clashes": WITHOUT, "a bodyweight athlete, two days": CLASHES}


def figures() -> list[Figure]:
    with stage():
        return [figure for name, document in CASES.items() for figure in _changes(name, document)]


def _changes(name: str, document: dict[str, Any]) -> list[Figure]:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.switch_page(PAGE)
    page.query_params[FIELD] = pack(document)
    page.run()
    page.button("step-1").click().run()
    spent = [_changed(page, minutes) for minutes in MINUTES]
    return [
        Figure(f"Preview, {name}: processor time from a changed setting", median(cpu for cpu, _, _ in spent)),
        Figure(f"Preview, {name}: the dearest", max(cpu for cpu, _, _ in spent)),
        Figure(f"Preview, {name}: wall clock", median(wall for _, wall, _ in spent)),
        Figure(f"Preview, {name}: of that planning, wall clock", median(look for _, _, look in spent)),
    ]


def _changed(page: AppTest, minutes: int) -> tuple[float, float, float]:
    """Milliseconds of processor and of wall until the new first week is shown, and of planning it."""
    slider = next(one for one in page.slider if one.key and one.key.endswith("session_minutes"))
    cpu, wall = time.process_time(), time.perf_counter()
    slider.set_value(minutes).run()
    latest = page.session_state[LOOK]
    while latest.pending or not _shows(page):
        latest.join(PATIENCE)
        page.run()
    return (time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3, latest.shown.milliseconds


def _shows(page: AppTest) -> bool:
    if page.exception:
        raise RuntimeError(page.exception[0].message)
    return any(one.value.startswith("First week planned") for one in page.caption)


if __name__ == "__main__":
    print_only(figures)
