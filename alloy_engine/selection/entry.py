"""A slot's line in the record while the session is still being filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alloy_engine.domain.decision import Decision

if TYPE_CHECKING:  # a field is made from a draft, and a draft holds entries
    from alloy_engine.selection.funnel import Field


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision, and what else is told of it.

    alternatives: the best qualified others with their totals. no_match: how many movements were out because
    their pattern scores nothing. field: who stood for the slot.
    """

    decision: Decision
    alternatives: tuple[tuple[str, float], ...]
    no_match: int
    field: Field
