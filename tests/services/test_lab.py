"""The transaction lab: every strategy stores the same program, and what it measures is what it did."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from alloy_engine.errors import InvalidRequest
from alloy_engine.services.compute.bench import AtHand, Bench
from alloy_engine.services.lab import STRATEGIES, LabOptions, Moment, Trial, run_lab
from alloy_engine.services.lab.helper import PATIENCE_SECONDS
from alloy_engine.services.lab.run import trial_of
from alloy_engine.services.workshop import Workshop
from alloy_engine.storage.database import Database
from alloy_engine.storage.lab.ground import PREFIX, own_database
from tests.services.conftest import Opener
from tests.stepping import after

SMALL: dict[str, Any] = {"creators": 1, "round_trip": 0.0, "days": 2, "limit": 60.0}
SESSIONS = 16
IN_ONE_TRANSACTION = ("single_transaction", "batched")


@pytest.fixture
def shop(opened: Opener) -> Workshop:
    """A workshop on the test's own database, which is what a lab's own is."""
    return opened(worker=False).workshop


@pytest.fixture
def tried(shop: Workshop) -> Callable[..., Trial]:
    """Runs one strategy with small options, or others."""

    def trial(name: str, **options: Any) -> Trial:
        compute = AtHand(Bench(shop.materials, shop.clock))
        cancelled = options.pop("cancelled", lambda: False)
        return trial_of(shop, LabOptions(**{**SMALL, **options}), name, compute, cancelled=cancelled)

    return trial


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_strategy_stores_the_program_that_is_planned_in_one_go(
    name: str, tried: Callable[..., Trial], opened: Opener
) -> None:
    trial = tried(name)
    assert (trial.end, trial.error) == ("completed", None)
    alloy = opened(worker=False)
    (card,) = alloy.programs()
    assert card.is_active
    assert alloy.status(card.id).sessions_done == SESSIONS
    planned = alloy.plan(LabOptions(**SMALL).document(0))
    assert alloy.program(card.id).model_copy(update={"id": None}).model_dump_json() == planned.model_dump_json()
    (answer,), (first,), (complete,) = trial.create_ms, trial.first_session_ms, trial.complete_ms
    assert answer is not None
    assert first is not None
    assert complete is not None
    assert first <= complete
    assert trial.moments[-1].sessions == trial.moments[-1].of == SESSIONS
    if name in IN_ONE_TRANSACTION:
        assert trial.commits == 1
        assert trial.most_statements > 0.9 * trial.statements, "but for what is read beforehand, it holds all of them"
        assert trial.longest_transaction_ms <= answer, "which comes after its commit"
        assert {moment.sessions for moment in trial.moments} <= {0, SESSIONS}, "nobody sees a part of it"
    else:
        assert trial.commits > SESSIONS
        assert trial.most_statements < 0.4 * trial.statements
        assert any(moment.answered and moment.sessions < SESSIONS for moment in trial.moments), (
            "answered before the end"
        )


def test_batches_save_statements_and_commits_come_with_cures(tried: Callable[..., Trial]) -> None:
    found = {name: tried(name) for name in ("single_transaction", "batched", "default")}
    assert found["batched"].statements < found["single_transaction"].statements / 4
    assert found["single_transaction"].commits == 1 < SESSIONS < found["default"].commits
    assert found["default"].most_statements < found["single_transaction"].most_statements / 40


def test_each_statement_and_commit_of_a_creator_takes_the_round_trip(tried: Callable[..., Trial]) -> None:
    trial = tried("batched", round_trip=5.0)
    assert trial.create_ms[0] is not None
    assert trial.create_ms[0] >= 5.0 * (trial.statements + trial.commits)
    assert trial.longest_transaction_ms >= 5.0 * trial.most_statements


def test_creators_of_one_athlete_wait_for_the_hang_and_not_for_the_default(tried: Callable[..., Trial]) -> None:
    hang = tried("single_transaction", creators=2)
    assert hang.lock_waits > 0
    assert hang.longest_wait_ms > 0
    default = tried("default", creators=4)
    assert default.end == "completed"
    assert [ms is not None for ms in default.complete_ms] == [True] * 4


def test_a_hang_ends_at_the_limit_and_leaves_nothing(tried: Callable[..., Trial], shop: Workshop) -> None:
    trial = tried("single_transaction", creators=2, helper=True, limit=1.5)
    assert trial.end == "limit"
    assert trial.error is None
    assert trial.create_ms == trial.first_session_ms == trial.complete_ms == (None, None)
    assert trial.commits == 0
    assert trial.lock_waits >= 1
    with shop.database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM programs")).scalar_one() == 0


def test_a_silent_helper_does_not_keep_the_default_from_answering(tried: Callable[..., Trial]) -> None:
    trial = tried("default", helper=True)
    assert trial.end == "completed"
    assert trial.create_ms[0] is not None
    assert trial.first_session_ms[0] is not None
    assert trial.first_session_ms[0] > 1000 * PATIENCE_SECONDS
    assert trial.create_ms[0] < trial.first_session_ms[0]


def test_a_trial_is_cancelled(tried: Callable[..., Trial]) -> None:
    cancelled = threading.Event()
    cancelled.set()
    trial = tried("single_transaction", cancelled=cancelled.is_set)
    assert trial.end == "cancelled"
    assert trial.commits == 0


def test_a_lab_is_cancelled_while_it_is_made_ready(opened: Opener) -> None:
    """When its database is there, and has no tables yet."""
    alloy, asked = opened(worker=False), LabOptions(**SMALL)
    assert list(run_lab(alloy.database, alloy.stock.base, alloy.settings, asked, cancelled=after(2))) == []
    assert lab_databases(alloy.database) == []


def test_the_lab_has_a_database_of_its_own_and_leaves_none_behind(opened: Opener) -> None:
    alloy = opened(worker=False)
    mine = alloy.create(LabOptions(**SMALL).document(0)).id
    left_over = f"{PREFIX}left_over"
    with alloy.database.apart() as connection:
        connection.execute(text(f"CREATE DATABASE {left_over} TEMPLATE template0"))
    seen: list[Moment] = []
    asked = LabOptions(strategies=("default", "commit_first"), **SMALL)
    trials = list(run_lab(alloy.database, alloy.stock.base, alloy.settings, asked, report=seen.append))
    assert tuple(trial.strategy for trial in trials) == asked.strategies
    assert {trial.end for trial in trials} == {"completed"}
    assert {moment.strategy for moment in seen} == set(asked.strategies)
    assert [card.id for card in alloy.programs()] == [mine]
    assert lab_databases(alloy.database) == []


def test_a_lab_that_fails_leaves_no_database_behind(opened: Opener) -> None:
    alloy = opened(worker=False)
    ground = own_database(alloy.database)
    ground.__enter__()
    assert len(lab_databases(alloy.database)) == 1
    assert not ground.__exit__(KeyError, KeyError(), None)
    assert lab_databases(alloy.database) == []


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        ({"strategies": ("nonsense",)}, ["strategies"]),
        ({"strategies": ()}, ["strategies"]),
        ({"strategies": ("default", "default")}, ["strategies"]),
        ({"creators": 0, "round_trip": 51.0, "weeks": 9, "days": 8, "limit": 0.5},
         ["weeks", "creators", "round_trip", "days", "limit"]),
        ({"round_trip": float("nan")}, ["round_trip"]),
    ],
)  # fmt: skip
def test_what_cannot_be_tried_is_refused_with_all_its_faults(options: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(InvalidRequest) as caught:
        LabOptions(**options).check()
    assert [fault.field for fault in caught.value.faults] == fields


def lab_databases(database: Database) -> list[str]:
    with database.connect() as connection:
        names = text("SELECT datname FROM pg_database WHERE starts_with(datname, :prefix)")
        return list(connection.execute(names, {"prefix": PREFIX}).scalars())
