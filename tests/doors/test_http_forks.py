"""Every way the HTTP door can answer is a branch, and is counted."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from alloy_engine.access import Access
from alloy_engine.errors import CatalogueError, DatabaseUnavailable
from alloy_engine.http import routes
from alloy_engine.services import Alloy
from alloy_engine.services import create as creation
from alloy_engine.storage.creation import KEY_GATE
from tests.engines import one_for_each_test
from tests.stepping import work_off

REQUEST: dict[str, Any] = {"goals": {"strength": 10}, "duration_weeks": 8, "days_per_week": 2, "session_minutes": 30}
HERE = "http://127.0.0.1:8501"
NOBODY = "/programs/00000000-0000-4000-8000-000000000000"


alloy = one_for_each_test


@pytest.fixture
def client(alloy: Alloy) -> TestClient:
    return TestClient(Starlette(routes=routes(lambda: alloy)), base_url=HERE, raise_server_exceptions=False)


def test_every_answer_to_a_creation_is_counted(alloy: Alloy, client: TestClient) -> None:
    key = {"Idempotency-Key": "k"}
    assert client.post("/programs", json=REQUEST).status_code == 201
    assert client.post("/programs", json=REQUEST, headers=key).status_code == 201
    assert client.post("/programs", json=REQUEST, headers=key).status_code == 200
    assert client.post("/programs", json={}).status_code == 422
    assert client.post("/programs", content=b"{").status_code == 422
    assert client.post("/programs", content=b" " * 300_000).status_code == 413
    assert client.post("/programs", json=REQUEST, headers={"Idempotency-Key": "two words"}).status_code == 422
    assert alloy.wayside_counts()["2.0"] == {"A": 2, "B": 4, "F": 1}
    assert alloy.wayside_counts()["2.1"] == {"A": 1, "B": 1, "C": 1, "D": 1}
    assert alloy.wayside_counts()["2.2"] == {"A": 5, "B": 1, "C": 1}


def test_who_is_refused_at_the_door_takes_its_branch_and_opens_nothing(alloy: Alloy) -> None:
    locked = TestClient(Starlette(routes=routes(lambda: alloy, Access(tokens={"secret": "somebody"}))))
    assert locked.post("/programs", json=REQUEST).status_code == 401
    assert locked.get("/programs").status_code == 401
    assert alloy.wayside_counts() == {}
    assert locked.get("/programs", headers={"Authorization": "Bearer secret"}).status_code == 200
    assert alloy.wayside_counts() == {"2.3": {"A": 1}, "2.4": {"A": 1}}


def test_a_key_in_another_requests_hands_is_a_conflict(
    alloy: Alloy, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(creation, "TRIES", 2)
    with alloy.database.begin() as other:
        other.execute(text("SELECT pg_advisory_xact_lock(:gate, hashtext('local|k'))"), {"gate": KEY_GATE})
        assert client.post("/programs", json=REQUEST, headers={"Idempotency-Key": "k"}).status_code == 409
    assert alloy.wayside_counts()["2.0"] == {"D": 1}
    assert alloy.wayside_counts()["3.6"] == {"D": 1}


def test_every_other_answer_is_counted(alloy: Alloy, client: TestClient) -> None:
    program = client.post("/programs", json=REQUEST).headers["location"]
    assert client.get("/programs").status_code == 200
    assert client.get("/programs?limit=x").status_code == 422
    assert client.get(program).status_code == 200
    assert client.get(f"{program}/generation-status").status_code == 200
    assert client.post(f"{program}/sessions/1-1/regenerate").status_code == 409
    assert client.get(NOBODY).status_code == 404
    assert client.get("/health").status_code == 503  # nobody works here, and that is told as asked
    work_off(alloy)
    assert client.post(f"{program}/sessions/1-1/regenerate").status_code == 202
    assert client.get(f"{program}/sessions/1-1/log").status_code == 200
    assert client.post(f"{program}/sessions/1-1/log", json={}).status_code == 422
    assert client.post(f"{program}/sessions/1-1/log", content=b" " * 300_000).status_code == 413
    assert client.delete(program).status_code == 204
    counts = alloy.wayside_counts()
    assert counts["2.3"] == {"A": 2, "B": 2, "C": 1, "D": 1, "E": 2, "F": 1, "H": 1, "I": 2}
    assert counts["2.4"] == {"A": 7, "B": 1, "C": 1, "D": 3}


def test_a_database_that_fails_and_an_engine_that_does(alloy: Alloy, client: TestClient) -> None:
    with alloy.database.begin() as c:
        c.execute(text("ALTER TABLE programs RENAME TO elsewhere"))
    assert client.get("/programs").status_code == 500
    assert client.post("/programs", json=REQUEST).status_code == 500
    assert alloy.wayside.counted()["2.4", "F"] == alloy.wayside.counted()["2.0", "E"] == 1


@pytest.mark.parametrize(("error", "status"), [(DatabaseUnavailable("gone"), 503), (CatalogueError("broken"), 500)])
def test_an_engine_that_cannot_open_answers_all_the_same(error: Exception, status: int) -> None:
    def engine() -> Alloy:
        raise error

    client = TestClient(Starlette(routes=routes(engine)), base_url=HERE)
    for answer in (client.post("/programs", json=REQUEST), client.get("/programs")):
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
