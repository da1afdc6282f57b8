"""Many programs, quickly: a few real ones are the pattern, copied under new ids with COPY.

Every row is one the schema accepted before; its program's id, athlete, name and moments are new. Each copy has
its own row, all microcycles, all days, replaced sessions and its audit. What a session holds (exercises,
decisions, traces) is by far the most, so only one copy in `details` has it. A hundred copies still wait, each with a
job.
"""

from __future__ import annotations

import datetime as dt
import itertools
import queue
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from alloy_engine.domain.owner import LOCAL
from alloy_engine.storage.database import Database
from alloy_engine.storage.keys import new_program_id
from alloy_engine.storage.queue.jobs import lock_of

SKELETON = ("microcycles", "sessions", "past_sessions", "audits")
DETAILS = ("exercises", "decisions", "traces")
JOBS = "queue.procrastinate_jobs"
BATCH = 250  # programs a transaction
LINES = 2  # connections that copy at the same time
YEARS = 3  # over which they were created
PROGRAMS_AN_ATHLETE = 5
ONE_ARCHIVED_IN = 10
WAITING = 100
SEPARATOR = b"\t"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One stored program as COPY writes it: a line by column, and whole tables."""

    id: bytes
    line: dict[str, bytes]
    tables: dict[str, bytes]

    @property
    def ended(self) -> bool:
        return self.line["status"] not in (b"pending", b"in_progress")


def load(database: Database, patterns: Sequence[str], programs: int, details: int) -> Iterator[int]:
    """Copy the patterns until there are so many more programs; yields how many there are so far.

    patterns: ids of stored programs, at least one that is done and at most one that waits. The database's user
    has to be a superuser: what was checked for the pattern is not checked again for every copy.
    """
    with ExitStack() as stack:
        lines = [stack.enter_context(_line(database)) for _ in range(LINES)]
        known = [_pattern(lines[0], program) for program in patterns]
        athletes = _athletes(lines[0], -(-programs // PROGRAMS_AN_ATHLETE))
        lines[0].commit()
        free: queue.SimpleQueue[psycopg.Connection] = queue.SimpleQueue()
        for line in lines:
            free.put(line)

        def copied(numbers: range) -> int:
            line = free.get()
            try:
                _copy(line, known, athletes, numbers, programs, details)
                line.commit()
            finally:
                free.put(line)
            return len(numbers)

        threads = stack.enter_context(ThreadPoolExecutor(LINES, "copying"))
        batches = [range(start, min(programs, start + BATCH)) for start in range(0, programs, BATCH)]
        yield from itertools.accumulate(threads.map(copied, batches))
    with _line(database) as line:
        line.autocommit = True
        line.execute("VACUUM (ANALYZE)")


@contextmanager
def _line(database: Database) -> Iterator[psycopg.Connection]:
    arguments = {**database.connect_args, "application_name": "alloy-loader"}
    with psycopg.connect(database.conninfo, **arguments) as c:
        c.execute("SET statement_timeout = 0; SET session_replication_role = replica; SET synchronous_commit = off")
        c.execute("SET idle_in_transaction_session_timeout = 0; SET maintenance_work_mem = '256MB'")
        c.commit()
        yield c


def _pattern(c: psycopg.Connection, program: str) -> Pattern:
    (line,) = _rows(c, "programs", "id", program)
    columns = _columns(c, "programs")
    tables = {table: b"".join(_rows(c, table, "program_id", program)) for table in (*SKELETON, *DETAILS)}
    if c.execute(f"SELECT 1 FROM {JOBS} WHERE lock = %s", [lock_of(program)]).fetchone():
        tables[JOBS] = b"".join(_rows(c, JOBS, "lock", lock_of(program)))
    return Pattern(program.encode(), dict(zip(columns, line.rstrip(b"\n").split(SEPARATOR), strict=True)), tables)


def _columns(c: psycopg.Connection, table: str) -> list[str]:
    """All but those that the server numbers by itself."""
    found = c.execute(
        "SELECT attname FROM pg_attribute LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum) "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' "
        "AND coalesce(pg_get_expr(adbin, adrelid), '') NOT LIKE 'nextval%%' ORDER BY attnum",
        [table],
    )
    return [name for (name,) in found]


def _list(c: psycopg.Connection, table: str) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, _columns(c, table)))


def _rows(c: psycopg.Connection, table: str, key: str, value: str) -> list[bytes]:
    query = sql.SQL("COPY (SELECT {} FROM {} WHERE {} = {}) TO STDOUT").format(
        _list(c, table), sql.SQL(table), sql.Identifier(key), sql.Literal(value)
    )
    with c.cursor().copy(query) as out:
        return [bytes(row) for row in out]


def _athletes(c: psycopg.Connection, number: int) -> list[int]:
    made = c.execute(
        "INSERT INTO athletes (owner, name, profile) "
        "SELECT %s, 'Athlete ' || to_char(n, 'FM000000'), '{}' FROM generate_series(1, %s) AS n RETURNING id",
        [LOCAL, number],
    )
    return [row[0] for row in made]


def _copy(
    c: psycopg.Connection, patterns: Sequence[Pattern], athletes: Sequence[int], numbers: range, of: int, details: int
) -> None:
    """The programs with these numbers: 0 is the oldest, `of` - 1 the newest."""
    ended = [pattern for pattern in patterns if pattern.ended]
    waiting = [pattern for pattern in patterns if not pattern.ended]
    now, every = dt.datetime.now(dt.UTC), max(2, of // WAITING)
    made: list[tuple[Pattern, bytes, bool]] = []
    lines = []
    for number in numbers:
        waits = bool(waiting) and number % every == every - 1
        pattern = waiting[0] if waits else ended[number % len(ended)]
        at = now - dt.timedelta(days=365 * YEARS) * (of - number) / of
        key = new_program_id(int(at.timestamp() * 1000)).encode()
        made.append((pattern, key, number % details == 0))
        lines.append(_program_line(pattern, key, number, of, at, athletes))
    _send(c, "programs", lines)
    for table in SKELETON:
        _send(c, table, (_renamed(pattern, table, key) for pattern, key, _ in made))
    for table in DETAILS:
        _send(c, table, (_renamed(pattern, table, key) for pattern, key, detailed in made if detailed))
    _send(c, JOBS, (_renamed(pattern, JOBS, key) for pattern, key, _ in made if JOBS in pattern.tables))


def _program_line(
    pattern: Pattern, key: bytes, number: int, of: int, at: dt.datetime, athletes: Sequence[int]
) -> bytes:
    place = number % len(athletes)
    active = number + len(athletes) >= of  # the newest of its athlete
    archived = not active and number % ONE_ARCHIVED_IN == 0
    moment = at.isoformat().encode()
    changed = {
        "id": key,
        "athlete_id": b"%d" % athletes[place],
        "name": pattern.line["name"] + b" for athlete %06d" % (place + 1),
        "is_active": b"t" if active else b"f",
        "archived": b"t" if archived else b"f",
        "created_at": moment,
        "asked_at": moment,
        **({"started_at": moment, "finished_at": moment} if pattern.ended else {}),
    }
    return SEPARATOR.join({**pattern.line, **changed}.values()) + b"\n"


def _renamed(pattern: Pattern, table: str, key: bytes) -> bytes:
    return pattern.tables[table].replace(pattern.id, key)


def _send(c: psycopg.Connection, table: str, blocks: Iterable[bytes]) -> None:
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.SQL(table), _list(c, table))
    with c.cursor().copy(query) as into:
        for block in blocks:
            into.write(block)
