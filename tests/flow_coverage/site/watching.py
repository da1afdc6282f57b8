"""Writes down each branch at the moment it is first taken in this process: a killed process has told all it did.

Only the standard library here, and nothing of the engine is imported before the process itself does it.
"""

from __future__ import annotations

import functools
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = "ALLOY_FLOW_TAKEN"  # where to write; nothing is watched without it
TEST = "PYTEST_CURRENT_TEST"  # pytest's own: the test that runs, or that started this process
TRACER = "alloy_engine.flow.tracer"
PASSING_ON = (TRACER, "alloy_engine.services.wayside")  # who takes a branch in another's name


def begin() -> None:
    """Watch the engine's tracers, now or as soon as they are imported."""
    if FOLDER not in os.environ:
        return
    if TRACER in sys.modules:
        watch(sys.modules[TRACER])
    elif not any(isinstance(finder, _OnImport) for finder in sys.meta_path):
        sys.meta_path.insert(0, _OnImport())


def watch(tracer: ModuleType) -> None:
    for kind in (tracer.Silent, tracer.Recorder):
        if not hasattr(kind.take, "__wrapped__"):
            kind.take = _watched(kind.take)


class _OnImport:
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != TRACER:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def run_and_watch(module: ModuleType) -> None:
                run(module)
                watch(module)

            spec.loader.exec_module = run_and_watch  # type: ignore[method-assign]
        return spec


def _watched(take: Any) -> Any:
    seen: set[tuple[str, str, str]] = set()

    @functools.wraps(take)
    def watched(self: object, fork: str, branch: str, times: int = 1) -> None:
        take(self, fork, branch, times)
        if times:
            taken = fork, branch, _taker()
            if taken not in seen:
                seen.add(taken)
                _write(*taken)

    return watched


def _taker() -> str:
    """The module that decided, past every function that only takes what it is told to."""
    depth = 2
    while True:
        frame = sys._getframe(depth)
        name = frame.f_globals["__name__"]
        if name not in PASSING_ON and frame.f_code.co_name != "take":
            return name
        depth += 1


def _write(*taken: str) -> None:
    """One line, one write: fork, branch, the module that took it, the test."""
    file = Path(os.environ[FOLDER]) / str(os.getpid())
    line = "\t".join([*taken, os.environ.get(TEST, "").rpartition(" ")[0]]) + "\n"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    except OSError:
        return  # the run is over, and the folder gone
    with os.fdopen(handle, "ab", buffering=0) as written:
        written.write(line.encode())
