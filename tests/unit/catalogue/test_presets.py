"""Equipment presets: the five that are promised, and faults that are named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from alloy_engine.catalogue import load_presets
from alloy_engine.domain.request import Athlete
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.errors import CatalogueError


def test_the_five_presets(presets: Mapping[str, frozenset[Equipment]]) -> None:
    assert dict(presets) == {
        "full gym": frozenset(Equipment),
        "home: dumbbells + bench + bands": {Equipment.DUMBBELL, Equipment.BENCH, Equipment.BAND},
        "barbell garage": {Equipment.BARBELL, Equipment.RACK, Equipment.BENCH, Equipment.PULL_UP_BAR},
        "kettlebells": {Equipment.KETTLEBELL},
        "bodyweight": frozenset(),
    }


def test_the_request_default_is_a_preset(presets: Mapping[str, frozenset[Equipment]]) -> None:
    assert Athlete().equipment in presets


def test_presets_cannot_be_changed(presets: Mapping[str, frozenset[Equipment]]) -> None:
    with pytest.raises(TypeError):
        presets["garden"] = frozenset()  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('gym = ["barbel", "rack"]', "preset 'gym': 'barbel' (accepted: barbell, rack"),
        ("gym = [1]", "preset 'gym': 1 (accepted: barbell"),
        ('gym = ["rack", "rack"]', "preset 'gym': 'rack' is listed twice"),
        ('gym = "rack"', "preset 'gym': 'rack' (accepted: a trimmed name and a list"),
        ('" gym" = ["rack"]', "preset ' gym': ['rack'] (accepted: a trimmed name"),
        ("", "no presets"),
        ("gym =", "presets.toml: "),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "presets.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_presets(tmp_path)
    assert fault in str(caught.value)


def test_all_faults_at_once(tmp_path: Path) -> None:
    (tmp_path / "presets.toml").write_text('a = ["x"]\nb = ["y"]', encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_presets(tmp_path)
    assert len(str(caught.value).splitlines()) == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"presets\.toml"):
        load_presets(tmp_path)
