"""The lab on the command line: real processes, real exit codes."""

from __future__ import annotations

import json

from sqlalchemy import text

from alloy_engine.storage.database import Database
from tests.doors.commands import run_apart
from tests.doors.conftest import Run


def test_the_lab_tells_figures_and_what_is_simulated(database_url: str, database: Database) -> None:
    asked = ("--strategies", "batched,default", "--creators", "1", "--days", "2", "--round-trip", "1", "--limit", "60")
    told = run_apart("lab", *asked, "--json", url=database_url).document
    assert told["options"]["round_trip"] == 1.0
    assert any("simulated: 1 ms" in sentence for sentence in told["simulated"])
    batched, default = told["trials"]
    assert (batched["strategy"], batched["end"], batched["commits"]) == ("batched", "completed", 1)
    assert default["create_ms"][0] < default["complete_ms"][0]
    assert {"statements", "commits", "longest_transaction_ms", "lock_waits", "first_session_ms"} <= set(default)
    assert default["most_statements"] < batched["most_statements"]
    with database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM programs")).scalar_one() == 0


def test_a_hang_is_told_and_is_no_failure_of_the_lab(database_url: str) -> None:
    asked = ("--strategies", "single_transaction", "--creators", "1", "--helper", "--limit", "1")
    done = run_apart("lab", *asked, url=database_url)
    assert done.code == 0, done.err
    assert "hung: no answer by the limit" in done.out
    assert "never answered: 1 creator" in done.out
    assert "helper service is simulated" in done.out


def test_faults_are_exit_2(database_url: str, run: Run) -> None:
    done = run("lab", "--strategies", "default,magic", "--round-trip", "99", "--json", url=database_url)
    assert done.code == 2
    assert {fault["field"] for fault in json.loads(done.err)} == {"strategies", "round_trip"}
