"""How a fork is written down."""

from __future__ import annotations

from alloy_engine.flow.registry import Fork, Outcome


def fork(
    fork_id: str, title: str, where: str, after: str = "", *, fails: str = "", makes_do: str = "", **branches: str
) -> Fork:
    """`branches` as keywords; a leading underscore lets a branch id start with a digit. fails, makes_do: ids of
    the branches that mean that, with spaces between.
    """
    named = {name.removeprefix("_"): meaning for name, meaning in branches.items()}
    outcomes = dict.fromkeys(makes_do.split(), Outcome.MAKES_DO) | dict.fromkeys(fails.split(), Outcome.FAILS)
    return Fork(fork_id, title, where, named, tuple(after.split()), outcomes)
