"""What a transaction costs, told to a recorder: the wait for a connection, every statement, every lock.

A connection that was lent with a recorder carries it along; on all others this costs a look-up a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, event

from alloy_engine.flow import SQL, WAIT, Recorder
from alloy_engine.storage.locks import LockWatch

CONNECTION, LOCK, COMMIT = "connection", "lock", "COMMIT"  # names of spans
OPTION = "alloy_recorder"
INNER_BRACKETS = re.compile(r"\([^()]*\)")
WRITES = re.compile(r"(INSERT\s+INTO|(?<!FOR )(?<!DO )UPDATE|DELETE\s+FROM)\s+([\w.]+)", re.IGNORECASE)
READS = re.compile(r"\b(SELECT)\b(?:.*?\bFROM\s+([\w.]+))?", re.IGNORECASE | re.DOTALL)


@contextmanager
def lent(engine: Engine, recorder: Recorder | None) -> Iterator[Connection]:
    """A connection of the pool; with a recorder, the wait for it and all it does are told to that."""
    if recorder is None:
        with engine.connect() as connection:
            yield connection
        return
    with recorder.phase(CONNECTION, WAIT):
        connection = engine.connect()
    with connection:
        yield connection.execution_options(**{OPTION: recorder})


def beside(c: Connection, label: str) -> Any:
    """A context for a statement that another library sends on our connection: `label` is told in its place."""
    recorder = c.get_execution_options().get(OPTION)
    return nullcontext() if recorder is None else recorder.phase(label, SQL)


def listen(engine: Engine, locks: LockWatch) -> None:
    """Tell every statement on this engine's connections to the recorder they were lent with."""

    def before(c: Connection, cursor: Any, sql: str, _values: Any, context: Any, _many: bool) -> None:
        if (recorder := c.get_execution_options().get(OPTION)) is not None:
            backend = cursor.connection.info.backend_pid
            context.alloy_told = (recorder, recorder.begin(label_of(sql), SQL), backend)
            locks.began(backend)

    def over(context: Any, rows: int | None) -> None:
        told = getattr(context, "alloy_told", None)
        if told is None:
            return
        context.alloy_told = None
        recorder, index, backend = told
        recorder.end(index, rows)
        for start_ns, duration_ns in locks.ended(backend):
            recorder.wait(LOCK, index, start_ns, duration_ns)

    def after(_c: Connection, cursor: Any, _sql: str, _values: Any, context: Any, _many: bool) -> None:
        over(context, None if cursor.rowcount < 0 else cursor.rowcount)

    def failed(error: Any) -> None:
        over(error.execution_context, None)

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "handle_error", failed)


@lru_cache(maxsize=512)
def label_of(sql: str) -> str:
    """What a statement does, and to which table: "UPDATE sessions". Of one that does several things at once,
    what it does itself, not what its parts in brackets do; unless it only tells what came of those."""
    outer, inner = "", sql
    while outer != inner:
        outer, inner = inner, INNER_BRACKETS.sub(" ", inner)
    found = WRITES.search(outer) or WRITES.search(sql) or READS.search(outer)
    if found is None:
        return (outer.split() or ["?"])[0].upper()
    return f"{' '.join(found[1].upper().split())} {found[2] or ''}".strip()
