"""What was done is logged over HTTP, and read again."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from alloy_engine.access import Access
from alloy_engine.domain.owner import LOCAL
from alloy_engine.http import routes
from alloy_engine.services import Alloy
from tests.doors.test_http import HERE, REQUEST, client_of
from tests.engines import one_for_the_module
from tests.stepping import work_off

SETS = [{"weight_kg": 100.0, "reps": 5, "seconds": None, "rpe": 8.5}, {"reps": 0}]


alloy = one_for_the_module


@pytest.fixture(scope="module")
def lift(alloy: Alloy) -> dict[str, Any]:
    """Where sets can be logged by repetitions: path of the log, role, movement."""
    program = alloy.create(REQUEST).id
    work_off(alloy)
    for each in alloy.program(program).microcycles[0].sessions:
        for block in each.blocks:
            for one in block.exercises:
                if one.seconds is None:
                    path = f"/programs/{program}/sessions/1-{each.day}/log"
                    return {"path": path, "role": block.role.value, "movement": one.movement}
    raise AssertionError("nothing is lifted")


def document(lift: dict[str, Any], sets: object) -> dict[str, Any]:
    return {"role": lift["role"], "movement": lift["movement"], "sets": sets}


def test_sets_are_logged_read_replaced_and_taken_away(alloy: Alloy, lift: dict[str, Any]) -> None:
    client, path = client_of(alloy), lift["path"]
    assert client.get(path).json() == {"exercises": []}
    answer = client.post(path, json=document(lift, SETS))
    assert answer.status_code == 200
    nothing = {"weight_kg": None, "seconds": None, "rpe": None}
    assert (
        answer.json() == client.get(path).json() == {"exercises": [document(lift, [SETS[0], {**nothing, "reps": 0}])]}
    )
    assert len(client.post(path, json=document(lift, SETS[:1])).json()["exercises"][0]["sets"]) == 1
    assert client.post(path, json=document(lift, [])).json() == {"exercises": []}


def test_faults_are_told_by_their_place_in_the_document_and_nothing_is_kept(alloy: Alloy, lift: dict[str, Any]) -> None:
    client, path = client_of(alloy), lift["path"]

    def faults(asked: object) -> set[str]:
        answer = client.post(path, json=asked)
        assert answer.status_code == 422
        assert all(fault["message"] and fault["accepted"] for fault in answer.json()["faults"])
        return {fault["field"] for fault in answer.json()["faults"]}

    assert faults([]) == faults({**document(lift, []), "": 1}) == {"body"}
    assert faults({"role": "hero", "movement": 3, "when": "now"}) == {"role", "movement", "when", "sets"}
    assert faults(document(lift, [{}, 5, {"tempo": None}])) == {"sets.1", "sets.2.tempo"}
    assert faults(document(lift, [{"reps": 1}] * 31)) == faults(document(lift, "3x5")) == {"sets"}
    wrong = [{}, {"reps": 5.5}, {"reps": 5, "weight_kg": 10**400, "rpe": 10**400}, {"seconds": 30}]
    assert faults(document(lift, wrong)) == {
        "sets.1.reps", "sets.2.weight_kg", "sets.2.rpe", "sets.3.seconds", "sets.3.reps",
    }  # fmt: skip
    assert faults({**document(lift, SETS), "movement": "no\x00such"}) == {"movement"}
    assert client.post(path, content=b" " * 300_000).status_code == 413
    assert client.get(path).json() == {"exercises": []}


def test_only_the_programs_own_user_may(alloy: Alloy, lift: dict[str, Any]) -> None:
    access = Access(tokens={"secret": LOCAL, "other": "https://id.example|2"})
    client = TestClient(Starlette(routes=routes(lambda: alloy, access)), base_url=HERE)
    missing = lift["path"].replace("/1-", "/99-")
    for token, path, status in (("secret", lift["path"], 200), ("other", lift["path"], 404), ("secret", missing, 404)):
        headers = {"Authorization": f"Bearer {token}"}
        assert client.get(path, headers=headers).status_code == status
        assert client.post(path, json=document(lift, []), headers=headers).status_code == status
    assert client.get(lift["path"]).status_code == 401
