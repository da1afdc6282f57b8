"""The environment, read in one place and frozen."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alloy_engine.domain.owner import LOCAL
from alloy_engine.errors import SettingsError

SHORTEST_TOKEN = 16
DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"

OFF = frozenset({"off", "0", "false", "no"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the surroundings decide.

    home: where the embedded server and its data live. database_url: another server, None for our own.
    data: catalogue, policy and presets. session_timeout: seconds one session may take to plan.
    conditioning_timeout: the same for a conditioning session. log_level: of the diagnostic log. compute: the
    module that is run as a compute process. tokens: bearer token → owner whose programs it opens over HTTP.
    tracing: whether times and branches are kept. trace_seconds: between two batches of them, which is what the death of
    a worker may lose; 0: with every session. otlp_endpoint: an OpenTelemetry collector that gets them as well.
    """

    home: Path
    database_url: str | None = field(default=None, repr=False)  # may hold a password
    data: Path = DATA_FOLDER
    session_timeout: float = 60.0
    conditioning_timeout: float = 120.0
    log_level: str = "INFO"
    compute: str = "alloy_engine.services.compute.serve"
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    tracing: bool = True
    trace_seconds: float = 0.5
    otlp_endpoint: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """DATABASE_URL, ALLOY_HOME, ALLOY_LOG_LEVEL, ALLOY_TOKEN, ALLOY_TOKENS, ALLOY_TRACING,
        OTEL_EXPORTER_OTLP_ENDPOINT; what is missing has a default.

        Raises SettingsError.
        """
        env = os.environ if environment is None else environment
        home = env.get("ALLOY_HOME")
        return cls(
            home=Path(home).expanduser() if home else default_home(),
            database_url=env.get("DATABASE_URL") or None,
            log_level=(env.get("ALLOY_LOG_LEVEL") or "INFO").upper(),
            tokens=_tokens(env),
            tracing=(env.get("ALLOY_TRACING") or "on").lower() not in OFF,
            otlp_endpoint=env.get("OTEL_EXPORTER_OTLP_ENDPOINT") or None,
        )


def _tokens(env: Mapping[str, str]) -> dict[str, str]:
    """ALLOY_TOKEN opens the local user's programs; ALLOY_TOKENS names a TOML file of lines `"owner" = "token"`."""
    tokens: dict[str, str] = {}
    if token := env.get("ALLOY_TOKEN"):
        tokens[_strong(token, "ALLOY_TOKEN")] = LOCAL
    if file := env.get("ALLOY_TOKENS"):
        for owner, given in _toml(Path(file).expanduser()).items():
            if tokens.setdefault(_strong(given, f"the token of {owner!r} in ALLOY_TOKENS"), owner) != owner:
                raise SettingsError(f"the token of {owner!r} in ALLOY_TOKENS is somebody else's as well; make another")
    return tokens


def _toml(path: Path) -> dict[str, object]:
    remedy = 'accepted: a TOML file of lines "owner" = "token"'
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"ALLOY_TOKENS: {path} cannot be read ({error.strerror}); {remedy}") from error
    except ValueError:  # its message quotes the file
        raise SettingsError(f"ALLOY_TOKENS: {path} is not TOML; {remedy}") from None


def _strong(token: object, name: str) -> str:
    """The token, if it is long enough not to be guessed and can be sent in a header."""
    if not isinstance(token, str) or len(token) < SHORTEST_TOKEN or not all("!" <= sign <= "~" for sign in token):
        accepted = f"at least {SHORTEST_TOKEN} letters, digits or signs without spaces"
        raise SettingsError(f"{name} is unusable; accepted: {accepted}, such as `openssl rand -hex 32` makes")
    return token


def default_home() -> Path:
    """~/.local/share/alloy; for root /var/lib/alloy, since the server then runs as another user who
    could not reach root's private home."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/alloy")
    return Path.home() / ".local" / "share" / "alloy"
