"""Finding movements by text, by id, and by what was nearly typed."""

from __future__ import annotations

import pytest

from alloy_engine.catalogue import Catalogue
from alloy_engine.errors import NotFound


def found(catalogue: Catalogue, text: str, limit: int = 5) -> list[str]:
    return [movement.id for movement in catalogue.search(text, limit)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Back Squat", "back_squat"),
        ("back_squat", "back_squat"),
        ("  BACK   squat ", "back_squat"),
        ("RDL", "romanian_deadlift"),
        ("OHP", "overhead_press"),
        ("military press", "overhead_press"),
        ("bulgarian split squat", "dumbbell_bulgarian_split_squat"),
        ("farmers walk", "farmers_carry"),
        ("farmer's carry", "farmers_carry"),
        ("chinup", "chin_up"),
        ("benchpress", "bench_press"),
        ("pull", "pull_up"),
        ("sqaut", "back_squat"),
        ("deadlfit", "deadlift"),
        ("bench pres", "bench_press"),
        ("kettelbell swing", "kettlebell_swing"),
        ("romainian deadlift", "romanian_deadlift"),
        ("overhed press", "overhead_press"),
        ("pull ups", "pull_up"),
        ("lunge walking", "walking_lunge"),
    ],
)
def test_the_best_match_comes_first(catalogue: Catalogue, text: str, first: str) -> None:
    assert found(catalogue, text)[0] == first


def test_an_exact_name_beats_a_beginning_and_a_beginning_beats_likeness(catalogue: Catalogue) -> None:
    ids = found(catalogue, "plank", limit=200)
    assert ids[0] == "plank"
    beginnings = [catalogue[movement_id].name.lower().startswith("plank") for movement_id in ids[1:]]
    assert any(beginnings)
    assert beginnings[0]


def test_every_movement_is_found_by_its_name_alias_and_id(catalogue: Catalogue) -> None:
    for movement in catalogue:
        labels = {label.lower().replace("_", " "): label for label in (movement.id, movement.name, *movement.aliases)}
        for label in labels.values():
            assert movement.id in found(catalogue, label, limit=3), label


@pytest.mark.parametrize("text", ["", "   ", "?!", "zzzzqqq"])
def test_text_like_nothing_finds_nothing(catalogue: Catalogue, text: str) -> None:
    assert catalogue.search(text, 5) == ()


def test_the_limit_holds_and_the_order_is_stable(catalogue: Catalogue) -> None:
    assert len(catalogue.search("press", 4)) == 4
    assert found(catalogue, "press", 4) == found(catalogue, "press", 40)[:4]
    assert catalogue.search("press", 0) == ()


def test_suggestions_are_known_ids_however_odd_the_text(catalogue: Catalogue) -> None:
    assert catalogue.suggest("barbell_squatt")[0] == "back_squat"
    assert len(catalogue.suggest("zzzzqqq")) == 3
    assert all(movement_id in catalogue for movement_id in catalogue.suggest("qqq", 7))
    assert catalogue.suggest("") == ()


def test_lookup_by_id(catalogue: Catalogue) -> None:
    row = catalogue.index("deadlift")
    assert catalogue.movements[row] is catalogue["deadlift"] is catalogue.get("deadlift")
    assert "deadlift" in catalogue
    assert "dead_lift" not in catalogue
    assert catalogue.get("dead_lift") is None
    with pytest.raises(NotFound, match="no movement 'dead_lift'"):
        catalogue["dead_lift"]
    with pytest.raises(NotFound):
        catalogue.index("dead_lift")


def test_movements_are_sorted_by_id(catalogue: Catalogue) -> None:
    ids = [movement.id for movement in catalogue]
    assert ids == sorted(ids)
    assert len(catalogue) == len(ids) == len(set(ids))
