"""The calendar as planned: read it back, and settle its focus patterns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select, text

from alloy_engine.domain.calendar import DayPlan, MicrocyclePlan, Structure, looking_ahead
from alloy_engine.domain.vocabulary import MovementPattern, Phase, SessionType
from alloy_engine.errors import NotFound
from alloy_engine.storage.keys import program_key
from alloy_engine.storage.tables import microcycles, programs, sessions

# What a day knows of the days ahead follows from theirs and is not stored.
AHEAD = ("coming", "later", "length_days", "invited")  # what `looking_ahead` says
DAY_COLUMNS = [sessions.c[name] for name in DayPlan._fields if name not in AHEAD]
CYCLE_COLUMNS = [microcycles.c[name] for name in MicrocyclePlan.__dataclass_fields__ if name != "days"]


def load_structure(c: Connection, program_id: str) -> Structure:
    """The whole calendar, equal to the one that was stored; three statements. Raises NotFound."""
    key = program_key(program_id)
    warnings = c.execute(select(programs.c.structure_warnings).where(programs.c.id == key)).scalar_one_or_none()
    if warnings is None:
        raise NotFound("program", program_id)
    days: dict[int, list[DayPlan]] = {}
    in_order = select(*DAY_COLUMNS).where(sessions.c.program_id == key).order_by(sessions.c.sequence)
    for row in c.execute(in_order).mappings():
        days.setdefault(row["microcycle"], []).append(_day(dict(row)))
    cycles = c.execute(
        select(*CYCLE_COLUMNS).where(microcycles.c.program_id == key).order_by(microcycles.c.index)
    ).mappings()
    return Structure(tuple(_microcycle(dict(row), days.get(row["index"], [])) for row in cycles), tuple(warnings))


def save_focus(c: Connection, program_id: str, structure: Structure) -> None:
    """Store what focus assignment decided: each day's patterns and yields, the structure's warnings.

    Two statements, however many days. Raises NotFound.
    """
    key = program_key(program_id)
    settled = text(
        "UPDATE programs SET structure_assigned = true, structure_warnings = CAST(:warnings AS jsonb) WHERE id = :id"
    )
    if not c.execute(settled, {"id": key, "warnings": json.dumps(structure.warnings)}).rowcount:
        raise NotFound("program", program_id)
    days = [
        {"microcycle": day.microcycle, "day": day.day, "focus": day.focus, "yields": day.yields}
        for day in structure.days
    ]
    c.execute(SAVE_FOCUS, {"id": key, "days": json.dumps(days)})


def _day(row: Mapping[str, Any]) -> DayPlan:
    return DayPlan(
        **{
            **row,
            "type": SessionType(row["type"]),
            "phase": Phase(row["phase"]),
            "focus": tuple(map(MovementPattern, row["focus"])),
            "yields": tuple(row["yields"]),
        }
    )


def _microcycle(row: Mapping[str, Any], days: list[DayPlan]) -> MicrocyclePlan:
    return looking_ahead(MicrocyclePlan(**{**row, "phase": Phase(row["phase"]), "days": tuple(days)}))


SAVE_FOCUS = text("""
UPDATE sessions SET focus = settled.focus, yields = settled.yields
FROM jsonb_populate_recordset(NULL::sessions, CAST(:days AS jsonb)) AS settled
WHERE sessions.program_id = :id AND sessions.microcycle = settled.microcycle AND sessions.day = settled.day
""")
