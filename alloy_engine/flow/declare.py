"""How a fork is written down."""

from __future__ import annotations

from alloy_engine.flow.registry import Fork


def fork(fork_id: str, title: str, where: str, after: str = "", **branches: str) -> Fork:
    """`branches` as keywords; a leading underscore lets a branch id start with a digit."""
    named = {name.removeprefix("_"): meaning for name, meaning in branches.items()}
    return Fork(fork_id, title, where, named, tuple(after.split()))
