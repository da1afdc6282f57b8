"""The HTTP door over a real database, through a real ASGI call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

from alloy_engine.http import routes
from alloy_engine.services import Alloy
from alloy_engine.settings import Settings
from tests.database import Databases
from tests.durability.processes import until
from tests.engines import one_for_each_test
from tests.services.creators import at_once
from tests.stepping import work_off

HERE = "http://127.0.0.1:8501"
REQUEST = {"goals": {"fat_loss": 6, "hypertrophy": 4}, "duration_weeks": 8, "days_per_week": 3, "session_minutes": 45}


alloy = one_for_each_test


@pytest.fixture
def client(alloy: Alloy) -> TestClient:
    return client_of(alloy)


@pytest.fixture
def working(database_url: str, tmp_path: Any) -> Iterator[Alloy]:
    """With its worker."""
    with Alloy.open(Settings(home=tmp_path, database_url=database_url)) as engine:
        yield engine


@pytest.fixture(scope="module")
def empty(databases: Databases, tmp_path_factory: Any) -> Iterator[TestClient]:
    """One for all the tests after which nothing may be stored."""
    with (
        databases.stocked() as url,
        Alloy.open(Settings(home=tmp_path_factory.mktemp("http"), database_url=url), worker=False) as engine,
    ):
        yield client_of(engine)
        assert not engine.programs()


def client_of(alloy: Alloy) -> TestClient:
    return TestClient(Starlette(routes=routes(lambda: alloy)), base_url=HERE)


def wait(client: TestClient, status_url: str) -> list[dict[str, Any]]:
    """Every status seen until the terminal one."""
    seen: list[dict[str, Any]] = []

    def ended() -> bool:
        seen.append(client.get(status_url).json())
        return seen[-1]["terminal"]

    until(ended)
    return seen


def test_a_program_from_post_to_finished(working: Alloy) -> None:
    client = client_of(working)
    answer = client.post("/programs", json=REQUEST)
    assert answer.status_code == 201
    body = answer.json()
    assert answer.headers["location"] == f"/programs/{body['id']}"
    seen = wait(client, body["status_url"])
    done = [status["sessions_done"] for status in seen]
    assert done == sorted(done)
    assert seen[-1]["status"] == "completed"
    assert seen[-1]["totals"]["completed"] == seen[-1]["sessions_total"] == 24
    program = client.get(answer.headers["location"]).json()
    assert program["status"] == "completed"
    assert len(program["microcycles"]) == 8
    listed = client.get("/programs").json()["programs"]
    assert [card["id"] for card in listed] == [body["id"]]
    assert working.wayside_counts()["2.0"] == {"A": 1}
    assert working.flow(body["id"])["3.1"] == {"B": 1}


def test_faults_are_a_problem_document_and_nothing_is_stored(empty: TestClient) -> None:
    answer = empty.post("/programs", json={**REQUEST, "goals": {"strength": 3}, "colour": "red"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert {fault["field"] for fault in answer.json()["faults"]} == {"goals", "colour"}
    assert empty.get("/programs").json()["programs"] == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"null", b'"x"', b'{"seed": NaN}', b'{"seed": -1e999}', b'{"name": "\\ud800"}']
)
def test_what_is_no_request_is_422(empty: TestClient, body: bytes) -> None:
    answer = empty.post("/programs", content=body)
    assert answer.status_code == 422
    assert answer.json()["faults"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b" " * 300_000, "too large"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * 30 + b"]" * 30, "nested too deeply"),
        (b'{"movement_rules": [' + b"0," * 1001 + b"0]}", "1002 entries"),
    ],
)
def test_a_body_too_large_long_or_deep_is_413(empty: TestClient, body: bytes, words: str) -> None:
    answer = empty.post("/programs", content=body)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["faults"][0]["message"]
    assert empty.get("/programs").json()["programs"] == []


def test_a_body_that_never_ends_is_read_no_further_than_the_limit(empty: TestClient) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 100:
            sent += 1
            yield b" " * 64 * 1024

    assert empty.post("/programs", content=endless()).status_code == 413


@pytest.mark.parametrize("key", ["", "x" * 201, "two words", "tab\t"])
def test_a_key_that_is_none_is_a_fault(empty: TestClient, key: str) -> None:
    answer = empty.post("/programs", json=REQUEST, headers={"Idempotency-Key": key})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["field"] == "Idempotency-Key"


def test_the_same_key_is_the_same_program(client: TestClient) -> None:
    first = client.post("/programs", json=REQUEST, headers={"Idempotency-Key": "k1"})
    second = client.post("/programs", json=REQUEST, headers={"Idempotency-Key": "k1"})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert len(client.get("/programs").json()["programs"]) == 1


def test_the_same_key_at_the_same_moment_is_the_same_program(client: TestClient) -> None:
    def post(_: int) -> Any:
        return client.post("/programs", json=REQUEST, headers={"Idempotency-Key": "k2"})

    answers = at_once(post, 16)
    assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(client.get("/programs").json()["programs"]) == 1


@pytest.mark.parametrize("key", ["00000000-0000-0000-0000-000000000000", "not-an-id", "%00"])
def test_what_does_not_exist_is_404(empty: TestClient, key: str) -> None:
    for path in (f"/programs/{key}", f"/programs/{key}/generation-status"):
        assert empty.get(path).status_code == 404
    assert empty.delete(f"/programs/{key}").status_code == 404
    assert empty.post(f"/programs/{key}/sessions/1-1/regenerate").status_code == 404


def test_regenerate_replans_one_session_and_leaves_the_others(client: TestClient, alloy: Alloy) -> None:
    body = client.post("/programs", json=REQUEST).json()
    work_off(alloy)
    before = client.get(f"/programs/{body['id']}").json()
    key = next(f"2-{s['day']}" for s in before["microcycles"][1]["sessions"] if s["type"] != "recovery")
    assert client.post(f"/programs/{body['id']}/sessions/{key}/regenerate").status_code == 202
    work_off(alloy)
    after = client.get(f"/programs/{body['id']}").json()
    changed = [
        f"{m['index']}-{s['day']}"
        for m, n in zip(before["microcycles"], after["microcycles"], strict=True)
        for s, t in zip(m["sessions"], n["sessions"], strict=True)
        if s != t
    ]
    assert changed == [key]


def test_regenerating_what_cannot_be_is_an_error(client: TestClient, alloy: Alloy) -> None:
    body = client.post("/programs", json=REQUEST).json()
    work_off(alloy)
    program = client.get(f"/programs/{body['id']}").json()
    rest = next(f"1-{s['day']}" for s in program["microcycles"][0]["sessions"] if s["type"] == "recovery")
    assert client.post(f"/programs/{body['id']}/sessions/{rest}/regenerate").status_code == 409
    for key in ("99-1", "x", "1"):
        assert client.post(f"/programs/{body['id']}/sessions/{key}/regenerate").status_code == 404


def test_delete_removes_it(client: TestClient) -> None:
    body = client.post("/programs", json=REQUEST).json()
    assert client.delete(f"/programs/{body['id']}").status_code == 204
    assert client.get(f"/programs/{body['id']}").status_code == 404


@pytest.mark.parametrize(
    "query", ["archived=1", "archived=", "limit=0", "limit=201", "limit=x", "after=x", "name=%00", "limit=%EF%BC%91"]
)
def test_paging_out_of_range_is_a_fault(empty: TestClient, query: str) -> None:
    assert empty.get(f"/programs?{query}").status_code == 422


def test_the_list_is_walked_by_what_each_page_names_next(client: TestClient) -> None:
    made = [client.post("/programs", json={**REQUEST, "name": f"Walk {n}"}).json()["id"] for n in range(3)]
    first = client.get("/programs", params={"limit": 2, "name": "walk"}).json()
    assert [card["id"] for card in first["programs"]] == [made[2], made[1]]
    second = client.get("/programs", params={"limit": 2, "name": "walk", "after": first["next"]}).json()
    assert [card["id"] for card in second["programs"]] == [made[0]]
    assert second["next"] is None


def test_health_tells_database_and_worker(working: Alloy) -> None:
    answer = client_of(working).get("/health")
    assert answer.status_code == 200
    body = answer.json()
    assert body["ok"]
    assert body["database"]["ok"]
    assert body["worker"]["state"] in ("idle", "working")


def test_metrics_are_what_prometheus_reads_and_name_routes_not_addresses(client: TestClient) -> None:
    client.post("/programs", json={})
    client.get("/programs/nothing-of-the-kind")
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    asked = {tuple(sorted(s.labels.items())): s.value for s in families["alloy_http_requests"].samples
             if s.name.endswith("_total")}  # fmt: skip
    assert asked[("method", "POST"), ("route", "/programs"), ("status", "422")] == 1
    assert asked[("method", "GET"), ("route", "/programs/{id}"), ("status", "404")] == 1
    assert "nothing-of-the-kind" not in answer.text
