"""The list of programs, a page at a time.

A page begins after the last program of the page before, wherever that stands: the index leads straight to it,
so that the ten-thousandth page costs what the first one does, and a program created meanwhile moves nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, TextClause, text

from alloy_engine.domain.vocabulary import GenerationStatus, Goal
from alloy_engine.errors import Fault, InvalidRequest, NotFound
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.tables import GOAL_COLUMNS

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)
LONGEST = 100
LATEST = 10**16  # microseconds: the year 2286


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """A line of the list. sessions_…: training sessions, recovery days left out. goals: largest first."""

    id: str
    name: str
    status: GenerationStatus
    is_active: bool
    archived: bool
    created_at: dt.datetime
    goals: dict[str, int]
    duration_weeks: int
    days_per_week: int
    session_minutes: int
    sessions_total: int
    sessions_done: int
    sessions_failed: int

    @property
    def place(self) -> str:
        """Where it stands in the list; the next page begins after it, even when the program is gone by then."""
        return f"{(self.created_at - EPOCH) // MICROSECOND}-{self.id}"


def list_programs(
    c: Connection, owner: str, *, limit: int = 20, after: str | None = None, archived: bool = False, name: str = ""
) -> tuple[ProgramRow, ...]:
    """The owner's, newest first, with how far each has come; one statement.

    after: `place` of the last program of the page before. name: words the name has to hold in this order, case
    aside; nothing for all. Raises InvalidRequest if `after` is no place or `name` can be in no name.
    """
    values: dict[str, object] = {"owner": owner, "limit": limit, "archived": archived}
    if after is not None:
        values["created_at"], values["id"] = _place(after)
    if words := name.split():
        values["name"] = _pattern(words)
    found = c.execute(_listing("id" in values, "name" in values), values).mappings()
    return tuple(_listed(dict(row)) for row in found)


def _place(text: str) -> tuple[dt.datetime, str]:
    moment, _, program = text.partition("-")
    try:
        if not (moment.isascii() and moment.isdigit() and int(moment[:20]) < LATEST):
            raise ValueError
        return EPOCH + int(moment) * MICROSECOND, program_key(program)
    except (ValueError, NotFound):
        fault = Fault("after", text, "is no place in the list of programs", "`next` of the page before")
        raise InvalidRequest([fault]) from None


def _pattern(words: list[str]) -> str:
    r"""For LIKE, in which %, _ and \ of the words stand for themselves."""
    sought = " ".join(words)
    if len(sought) > LONGEST or not sought.isprintable():
        raise InvalidRequest([Fault("name", sought, "cannot be part of a name", f"up to {LONGEST} letters")])
    literal = ("".join(f"\\{letter}" if letter in r"\%_" else letter for letter in word) for word in words)
    return f"%{'%'.join(literal)}%"


def _listed(row: dict[str, Any]) -> ProgramRow:
    settled = {"id": str(row["id"]), "status": GenerationStatus(row["status"]), "goals": _largest_first(row["goals"])}
    return ProgramRow(**{**row, **settled})


def _largest_first(goals: dict[str, int]) -> dict[str, int]:
    funded = {goal.value: goals[goal.value] for goal in Goal if goals[goal.value]}
    return dict(sorted(funded.items(), key=lambda item: -item[1]))


@lru_cache
def _listing(after: bool, name: bool) -> TextClause:
    """Only the conditions that hold: one that might not would keep the server from going by the index."""
    conditions = ["owner = :owner", "archived = :archived"]
    if after:
        conditions.append("(created_at, id) < (:created_at, CAST(:id AS uuid))")
    if name:
        conditions.append("name ILIKE :name")
    return text(LIST.format(conditions=" AND ".join(conditions)))


LIST = f"""
SELECT listed.*, counted.*
FROM (
    SELECT id, name, status, is_active, archived, created_at,
        jsonb_build_object({", ".join(f"'{goal.value}', {column}" for goal, column in GOAL_COLUMNS.items())}) AS goals,
        CAST(request->>'duration_weeks' AS integer) AS duration_weeks,
        CAST(request->>'days_per_week' AS integer) AS days_per_week,
        CAST(request->>'session_minutes' AS integer) AS session_minutes
    FROM programs
    WHERE {{conditions}}
    ORDER BY created_at DESC, id DESC
    LIMIT :limit
) AS listed CROSS JOIN LATERAL (
    SELECT count(*) AS sessions_total,
        count(*) FILTER (WHERE status = 'completed') AS sessions_done,
        count(*) FILTER (WHERE status = 'failed') AS sessions_failed
    FROM sessions WHERE program_id = listed.id AND type <> 'recovery'
) AS counted
ORDER BY created_at DESC, id DESC
"""
