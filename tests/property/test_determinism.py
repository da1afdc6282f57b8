"""The same request gives the same bytes in any process, under any hash seed, however it is written down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from alloy_engine.services.materials import Materials
from alloy_engine.services.sweep import draw_requests
from alloy_engine.settings import DATA_FOLDER

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((DATA_FOLDER / "examples").glob("*.json"))
START = "2026-01-05"
# Everything that could be kept in a set on the way: rules, activities, injuries, foci, maxima, own equipment.
CROWDED: dict[str, Any] = {
    "athlete": {
        "name": "Somebody",
        "experience": "advanced",
        "equipment": ["barbell", "rack", "bench", "dumbbell", "pull_up_bar", "band", "kettlebell", "rower"],
        "limitations": [{"region": "knee", "severity": "mild"}, {"region": "wrist", "severity": "severe"}],
        "focus_muscles": ["lats", "glutes", "calves"],
        "one_rep_maxes": {"back_squat": {"value": 140}, "bench_press": {"value": 225, "unit": "lb"}},
        "cardio_preference": "mixed",
    },
    "goals": {"strength": 4, "hypertrophy": 3, "fat_loss": 3},
    "disciplines": {"powerlifting": 4, "crossfit": 3, "strongman": 3},
    "duration_weeks": 8,
    "days_per_week": 6,
    "movement_rules": [
        {"movement": "burpee", "rule": "hard_no"},
        {"movement": "pull_up", "rule": "hard_yes", "cadence": "weekly"},
        {"movement": "back_squat", "rule": "preferred"},
    ],
    "activities": [
        {"activity": "climbing", "weekdays": ["saturday"]},
        {"activity": "hiking", "weekdays": [], "recommend_every_days": 14},
    ],
    "persona": {"tone": "analytical", "aggression": "aggressive"},
    "start_date": START,
    "seed": 11,
}


def planned(request: str, hash_seed: str) -> bytes:
    """What `plan --json` prints for a request, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "alloy_engine", "plan", "-", "--json"],
        input=request.encode(),
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=ROOT,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def reordered(value: Any, random: np.random.Generator) -> Any:
    """The same JSON value with every object's members in another order; lists keep theirs."""
    if isinstance(value, dict):
        names = list(value)
        return {
            names[int(place)]: reordered(value[names[int(place)]], random) for place in random.permutation(len(names))
        }
    return [reordered(item, random) for item in value] if isinstance(value, list) else value


def dated(request: dict[str, Any]) -> dict[str, Any]:
    return {"start_date": START, **request}


REQUESTS: dict[str, dict[str, Any]] = {
    "crowded": CROWDED,
    **{path.stem: dated(json.loads(path.read_text())) for path in EXAMPLES},
    **{f"random-{at}": request for at, request in enumerate(draw_requests(Materials.load(DATA_FOLDER), 3, seed=5))},
}


@pytest.mark.parametrize("request_document", REQUESTS.values(), ids=REQUESTS)
def test_any_process_hash_seed_and_key_order_gives_the_same_bytes(request_document: dict[str, Any]) -> None:
    plain = planned(json.dumps(request_document), "0")
    assert json.loads(plain)["microcycles"]
    for at, hash_seed in enumerate(["1", "20260105", "random"]):
        shuffled = json.dumps(reordered(request_document, np.random.default_rng(at)), indent=at or None)
        assert planned(shuffled, hash_seed) == plain


def test_another_seed_gives_other_bytes() -> None:
    """The comparison above is not one of constants."""
    programs = [planned(json.dumps({**CROWDED, "seed": seed}), "0") for seed in (11, 12)]
    movements = [
        [
            e["movement"]
            for m in json.loads(p)["microcycles"]
            for s in m["sessions"]
            for b in s["blocks"]
            for e in b["exercises"]
        ]
        for p in programs
    ]
    assert movements[0] != movements[1]
