from __future__ import annotations

import pytest

from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.errors import Conflict, InvalidRequest, NotFound
from alloy_engine.services.weight_presets import WeightPresets
from alloy_engine.storage.database import Database
from alloy_engine.storage.owned import hand_over
from alloy_engine.storage.weight_presets import MOST

ANN = "https://id.example|ann"


def test_a_preset_is_kept_replaced_and_removed(database: Database) -> None:
    mine = WeightPresets(database, ANN)
    mine.save(" Joints first ", {"compound_bonus": 0.5, "goal_alignment": 0})
    assert mine.all() == {"Joints first": {Dimension.COMPOUND_BONUS: 0.5, Dimension.GOAL_ALIGNMENT: 0.0}}
    mine.save("Joints first", {"compound_bonus": 0.25})
    assert mine.all() == {"Joints first": {Dimension.COMPOUND_BONUS: 0.25}}
    mine.remove("Joints first")
    assert mine.all() == {}
    with pytest.raises(NotFound):
        mine.remove("Joints first")


def test_presets_are_each_users_own_until_they_are_handed_over(database: Database) -> None:
    ours, hers = WeightPresets(database, "local"), WeightPresets(database, ANN)
    ours.save("Both", {"compound_bonus": 0.1})
    ours.save("Ours", {"compound_bonus": 0.2})
    hers.save("Both", {"compound_bonus": 0.3})
    with pytest.raises(NotFound):
        hers.remove("Ours")
    with database.begin() as connection:
        hand_over(connection, ANN)
    assert {name: weights[Dimension.COMPOUND_BONUS] for name, weights in hers.all().items()} == {
        "Both": 0.3,
        "Ours": 0.2,
    }


def test_what_is_no_preset_is_refused_with_every_fault(database: Database) -> None:
    mine = WeightPresets(database, ANN)
    with pytest.raises(InvalidRequest) as refused:
        mine.save("", {"compound_bonus": 2, "charm": 0.1})
    assert {fault.field for fault in refused.value.faults} == {"name", "weights.compound_bonus", "weights.charm"}
    with pytest.raises(InvalidRequest) as refused:
        mine.save("None", {one.value: 0 for one in Dimension})
    assert [fault.field for fault in refused.value.faults] == ["weights"]
    assert mine.all() == {}


def test_there_are_not_endlessly_many(database: Database) -> None:
    mine = WeightPresets(database, ANN)
    for number in range(MOST):
        mine.save(f"Preset {number}", {"compound_bonus": 0.1})
    with pytest.raises(Conflict):
        mine.save("One more", {"compound_bonus": 0.1})
    mine.save("Preset 0", {"compound_bonus": 0.4})
