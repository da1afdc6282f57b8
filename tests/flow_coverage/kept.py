"""What a run of the tests took, as it is read from the processes' notes and kept for the report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alloy_engine.flow import Registry

KEPT = Path(__file__).resolve().parents[2] / ".flow-coverage.json"
STUDIO = ("ui", "pages")

# fork, branch → a test that took it
Taken = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Run:
    """whole: every test was run, so what was not taken is taken by no test."""

    taken: Taken
    whole: bool


def read_notes(folder: Path, registry: Registry) -> dict[tuple[str, str], str]:
    """Branches taken where the registry says they are; what a test takes by itself proves nothing."""
    taken: dict[tuple[str, str], str] = {}
    for line in _lines(folder):
        fork, branch, module, test = line.split("\t")
        if module in {module_of(place) for place in registry[fork].places}:
            taken.setdefault((fork, branch), test)
    return taken


def module_of(place: str) -> str:
    """The name under which Python knows the module of a fork's place."""
    module = place.partition(":")[0].removesuffix(".__init__")
    return module if module.split(".")[0] in STUDIO else f"alloy_engine.{module}"


def _lines(folder: Path) -> Iterator[str]:
    for file in sorted(folder.iterdir()):
        yield from file.read_text().splitlines()


def keep(run: Run, path: Path = KEPT) -> None:
    taken = [{"fork": fork, "branch": branch, "test": test} for (fork, branch), test in sorted(run.taken.items())]
    path.write_text(json.dumps({"whole": run.whole, "taken": taken}, indent=1) + "\n")


def kept(path: Path = KEPT) -> Run | None:
    """The last run that was kept; None if there is none."""
    if not path.is_file():
        return None
    content = json.loads(path.read_text())
    return Run({(each["fork"], each["branch"]): each["test"] for each in content["taken"]}, content["whole"])
