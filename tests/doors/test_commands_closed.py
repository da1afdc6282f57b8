"""What the command line keeps to itself, and what it does not swallow. In this process: no waiting for others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from tests.doors.conftest import Run

REQUEST = {"goals": {"strength": 6, "hypertrophy": 4}, "duration_weeks": 8, "days_per_week": 3}
SECRET = "s3cret-of-the-tests"


@pytest.mark.parametrize(
    ("text", "words"),
    [(" " * 300_000, "too large"), ("[" * 30 + "]" * 30, "nested too deeply"), (f"[{'0,' * 1000}0]", "1001 entries")],
)
def test_a_file_too_large_deep_or_long_is_a_fault(run: Run, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "request.json").write_text(text)
    said = run("check", str(tmp_path / "request.json"), "--json", url="")
    assert said.code == 2
    assert words in json.loads(said.err)[0]["message"]


@pytest.mark.parametrize("command", [("init",), ("status", "x"), ("db", "stop"), ("db", "url")])
@pytest.mark.parametrize(
    "url", [f"postgresql://ann:{SECRET}@127.0.0.1:1/alloy", f"postgresql://ann:{SECRET}/@:@127.0.0.1/x"]
)
def test_a_password_is_shown_nowhere(run: Run, url: str, command: tuple[str, ...]) -> None:
    said = run(*command, url=url)
    assert said.out + said.err
    assert SECRET not in said.out + said.err
    if command == ("db", "url") and not said.code:
        assert said.out == "postgresql://ann:***@127.0.0.1:1/alloy\n"


def test_a_token_too_weak_is_an_error_that_does_not_show_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOY_TOKEN", "hunter2")
    said = run("init", url="")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("alloy: ALLOY_TOKEN is unusable; accepted: at least 16")
    assert "hunter2" not in said.err


def test_what_the_local_user_made_is_handed_over(run: Run, database_url: str, tmp_path: Path) -> None:
    with Alloy.open(Settings(tmp_path, database_url), worker=False) as alloy:
        program = alloy.create(REQUEST).id
        said = run("hand-over", "https://id.example|ann", "--json", url=database_url)
        assert json.loads(said.out)["programs"] == 1
        assert alloy.as_user("https://id.example|ann").programs()[0].id == program
    assert f"no program '{program}'" in run("status", program, url=database_url).err
    assert run("hand-over", "local", url=database_url).code == 2
