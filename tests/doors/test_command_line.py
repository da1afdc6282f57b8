"""The command line as a person uses it: real processes, real exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUEST = {
    "goals": {"strength": 6, "hypertrophy": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "start_date": "2026-01-05",
}


def run(*arguments: str, url: str | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if url:
        environment["DATABASE_URL"] = url
    return subprocess.run(
        [sys.executable, "-m", "alloy_engine", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        cwd=ROOT,
    )


def parsed(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def request_file(tmp_path: Path) -> str:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(REQUEST))
    return str(path)


def test_plan_prints_a_document_that_fits_the_published_schema(request_file: str) -> None:
    document = parsed(run("plan", request_file, "--json"))
    jsonschema.validate(document, parsed(run("schema", "program")))
    assert document["status"] == "completed"
    assert len(document["microcycles"]) == 8


def test_the_request_schema_accepts_the_request(request_file: str) -> None:
    schemas = parsed(run("schema"))
    jsonschema.validate(REQUEST, schemas["request"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**REQUEST, "days_per_week": 9}, schemas["request"])


def test_plan_reads_standard_input_and_prints_text_for_people() -> None:
    done = run("plan", "-", stdin=json.dumps(REQUEST))
    assert done.returncode == 0, done.stderr
    assert "Microcycle 8" in done.stdout
    assert "Coach audit" in done.stdout


def test_faults_are_json_on_stderr_and_exit_2() -> None:
    done = run("plan", "-", "--json", stdin=json.dumps({**REQUEST, "days_per_week": 9, "colour": 1}))
    assert done.returncode == 2
    assert done.stdout == ""
    assert {fault["field"] for fault in json.loads(done.stderr)} == {"days_per_week", "colour"}


@pytest.mark.parametrize("text", ["", "{", "[1", "nonsense"])
def test_what_is_no_json_is_a_fault(text: str) -> None:
    done = run("plan", "-", "--json", stdin=text)
    assert done.returncode == 2
    assert json.loads(done.stderr)[0]["field"] == "file"


def test_a_missing_file_is_a_fault() -> None:
    done = run("plan", "nowhere.json")
    assert done.returncode == 2
    assert "nowhere.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_create_wait_show_and_status_agree_with_plan(request_file: str, database_url: str) -> None:
    status = parsed(run("create", request_file, "--wait", "--json", url=database_url))
    assert status["terminal"]
    assert status["totals"]["completed"] == status["sessions_total"] == 24
    shown = parsed(run("show", status["id"], "--json", url=database_url))
    planned = parsed(run("plan", request_file, "--json"))
    assert {**shown, "id": None} == planned
    again = parsed(run("status", status["id"], "--json", url=database_url))
    assert again["status"] == "completed"


def test_explain_tells_a_stored_session_and_works_it_out_in_full(request_file: str, database_url: str) -> None:
    program = parsed(run("create", request_file, "--wait", "--json", url=database_url))["id"]
    document = parsed(run("show", program, "--json", url=database_url))
    day = next(s for s in document["microcycles"][0]["sessions"] if s["type"] != "recovery")
    key = f"1-{day['day']}"
    decisions = parsed(run("explain", program, key, "--json", url=database_url))
    chosen = {d["chosen"]["movement"] for d in decisions if not d["dropped"]}
    assert chosen == {e["movement"] for block in day["blocks"] for e in block["exercises"]}
    assert all(len(card["contributions"]) == 7 for d in decisions for card in (d["chosen"], *d["others"]))
    full = parsed(run("explain", program, key, "--full", "--json", url=database_url))
    assert full["matches"]
    assert [account["decision"] for account in full["slots"]] == decisions
    (one,) = parsed(run("explain", program, key, "--full", "--slot", "2", "--json", url=database_url))["slots"]
    assert one == full["slots"][2]
    text = run("explain", program, key, url=database_url).stdout
    assert all(f"Slot {d['slot']}: " in text and d["chosen"]["movement"] in text for d in decisions)
    assert "role" in text
    told = run("explain", program, key, "--full", "--slot", "2", url=database_url).stdout
    assert "equal to what was stored" in told
    assert all(card["movement"] in told for card in one["candidates"])


def test_explaining_what_is_not_there_is_exit_1(request_file: str, database_url: str) -> None:
    program = parsed(run("create", request_file, "--json", url=database_url))["id"]
    for arguments, words in (
        ((program, "1-1", "--full"), "pending"),
        ((program, "1-1", "--slot", "3"), "no slot 3"),
        ((program, "99-1"), "no session"),
    ):
        done = run("explain", *arguments, url=database_url)
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    assert "Nothing was chosen" in run("explain", program, "1-1", url=database_url).stdout


def test_create_without_wait_leaves_the_work_to_a_worker(request_file: str, database_url: str) -> None:
    created = parsed(run("create", request_file, "--json", url=database_url))
    status = parsed(run("status", created["id"], "--json", url=database_url))
    assert status["status"] == "pending"
    assert status["totals"]["completed"] == 0


def test_a_bad_request_stores_nothing(database_url: str) -> None:
    assert run("create", "-", url=database_url, stdin="{}").returncode == 2
    listed = run("show", "00000000-0000-0000-0000-000000000000", url=database_url)
    assert listed.returncode == 1
    assert "no program" in listed.stderr


def test_a_program_that_does_not_exist_is_exit_1(database_url: str) -> None:
    for key in ("00000000-0000-0000-0000-000000000000", "not-an-id"):
        done = run("show", key, "--json", url=database_url)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr


def test_movements_are_searched_with_typing_errors() -> None:
    found = parsed(run("movements", "--search", "bak sqat", "--json"))
    assert found[0]["id"] == "back_squat"
    assert "back_squat" in run("movements").stdout


def test_flow_prints_the_registry() -> None:
    forks = parsed(run("flow", "--json"))
    assert {"7.0", "8.1", "9.3"} <= {fork["id"] for fork in forks}
    assert run("flow").stdout.startswith("# Program flow")


def test_an_unreachable_database_is_a_clear_error(request_file: str) -> None:
    done = run("create", request_file, url="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "127.0.0.1" in done.stderr or "database" in done.stderr


def test_slow_says_why_a_server_of_somebody_elses_counts_no_statements(database_url: str) -> None:
    done = run("slow", url=database_url)
    assert done.returncode == 1
    assert "CREATE EXTENSION pg_stat_statements" in done.stdout
