"""Three programs kept as text and read by a person: every change of the engine shows as a diff.

After a change that is meant, write them anew with `make golden` and read the diff before committing it.
"""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest

from alloy_engine.reporting.program_text import program_text
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import plan_document
from alloy_engine.settings import DATA_FOLDER

HERE = Path(__file__).parent
EXAMPLES = DATA_FOLDER / "examples"
START = "2026-01-05"
SHOWN = 80


def written(example: Path) -> str:
    """The program of an example request, from a fixed start date."""
    document = {**json.loads(example.read_text()), "start_date": START}
    return program_text(plan_document(Materials.load(DATA_FOLDER), document)) + "\n"


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_the_program_is_the_one_that_was_read(example: Path) -> None:
    kept = HERE / f"{example.stem}.txt"
    old, new = kept.read_text().splitlines(), written(example).splitlines()
    diff = list(difflib.unified_diff(old, new, "kept", "planned now", lineterm="", n=1))
    assert not diff, "\n".join([*diff[:SHOWN], f"{len(diff)} lines of difference; `make golden` if they are meant"])


if __name__ == "__main__":
    for request in sorted(EXAMPLES.glob("*.json")):
        (HERE / f"{request.stem}.txt").write_text(written(request))
