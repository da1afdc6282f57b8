from __future__ import annotations

from collections.abc import Mapping

import pytest

from alloy_engine.catalogue import Catalogue
from alloy_engine.domain.vocabulary import BodyRegion, Equipment, ExerciseRole, MovementPattern, Muscle, SkillLevel
from alloy_engine.reporting import movement_figures, movement_frames
from alloy_engine.reporting.movement_frames import Wanted

Presets = Mapping[str, frozenset[Equipment]]
BODYWEIGHT: frozenset[Equipment] = frozenset()


def test_a_text_finds_the_best_match_first_however_it_is_spelled(catalogue: Catalogue) -> None:
    assert movement_frames.found(catalogue, Wanted(text="gobet sqaut"))["id"].iloc[0] == "goblet_squat"


def test_without_a_text_everything_is_there_by_name(catalogue: Catalogue) -> None:
    frame = movement_frames.found(catalogue, Wanted())
    assert len(frame) == len(catalogue)
    assert list(frame["name"]) == sorted(frame["name"])


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Wanted(patterns=[MovementPattern.HINGE]), lambda m: m.pattern is MovementPattern.HINGE),
        (Wanted(muscles=[Muscle.CALVES]), lambda m: Muscle.CALVES in (m.primary, *m.secondary)),
        (Wanted(roles=[ExerciseRole.WARMUP]), lambda m: ExerciseRole.WARMUP in m.roles),
        (Wanted(owned=BODYWEIGHT), lambda m: m.usable_with(BODYWEIGHT)),
        (Wanted(level=SkillLevel.BEGINNER), lambda m: m.skill is SkillLevel.BEGINNER),
        (Wanted(spared=BodyRegion.KNEE), lambda m: BodyRegion.KNEE not in m.contraindications),
    ],
)
def test_a_filter_lets_through_all_that_fit_and_no_other(catalogue: Catalogue, wanted: Wanted, holds) -> None:  # type: ignore[no-untyped-def]
    ids = set(movement_frames.found(catalogue, wanted)["id"])
    assert ids == {m.id for m in catalogue if holds(m)}
    assert 0 < len(ids) < len(catalogue)


def test_coverage_counts_grow_with_level_and_equipment(catalogue: Catalogue, presets: Presets) -> None:
    beginner = movement_frames.coverage_grid(catalogue, presets, SkillLevel.BEGINNER)
    expert = movement_frames.coverage_grid(catalogue, presets, SkillLevel.EXPERT)
    assert (expert >= beginner).all(axis=None)
    assert (expert > beginner).any(axis=None)
    assert (expert["full gym"] >= expert["bodyweight"]).all()
    muscles = movement_frames.muscle_grid(catalogue, presets)
    assert muscles.loc["chest", "full gym"] == sum(m.primary is Muscle.CHEST for m in catalogue)


def test_a_new_item_unlocks_what_needs_it_and_nothing_else(catalogue: Catalogue) -> None:
    bar = frozenset({Equipment.PULL_UP_BAR})
    frame = movement_frames.unlocked(catalogue, BODYWEIGHT, bar)
    assert {"pull_up", "chin_up"} <= set(frame["id"])
    assert all(catalogue[one].usable_with(bar) and not catalogue[one].usable_with(BODYWEIGHT) for one in frame["id"])
    worth = movement_frames.worth_of_items(catalogue, BODYWEIGHT).set_index("item")
    assert worth.loc["pull_up_bar", "movements"] == len(frame)
    assert "vertical_pull" in worth.loc["pull_up_bar", "patterns"]
    assert list(worth["movements"]) == sorted(worth["movements"], reverse=True)
    assert movement_frames.worth_of_items(catalogue, frozenset(Equipment)).empty
    assert movement_frames.unlocked(catalogue, frozenset(Equipment), bar).empty


def test_a_family_holds_the_others_only(catalogue: Catalogue) -> None:
    frame = movement_frames.family(catalogue, catalogue["goblet_squat"])
    assert "goblet_squat" not in set(frame["id"])
    assert {catalogue[one].family for one in frame["id"]} == {catalogue["goblet_squat"].family}


def test_kits_are_said_in_words(catalogue: Catalogue) -> None:
    assert movement_frames.kits_in_words(catalogue["push_up"]) == "nothing"
    assert movement_frames.kits_in_words(catalogue["goblet_squat"]) == "kettlebell, or dumbbell"


def test_the_map_holds_the_grid_and_marks_what_is_thin(catalogue: Catalogue, presets: Presets) -> None:
    grid = movement_frames.coverage_grid(catalogue, presets, SkillLevel.BEGINNER)
    heat = movement_figures.coverage_map(grid, 3).data[0]
    assert [list(row) for row in heat.z] == grid.to_numpy().tolist()
    thin = grid.loc["vertical_pull", "bodyweight"]
    assert thin < 3
    assert (
        heat.text[list(grid.index).index("vertical_pull")][list(grid.columns).index("bodyweight")] == f"<b>{thin} !</b>"
    )
