"""Ready-made requests to try."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Example:
    """key: the file's name without its ending. description: who it is for, in a sentence."""

    key: str
    title: str
    description: str
    request: Mapping[str, Any]


DESCRIPTIONS = {
    "strength-athlete": "Four days in a full gym, known maxes, squat, bench and deadlift every week.",
    "home-hypertrophy": "A beginner at home with dumbbells, a bench and bands, three days of 45 minutes.",
    "bodyweight-fat-loss": "No equipment, five short days, a sore knee and football on Saturdays.",
}


def load(data: Path) -> tuple[Example, ...]:
    """Every request document in `data`/examples, in the order of DESCRIPTIONS and then of their names."""
    files = {path.stem: path for path in sorted((data / "examples").glob("*.json"))}
    order = [key for key in DESCRIPTIONS if key in files] + [key for key in files if key not in DESCRIPTIONS]
    return tuple(_example(key, json.loads(files[key].read_text(encoding="utf-8"))) for key in order)


def _example(key: str, request: Mapping[str, Any]) -> Example:
    return Example(key, str(request.get("name") or key), DESCRIPTIONS.get(key, ""), request)
