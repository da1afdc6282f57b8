"""Processes of the test's own that create and generate, and die where they are told to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import GenerationStatus, SessionType
from alloy_engine.services import Alloy, StatusDocument

ROOT = Path(__file__).resolve().parents[2]
REQUEST: dict[str, Any] = {
    "goals": {"hypertrophy": 6, "strength": 4},
    "duration_weeks": 8,
    "days_per_week": 2,
    "session_minutes": 30,
    "start_date": "2026-01-05",
    "athlete": {"name": "Durable"},
}
SESSIONS = 16
LONG = {**REQUEST, "duration_weeks": 12, "days_per_week": 7}  # long enough for something to happen in the middle
PROMISED_SECONDS = 10.0  # within which generation goes on unaided
# In which nothing happens: a new process loads everything, and whoever else wants the machine comes first. What is
# promised is asserted from the database's own times.
PATIENCE_SECONDS = 180.0
SOON_SECONDS, LATE_SECONDS = 0.01, 0.05  # between two looks: while something happens, and while nothing does
EVERY_THREAD = "task/*/schedstat"  # nanoseconds it ran, and was ready to run and had to wait; see proc(5)


class Started:
    """A process of ours, killed for good at the end of the test."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    @property
    def spent(self) -> str:
        """What it got of the machine: one that starts needs some two seconds of a processor, its own process to plan in
        included."""
        if not self.lives:
            return f"{self.process.pid} has ended"
        us = psutil.Process(self.process.pid)
        family = [us, *us.children(recursive=True)]
        busy = sum(sum(one.cpu_times()[:2]) for one in family)
        return f"{self.process.pid} had {busy:.1f} s of a processor in {time.time() - us.create_time():.0f} s"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self, seconds: float = PATIENCE_SECONDS) -> int:
        """Wait for the end; how it ended."""
        _, complaints = self.process.communicate(timeout=seconds)
        self.complaints = complaints
        return self.process.returncode


@contextmanager
def processes(url: str, home: Path) -> Iterator[Callable[..., Started]]:
    """Starts processes on that database; ends them all at the end."""
    started: list[Started] = []

    def start(*what: str, **environment: str) -> Started:
        inherited = {**os.environ, "ALLOY_HOME": str(home), "ALLOY_LOG_LEVEL": "WARNING"}
        settled = {**inherited, "DATABASE_URL": url, **environment}
        started.append(Started([sys.executable, "-m", *what], {key: text for key, text in settled.items() if text}))
        return started[-1]

    try:
        yield start
    finally:
        for one in started:
            with suppress(ProcessLookupError):
                one.send(signal.SIGCONT)
            one.kill()
            if one.process.stderr is not None:
                one.process.stderr.close()


@dataclass(frozen=True, slots=True)
class Life:
    """ended: as a process's return code. passed: boundaries and how often; none of who was killed."""

    ended: int
    passed: Counter[str]

    @property
    def killed(self) -> bool:
        return self.ended == -signal.SIGKILL


class Mortals:
    """Processes that create or generate and kill themselves where they are told to: see mortal_process."""

    def __init__(self, url: str, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.mortal_process"],
            cwd=ROOT, env={**os.environ, "DATABASE_URL": url, "ALLOY_HOME": str(home)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def live(self, action: str, *, at: str = "nowhere", time: int = 1, **more: object) -> Life:
        """One life, which ends at that passing of a boundary; or at its own end, and nowhere before."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"action": action, "at": at, "time": time, **more}) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        return Life(told["ended"], Counter(told["passed"]))

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


class Crowd:
    """How crowded the machine is: what others take of it makes everything last longer, and is no fault of ours. Of
    this process and those it started, since this was made."""

    def __init__(self) -> None:
        self._before = self._now()

    @property
    def promised_seconds(self) -> float:
        """What was promised of a machine of one's own, as long as it lasts in this crowd."""
        return PROMISED_SECONDS * self.stretch

    @property
    def stretch(self) -> float:
        """Time on a processor and waiting for one, over time on it: 1 on a quiet machine."""
        ran = waited = 0
        for thread, (run, wait) in self._now().items():
            run_before, wait_before = self._before.get(thread, (0, 0))
            ran, waited = ran + run - run_before, waited + wait - wait_before
        return 1.0 + waited / ran if ran else 1.0

    def _now(self) -> dict[str, tuple[int, int]]:
        me, found = psutil.Process(), dict[str, tuple[int, int]]()
        for process in (me, *me.children(recursive=True)):
            for file in Path(f"/proc/{process.pid}").glob(EVERY_THREAD):
                with suppress(OSError):  # it has ended
                    run, wait, _ = file.read_text().split()
                    found[str(file)] = int(run), int(wait)
        return found


def until(
    condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS, found: Callable[[], object] = lambda: ""
) -> None:
    """found: what is looked up if it never comes to that, for whoever wants to know why."""
    deadline, pause = time.monotonic() + seconds, SOON_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"it never came to that in {seconds:g} s. {found()}")
        time.sleep(pause)
        pause = _longer(pause)


def finished(alloy: Alloy, program: str, seconds: float = PATIENCE_SECONDS) -> StatusDocument:
    """Wait for its end, however long that takes, as long as it does not stand still for so many seconds. Its status is
    true all the while."""
    seen, deadline, pause = (-1, ""), 0.0, SOON_SECONDS
    while not (status := truthful(alloy.status(program), at_least=seen[0])).terminal:
        if (here := (status.sessions_done, status.status)) != seen:
            seen, deadline, pause = here, time.monotonic() + seconds, SOON_SECONDS
        elif time.monotonic() > deadline:
            raise AssertionError(f"it stands still: {status}")
        time.sleep(pause)
        pause = _longer(pause)
    return status


def _longer(pause: float) -> float:
    """Look seldom while nothing happens: whoever looks takes the processor from those who are waited for."""
    return min(1.2 * pause, LATE_SECONDS)


def truthful(status: StatusDocument, at_least: int = 0) -> StatusDocument:
    """The status, which must not contradict itself or take back what was done. at_least: sessions done before."""
    totals = status.totals
    assert sum(totals.values()) == status.sessions_total, status
    assert at_least <= status.sessions_done <= totals[GenerationStatus.COMPLETED] + totals[GenerationStatus.FAILED], (
        status
    )
    waiting, in_hand = totals[GenerationStatus.PENDING], totals[GenerationStatus.IN_PROGRESS]
    assert in_hand <= (status.status is GenerationStatus.IN_PROGRESS), status
    assert not (status.terminal and waiting + in_hand), status
    return status


def plain(document: ProgramDocument) -> str:
    """The program as bytes, whoever made it."""
    return document.model_copy(update={"id": None}).model_dump_json()


def assert_exact(alloy: Alloy, program: str, request: dict[str, Any] = REQUEST) -> None:
    """Nothing lost, nothing doubled, status true: the stored program is the one planned in one go."""
    status = finished(alloy, program)
    assert status.status is GenerationStatus.COMPLETED, status
    assert status.sessions_done == status.sessions_total
    assert plain(alloy.program(program)) == plain(alloy.plan(request))


def training(document: ProgramDocument) -> dict[str, Any]:
    return {
        f"{m.index}-{s.day}": s for m in document.microcycles for s in m.sessions if s.type is not SessionType.RECOVERY
    }
