"""The environment, read in one place and frozen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the surroundings decide.

    home: where the embedded server and its data live. database_url: another server, None for our own.
    data: catalogue, policy and presets. session_timeout: seconds one session may take to plan.
    conditioning_timeout: the same for a conditioning session. log_level: of the diagnostic log. compute: the
    module that is run as a compute process.
    """

    home: Path
    database_url: str | None = None
    data: Path = DATA_FOLDER
    session_timeout: float = 60.0
    conditioning_timeout: float = 120.0
    log_level: str = "INFO"
    compute: str = "alloy_engine.services.compute.serve"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """DATABASE_URL, ALLOY_HOME, ALLOY_LOG_LEVEL; whatever is missing has a default."""
        env = os.environ if environment is None else environment
        home = env.get("ALLOY_HOME")
        return cls(
            home=Path(home).expanduser() if home else default_home(),
            database_url=env.get("DATABASE_URL") or None,
            log_level=(env.get("ALLOY_LOG_LEVEL") or "INFO").upper(),
        )


def default_home() -> Path:
    """~/.local/share/alloy; for root /var/lib/alloy, since the server then runs as another user who
    could not reach root's private home."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/alloy")
    return Path.home() / ".local" / "share" / "alloy"
