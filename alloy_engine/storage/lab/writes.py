"""Ways to bring a program into being that the engine itself does not use, and its queue without a worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, text
from sqlalchemy.dialects.postgresql import insert

from alloy_engine.flow import Recorder
from alloy_engine.storage.database import Database
from alloy_engine.storage.documents import insert_rows
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.program_rows import NewProgram, day_row, microcycle_row, program_row
from alloy_engine.storage.queue.jobs import QUEUE, Ticket
from alloy_engine.storage.tables import athletes, microcycles, programs, sessions


class OneTransaction(Database):
    """A database whose every transaction is the same open one, so that nothing is committed before the end."""

    def __init__(self, database: Database, connection: Connection) -> None:
        super().__init__(database.engine, database.url)
        self._connection = connection

    @contextmanager
    def begin(self, recorder: Recorder | None = None) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        yield self._connection


def insert_alone(c: Connection, new: NewProgram) -> None:
    """The athlete's row, held from here to the commit, the retirement of its active program, and the new program
    without its calendar."""
    profile = new.request.athlete.model_dump(mode="json")
    athlete = insert(athletes).values(owner=new.owner, name=new.request.athlete.name or None, profile=profile)
    upsert = athlete.on_conflict_do_update(
        index_elements=["owner", text("lower(name)")],
        set_={"profile": athlete.excluded.profile, "updated_at": func.now()},
    )
    athlete_id = c.execute(upsert.returning(athletes.c.id)).scalar_one()
    c.execute(RETIRE, {"athlete": athlete_id})
    c.execute(insert(programs).values(athlete_id=athlete_id, **program_row(new)))


def insert_calendar(c: Connection, new: NewProgram, microcycle: int | None = None) -> None:
    """Microcycles and days: of the whole program, or of one microcycle."""
    key = program_key(new.id)
    wanted = [one for one in new.structure.microcycles if microcycle in (None, one.index)]
    insert_rows(c, microcycles, [microcycle_row(key, one) for one in wanted])
    insert_rows(c, sessions, [day_row(key, day) for one in wanted for day in one.days])


def take_job(c: Connection, program: str | None = None) -> Ticket | None:
    """The next job that waits, or that program's, taken as a worker takes it."""
    worker = c.execute(text("SELECT worker_id FROM queue.procrastinate_register_worker_v1()")).scalar_one()
    if program is not None:
        found = {"worker": worker, "lock": f"program:{program_key(program)}"}
        row = c.execute(TAKE_ONE, found).one()
    else:
        row = c.execute(TAKE, {"queue": QUEUE, "worker": worker}).one()
    return None if row.id is None else Ticket(row.id, row.attempts, row.args["program_id"])


def end_job(c: Connection, ticket: Ticket) -> None:
    c.execute(text("SELECT queue.procrastinate_finish_job_v1(:job, 'succeeded', true)"), {"job": ticket.job})


def progress(c: Connection) -> dict[str, tuple[int, bool]]:
    """Program → training sessions that others can see completed, and whether the program is at its end."""
    return {str(row.id): (row.done, row.ended) for row in c.execute(PROGRESS)}


def cut_waits(c: Connection) -> None:
    """End every wait of this database's sessions: a trial is over."""
    c.execute(CUT)


def clear(c: Connection) -> None:
    """The lab's database as it was made, but for what all programs refer to."""
    c.execute(text("TRUNCATE athletes, queue.procrastinate_jobs CASCADE"))


RETIRE = text("UPDATE programs SET is_active = false WHERE athlete_id = :athlete AND is_active")

TAKE = text("SELECT id, attempts, args FROM queue.procrastinate_fetch_job_v2(ARRAY[:queue], :worker)")

TAKE_ONE = text("""
UPDATE queue.procrastinate_jobs SET status = 'doing', worker_id = :worker
WHERE lock = :lock AND status = 'todo'
RETURNING id, attempts, args
""")

PROGRESS = text("""
SELECT programs.id, programs.status NOT IN ('pending', 'in_progress') AS ended, (
    SELECT count(*) FROM sessions
    WHERE program_id = programs.id AND sessions.status = 'completed' AND type <> 'recovery'
) AS done
FROM programs
""")

CUT = text("""
SELECT pg_cancel_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'
""")
