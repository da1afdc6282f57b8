from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from alloy_engine.__main__ import main
from tests.doors.commands import Said

Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The same as `run_apart` in this process: it need not load everything anew. That a command also works in a process
    of its own, one test of it has to show."""
    monkeypatch.setenv("ALLOY_HOME", str(tmp_path))

    def ran(*arguments: str, url: str = "", stdin: str = "") -> Said:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()  # what the test itself was told
        return Said(main(arguments), *capsys.readouterr())

    return ran
