"""The catalogue is deep enough everywhere, or the gap is written down with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from alloy_engine.catalogue import Catalogue
from alloy_engine.catalogue.coverage import (
    GAPS_FILE,
    NEEDS_FILE,
    CoverageNeeds,
    CoverageRow,
    coverage,
    load_coverage_needs,
    stands_as_main,
)
from alloy_engine.domain.vocabulary import Equipment, ExerciseRole, MovementKind, MovementTier
from alloy_engine.errors import CatalogueError
from alloy_engine.settings import DATA_FOLDER

Presets = Mapping[str, frozenset[Equipment]]


@pytest.fixture(scope="module")
def needs() -> CoverageNeeds:
    return load_coverage_needs(DATA_FOLDER)


@pytest.fixture(scope="module")
def rows(catalogue: Catalogue, presets: Presets, needs: CoverageNeeds) -> tuple[CoverageRow, ...]:
    return coverage(catalogue, presets, needs)


def test_every_cell_holds_what_is_wanted(rows: tuple[CoverageRow, ...]) -> None:
    assert [f"{row.area}: {row.cell}: {row.count} of {row.wanted}" for row in rows if not row.ok] == []


def test_the_report_covers_every_cell_once(rows: tuple[CoverageRow, ...]) -> None:
    cells = [(row.area, row.cell) for row in rows]
    assert len(set(cells)) == len(cells)
    areas = [row.area for row in rows]
    assert areas.count("pattern") == 8 * 5 * 2
    assert areas.count("isolation") == areas.count("stretch") == areas.count("warm-up") == areas.count("mobility") == 20


def test_the_promised_depth_is_what_is_asked_for(needs: CoverageNeeds) -> None:
    assert needs.movements >= 400
    assert needs.pattern_cell >= 3
    assert needs.isolation_per_muscle >= 4
    assert needs.roles_with_bodyweight[ExerciseRole.WARMUP] >= 20


def test_gaps_name_real_cells_and_are_still_gaps(catalogue: Catalogue, presets: Presets, needs: CoverageNeeds) -> None:
    strict = coverage(catalogue, presets, needs.model_copy(update={"gaps": ()}))
    missing = {(row.area, row.cell): row.count for row in strict if not row.ok}
    assert {(gap.area, gap.cell): gap.fewest for gap in needs.gaps} == missing


def test_a_shallow_catalogue_is_reported(catalogue: Catalogue, presets: Presets, needs: CoverageNeeds) -> None:
    shallow = Catalogue([movement for movement in catalogue if "hinge" not in movement.pattern], "shallow")
    failing = [row for row in coverage(shallow, presets, needs) if not row.ok]
    assert [row.cell for row in failing] == [
        f"hinge / {preset} / {level}" for preset in presets for level in needs.levels
    ]
    assert all(row.count == 0 for row in failing)


def test_filler_single_joint_and_other_roles_do_not_stand_as_main(catalogue: Catalogue) -> None:
    squat = catalogue["back_squat"]
    assert stands_as_main(squat)
    assert not stands_as_main(replace(squat, tier=MovementTier.BRONZE))
    assert not stands_as_main(replace(squat, kind=MovementKind.ISOLATION))
    assert not stands_as_main(replace(squat, roles=(ExerciseRole.ACCESSORY,)))
    assert stands_as_main(catalogue["crunch"])


def test_faulty_coverage_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"coverage\.toml"):
        load_coverage_needs(tmp_path)
    for name in (NEEDS_FILE, GAPS_FILE):
        (tmp_path / name).write_text((DATA_FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    load_coverage_needs(tmp_path)
    (tmp_path / GAPS_FILE).write_text('[[gaps]]\narea = "pattern"\ncell = "x"\nfewest = 0\nreason = "no"', "utf-8")
    with pytest.raises(CatalogueError, match=r"gaps\.0\.reason"):
        load_coverage_needs(tmp_path)
