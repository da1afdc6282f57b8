"""Who may share a rest with whom."""

from __future__ import annotations

from alloy_engine.catalogue import Catalogue
from alloy_engine.session.supersets import antagonists, compete, pairs

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
