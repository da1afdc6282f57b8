"""The schema: migrated equals declared, every foreign key is indexed, and every rule bites."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text, update

from alloy_engine.domain.owner import LOCAL
from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.errors import ConstraintRefused, StorageError
from alloy_engine.flow import BranchTaken
from alloy_engine.storage import programs, sessions, status
from alloy_engine.storage.database import Connection, Database, normalised_url
from alloy_engine.storage.keys import SessionKey
from alloy_engine.storage.listing import list_programs
from alloy_engine.storage.migrate import current_revision, migrate_to, newest_revision
from alloy_engine.storage.progress import load_progress
from alloy_engine.storage.stored_traces import load_spans, load_visits
from alloy_engine.storage.tables import GOAL_COLUMNS, metadata
from alloy_engine.storage.tables import programs as program_table
from alloy_engine.storage.traces import save_trace
from tests.database import Databases
from tests.storage.samples import (
    a_decision,
    a_program,
    a_session,
    a_trace,
    an_exercise,
    first_key,
    save,
    stored_program,
)

# Everything PostgreSQL knows about our tables, written the same way for both databases.
DESCRIPTION = text("""
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
UNION ALL
SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL
SELECT 'column', attrelid::regclass::text, attname,
    concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity, pg_get_expr(adbin, adrelid))
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum)
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND relname <> 'alembic_version'
ORDER BY 1, 2, 3
""")

UNINDEXED_FOREIGN_KEYS = text("""
SELECT conrelid::regclass::text, conname FROM pg_constraint AS fk
WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_index WHERE indrelid = conrelid AND indpred IS NULL
    AND (indkey::smallint[])[0:cardinality(conkey) - 1] @> conkey
)
""")


def test_alembic_finds_nothing_to_change(database: Database) -> None:
    with database.connect() as c:
        c.execute(text("SET search_path TO public"))  # the queue's tables are not ours to compare
        assert compare_metadata(MigrationContext.configure(c), metadata) == []


def test_the_migration_makes_exactly_the_declared_schema(database: Database, databases: Databases) -> None:
    with databases.empty() as url:
        engine = create_engine(normalised_url(url))
        with engine.begin() as c:
            c.execute(text("CREATE EXTENSION pg_trgm"))
            metadata.create_all(c)
            declared = c.execute(DESCRIPTION).all()
        engine.dispose()
    with database.connect() as c:
        migrated = c.execute(DESCRIPTION).all()
    assert set(migrated) == set(declared)
    assert len(migrated) > 150


def test_migrating_is_idempotent_and_leaves_the_newest_revision(database: Database) -> None:
    database.migrate()
    with database.connect() as c:
        assert current_revision(c) == newest_revision()


def test_the_way_down_leaves_nothing(database: Database) -> None:
    with database.begin() as c:
        migrate_to(c, "base")
        assert c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all() == [
            "alembic_version"
        ]
        assert current_revision(c) is None
    database.migrate()
    database.ping()


def test_processes_that_migrate_at_once_wait_for_each_other(databases: Databases) -> None:
    with databases.empty() as url:
        together = [Database.open(url) for _ in range(3)]
        with ThreadPoolExecutor() as pool:
            list(pool.map(Database.migrate, together))
        with together[0].connect() as c:
            assert current_revision(c) == newest_revision()
        for database in together:
            database.close()


def test_a_database_from_the_future_is_left_alone(database: Database) -> None:
    with database.begin() as c:
        c.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="revision 9999"):
        database.migrate()


def test_every_foreign_key_has_an_index_that_covers_it(database: Database) -> None:
    with database.connect() as c:
        assert c.execute(text("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")).scalar_one() >= 10
        assert c.execute(UNINDEXED_FOREIGN_KEYS).all() == []


def refused(store: Database, statement: object, values: Mapping[str, object] | None = None) -> str | None:
    """The name of the constraint that refused it."""
    with pytest.raises(ConstraintRefused) as error, store.begin() as c:
        c.execute(statement, values or {})  # type: ignore[call-overload]
    return error.value.constraint


@pytest.mark.parametrize(
    ("dollars", "constraint"),
    [
        ({"strength": 6, "hypertrophy": 3}, "programs_goal_dollars_check"),
        ({"strength": 6, "hypertrophy": 5}, "programs_goal_dollars_check"),
        ({}, "programs_goal_count_check"),
        ({"strength": 4, "hypertrophy": 2, "speed": 2, "mobility": 2}, "programs_goal_count_check"),
        ({"strength": 12, "hypertrophy": -2}, "programs_goal_range_check"),
    ],
)
def test_goal_dollars_are_a_rule_of_the_database(store: Database, dollars: dict[str, int], constraint: str) -> None:
    program = stored_program(store)
    funded = {column: dollars.get(goal.value, 0) for goal, column in GOAL_COLUMNS.items()}
    statement = update(program_table).where(program_table.c.id == program.id).values(funded)
    assert refused(store, statement) == constraint


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE programs SET status = 'done'", "programs_status_check"),
        ("UPDATE microcycles SET status = 'todo'", "microcycles_status_check"),
        ("UPDATE microcycles SET phase = 'rest'", "microcycles_phase_check"),
        ("UPDATE microcycles SET length_days = 6", "microcycles_length_days_check"),
        ("UPDATE sessions SET status = 'skipped'", "sessions_status_check"),
        ("UPDATE sessions SET type = 'arms'", "sessions_type_check"),
        ("UPDATE sessions SET fallback = 'luck'", "sessions_fallback_check"),
        ("UPDATE sessions SET selection_status = 'good'", "sessions_selection_status_check"),
        ("UPDATE sessions SET relaxation_step = 7", "sessions_relaxation_step_check"),
        ("UPDATE sessions SET status = 'failed' WHERE status = 'in_progress'", "sessions_failed_has_reason_check"),
        ("UPDATE sessions SET status = 'completed', exercises_count = 0 WHERE status = 'in_progress'",
         "sessions_completed_has_exercises_check"),
        ("UPDATE sessions SET sequence = 1 WHERE sequence = 0", "sessions_program_id_sequence_key"),
        ("UPDATE sessions SET microcycle = 13 WHERE microcycle = 12", "sessions_program_id_microcycle_fkey"),
        ("UPDATE exercises SET role = 'dessert'", "exercises_role_check"),
        ("UPDATE exercises SET sets = 0", "exercises_sets_check"),
        ("UPDATE exercises SET pattern = 'shrug'", "exercises_pattern_check"),
        ("UPDATE exercises SET primary_muscle = 'brain'", "exercises_primary_muscle_check"),
        ("UPDATE exercises SET skill = 'olympian'", "exercises_skill_check"),
        ("UPDATE exercises SET day = 9 WHERE day = 1", "exercises_session_fkey"),
        ("UPDATE decisions SET total = NULL", "decisions_chosen_has_total_check"),
        ("UPDATE decisions SET role = 'dessert'", "decisions_role_check"),
        ("UPDATE programs SET status = 'completed'", "programs_status_move"),
        ("UPDATE sessions SET status = 'failed', reason = 'why' WHERE day = 2", "sessions_status_move"),
        ("UPDATE sessions SET status = 'in_progress' WHERE day = 1", "sessions_status_move"),
        ("UPDATE athletes SET name = ' '", "athletes_name_check"),
        ("UPDATE athletes SET owner = ''", "athletes_owner_check"),
        ("UPDATE programs SET owner = 'somebody else'", "programs_athlete_id_owner_fkey"),
        ("INSERT INTO athletes (owner, profile) VALUES ('local', '{}')", "athletes_name_key"),
        ("UPDATE programs SET policy_version = 'unheard of'", "programs_policy_version_fkey"),
        ("UPDATE programs SET catalogue_version = 'unheard of'", "programs_catalogue_version_fkey"),
        ("DELETE FROM policy_versions", "programs_policy_version_fkey"),
        ("UPDATE sessions SET planned_with = 'unheard of'", "sessions_planned_with_fkey"),
    ],
)  # fmt: skip
def test_rules_bite(store: Database, statement: str, constraint: str) -> None:
    program = stored_program(store)
    with store.begin() as c:
        save(c, first_key(program), a_session(program.structure.days[0]), (a_decision(0),))
        status.begin_sessions(c, [SessionKey(program.id, 1, 3)])
    assert refused(store, text(statement)) == constraint


def test_an_athlete_has_one_active_program(store: Database) -> None:
    first, second = stored_program(store), stored_program(store)
    with store.connect() as c:
        active = {row.id for row in list_programs(c, LOCAL) if row.is_active}
    assert active == {second.id}
    statement = text("UPDATE programs SET is_active = true WHERE id = :id")
    assert refused(store, statement, {"id": first.id}) == "programs_active_athlete_key"


def test_an_idempotency_key_stands_for_one_program(store: Database) -> None:
    stored_program(store, idempotency_key="key")
    other = stored_program(store)
    statement = text("UPDATE programs SET idempotency_key = 'key' WHERE id = :id")
    assert refused(store, statement, {"id": other.id}) == "programs_owner_idempotency_key_key"


def test_a_training_session_is_never_completed_without_exercises(store: Database) -> None:
    program = stored_program(store)
    empty = a_session(program.structure.days[0], blocks=())
    with pytest.raises(ConstraintRefused) as error, store.begin() as c:
        save(c, first_key(program), empty)
    assert error.value.constraint == "sessions_completed_has_exercises_check"


def test_nothing_is_stored_when_a_rule_refuses_part_of_it(store: Database) -> None:
    program = stored_program(store)
    wrong = an_exercise(pattern="squat").model_copy(update={"sets": 0})
    session = a_session(program.structure.days[0])
    broken = session.model_copy(update={"blocks": (session.blocks[0].model_copy(update={"exercises": (wrong,)}),)})
    with pytest.raises(ConstraintRefused), store.begin() as c:
        save(c, first_key(program), broken)
    with store.connect() as c:
        assert sessions.load_sessions(c, program.id)["1-1"].status is GenerationStatus.PENDING


def test_text_that_postgresql_cannot_hold_is_refused_as_such(store: Database) -> None:
    with pytest.raises(ConstraintRefused), store.begin() as c:
        programs.insert_program(c, a_program(name="a\x00b"))


def test_deleting_a_program_takes_everything_with_it(store: Database) -> None:
    program = stored_program(store)
    with store.begin() as c:
        save(c, first_key(program), a_session(program.structure.days[0]), (a_decision(0),))
        programs.delete(c, program.id)
    with store.connect() as c:
        assert {name: rows_in(c, name) for name in PROGRAM_TABLES} == dict.fromkeys(PROGRAM_TABLES, 0)


PROGRAM_TABLES = ("programs", "microcycles", "sessions", "exercises", "decisions", "traces", "audits")


def rows_in(c: Connection, table: str) -> int:
    return c.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_traces_stored_one_by_one_are_read_as_they_were(store: Database) -> None:
    """Back to the schema before batches and up again: there and here, the same is told."""
    program = stored_program(store)
    key, session = first_key(program), a_session(program.structure.days[0])
    taken = (BranchTaken("7.0", "B", 2, 1_500_000, 1),)
    with store.begin() as c:
        save_trace(c, program.id, a_trace(names=("structure",)))
        save(c, key, session, (), replace(a_trace(at=1), taken=taken))
        save(c, key, session, (), a_trace(at=2, run=2))
        told = load_spans(c, program.id, all_runs=True), load_visits(c, program.id)
        phases = load_progress(c, program.id).phases_ms
        migrate_to(c, "0017")
        assert rows_in(c, "traces WHERE day = 1 AND taken IS NOT NULL") == 1
    store.migrate()
    with store.connect() as c:
        assert (load_spans(c, program.id, all_runs=True), load_visits(c, program.id)) == told
        assert load_progress(c, program.id).phases_ms == phases
