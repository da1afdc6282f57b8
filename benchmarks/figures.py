"""Figures as they are printed: one line each, with its unit, in a table of Markdown."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from alloy_engine.services import configure_log

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- figures: written by python -m benchmarks --readme -->\n", "<!-- end of figures -->\n"


@dataclass(frozen=True, slots=True)
class Figure:
    """unit: as printed after the value; a ratio has none."""

    name: str
    value: float
    unit: str = "ms"

    @property
    def text(self) -> str:
        digits = 0 if self.value >= 100 or self.value == int(self.value) else 1 if self.value >= 10 else 2
        return f"{self.value:.{digits}f} {self.unit}".rstrip()


Measure = Callable[[], list[Figure]]


def as_table(figures: Sequence[Figure]) -> str:
    rows = [f"| {figure.name} | {figure.text} |" for figure in figures]
    return "\n".join(["| figure | value |", "| --- | ---: |", *rows])


def surroundings() -> str:
    """What the figures hold for. The load tells how much the machine had to do besides."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; load before: {load}."


def print_only(measure: Measure) -> None:
    """What a topic's module does when it is run by itself."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    configure_log("ERROR")
    figures = measure()
    print(json.dumps([asdict(figure) for figure in figures], indent=2) if options.json else as_table(figures))


def write_readme(text: str, readme: Path = README) -> None:
    """Put the text between the README's two marks. Raises ValueError if they are not there."""
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{readme} has no lines {BEGIN.strip()!r} and {END.strip()!r} to write the figures between")
    readme.write_text(f"{before}{BEGIN}\n{text}\n\n{END}{after}", encoding="utf-8")
