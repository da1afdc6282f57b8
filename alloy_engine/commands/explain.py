"""explain: why a stored session holds what it holds."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from alloy_engine.commands.console import DONE, open_engine, print_json
from alloy_engine.domain.decision import Account, Decision
from alloy_engine.errors import NotFound

if TYPE_CHECKING:
    from alloy_engine.services import Alloy

ABOUT = "every choice in a stored session: who stood for it, how each was scored, who was taken and why"
Told = TypeVar("Told", Decision, Account)


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", help="of the program")
    parser.add_argument("session", help="microcycle and day, such as 3-2")
    parser.add_argument("--slot", metavar="N", type=int, help="one place only, counted from 0")
    parser.add_argument(
        "--full", action="store_true", help="plan it again with the materials of its day, and tell of every candidate"
    )


def explain(options: argparse.Namespace) -> int:
    with open_engine(worker=False) as alloy:
        return (_full if options.full else _stored)(alloy, options)


def _stored(alloy: Alloy, options: argparse.Namespace) -> int:
    from pydantic_core import to_jsonable_python

    from alloy_engine.reporting.decision_text import decisions_text

    decisions = _of_slot(alloy.decisions(options.id, options.session), options.slot)
    print_json(to_jsonable_python(decisions)) if options.json else print(decisions_text(decisions))
    return DONE


def _full(alloy: Alloy, options: argparse.Namespace) -> int:
    from pydantic_core import to_jsonable_python

    from alloy_engine.reporting.decision_text import accounts_text

    found = alloy.recompute(options.id, options.session)
    found = replace(found, slots=_of_slot(found.slots, options.slot))
    if options.json:
        print_json(to_jsonable_python(found))
        return DONE
    print(f"engine {found.engine_version} · catalogue {found.catalogue_version} · policy {found.policy_version}")
    print("equal to what was stored" if found.matches else "NOT what was stored:")
    for line in (*found.differences, *found.remarks):
        print(f"  {line}")
    print(accounts_text(found.slots))
    return DONE


def _of_slot(told: Sequence[Told], slot: int | None) -> tuple[Told, ...]:
    """All of them, or the slot's; NotFound if there is no such slot."""
    mine = tuple(each for each in told if slot is None or _decision(each).slot == slot)
    if slot is not None and not mine:
        raise NotFound("slot", slot)
    return mine


def _decision(told: Decision | Account) -> Decision:
    return told.decision if isinstance(told, Account) else told
