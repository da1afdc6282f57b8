"""Dimension 4: many joints or one, as the slot wants it."""

from __future__ import annotations

from collections.abc import Mapping

from alloy_engine.domain.vocabulary import MovementKind
from alloy_engine.scoring.verdict import Verdict

REASONS = {
    MovementKind.COMPOUND: "works several joints at once",
    MovementKind.HYBRID: "between compound and isolation",
    MovementKind.ISOLATION: "works a single joint",
}


def verdict(kind: MovementKind, wants_isolation: bool, scores: Mapping[MovementKind, float]) -> Verdict:
    """compound, hybrid or isolation; where the slot asks for isolation: wanted or unwanted, scores reversed."""
    if not wants_isolation:
        return Verdict(scores[kind], kind.value, REASONS[kind])
    if kind is MovementKind.ISOLATION:
        return Verdict(1.0 - scores[kind], "wanted", "works a single joint, as the slot asks")
    return Verdict(1.0 - scores[kind], "unwanted", f"{REASONS[kind]}, though the slot asks for isolation")
