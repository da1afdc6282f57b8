"""The command line as a person uses it: exit codes, JSON and text. Each command runs in a process of its own at least
once; what else is asked of it, it is asked in this one."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from tests.doors.commands import run_apart
from tests.doors.conftest import Run
from tests.stepping import work_off

REQUEST = {
    "goals": {"strength": 6, "hypertrophy": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "start_date": "2026-01-05",
}


@pytest.fixture
def request_file(tmp_path: Path) -> str:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(REQUEST))
    return str(path)


def test_plan_prints_a_document_that_fits_the_published_schema(request_file: str, run: Run) -> None:
    document = run_apart("plan", request_file, "--json").document
    jsonschema.validate(document, run("schema", "program").document)
    assert document["status"] == "completed"
    assert len(document["microcycles"]) == 8


def test_the_request_schema_accepts_the_request() -> None:
    schemas = run_apart("schema").document
    jsonschema.validate(REQUEST, schemas["request"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**REQUEST, "days_per_week": 9}, schemas["request"])


def test_plan_reads_standard_input_and_prints_text_for_people() -> None:
    done = run_apart("plan", "-", stdin=json.dumps(REQUEST))
    assert done.code == 0, done.err
    assert "Microcycle 8" in done.out
    assert "Coach audit" in done.out


def test_faults_are_json_on_stderr_and_exit_2() -> None:
    done = run_apart("plan", "-", "--json", stdin=json.dumps({**REQUEST, "days_per_week": 9, "colour": 1}))
    assert done.code == 2
    assert done.out == ""
    assert {fault["field"] for fault in json.loads(done.err)} == {"days_per_week", "colour"}


@pytest.mark.parametrize("text", ["", "{", "[1", "nonsense"])
def test_what_is_no_json_is_a_fault(run: Run, text: str) -> None:
    done = run("plan", "-", "--json", stdin=text)
    assert done.code == 2
    assert json.loads(done.err)[0]["field"] == "file"


def test_a_missing_file_is_a_fault(run: Run) -> None:
    done = run("plan", "nowhere.json")
    assert done.code == 2
    assert "nowhere.json" in done.err
    assert "Traceback" not in done.err


def test_create_wait_show_and_status_agree_with_plan(request_file: str, database_url: str, run: Run) -> None:
    status = run_apart("create", request_file, "--wait", "--json", url=database_url).document
    assert status["terminal"]
    assert status["totals"]["completed"] == status["sessions_total"] == 24
    shown = run_apart("show", status["id"], "--json", url=database_url).document
    planned = run("plan", request_file, "--json").document
    assert {**shown, "id": None} == planned
    again = run_apart("status", status["id"], "--json", url=database_url).document
    assert again["status"] == "completed"


def test_explain_tells_a_stored_session_and_works_it_out_in_full(database_url: str, tmp_path: Path, run: Run) -> None:
    with Alloy.open(Settings(tmp_path, database_url), worker=False) as alloy:
        program = alloy.create(REQUEST).id
        work_off(alloy)
    document = run("show", program, "--json", url=database_url).document
    day = next(s for s in document["microcycles"][0]["sessions"] if s["type"] != "recovery")
    key = f"1-{day['day']}"
    decisions = run("explain", program, key, "--json", url=database_url).document
    chosen = {d["chosen"]["movement"] for d in decisions if not d["dropped"]}
    assert chosen == {e["movement"] for block in day["blocks"] for e in block["exercises"]}
    assert all(len(card["contributions"]) == 7 for d in decisions for card in (d["chosen"], *d["others"]))
    full = run_apart("explain", program, key, "--full", "--json", url=database_url).document
    assert full["matches"]
    assert [account["decision"] for account in full["slots"]] == decisions
    (one,) = run("explain", program, key, "--full", "--slot", "2", "--json", url=database_url).document["slots"]
    assert one == full["slots"][2]
    text = run("explain", program, key, url=database_url).out
    assert all(f"Slot {d['slot']}: " in text and d["chosen"]["movement"] in text for d in decisions)
    assert "role" in text
    told = run("explain", program, key, "--full", "--slot", "2", url=database_url).out
    assert "equal to what was stored" in told
    assert all(card["movement"] in told for card in one["candidates"])


def test_explaining_what_is_not_there_is_exit_1(request_file: str, database_url: str, run: Run) -> None:
    program = run("create", request_file, "--json", url=database_url).document["id"]
    for arguments, words in (
        ((program, "1-1", "--full"), "pending"),
        ((program, "1-1", "--slot", "3"), "no slot 3"),
        ((program, "99-1"), "no session"),
    ):
        done = run("explain", *arguments, url=database_url)
        assert done.code == 1
        assert words in done.err
        assert "Traceback" not in done.err
    assert "Nothing was chosen" in run("explain", program, "1-1", url=database_url).out


def test_create_without_wait_leaves_the_work_to_a_worker(request_file: str, database_url: str, run: Run) -> None:
    created = run_apart("create", request_file, "--json", url=database_url).document
    status = run("status", created["id"], "--json", url=database_url).document
    assert status["status"] == "pending"
    assert status["totals"]["completed"] == 0


def test_a_bad_request_stores_nothing(database_url: str, tmp_path: Path, run: Run) -> None:
    assert run("create", "-", url=database_url, stdin="{}").code == 2
    with Alloy.open(Settings(tmp_path, database_url), worker=False) as alloy:
        assert not alloy.programs()


@pytest.mark.parametrize("key", ["00000000-0000-0000-0000-000000000000", "not-an-id"])
def test_a_program_that_does_not_exist_is_exit_1(database_url: str, run: Run, key: str) -> None:
    done = run("show", key, "--json", url=database_url)
    assert done.code == 1
    assert "no program" in done.err
    assert "Traceback" not in done.err


def test_movements_are_searched_with_typing_errors(run: Run) -> None:
    found = run_apart("movements", "--search", "bak sqat", "--json").document
    assert found[0]["id"] == "back_squat"
    assert "back_squat" in run("movements").out


def test_flow_prints_the_registry(run: Run) -> None:
    forks = run_apart("flow", "--json").document
    assert {"7.0", "8.1", "9.3"} <= {fork["id"] for fork in forks}
    assert run("flow").out.startswith("# Program flow")


def test_an_unreachable_database_is_a_clear_error(request_file: str) -> None:
    done = run_apart("create", request_file, url="postgresql://nobody@127.0.0.1:1/none")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "127.0.0.1" in done.err or "database" in done.err


def test_slow_says_why_a_server_of_somebody_elses_counts_no_statements(database_url: str) -> None:
    done = run_apart("slow", url=database_url)
    assert done.code == 1
    assert "CREATE EXTENSION pg_stat_statements" in done.out
