"""The columns say, row by row, what the movements say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    MovementTier,
    Muscle,
    SkillLevel,
    SpinalLoad,
)

SINGLE: Mapping[str, type[StrEnum]] = {
    "pattern": MovementPattern,
    "primary": Muscle,
    "kind": MovementKind,
    "skill": SkillLevel,
    "tier": MovementTier,
    "cns": CNSLoad,
    "spinal": SpinalLoad,
    "metric": MetricType,
}
SEVERAL: Mapping[str, tuple[str, type[StrEnum]]] = {
    "secondary": ("secondary", Muscle),
    "disciplines": ("disciplines", Discipline),
    "roles": ("roles", ExerciseRole),
    "contraindicated": ("contraindications", BodyRegion),
}


@pytest.mark.parametrize("column", SINGLE)
def test_single_values_agree_with_the_movements(catalogue: Catalogue, column: str) -> None:
    array = getattr(catalogue.columns, column)
    members = list(SINGLE[column])
    assert array.dtype == np.int8
    assert [members[number] for number in array] == [getattr(movement, column) for movement in catalogue]


@pytest.mark.parametrize("column", SEVERAL)
def test_sets_of_values_agree_with_the_movements(catalogue: Catalogue, column: str) -> None:
    attribute, vocabulary = SEVERAL[column]
    array, members = getattr(catalogue.columns, column), list(vocabulary)
    assert array.dtype == np.bool_
    assert array.shape == (len(catalogue), len(members))
    for row, movement in enumerate(catalogue):
        assert {members[i] for i in np.flatnonzero(array[row])} == set(getattr(movement, attribute)), movement.id


def test_unilateral_and_family_agree_with_the_movements(catalogue: Catalogue) -> None:
    columns = catalogue.columns
    assert columns.unilateral.tolist() == [movement.unilateral for movement in catalogue]
    assert columns.family.dtype == np.int16
    assert [columns.families[number] for number in columns.family] == [movement.family for movement in catalogue]


def test_no_array_can_be_written(catalogue: Catalogue) -> None:
    for field in fields(catalogue.columns):
        array = getattr(catalogue.columns, field.name)
        if isinstance(array, np.ndarray):
            assert not array.flags.writeable, field.name
    with pytest.raises(ValueError, match="read-only"):
        catalogue.columns.skill[0] = 3


@given(owned=st.frozensets(st.sampled_from(list(Equipment))))
def test_usable_with_agrees_with_the_movements(catalogue: Catalogue, owned: frozenset[Equipment]) -> None:
    assert catalogue.usable_with(owned).tolist() == [movement.usable_with(owned) for movement in catalogue]
