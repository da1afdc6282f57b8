from __future__ import annotations

import pytest

from alloy_engine.catalogue import Catalogue
from alloy_engine.catalogue.own import cells_of, extended, own_movement
from alloy_engine.catalogue.rows import read_row
from alloy_engine.errors import InvalidRequest


def cells(catalogue: Catalogue, **changes: str) -> dict[str, str]:
    """A row of a new movement, like the goblet squat but for what is said."""
    fresh = {"id": "garden_squat", "name": "Garden Squat", "aliases": "", "easier": "", "harder": ""}
    return {**cells_of(catalogue["goblet_squat"]), **fresh, **changes}


def test_every_movement_of_the_catalogue_reads_back_from_its_row(catalogue: Catalogue) -> None:
    for movement in catalogue:
        assert read_row("", 1, cells_of(movement)).movement == movement


def test_a_movement_that_fits_joins_the_catalogue_under_a_version_of_its_own(catalogue: Catalogue) -> None:
    row = cells(catalogue, easier="goblet_squat")
    grown = extended(catalogue, [row])
    assert not grown.left_out
    assert len(grown.catalogue) == len(catalogue) + 1
    assert grown.catalogue["garden_squat"] == own_movement(catalogue, row)
    assert grown.catalogue.search("gardn sqat")[0].id == "garden_squat"
    assert grown.catalogue.version != catalogue.version
    other = extended(catalogue, [{**row, "cue": "Another cue."}])
    assert other.catalogue.version != grown.catalogue.version


def test_no_rows_change_nothing(catalogue: Catalogue) -> None:
    assert extended(catalogue, []).catalogue is catalogue


def test_the_order_of_rows_does_not_matter(catalogue: Catalogue) -> None:
    rows = [cells(catalogue), cells(catalogue, id="attic_squat", name="Attic Squat")]
    assert extended(catalogue, rows).catalogue.version == extended(catalogue, rows[::-1]).catalogue.version


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"id": "Garden Squat"}, "id"),
        ({"id": "back_squat"}, "id"),
        ({"name": "Back Squat"}, "name"),
        ({"name": ""}, "name"),
        ({"pattern": "squatting"}, "pattern"),
        ({"kits": "barbell+spoon"}, "kits"),
        ({"easier": "no_such_movement"}, "easier"),
        ({"harder": "garden_squat"}, "harder"),
        ({"ratio": "9"}, "ratio"),
        ({"roles": ""}, "roles"),
    ],
)
def test_what_does_not_fit_is_refused_naming_the_column(
    catalogue: Catalogue, changes: dict[str, str], column: str
) -> None:
    row = cells(catalogue, **changes)
    with pytest.raises(InvalidRequest) as caught:
        own_movement(catalogue, row)
    assert {fault.field for fault in caught.value.faults} == {column}
    assert all(fault.accepted for fault in caught.value.faults)
    left = extended(catalogue, [row])
    assert left.catalogue is catalogue
    assert column in left.left_out[row["id"]]


def test_columns_that_are_missing_unknown_or_not_text_are_all_told(catalogue: Catalogue) -> None:
    row: dict[str, object] = {**cells(catalogue), "colour": "red", "cue": 3}
    del row["family"]
    with pytest.raises(InvalidRequest) as caught:
        own_movement(catalogue, row)  # type: ignore[arg-type]
    assert {fault.field for fault in caught.value.faults} == {"colour", "cue", "family"}
