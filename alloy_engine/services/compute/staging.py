"""The engine of a demonstration: it plans as ever, but for what is to go wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.errors import AlloyError
from alloy_engine.flow import Tracer
from alloy_engine.generate import SessionResult
from alloy_engine.services.compute.demo import Demo
from alloy_engine.services.compute.one_session import Engine

NAP_SECONDS = 0.2


class Demonstrated(AlloyError):
    """A session failed because it was to fail."""


def staged(engine: Engine, demo: Demo | None) -> Engine:
    """The engine as the demo wants it; the very same without one. The template is never touched."""
    if demo is None:
        return engine

    def plan(day: DayPlan, pool: Any, history: Any, tracer: Tracer, **further: Any) -> SessionResult:
        while day.key == demo.hangs:
            time.sleep(NAP_SECONDS)
        result = engine.plan(day, pool, history, _Slowing(tracer, demo), **further)
        if day.key == demo.fails:
            raise Demonstrated("it was to fail, for a demonstration")
        return result

    return Engine(plan, engine.template)


class _Slowing:
    """A tracer that takes its time in one phase."""

    def __init__(self, tracer: Tracer, demo: Demo) -> None:
        self._tracer, self._demo = tracer, demo

    @property
    def keeps(self) -> bool:
        return self._tracer.keeps

    def take(self, fork: str, branch: str, times: int = 1) -> None:
        self._tracer.take(fork, branch, times)

    def count(self, things: int) -> None:
        self._tracer.count(things)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        with self._tracer.phase(name):
            if name == self._demo.slow_phase:
                time.sleep(self._demo.slow_ms / 1e3)
            yield
