"""The schema of a stored program, as SQLAlchemy Core tables: athlete, program, its calendar, its sessions.

What a rule of the domain forbids, a constraint forbids as well. `tables_aside` holds the records that
stand beside the plan. Both share one MetaData.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Sequence,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB

from alloy_engine.domain.vocabulary import (
    ExerciseRole,
    FallbackTier,
    GenerationStatus,
    Goal,
    MovementPattern,
    Muscle,
    Phase,
    SelectionStatus,
    SessionType,
    SkillLevel,
)

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

EMPTY_LIST, EMPTY_OBJECT, FALSE, ZERO = text("'[]'"), text("'{}'"), text("false"), text("0")
NOW = text("now()")
GOAL_COLUMNS = {goal: f"goal_{goal.value}" for goal in Goal}


def one_of(column: str, words: type[StrEnum], name: str | None = None) -> CheckConstraint:
    """The column holds one of the enumeration's values."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(word.value) for word in words)})", name=name or column)


def need(name: str, kind: type | object, default: object = None) -> Column:
    """A column that is never null."""
    return Column(name, kind, nullable=False, server_default=default)  # type: ignore[arg-type]


def moment(name: str, *, default: bool = False) -> Column:
    """A point in time; null until it has come, unless the row's own insertion is the moment."""
    return Column(name, DateTime(timezone=True), nullable=not default, server_default=NOW if default else None)


def program_id() -> Column:
    """A program's id; going with the program when it is deleted."""
    return Column("program_id", Uuid(as_uuid=False), ForeignKey("programs.id", ondelete="CASCADE"), nullable=False)


def of_session(name: str) -> ForeignKeyConstraint:
    """The row belongs to a session and goes with it."""
    key = ["program_id", "microcycle", "day"]
    return ForeignKeyConstraint(key, [f"sessions.{column}" for column in key], name=name, ondelete="CASCADE")


athletes = Table(
    "athletes",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    need("owner", Text),
    Column("name", Text),
    need("profile", JSONB),
    moment("created_at", default=True),
    moment("updated_at", default=True),
    CheckConstraint("btrim(name) <> ''", name="name"),
    CheckConstraint("btrim(owner) <> ''", name="owner"),
    UniqueConstraint("id", "owner"),
    # Whoever gives no name is the owner's one default athlete, hence NULLS NOT DISTINCT.
    Index("athletes_name_key", "owner", text("lower(name)"), unique=True, postgresql_nulls_not_distinct=True),
)

programs = Table(
    "programs",
    metadata,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    # Without a default: whoever stores a program says whose it is. Always the athlete's own (foreign key).
    need("owner", Text),
    need("athlete_id", BigInteger),
    need("name", Text),
    need("status", Text, text("'pending'")),
    need("is_active", Boolean, text("true")),
    need("archived", Boolean, FALSE),
    # json, not jsonb: the order of its keys is kept, so that a document printed from here and one printed
    # from a plan that was never stored are the same bytes.
    need("request", JSON),
    need("seed", BigInteger),
    need("engine_version", Text),
    Column("catalogue_version", Text, ForeignKey("catalogue_versions.version"), nullable=False, index=True),
    Column("policy_version", Text, ForeignKey("policy_versions.version"), nullable=False, index=True),
    need("warnings", JSONB, EMPTY_LIST),
    need("unmet", JSONB, EMPTY_LIST),
    need("structure_warnings", JSONB, EMPTY_LIST),
    need("structure_assigned", Boolean, FALSE),
    need("branches", JSONB, EMPTY_OBJECT),
    Column("idempotency_key", Text),
    need("door", Text, text("'library'")),
    Column("demo", JSONB(none_as_null=True)),  # what goes wrong in it on purpose; null for every other program
    *(need(column, SmallInteger, ZERO) for column in GOAL_COLUMNS.values()),
    moment("created_at", default=True),
    # Of the present run: how often it was asked for anew, how often a worker took it up, and when.
    need("run", Integer, text("1")),
    need("attempts", Integer, ZERO),
    moment("asked_at", default=True),
    moment("started_at"),
    moment("finished_at"),
    Column("error", Text),
    one_of("status", GenerationStatus),
    CheckConstraint(" AND ".join(f"{c} BETWEEN 0 AND 10" for c in GOAL_COLUMNS.values()), name="goal_range"),
    CheckConstraint(" + ".join(GOAL_COLUMNS.values()) + " = 10", name="goal_dollars"),
    CheckConstraint(
        "num_nonnulls(" + ", ".join(f"nullif({c}, 0)" for c in GOAL_COLUMNS.values()) + ") BETWEEN 1 AND 3",
        name="goal_count",
    ),
    ForeignKeyConstraint(["athlete_id", "owner"], ["athletes.id", "athletes.owner"], onupdate="CASCADE"),
    UniqueConstraint("owner", "idempotency_key"),
    Index("programs_athlete_idx", "athlete_id", "owner"),
    Index("programs_active_athlete_key", "athlete_id", unique=True, postgresql_where=text("is_active")),
    Index("programs_unfinished_idx", "asked_at", postgresql_where=text("status IN ('pending', 'in_progress')")),
    # Read backwards, so that one comparison of (created_at, id) finds where a page begins.
    Index("programs_listing_idx", "owner", "archived", "created_at", "id"),
    Index("programs_name_idx", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
)

# What was saved or replaced first, whatever the clocks of the machines say.
session_order = Sequence("session_order", metadata=metadata, data_type=BigInteger)

microcycles = Table(
    "microcycles",
    metadata,
    program_id(),
    need("index", SmallInteger),
    need("start_date", Date),
    need("length_days", SmallInteger),
    need("phase", Text),
    need("is_deload", Boolean),
    need("mesocycle", SmallInteger),
    need("week", SmallInteger),
    need("weeks", SmallInteger),
    need("status", Text),
    need("gates", JSONB),
    PrimaryKeyConstraint("program_id", "index"),
    one_of("phase", Phase),
    one_of("status", GenerationStatus),
    CheckConstraint("length_days BETWEEN 7 AND 14", name="length_days"),
)

sessions = Table(
    "sessions",
    metadata,
    program_id(),
    need("microcycle", SmallInteger),
    need("day", SmallInteger),
    need("sequence", SmallInteger),
    need("date", Date),
    need("type", Text),
    need("phase", Text),
    need("is_deload", Boolean),
    need("mesocycle", SmallInteger),
    need("week", SmallInteger),
    need("weeks", SmallInteger),
    need("focus", ARRAY(Text)),
    Column("activity", Text),
    need("yields", JSONB),
    need("target_minutes", SmallInteger),
    need("status", Text),
    need("attempts", SmallInteger),
    need("crashes", SmallInteger, ZERO),  # workers that were lost with this session in hand
    need("variation", Integer),
    need("avoid", ARRAY(Text)),
    need("locks", JSONB, EMPTY_LIST),  # what it is planned around, see `coaching`
    need("estimated_minutes", Double),
    need("relaxation_step", SmallInteger),
    need("fallback", Text),
    Column("selection_status", Text),
    need("gates", JSONB),
    need("blocks", JSONB),
    need("exercises_count", SmallInteger),
    need("branches", JSONB),
    need("note", Text),
    Column("reason", Text),
    Column("planned_with", Text, ForeignKey("materials.version"), index=True),
    need("saved", BigInteger, ZERO),  # its number in `session_order`, 0 if never
    moment("started_at"),
    moment("finished_at"),
    PrimaryKeyConstraint("program_id", "microcycle", "day"),
    UniqueConstraint("program_id", "sequence"),
    ForeignKeyConstraint(
        ["program_id", "microcycle"], ["microcycles.program_id", "microcycles.index"], ondelete="CASCADE"
    ),
    one_of("type", SessionType),
    one_of("phase", Phase),
    one_of("status", GenerationStatus),
    one_of("fallback", FallbackTier),
    one_of("selection_status", SelectionStatus),
    CheckConstraint("day BETWEEN 1 AND 14", name="day"),
    CheckConstraint("relaxation_step BETWEEN 0 AND 6", name="relaxation_step"),
    CheckConstraint("status <> 'failed' OR coalesce(reason, '') <> ''", name="failed_has_reason"),
    CheckConstraint(
        "status <> 'completed' OR type = 'recovery' OR exercises_count > 0", name="completed_has_exercises"
    ),
)

exercises = Table(
    "exercises",
    metadata,
    Column("program_id", Uuid(as_uuid=False), nullable=False),
    need("microcycle", SmallInteger),
    need("day", SmallInteger),
    need("block", SmallInteger),
    need("position", SmallInteger),
    need("role", Text),
    need("movement", Text),
    need("name", Text),
    need("pattern", Text),
    need("primary_muscle", Text),
    need("secondary_muscles", ARRAY(Text)),
    need("equipment", ARRAY(Text)),
    need("compound", Boolean),
    need("skill", Text),
    need("sets", SmallInteger),
    Column("usual_sets", SmallInteger),
    Column("reps_min", SmallInteger),
    Column("reps_max", SmallInteger),
    Column("seconds", Integer),
    need("per_side", Boolean),
    need("rest_seconds", Integer),
    Column("rpe", Double),
    Column("percent_1rm", Double),
    Column("load_kg", Double),
    Column("tempo", Text),
    need("ramp_sets", JSONB),
    Column("superset", Text),
    Column("score", Double),
    need("relaxation_step", SmallInteger),
    need("alternatives", JSONB),
    Column("note", Text),
    PrimaryKeyConstraint("program_id", "microcycle", "day", "block", "position"),
    of_session("exercises_session_fkey"),
    # Where a movement is used, the newest program first.
    Index("exercises_movement_idx", "movement", "program_id"),
    one_of("role", ExerciseRole),
    one_of("pattern", MovementPattern),
    one_of("primary_muscle", Muscle),
    one_of("skill", SkillLevel),
    CheckConstraint("sets >= 1", name="sets"),
    CheckConstraint("relaxation_step BETWEEN 0 AND 6", name="relaxation_step"),
)
