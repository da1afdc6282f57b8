"""How a fork is written down."""

from __future__ import annotations

from alloy_engine.flow.registry import Fork, Outcome


def fork(
    fork_id: str, title: str, where: str, after: str = "", *, fails: str = "", makes_do: str = "", **branches: str
) -> Fork:
    """where, after, fails, makes_do: lists with spaces between. where: places, the first where it is mostly
    decided. fails, makes_do: ids of the branches that mean that. branches: the main path first; a leading
    underscore lets a branch id start with a digit.
    """
    place, *also = where.split()
    named = {name.removeprefix("_"): meaning for name, meaning in branches.items()}
    outcomes = dict.fromkeys(makes_do.split(), Outcome.MAKES_DO) | dict.fromkeys(fails.split(), Outcome.FAILS)
    return Fork(fork_id, title, place, named, tuple(after.split()), outcomes, tuple(also))
