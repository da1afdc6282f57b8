"""Counting what reaches the server, for tests and benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event


@dataclass(slots=True)
class Counted:
    """Grows while counting. sent: every statement in order, as the driver got it, with its parameters."""

    commits: int = 0
    rollbacks: int = 0
    sent: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def statements(self) -> int:
        return len(self.sent)

    @property
    def texts(self) -> list[str]:
        return [sql for sql, _ in self.sent]


@contextmanager
def count_statements(engine: Engine) -> Iterator[Counted]:
    """Count statements, commits and rollbacks of all connections of this engine."""
    counted = Counted()

    def statement(_c: Connection, _cursor: Any, sql: str, parameters: Any, *_rest: Any) -> None:
        counted.sent.append((sql, parameters))

    def commit(_c: Connection) -> None:
        counted.commits += 1

    def rollback(_c: Connection) -> None:
        counted.rollbacks += 1

    listeners: dict[str, Callable[..., None]] = {
        "before_cursor_execute": statement,
        "commit": commit,
        "rollback": rollback,
    }
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield counted
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)
