"""The records beside the plan: what it was made with, decisions, replaced sessions, traces, audits."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB

from alloy_engine.domain.vocabulary import ExerciseRole, MovementPattern, Muscle
from alloy_engine.storage.tables import (
    EMPTY_LIST,
    metadata,
    moment,
    need,
    of_session,
    one_of,
    program_id,
)


class AuditStatus(StrEnum):
    OK = "ok"
    LIMITED = "limited"
    WARN = "warn"
    FAIL = "fail"


catalogue_versions = Table(
    "catalogue_versions",
    metadata,
    Column("version", Text, primary_key=True),
    need("content", JSONB, EMPTY_LIST),
    moment("created_at", default=True),
)

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("version", Text, primary_key=True),
    # json, not jsonb: tables of the policy are read in the order they were written in.
    need("content", JSON),
    moment("created_at", default=True),
)

materials = Table(
    "materials",
    metadata,
    Column("version", Text, primary_key=True),
    need("engine_version", Text),
    Column("catalogue_version", Text, ForeignKey("catalogue_versions.version"), nullable=False, index=True),
    Column("policy_version", Text, ForeignKey("policy_versions.version"), nullable=False, index=True),
    need("presets", JSONB),
    moment("created_at", default=True),
)

movements = Table(
    "movements",
    metadata,
    Column("id", Text, primary_key=True),
    need("name", Text),
    need("aliases", ARRAY(Text)),
    need("pattern", Text),
    need("primary_muscle", Text),
    need("search", Text),
    need("data", JSONB),
    Column("catalogue_version", Text, ForeignKey("catalogue_versions.version"), nullable=False, index=True),
    one_of("pattern", MovementPattern),
    one_of("primary_muscle", Muscle),
    Index("movements_search_idx", "search", postgresql_using="gin", postgresql_ops={"search": "gin_trgm_ops"}),
)

own_movements = Table(
    "own_movements",
    metadata,
    Column("id", Text, primary_key=True),
    need("cells", JSONB),  # column → text, as in a row of data/movements
    moment("created_at", default=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("program_id", Uuid(as_uuid=False), nullable=False),
    need("microcycle", SmallInteger),
    need("day", SmallInteger),
    need("slot", SmallInteger),
    need("role", Text),
    Column("chosen", Text),
    Column("total", Double),
    need("relaxation_step", SmallInteger),
    need("record", LargeBinary),  # deflated JSON, see `decisions`
    PrimaryKeyConstraint("program_id", "microcycle", "day", "slot"),
    of_session("decisions_session_fkey"),
    one_of("role", ExerciseRole),
    CheckConstraint("(chosen IS NULL) = (total IS NULL)", name="chosen_has_total"),
)

coach_changes = Table(
    "coach_changes",
    metadata,
    Column("program_id", Uuid(as_uuid=False), nullable=False),
    need("microcycle", SmallInteger),
    need("day", SmallInteger),
    need("note", Text),
    need("places", JSONB),  # `PlaceChange` as JSON, one an exercise
    need("circuits", JSONB, text("'[]'")),  # `CircuitChange` as JSON, one a block
    PrimaryKeyConstraint("program_id", "microcycle", "day"),
    of_session("coach_changes_session_fkey"),
)

set_logs = Table(
    "set_logs",
    metadata,
    Column("program_id", Uuid(as_uuid=False), nullable=False),
    need("microcycle", SmallInteger),
    need("day", SmallInteger),
    need("role", Text),
    need("movement", Text),
    need("sets", JSONB),  # `LoggedSet` as JSON, in the order they were done
    moment("logged_at", default=True),
    PrimaryKeyConstraint("program_id", "microcycle", "day", "role", "movement"),
    of_session("set_logs_session_fkey"),
    one_of("role", ExerciseRole),
    CheckConstraint("jsonb_array_length(sets) > 0", name="sets"),
)

past_sessions = Table(
    "past_sessions",
    metadata,
    Column("program_id", Uuid(as_uuid=False), nullable=False),
    need("microcycle", SmallInteger),
    need("day", SmallInteger),
    need("saved", BigInteger),
    need("superseded", BigInteger),
    need("record", LargeBinary),  # the deflated session document
    PrimaryKeyConstraint("program_id", "microcycle", "day", "superseded"),
    of_session("past_sessions_session_fkey"),
    CheckConstraint("saved < superseded", name="order"),
)

traces = Table(
    "traces",
    metadata,
    Column("id", BigInteger, Identity(always=False), primary_key=True),
    program_id(),
    need("run", Integer),
    moment("started_at", default=True),  # of the first trace in the row
    # [microcycle, day, {phase: ns in all}] for each session, both null for the program as a whole: so that whoever
    # polls need not read the spans.
    need("phases", JSON),
    # The traces, JSON that only `traces` reads, and therefore text: [microcycle, day, first, started µs after
    # started_at, [[name, kind, parent, start_ns, duration_ns, rows], …], [[fork, branch, times, first moment in ns,
    # index of the span], …]] each. No foreign key to sessions: they go with their program only, and so does this.
    need("entries", Text),
    Index("traces_program_id_idx", "program_id"),
)

# Wayside of forks that no program keeps, all processes together.
wayside_branches = Table(
    "wayside_branches",
    metadata,
    need("fork", Text),
    need("branch", Text),
    need("times", BigInteger),
    moment("last_at", default=True),
    PrimaryKeyConstraint("fork", "branch"),
    CheckConstraint("times > 0", name="times"),
)

audits = Table(
    "audits",
    metadata,
    program_id(),
    need("position", SmallInteger),
    need("check", Text),
    need("status", Text),
    need("value", Text),
    need("band", Text),
    need("detail", Text),
    need("source", Text),
    Column("ceiling", Text),
    PrimaryKeyConstraint("program_id", "position"),
    one_of("status", AuditStatus),
)

weight_presets = Table(
    "weight_presets",
    metadata,
    need("owner", Text),
    need("name", Text),
    need("weights", JSONB),
    moment("created_at", default=True),
    PrimaryKeyConstraint("owner", "name"),
)
