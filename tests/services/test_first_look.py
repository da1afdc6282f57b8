"""The first look at a program is what planning and checking it would say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import check_document, first_look, plan_document
from alloy_engine.settings import DATA_FOLDER


@pytest.mark.parametrize("path", sorted((DATA_FOLDER / "examples").glob("*.json")), ids=lambda path: path.stem)
def test_it_is_the_first_microcycle_of_the_program_and_its_report(path: Path) -> None:
    materials, document = Materials.load(DATA_FOLDER), json.loads(path.read_text(encoding="utf-8"))
    looked = first_look(materials, document)
    assert looked.week == plan_document(materials, document).microcycles[0]
    assert looked.reachability == check_document(materials, document)
    assert looked.milliseconds > 0
