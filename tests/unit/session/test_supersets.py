"""Who may share a rest with whom."""

from __future__ import annotations

import pytest

from alloy_engine.catalogue import Catalogue
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import plan_document
from alloy_engine.session.fitting.supersets import antagonists, compete, pairs
from alloy_engine.settings import DATA_FOLDER

BENCH, ROW, SQUAT, PRESS = "bench_press", "barbell_row", "back_squat", "overhead_press"


def test_what_tires_the_other_competes(catalogue: Catalogue) -> None:
    assert compete(catalogue[BENCH], catalogue[PRESS])
    assert not compete(catalogue[BENCH], catalogue[ROW])
    assert antagonists(catalogue[BENCH], catalogue[ROW])
    assert not antagonists(catalogue[BENCH], catalogue[SQUAT])


def test_as_many_pairs_as_possible_come_before_opposites(catalogue: Catalogue) -> None:
    lifts = [catalogue[key] for key in ("lat_pulldown", "dumbbell_split_squat", "goblet_squat", PRESS)]
    found = pairs(lifts, strict=True)
    assert len(found) == 2
    assert not any(compete(lifts[one], lifts[other]) for one, other in found)


def test_opposites_first_and_the_leading_lift_last(catalogue: Catalogue) -> None:
    lifts = [catalogue[key] for key in (SQUAT, BENCH, ROW)]
    assert pairs(lifts, strict=True) == ((1, 2),)


def test_competing_lifts_pair_only_when_allowed_to(catalogue: Catalogue) -> None:
    lifts = [catalogue[BENCH], catalogue[PRESS]]
    assert pairs(lifts, strict=True) == ()
    assert pairs(lifts, strict=False) == ((0, 1),)


@pytest.mark.parametrize("minutes", [30, 45, 60])
def test_a_superset_is_read_as_one(minutes: int) -> None:
    loaded = Materials.load(DATA_FOLDER)
    document = plan_document(loaded, {"goals": {"strength": 10}, "session_minutes": minutes, "duration_weeks": 8})
    letters = [
        "".join(exercise.superset or "-" for exercise in block.exercises)
        for microcycle in document.microcycles
        for session in microcycle.sessions
        for block in session.blocks
    ]
    assert any("AA" in each for each in letters)
    for each in letters:
        for letter in set(each) - {"-"}:
            assert letter * each.count(letter) in each, each
