"""The same request gives the same structure in another process, whatever its hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.unit.structure.plans import DATA

SCRIPT = """
import hashlib
from tests.unit.structure.plans import planned
climbing = {"activity": "climbing", "weekdays": ["tuesday", "friday"]}
yoga = {"activity": "yoga", "recommend_every_days": 9}
asked = {"goals": {"fat_loss": 6, "mobility": 4}, "activities": [climbing, yoga]}
found = [planned(days_per_week=days, session_minutes=minutes, **asked)
         for days in range(2, 8) for minutes in (30, 60, 90)]
print(hashlib.sha256(repr(found).encode()).hexdigest())
"""


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_another_process_agrees(hash_seed: str) -> None:
    def digest(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=DATA.parent, env=environment, capture_output=True, text=True, check=True
        )
        return run.stdout

    assert digest(hash_seed) == digest("1")
