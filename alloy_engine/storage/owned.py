"""One owner's programs, and the only way that use cases have to them.

A use case gets its connection by naming the program it is about, and gets none for somebody else's: to
every caller that one is not found, as if it did not exist. Workers serve all owners and are no callers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from alloy_engine.domain.owner import LOCAL
from alloy_engine.errors import NotFound
from alloy_engine.storage.database import Database
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.listing import ProgramRow, list_programs
from alloy_engine.storage.own_movements import Use, uses_of
from alloy_engine.storage.traces import PhaseRow, load_phases


class Owned:
    """The programs of `owner` in `database`. Every method raises what `Database` does, and NotFound."""

    def __init__(self, database: Database, owner: str) -> None:
        self._database, self._owner = database, owner

    @contextmanager
    def reading(self, program: str) -> Iterator[Connection]:
        """A connection to read about that program with."""
        with self._database.connect() as connection:
            self._prove(connection, program)
            yield connection

    @contextmanager
    def snapshot(self, program: str) -> Iterator[Connection]:
        """The same, seeing everything as of one moment."""
        with self._database.snapshot() as connection:
            self._prove(connection, program)
            yield connection

    @contextmanager
    def changing(self, program: str) -> Iterator[Connection]:
        """One transaction on that program."""
        with self._database.begin() as connection:
            self._prove(connection, program)
            yield connection

    def listed(self, *, limit: int, after: str | None, archived: bool, name: str) -> tuple[ProgramRow, ...]:
        """One page of all of them. See `list_programs`."""
        with self._database.connect() as connection:
            return list_programs(connection, self._owner, limit=limit, after=after, archived=archived, name=name)

    def phases(self, *, most: int) -> tuple[PhaseRow, ...]:
        """How long each phase of the newest of them took, run by run."""
        with self._database.connect() as connection:
            return load_phases(connection, self._owner, most)

    def uses_of(self, movement: str, *, limit: int) -> tuple[Use, ...]:
        """The newest of them with that movement in them."""
        with self._database.connect() as connection:
            return uses_of(connection, self._owner, movement, limit)

    def _prove(self, connection: Connection, program: str) -> None:
        if connection.execute(MINE, {"id": program_key(program), "owner": self._owner}).one_or_none() is None:
            raise NotFound("program", program)


def hand_over(connection: Connection, owner: str) -> int:
    """The local user's programs and athletes become `owner`'s; returns how many programs.

    An athlete whom `owner` has by that name already keeps the program that is active there, and presets of `owner`'s
    go before those of the same name. Keys of requests
    sent earlier are forgotten: they were the local user's.
    """
    names = {"old": LOCAL, "new": owner}
    count = connection.execute(FORGET_KEYS, names).rowcount
    connection.execute(JOIN_ATHLETES, names)
    connection.execute(DROP_JOINED, names)
    connection.execute(MOVE_ATHLETES, names)
    connection.execute(MOVE_PRESETS, names)
    return count


MINE = text("SELECT FROM programs WHERE id = :id AND owner = :owner")

FORGET_KEYS = text("UPDATE programs SET idempotency_key = NULL WHERE owner = :old")

SAME_ATHLETE = "hers.owner = :new AND ours.owner = :old AND lower(hers.name) IS NOT DISTINCT FROM lower(ours.name)"

JOIN_ATHLETES = text(f"""
UPDATE programs SET owner = :new, athlete_id = hers.id, is_active = is_active AND NOT EXISTS (
    SELECT FROM programs AS other WHERE other.athlete_id = hers.id AND other.is_active
)
FROM athletes AS ours, athletes AS hers WHERE programs.athlete_id = ours.id AND {SAME_ATHLETE}
""")

DROP_JOINED = text(f"DELETE FROM athletes AS ours USING athletes AS hers WHERE {SAME_ATHLETE}")

# Their programs follow by the foreign key.
MOVE_ATHLETES = text("UPDATE athletes SET owner = :new WHERE owner = :old")

MOVE_PRESETS = text("""
UPDATE weight_presets SET owner = :new WHERE owner = :old AND name NOT IN (
    SELECT name FROM weight_presets WHERE owner = :new
)
""")
