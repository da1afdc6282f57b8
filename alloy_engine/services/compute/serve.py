"""What runs in a compute process: a bench that answers what comes in by standard input.

    python -m alloy_engine.services.compute.serve DATA_FOLDER LOG_LEVEL

It ends when its standard input does, that is, with the process that started it, however that ended.
"""

from __future__ import annotations

import faulthandler
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import IO

from alloy_engine.services.clock import SystemClock
from alloy_engine.services.compute import frames
from alloy_engine.services.compute.bench import Bench
from alloy_engine.services.compute.one_session import ENGINE, Engine
from alloy_engine.services.compute.requests import ComputeTrouble, Request
from alloy_engine.services.log import configure_log
from alloy_engine.services.materials import Materials
from alloy_engine.services.memory import here_for_good, search_seldom

READY = "ready"
# Who asked cuts an answer that takes too long. If nobody is left to do that, the process does it itself,
# and says on stderr where it hung.
OVERTIME_SECONDS = 5.0


def serve(engine: Engine = ENGINE) -> None:
    """Answer until the questions end. The engine can be another one, to see what happens when it fails."""
    data, level = sys.argv[1:]
    _leave_signals_to_the_parent()
    answers = _claim_standard_output()
    configure_log(level)
    bench = Bench(Materials.load(Path(data)), SystemClock(), engine)
    here_for_good()
    search_seldom()
    questions = _questions(sys.stdin.buffer)
    frames.write(answers, READY)
    while True:
        request, seconds = questions.get()
        faulthandler.dump_traceback_later(seconds + OVERTIME_SECONDS, exit=True)
        frames.write(answers, _answer(bench, request))
        faulthandler.cancel_dump_traceback_later()


def _answer(bench: Bench, request: Request) -> object:
    try:
        return bench.do(request)
    except ComputeTrouble as trouble:
        return trouble


def _questions(source: IO[bytes]) -> queue.SimpleQueue[tuple[Request, float]]:
    """Read ahead in a thread of its own, so that the end of the parent is noticed while something is computed."""
    questions: queue.SimpleQueue[tuple[Request, float]] = queue.SimpleQueue()

    def listen() -> None:
        while True:
            try:
                questions.put(frames.read(source))
            except (EOFError, OSError):
                os._exit(0)

    threading.Thread(target=listen, name="questions", daemon=True).start()
    return questions


def _leave_signals_to_the_parent() -> None:
    """Whoever stops the whole group of processes stops the parent; it knows when we are not needed any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _claim_standard_output() -> IO[bytes]:
    """Answers go out by what was standard output; whatever else is printed goes to stderr."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


if __name__ == "__main__":
    serve()
