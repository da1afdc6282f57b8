"""How long records are kept that no program needs."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import Field, ValidationError

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.errors import PolicyError

FILE = "retention.toml"


class RetentionPolicy(PolicyPart):
    """See data/policy/retention.toml. It decides nothing about a program, so it is no part of the policy's version."""

    traces_days: float = Field(gt=0)
    finished_jobs_days: float = Field(gt=0)
    batch_rows: int = Field(ge=1)
    look_every_minutes: float = Field(gt=0)


def load_retention(folder: Path) -> RetentionPolicy:
    """Read data/policy/retention.toml. Raises PolicyError naming the file, the key and its fault."""
    try:
        return RetentionPolicy.model_validate(tomllib.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"{FILE}: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise PolicyError(f"data/policy/{FILE}: {faults}") from error
