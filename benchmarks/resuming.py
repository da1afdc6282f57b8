"""python -m benchmarks.resuming: a worker is killed in the middle of a program (kill -9); how long until it goes on?

Counted from the kill to the next session that is saved: by a worker started that moment, and by one that was
standing by and has to notice first.
"""

from __future__ import annotations

import signal
import time
from statistics import median

from alloy_engine.services import Alloy
from benchmarks.figures import Figure, print_only
from benchmarks.surroundings import REQUEST, engine, workers

ROUNDS = 3
IN_THE_MIDDLE = 10  # sessions
LOOK_SECONDS = 0.01
IN_FLIGHT_SECONDS = 0.1  # a commit that was sent before the kill may still come through


def figures() -> list[Figure]:
    with engine() as (alloy, url):
        anew = [_started_anew(alloy, url) for _ in range(ROUNDS)]
        standing_by = [_standing_by(alloy, url) for _ in range(ROUNDS)]
    return [
        Figure("resume after kill -9, a worker started at once", median(anew), "s"),
        Figure("resume after kill -9, another worker standing by", median(standing_by), "s"),
    ]


def _started_anew(alloy: Alloy, url: str) -> float:
    with workers(alloy, url, 1) as (worker,):
        program = _half_done(alloy)
        worker.kill()
        killed, done = time.perf_counter(), _settled(alloy, program)
    with workers(alloy, url, 1, wait=False):
        return _until_next(alloy, program, done) - killed


def _standing_by(alloy: Alloy, url: str) -> float:
    """The other one is held still until the first has begun, so that it is known who works and who waits."""
    with workers(alloy, url, 2) as (worker, other):
        other.send_signal(signal.SIGSTOP)
        program = alloy.create(REQUEST).id
        _wait_for(alloy, program, 1)
        other.send_signal(signal.SIGCONT)
        worker.kill()
        killed, done = time.perf_counter(), _settled(alloy, program)
        return _until_next(alloy, program, done) - killed


def _half_done(alloy: Alloy) -> str:
    program = alloy.create(REQUEST).id
    _wait_for(alloy, program, IN_THE_MIDDLE)
    return program


def _settled(alloy: Alloy, program: str) -> int:
    """Sessions done once what was on its way has arrived."""
    time.sleep(IN_FLIGHT_SECONDS)
    return alloy.status(program).sessions_done


def _until_next(alloy: Alloy, program: str, done: int) -> float:
    _wait_for(alloy, program, done + 1)
    moment = time.perf_counter()
    alloy.cancel(program)
    return moment


def _wait_for(alloy: Alloy, program: str, done: int) -> None:
    while (status := alloy.status(program)).sessions_done < done:
        if status.terminal:
            raise RuntimeError(f"the program is {status.status.value} before its worker could be killed; try again")
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    print_only(figures)
