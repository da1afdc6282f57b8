"""A slot's line in the record while the session is still being filled."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.domain.decision import Decision


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision, and what else is told of it.

    alternatives: the best qualified others with their totals. no_match: how many movements were out because
    their pattern scores nothing.
    """

    decision: Decision
    alternatives: tuple[tuple[str, float], ...]
    no_match: int
