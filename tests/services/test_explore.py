"""A session opened up: what it would take for another choice, and how good the choices are together."""

from __future__ import annotations

import sys

import pytest

from alloy_engine.domain.decision import Account
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.errors import Conflict, NotFound
from alloy_engine.reporting.decisions.weighing import Weighing
from alloy_engine.services import Alloy
from alloy_engine.services.beside import JUDGE, beside_optimum
from alloy_engine.services.explore import Explored, explore
from alloy_engine.services.flips import Kind, smallest
from alloy_engine.settings import Settings
from tests.database import Databases
from tests.services.test_recompute import REQUEST
from tests.stepping import work_off


@pytest.fixture(scope="module")
def explored(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Explored:
    """The first session of a stored program, and its database gone: nothing more is read."""
    home = tmp_path_factory.mktemp("home")
    with databases.stocked() as url, Alloy.open(Settings(home=home, database_url=url), worker=False) as alloy:
        program = alloy.create({**REQUEST, "movement_rules": [{"movement": "front_squat", "rule": "hard_no"}]}).id
        work_off(alloy)
        assert explore(alloy, program, "1-1").record == alloy.recompute(program, "1-1")
        with pytest.raises(NotFound):
            explore(alloy.as_user("https://id.example|ann"), program, "1-1")
        return explore(alloy, program, "1-1")


def test_planning_again_unchanged_brings_what_is_stored(explored: Explored) -> None:
    for slot, account in explored.slots.items():
        chosen = account.decision.chosen
        assert explored.under(explored.request, slot) == (chosen.movement if chosen else "")
    with pytest.raises(NotFound):
        explored.account(99)


def test_the_smallest_changes_bring_whom_they_say(explored: Explored) -> None:
    kinds = set()
    for slot in [index for index, one in explored.slots.items() if one.qualified > 1][:3]:
        account = explored.account(slot)
        assert account.decision.chosen is not None
        chosen = account.decision.chosen.movement
        weighing = Weighing.of(account, explored.brief, explored.stored.materials.policy.scoring, 1.0)
        for flip in smallest(explored, slot, weighing):
            kinds.add(flip.kind)
            assert flip.to != chosen
            if flip.said.endswith("is forbidden"):
                document = explored.request.model_dump(mode="json")
                document["movement_rules"].append({"movement": chosen, "rule": "hard_no"})
                assert explored.under(ProgramRequest.model_validate(document), slot) == flip.to
    assert kinds == set(Kind)


def test_the_smallest_changes_bring_the_one_that_is_wanted(explored: Explored) -> None:
    """Of a candidate, and of one that a rule of the coach keeps out: each change is planned with once more here."""
    catalogue = explored.stored.materials.catalogue
    slot = next(index for index, one in explored.slots.items() if one.qualified > 2 and _forbids(one, "front_squat"))
    account = explored.account(slot)
    chosen = account.decision.chosen
    assert chosen is not None
    other = next(card.movement for card in account.candidates if card.movement != chosen.movement)
    weighing = Weighing.of(account, explored.brief, explored.stored.materials.policy.scoring, 1.0)
    kept_out = {flip.kind: flip for flip in smallest(explored, slot, weighing, "front_squat")}
    assert set(kept_out) == {Kind.RULE}
    assert kept_out[Kind.RULE].to == "front_squat"
    assert kept_out[Kind.RULE].said == f"{catalogue['front_squat'].name} must be had in every microcycle"
    brought = smallest(explored, slot, weighing, other)
    assert brought
    assert {flip.to for flip in brought} == {other}
    assert smallest(explored, slot, weighing, chosen.movement) == ()


def _forbids(account: Account, movement: str) -> bool:
    return any(movement in fallen.movements and fallen.stage.stage == "hard_no" for fallen in account.funnel)


def test_the_session_is_held_against_the_proven_best(explored: Explored, monkeypatch: pytest.MonkeyPatch) -> None:
    assert explored.draft is not None
    found = beside_optimum(explored.draft)
    chosen = {slot: one.decision.chosen.movement for slot, one in explored.slots.items() if one.decision.chosen}
    assert found.ours == chosen
    assert found.proven
    assert set(found.best) == set(chosen)
    assert 0.9 < found.share <= 1.0 + 1e-9
    monkeypatch.setitem(sys.modules, JUDGE, None)
    with pytest.raises(Conflict, match=r"requirements-dev\.txt"):
        beside_optimum(explored.draft)
