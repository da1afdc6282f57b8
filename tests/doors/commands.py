"""The command line, run as a person runs it: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 180.0


class Said(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON it printed."""
        assert self.code == 0, self.err
        return json.loads(self.out)


def run_apart(*arguments: str, url: str | None = None, stdin: str = "") -> Said:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if url:
        environment["DATABASE_URL"] = url
    done = subprocess.run(
        [sys.executable, "-m", "alloy_engine", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        env=environment,
        timeout=PATIENCE_SECONDS,
        cwd=ROOT,
    )
    return Said(done.returncode, done.stdout, done.stderr)
