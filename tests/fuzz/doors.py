"""Both doors under fire: what became of each request, held to what must be true of all of them.

A request ends in a clear error, with nothing stored, or in a valid program. Never in a traceback.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import (
    CHECKS,
)
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from alloy_engine import openapi
from alloy_engine.__main__ import main
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.http import routes
from alloy_engine.services import Alloy
from alloy_engine.services.materials import Materials
from alloy_engine.settings import Settings
from tests.fuzz.inputs import Sent, Typed, commands, logs, others, posts
from tests.stepping import work_off

ROOT = Path(__file__).resolve().parents[2]
HERE = "http://127.0.0.1:8501"
REQUEST = {
    "goals": {"strength": 6, "hypertrophy": 4},
    "duration_weeks": 8,
    "days_per_week": 3,
    "start_date": "2026-01-05",
}
# A busy machine may leave us waiting in the middle of a transaction for longer than a worker is allowed to.
PATIENT = "-c%20idle_in_transaction_session_timeout%3D0"
LOGS = re.compile(r"POST.{1,20}/programs/[^/]+/sessions/[^/]+/log\b")
STORED = text(
    "SELECT (SELECT count(*) FROM programs), (SELECT count(*) FROM athletes),"
    " (SELECT count(*) FROM sessions), (SELECT coalesce(sum(hashtext(set_logs::text)), 0) FROM set_logs),"
    " (SELECT count(*) FROM queue.procrastinate_jobs WHERE status = 'todo')"
)


@dataclass
class Tally:
    """outcomes: how often, by door and what became of it. wrong: what must not have happened. watch: is told
    of the latter at once, and of every five hundredth request."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    watch: Callable[[str], None] = lambda line: None

    def note(self, door: str, outcome: str) -> None:
        self.outcomes[door, outcome] += 1
        if self.total % 500 == 0:
            self.watch(f"{self.total}, wrong: {len(self.wrong)}")

    def accuse(self, what: str, asked: object) -> None:
        self.wrong.append(f"{what}\n    {str(asked)[:600]}")
        self.watch(self.wrong[-1])

    @property
    def total(self) -> int:
        return sum(self.outcomes.values())


class Doors:
    """One engine on a database of its own, with one finished program that requests may be about."""

    def __init__(self, alloy: Alloy, tally: Tally) -> None:
        self.alloy, self.tally = alloy, tally
        self.app = Starlette(routes=routes(lambda: alloy))
        self.client = TestClient(self.app, base_url=HERE, raise_server_exceptions=False)
        self.program = alloy.create(REQUEST).id
        work_off(alloy)
        blocks = next(one.blocks for one in alloy.program(self.program).microcycles[0].sessions if one.blocks)
        self.exercise = (blocks[0].role.value, blocks[0].exercises[0].movement)

    def stored(self) -> tuple[int, ...]:
        with self.alloy.database.connect() as connection:
            return tuple(connection.execute(STORED).one())

    def http(self, sent: Sent) -> None:
        before = self.stored()
        headers = [(name.encode(), value) for name, value in sent.headers]
        answer = self.client.request(sent.method, sent.path, content=sent.body, headers=headers)
        self.judge("http", sent, answer.status_code, answer.headers.get("content-type", ""), answer.text, before)

    def judge(self, door: str, asked: object, status: int, kind: str, content: str, before: tuple[int, ...]) -> None:
        """One answer over HTTP."""
        self.tally.note(door, str(status))
        if status == 503 and ('"ok":false' in content or (isinstance(asked, Sent) and asked.method == "HEAD")):
            return  # health: no worker runs here
        if status >= 500 or "Traceback" in content:
            self.tally.accuse(f"{status}: {content[:300]}", asked)
        elif status == 201:
            self._valid(json.loads(content)["id"], asked)
        elif status in (202, 204):
            work_off(self.alloy)
        elif status >= 400:
            self._clear(status, kind, content, asked)
        writes = status in (201, 202, 204) or (status == 200 and LOGS.search(str(asked)) is not None)
        if not writes and self.stored() != before:
            self.tally.accuse(f"{status}, and something was stored or lost", asked)

    def _clear(self, status: int, kind: str, content: str, asked: object) -> None:
        if status == 405 or (isinstance(asked, Sent) and asked.method == "HEAD"):
            return  # the framework's own words; none at all
        try:
            problem = json.loads(content)
            clear = kind == "application/problem+json" and problem["status"] == status and problem["detail"]
            if status in (413, 422):
                clear = (
                    clear
                    and problem["faults"]
                    and all(f["field"] and f["message"] and f["accepted"] for f in problem["faults"])
                )
        except (ValueError, KeyError):
            clear = False
        if status == 404 and kind.startswith("text/plain"):
            return  # no such route
        if not clear:
            self.tally.accuse(f"{status} is no clear error: {content[:300]}", asked)

    def _valid(self, program: str, asked: object) -> None:
        """What was created is whole, and is deleted again."""
        document = self.alloy.program(program)
        days = sum(len(cycle.sessions) for cycle in document.microcycles)
        weeks = document.request.duration_weeks
        if ProgramDocument.model_validate_json(document.model_dump_json()) != document or days != weeks * 7:
            self.tally.accuse(f"a program of {days} days was created for {weeks} weeks", asked)
        self.alloy.delete(program)

    def described(self, case: schemathesis.Case) -> None:
        """A request made up from the published description; the answer has to be one that it describes."""
        before = self.stored()
        answer = case.call(app=self.app, base_url=HERE)
        content = answer.content.decode(errors="replace")
        kind = answer.headers.get("content-type", [""])[0]
        sent = f"{case.method} {case.formatted_path} {case.query} {case.headers} {case.body!r}"
        self.judge("described", sent, answer.status_code, kind, content, before)
        try:
            case.validate_response(answer, checks=[CHECKS.get_one(name) for name in CHECKED])
        except (AssertionError, BaseExceptionGroup) as error:
            reasons = error.exceptions if isinstance(error, BaseExceptionGroup) else [error]
            self.tally.accuse(f"{answer.status_code}: {'; '.join(str(reason)[:300] for reason in reasons)}", sent)

    def typed(self, typed: Typed) -> None:
        """A command line, in this process."""
        before = self.stored()
        stdin = io.TextIOWrapper(io.BytesIO(typed.stdin), "utf-8")
        stdout = io.TextIOWrapper(io.BytesIO(), "utf-8")
        stderr = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace")
        try:
            with mock.patch.object(sys, "stdin", stdin), redirect_stdout(stdout), redirect_stderr(stderr):
                code = main(typed.arguments)
        except SystemExit as usage:
            code = int(usage.code or 0)
        except Exception:  # noqa: BLE001  whatever it is, it is what we look for
            self.tally.accuse(traceback.format_exc(limit=-4), typed)
            return
        self._ended("command", typed, code, _text(stdout), _text(stderr), before)

    def started(self, typed: Typed) -> None:
        """The same as a real process."""
        before = self.stored()
        done = subprocess.run(
            [sys.executable, "-m", "alloy_engine", *typed.arguments], cwd=ROOT, input=typed.stdin, capture_output=True
        )
        told = (done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
        self._ended("process", typed, done.returncode, *told, before)

    def _ended(self, door: str, typed: Typed, code: int, out: str, err: str, before: tuple[int, ...]) -> None:
        self.tally.note(door, f"exit {code}")
        if "Traceback" in out + err or code not in (0, 1, 2):
            self.tally.accuse(f"exit {code}: {err[-400:]}", typed)
        if code and not err.strip() and typed.arguments[0] != "movements":
            self.tally.accuse(f"exit {code} without a word", typed)
        after = self.stored()
        if typed.arguments[:1] == ("create",) and code == 0:
            for card in self.alloy.programs(limit=2):
                if card.id != self.program:
                    self._valid(card.id, typed)
        elif after != before:
            self.tally.accuse(f"exit {code}, and something was stored or lost", typed)


CHECKED = ("status_code_conformance", "content_type_conformance", "response_schema_conformance",
           "negative_data_rejection")  # fmt: skip


def fire(doors: Doors, requests: int, start: int = 0) -> None:
    """So many requests: a third made up from the description, a sixth on the command line, the rest over HTTP."""
    operations = [result.ok() for result in schemathesis.openapi.from_dict(openapi.document()).get_all_operations()]
    asked = [(operation, mode) for operation in operations for mode in GenerationMode]
    for operation, mode in asked:
        _each(operation.as_strategy(generation_mode=mode), doors.described, requests // 3 // len(asked), start)
    typed = commands(doors.program)
    _each(typed, doors.started, min(40, requests // 100), start + 1)
    _each(typed, doors.typed, requests // 6, start)
    _each(logs(doors.program, *doors.exercise), doors.http, requests // 20, start)
    _each(others(doors.program), doors.http, (requests - doors.tally.total) // 3, start)
    _each(posts(), doors.http, requests - doors.tally.total, start)


def _each(strategy: Any, act: Callable[[Any], None], times: int, start: int) -> None:
    """Hypothesis makes them up; nothing is raised, so that all are counted."""
    if times <= 0:
        return

    @seed(start)
    @settings(
        max_examples=times,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def one(made: Any) -> None:
        act(made)

    with suppress(Unsatisfiable):  # nothing can be wrong with a request that carries nothing
        one()


@contextmanager
def opened(url: str, home: Path) -> Iterator[Doors]:
    """Doors of an engine on that database, which the command line finds in the environment."""
    url = f"{url}{'&' if '?' in url else '?'}options={PATIENT}"
    with (
        mock.patch.dict(os.environ, {"DATABASE_URL": url, "ALLOY_HOME": str(home), "ALLOY_LOG_LEVEL": "ERROR"}),
        Alloy.open(Settings(home=home, database_url=url), worker=False) as alloy,
        # Reading the catalogue is most of what a command does, and the same each time; real processes read it.
        mock.patch.object(Materials, "load", return_value=alloy.materials),
    ):
        yield Doors(alloy, Tally())


def _text(stream: io.TextIOWrapper) -> str:
    with suppress(ValueError):
        stream.flush()
    return stream.buffer.getvalue().decode(errors="replace")  # type: ignore[attr-defined]
