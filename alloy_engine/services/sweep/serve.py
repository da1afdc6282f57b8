"""What runs in the process of a sweep that somebody watches from elsewhere.

    python -m alloy_engine.services.sweep.serve

Reads one `Order` from standard input, writes (done, total) after each request and at last the frame, or a sentence
on what went wrong. It ends, with its workers, as soon as standard input does.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from alloy_engine.catalogue.own import Cells
from alloy_engine.errors import AlloyError
from alloy_engine.services.compute import frames
from alloy_engine.services.sweep.asked import Asked
from alloy_engine.services.sweep.run import sweep


@dataclass(frozen=True, slots=True)
class Order:
    """See `sweep`. workers: at least 1."""

    requests: tuple[Asked, ...]
    data: Path
    own: tuple[Cells, ...]
    workers: int
    rules: bool = False


def serve() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    order: Order = frames.read(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, name="alloy-parent", daemon=True).start()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def progress(done: int, total: int) -> None:
        frames.write(answers, (done, total))

    try:
        frame = sweep(
            order.requests, order.data, workers=order.workers, progress=progress, own=order.own, rules=order.rules
        )
        frames.write(answers, frame)
    except AlloyError as error:
        frames.write(answers, str(error))


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    serve()
