"""A share of `make fuzz`: every made-up request ends in a clear error with nothing stored, or in a valid program."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.doors import fire, opened

REQUESTS = 300


def test_made_up_requests_end_in_a_clear_error_or_a_valid_program(database_url: str, tmp_path: Path) -> None:
    with opened(database_url, tmp_path) as doors:
        fire(doors, REQUESTS)
    assert doors.tally.wrong == []
    seen = {outcome for _, outcome in doors.tally.outcomes}
    assert {"201", "422", "404", "exit 0", "exit 1", "exit 2"} <= seen
    assert doors.tally.total >= REQUESTS * 0.9
