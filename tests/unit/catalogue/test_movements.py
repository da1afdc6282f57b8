"""The movements themselves: facts a coach would check, and links that hold together."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from alloy_engine.catalogue import Catalogue
from alloy_engine.domain.vocabulary import (
    BodyRegion,
    CNSLoad,
    Discipline,
    Equipment,
    ExerciseRole,
    MetricType,
    MovementKind,
    MovementPattern,
    Muscle,
    SkillLevel,
)
from alloy_engine.settings import DATA_FOLDER

GROUPS = sorted((DATA_FOLDER / "movements").glob("*.csv"))


def kit(*items: Equipment) -> frozenset[Equipment]:
    return frozenset(items)


@pytest.mark.parametrize("path", GROUPS, ids=lambda path: path.stem)
def test_rows_are_sorted_by_id(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert ids == sorted(ids)


def test_easier_and_harder_mirror_each_other(catalogue: Catalogue) -> None:
    for movement in catalogue:
        for easier in movement.easier:
            assert movement.id in catalogue[easier].harder, (movement.id, easier)
        for harder in movement.harder:
            assert movement.id in catalogue[harder].easier, (movement.id, harder)


def test_going_easier_always_ends(catalogue: Catalogue) -> None:
    def walk(movement_id: str, above: tuple[str, ...]) -> None:
        assert movement_id not in above, (*above, movement_id)
        for easier in catalogue[movement_id].easier:
            walk(easier, (*above, movement_id))

    for movement in catalogue:
        walk(movement.id, ())


def test_main_lifts_beyond_a_beginner_have_something_easier(catalogue: Catalogue) -> None:
    lonely = [
        movement.id
        for movement in catalogue
        if ExerciseRole.MAIN in movement.roles and movement.skill is not SkillLevel.BEGINNER and not movement.easier
    ]
    assert lonely == []


def test_a_family_with_ratios_has_its_main_lift(catalogue: Catalogue) -> None:
    ratios: defaultdict[str, list[float]] = defaultdict(list)
    for movement in catalogue:
        if movement.ratio is not None:
            ratios[movement.family].append(movement.ratio)
    assert {family: values for family, values in ratios.items() if 1.0 not in values} == {}


@pytest.mark.parametrize("lift", ["back_squat", "bench_press", "deadlift", "overhead_press", "clean", "snatch"])
def test_the_lifts_people_test_lead_their_family(catalogue: Catalogue, lift: str) -> None:
    assert catalogue[lift].family == lift
    assert catalogue[lift].ratio == 1.0


def test_one_dumbbell_is_less_than_half_the_bar(catalogue: Catalogue) -> None:
    for movement_id in ("dumbbell_bench_press", "dumbbell_shoulder_press", "one_arm_dumbbell_row", "dumbbell_curl"):
        ratio = catalogue[movement_id].ratio
        assert ratio is not None
        assert 0.3 <= ratio < 0.5, movement_id


@pytest.mark.parametrize(
    ("movement_id", "kits"),
    [
        ("back_squat", (kit(Equipment.BARBELL, Equipment.RACK),)),
        ("bench_press", (kit(Equipment.BARBELL, Equipment.BENCH, Equipment.RACK),)),
        ("deadlift", (kit(Equipment.BARBELL),)),
        ("landmine_press", (kit(Equipment.LANDMINE, Equipment.BARBELL),)),
        ("dumbbell_bench_press", (kit(Equipment.DUMBBELL, Equipment.BENCH),)),
        ("goblet_squat", (kit(Equipment.KETTLEBELL), kit(Equipment.DUMBBELL))),
        ("kettlebell_swing", (kit(Equipment.KETTLEBELL),)),
        ("push_up", ()),
        ("step_up", (kit(Equipment.BENCH), kit(Equipment.PLYO_BOX), kit())),
    ],
)
def test_kits_are_sufficient(catalogue: Catalogue, movement_id: str, kits: tuple[frozenset[Equipment], ...]) -> None:
    assert catalogue[movement_id].kits == kits


@pytest.mark.parametrize(
    ("named", "item"),
    [
        ("barbell_", Equipment.BARBELL),
        ("dumbbell_", Equipment.DUMBBELL),
        ("kettlebell_", Equipment.KETTLEBELL),
        ("double_kettlebell_", Equipment.KETTLEBELL),
        ("band_", Equipment.BAND),
        ("banded_", Equipment.BAND),
        ("cable_", Equipment.CABLE),
        ("machine_", Equipment.MACHINE),
        ("smith_machine_", Equipment.SMITH_MACHINE),
        ("landmine_", Equipment.LANDMINE),
        ("trap_bar_", Equipment.TRAP_BAR),
        ("sandbag_", Equipment.SANDBAG),
        ("medicine_ball_", Equipment.MEDICINE_BALL),
        ("ring_", Equipment.RINGS),
        ("sled_", Equipment.SLED),
        ("foam_roll_", Equipment.FOAM_ROLLER),
    ],
)
def test_what_the_name_says_is_in_a_kit(catalogue: Catalogue, named: str, item: Equipment) -> None:
    found = [movement for movement in catalogue if movement.id.startswith(named)]
    assert found
    for movement in found:
        assert movement.kits, movement.id
        assert any(item in needed for needed in movement.kits), movement.id
        assert frozenset() not in movement.kits, movement.id


def test_fatigue_is_ranked_as_lifters_feel_it(catalogue: Catalogue) -> None:
    assert catalogue["deadlift"].cns is CNSLoad.VERY_HIGH
    assert catalogue["back_squat"].cns is CNSLoad.HIGH
    assert catalogue["bench_press"].cns is CNSLoad.MODERATE
    assert catalogue["barbell_curl"].cns is CNSLoad.VERY_LOW
    gentle = {ExerciseRole.COOLDOWN, ExerciseRole.MOBILITY}
    allowed = (CNSLoad.VERY_LOW, CNSLoad.LOW)
    assert [m.id for m in catalogue if gentle & set(m.roles) and m.cns not in allowed] == []


def test_warm_ups_tire_nobody(catalogue: Catalogue) -> None:
    demanding = (CNSLoad.HIGH, CNSLoad.VERY_HIGH)
    assert [m.id for m in catalogue if ExerciseRole.WARMUP in m.roles and m.cns in demanding] == []


def test_metrics_fit(catalogue: Catalogue) -> None:
    timed = (MovementPattern.ISOMETRIC, MovementPattern.STRETCH)
    assert [m.id for m in catalogue if m.pattern in timed and m.metric is not MetricType.TIME] == []
    assert catalogue["farmers_carry"].metric is MetricType.TIME
    assert catalogue["sled_push"].metric is MetricType.DISTANCE
    assert catalogue["back_squat"].metric is MetricType.REPS


def test_kind_fits_the_pattern(catalogue: Catalogue) -> None:
    for movement in catalogue:
        if movement.pattern is MovementPattern.ISOLATION:
            assert movement.kind is not MovementKind.COMPOUND, movement.id
        if ExerciseRole.MAIN in movement.roles:
            assert movement.kind is not MovementKind.ISOLATION, movement.id


def test_jumps_are_kept_from_bad_knees_or_ankles(catalogue: Catalogue) -> None:
    for movement in catalogue:
        if movement.family == "jump":
            regions = set(movement.contraindications)
            assert regions & {BodyRegion.KNEE, BodyRegion.ANKLE}, movement.id


def test_overhead_lifts_are_kept_from_bad_shoulders(catalogue: Catalogue) -> None:
    open_to_all = {
        movement.id
        for movement in catalogue
        if movement.pattern is MovementPattern.VERTICAL_PUSH and BodyRegion.SHOULDER not in movement.contraindications
    }
    assert open_to_all == {"landmine_press"}


def test_every_discipline_is_served(catalogue: Catalogue) -> None:
    count = Counter(discipline for movement in catalogue for discipline in movement.disciplines)
    assert {discipline: count[discipline] for discipline in Discipline if count[discipline] < 30} == {}


def test_every_region_excludes_something_but_never_everything(catalogue: Catalogue) -> None:
    for region in BodyRegion:
        excluded = sum(region in movement.contraindications for movement in catalogue)
        assert 10 <= excluded <= len(catalogue) * 0.4, region


def test_only_conditioning_and_rest_train_the_whole_body(catalogue: Catalogue) -> None:
    whole = {movement.pattern for movement in catalogue if movement.primary is Muscle.FULL_BODY}
    allowed = {
        MovementPattern.CONDITIONING,
        MovementPattern.CARDIO,
        MovementPattern.OLYMPIC,
        MovementPattern.MOBILITY,
        MovementPattern.STRETCH,
    }
    assert whole <= allowed
    assert all(Muscle.FULL_BODY not in movement.secondary for movement in catalogue)
