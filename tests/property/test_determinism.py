"""The same request gives the same bytes in any process, under any hash seed, however it is written down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
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
PATIENCE_SECONDS = 180.0

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


def planned(requests: Sequence[dict[str, Any]], hash_seed: str) -> list[bytes]:
    """The programs of these requests, planned one after the other in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.property.planning_process"],
        input="".join(json.dumps(request) + "\n" for request in requests).encode(),
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=ROOT,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stderr.decode()
    programs = done.stdout.splitlines()
    assert len(programs) == len(requests)
    return programs


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
    "crowded-otherwise": {**CROWDED, "seed": 12},
    **{path.stem: dated(json.loads(path.read_text())) for path in EXAMPLES},
    **{f"random-{at}": request for at, request in enumerate(draw_requests(Materials.load(DATA_FOLDER), 3, seed=5))},
}


NAMES = list(REQUESTS)


@pytest.fixture(scope="module")
def plain() -> dict[str, bytes]:
    """Every request's program, each as it is written down, planned in the order of their names."""
    return dict(zip(NAMES, planned(list(REQUESTS.values()), "0"), strict=True))


@pytest.mark.parametrize(("at", "hash_seed"), list(enumerate(["1", "20260105", "random"])))
def test_any_process_hash_seed_and_key_order_gives_the_same_bytes(
    plain: dict[str, bytes], at: int, hash_seed: str
) -> None:
    """Nor does it matter what the process planned before: the requests come in another order each time."""
    random = np.random.default_rng(at)
    names = [NAMES[place] for place in random.permutation(len(NAMES))]
    shuffled = planned([reordered(REQUESTS[name], random) for name in names], hash_seed)
    for name, program in zip(names, shuffled, strict=True):
        assert json.loads(program)["microcycles"], name
        assert program == plain[name], name


def test_another_seed_gives_other_bytes(plain: dict[str, bytes]) -> None:
    """The comparison above is not one of constants."""
    movements = [
        [
            e["movement"]
            for m in json.loads(plain[name])["microcycles"]
            for s in m["sessions"]
            for b in s["blocks"]
            for e in b["exercises"]
        ]
        for name in ("crowded", "crowded-otherwise")
    ]
    assert movements[0] != movements[1]


def test_the_command_line_prints_the_same(plain: dict[str, bytes]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alloy_engine", "plan", "-", "--json"],
        input=json.dumps(reordered(CROWDED, np.random.default_rng(3)), indent=2).encode(),
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "random"},
        cwd=ROOT,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, done.stderr.decode()
    printed, expected = (json.loads(text, object_pairs_hook=list) for text in (done.stdout, plain["crowded"]))
    assert printed == expected
