"""Two thousand programs: whatever is done with one of them goes by an index, and no list is read whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text

from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from benchmarks.scale_loader import load
from benchmarks.scale_operations import AT_HAND, operations, sample
from benchmarks.scale_plans import Scans, indexes, plans_of, read_whole, sent_by
from benchmarks.surroundings import REQUEST
from tests.database import Databases
from tests.stepping import work_off

PROGRAMS = 2000
EXPECTED = {
    "status poll": {"programs_pkey", "sessions_program_id_sequence_key", "traces_program_id_idx"},
    "list, first page": {"programs_listing_idx"},
    "list, page from the middle": {"programs_listing_idx"},
    "list, last page": {"programs_listing_idx"},
    "list, a name few have": {"programs_name_idx"},
    "list, archived": {"programs_listing_idx"},
    "movement search": {"movements_search_idx"},
    "create": {"programs_owner_idempotency_key_key", "programs_active_athlete_key"},
    "delete": {"programs_pkey"},
    "archive": {"programs_pkey"},
    "look after the queue": {"programs_unfinished_idx"},
}


@pytest.fixture(scope="module", params=["auto", "force_generic_plan"])
def large(request: pytest.FixtureRequest, filled: str) -> Iterator[Alloy]:
    """The engine on the large database; with plans for the values at hand, and with plans for any values."""
    url = f"{filled}{'&' if '?' in filled else '?'}options=-c%20plan_cache_mode%3D{request.param}"
    engine = Alloy.open(Settings(home=Path(), database_url=url), worker=False)
    if request.param == "force_generic_plan":
        event.listen(engine.database.engine, "connect", _prepare_all)
        engine.database.engine.dispose()
    yield engine
    engine.close()


def _prepare_all(connection: object, _record: object) -> None:
    connection.prepare_threshold = 0  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def filled(databases: Databases) -> Iterator[str]:
    with databases.migrated() as url, Alloy.open(Settings(home=Path(), database_url=url), worker=False) as engine:
        done = engine.create({**REQUEST, "duration_weeks": 8, "days_per_week": 3}).id
        work_off(engine)
        engine.regenerate_session(done, "1-1")
        work_off(engine)
        waits = engine.create({**REQUEST, "duration_weeks": 8, "days_per_week": 3}).id
        *_, loaded = load(engine.database, [done, waits], PROGRAMS, details=40)
        assert loaded == PROGRAMS
        yield url


def test_copies_are_programs_like_any_other(large: Alloy) -> None:
    some = sample(large)
    program = large.program(next(some.full))
    assert program.microcycles[0].sessions[0].blocks
    assert large.status(program.id or "").sessions_done == large.status(program.id or "").sessions_total
    assert large.decisions(program.id or "", "1-1")
    with large.database.connect() as c:
        assert c.execute(text("SELECT count(*) FROM programs")).scalar_one() >= PROGRAMS
        assert c.execute(UNKEPT).scalar_one() == 0


@pytest.mark.parametrize("name", sorted(name for name in operations(None, None) if AT_HAND not in name))  # type: ignore[arg-type]
def test_it_goes_by_indexes(large: Alloy, name: str) -> None:
    """By EXPLAIN of every statement as it was sent, and by what the server counted while it ran."""
    act = operations(large, sample(large))[name]
    scans = Scans(large.database)
    sent = sent_by(large.database, act)
    assert scans.since() == {}
    plans = plans_of(large.database, sent)
    assert plans
    assert set().union(*map(read_whole, plans)) == set()
    assert set().union(*map(indexes, plans)) >= EXPECTED.get(name, set())


# Rows whose owner does not exist: the loader copies without asking.
UNKEPT = text("""
SELECT (SELECT count(*) FROM sessions LEFT JOIN microcycles AS m
        ON (m.program_id, m.index) = (sessions.program_id, sessions.microcycle) WHERE m.program_id IS NULL)
    + (SELECT count(*) FROM microcycles LEFT JOIN programs ON programs.id = program_id WHERE programs.id IS NULL)
    + (SELECT count(*) FROM exercises LEFT JOIN sessions USING (program_id, microcycle, day) WHERE sequence IS NULL)
    + (SELECT count(*) FROM programs LEFT JOIN athletes ON athletes.id = athlete_id WHERE athletes.id IS NULL)
""")
