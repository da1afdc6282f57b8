"""What a trial saw."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

End = Literal["completed", "limit", "cancelled", "failed"]


@dataclass(frozen=True, slots=True)
class Moment:
    """How far a trial is. ms: since it began. answered: creators who have their answer. sessions: training sessions
    that anybody can see; of: all of them, 0 while that is not known."""

    strategy: str
    ms: float
    answered: int
    creators: int
    sessions: int
    of: int


@dataclass(frozen=True, slots=True)
class Trial:
    """One strategy's. create_ms: of each creator, from asking to the answer; None: no answer came before the end.
    first_session_ms, complete_ms: of each program, since it was asked for, as seen from another connection; None:
    it never came to that. statements, commits, longest_transaction_ms: of creators and background together, counted
    on the line; most_statements: that one transaction held. lock_waits, longest_wait_ms: as seen in pg_stat_activity.
    end: completed; limit or cancelled: it was ended; failed: see error."""

    strategy: str
    end: End
    create_ms: tuple[float | None, ...]
    first_session_ms: tuple[float | None, ...]
    complete_ms: tuple[float | None, ...]
    statements: int
    commits: int
    most_statements: int
    longest_transaction_ms: float
    lock_waits: int
    longest_wait_ms: float
    seconds: float
    moments: tuple[Moment, ...]
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Times in ms, rounded; without the moments in between."""
        told = asdict(self)
        del told["moments"]
        for name in ("create_ms", "first_session_ms", "complete_ms"):
            told[name] = [None if value is None else round(value, 1) for value in told[name]]
        return {name: round(value, 2) if isinstance(value, float) else value for name, value in told.items()}
