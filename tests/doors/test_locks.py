"""The HTTP door's lock: tokens, whose programs they open, and what is said to the rest."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from alloy_engine.access import Access
from alloy_engine.domain.owner import LOCAL
from alloy_engine.http import routes
from alloy_engine.services import Alloy
from tests.engines import one_for_each_test

HERE = "http://127.0.0.1:8501"
REQUEST = {"goals": {"fat_loss": 6, "hypertrophy": 4}, "duration_weeks": 8, "days_per_week": 3, "session_minutes": 45}
TOKENS = {"token-of-the-machine": LOCAL, "token-of-ann-0000000": "id|ann", "token-of-ben-0000000": "id|ben"}
MACHINE, ANN, BEN = ({"Authorization": f"Bearer {token}"} for token in TOKENS)
NOBODY: dict[str, str] = {}
STRANGER = {"Authorization": "Bearer not-one-of-ours-0000"}
A_SET = {"role": "main", "movement": "back_squat", "sets": [{"reps": 5}]}
MISSING = "00000000-0000-0000-0000-000000000000"
ON_A_PROGRAM = [
    ("GET", ""),
    ("DELETE", ""),
    ("GET", "/generation-status"),
    ("POST", "/sessions/1-1/regenerate"),
    ("GET", "/sessions/1-1/log"),
    ("POST", "/sessions/1-1/log"),
]
ROUTES = [("POST", "/programs"), ("GET", "/programs"), *((m, f"/programs/{MISSING}{tail}") for m, tail in ON_A_PROGRAM)]


alloy = one_for_each_test


def client(alloy: Alloy, base_url: str = HERE, **access: Any) -> TestClient:
    return TestClient(Starlette(routes=routes(lambda: alloy, Access(**access))), base_url=base_url)


def test_no_route_is_left_out_here(alloy: Alloy) -> None:
    served = {
        (method, route.path) for route in routes(lambda: alloy) for method in route.methods or () if method != "HEAD"
    }
    tried = {(method, path.replace(MISSING, "{id}").replace("1-1", "{sid}")) for method, path in ROUTES}
    assert served - {("GET", "/health"), ("GET", "/metrics")} == tried


def test_without_the_token_nothing_is_done_and_nothing_told(alloy: Alloy) -> None:
    asked = client(alloy, tokens=TOKENS)
    for headers in (NOBODY, STRANGER, {"Authorization": "Basic dTpw"}):
        for method, path in ROUTES:
            answer = asked.request(method, path, json=REQUEST, headers=headers)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.headers["content-type"] == "application/problem+json"
    assert alloy.programs() == ()


@pytest.mark.parametrize(
    ("access", "base_url", "words"),
    [
        ({"bind": "0.0.0.0"}, HERE, "other machines"),  # noqa: S104
        ({"bind": ""}, HERE, "other machines"),
        ({}, "http://10.1.2.3:8501", "other machines"),
        ({}, "http://rebound.example", "another site"),
        ({"sign_in": True}, HERE, "sign in"),
    ],
)
def test_a_door_that_needs_a_token_and_has_none_is_closed_with_the_remedy(
    alloy: Alloy, access: dict[str, Any], base_url: str, words: str
) -> None:
    asked = client(alloy, base_url, **access)
    for method, path in ROUTES:
        answer = asked.request(method, path, json=REQUEST)
        assert answer.status_code == 403
        assert words in answer.json()["detail"]
        assert "ALLOY_TOKEN" in answer.json()["detail"]
    assert asked.get("/health").json() == {"ok": alloy.health().ok}
    assert alloy.programs() == ()


def test_a_page_of_another_site_creates_nothing(alloy: Alloy) -> None:
    sent = client(alloy).post("/programs", json=REQUEST, headers={"Origin": "https://elsewhere.example"})
    assert sent.status_code == 403
    passed_on = client(alloy).post("/programs", json=REQUEST, headers={"X-Forwarded-For": "10.0.0.9"})
    assert passed_on.status_code == 403
    assert alloy.programs() == ()


def test_a_token_opens_its_owners_programs_and_no_others(alloy: Alloy) -> None:
    asked = client(alloy, bind="0.0.0.0", tokens=TOKENS, sign_in=True)  # noqa: S104
    made = {}
    for name, headers in (("ann", ANN), ("ben", BEN), ("machine", MACHINE)):
        answer = asked.post("/programs", json=REQUEST, headers={**headers, "Idempotency-Key": "same"})
        assert answer.status_code == 201, "the key is the owner's own"
        made[name] = answer.json()["id"]
    listed = [card["id"] for card in asked.get("/programs", headers=ANN).json()["programs"]]
    assert listed == [made["ann"]]
    for headers in (BEN, MACHINE):
        for method, tail in ON_A_PROGRAM:
            theirs = asked.request(method, f"/programs/{made['ann']}{tail}", headers=headers, json=A_SET)
            nobodys = asked.request(method, f"/programs/{MISSING}{tail}", headers=headers, json=A_SET)
            assert (theirs.status_code, nobodys.status_code) == (404, 404)
            assert theirs.json()["detail"].replace(made["ann"], MISSING) == nobodys.json()["detail"]
    assert asked.get(f"/programs/{made['ann']}", headers=ANN).status_code == 200
    assert alloy.as_user("id|ann").programs()[0].id == made["ann"], "the same in the app"
    assert [card.id for card in alloy.programs()] == [made["machine"]]


def test_health_says_up_to_everybody_and_the_rest_to_who_may_come_in(alloy: Alloy) -> None:
    asked = client(alloy, tokens=TOKENS)
    ok = alloy.health().ok
    for headers in (NOBODY, STRANGER):
        assert asked.get("/health", headers=headers).json() == {"ok": ok}
    assert asked.get("/health", headers=ANN).json()["database"]["ok"]
    assert client(alloy).get("/health").json()["database"]["ok"], "on loopback without a token it is all open"
