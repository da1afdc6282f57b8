"""Use case: a copy of a program in which things go wrong on purpose, marked as a demo."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.services.alloy import Alloy
from alloy_engine.services.compute.demo import Demo
from alloy_engine.storage import programs
from alloy_engine.storage.owned import Owned

ATHLETE = "Demo"  # whose programs retire nobody's
LONGEST_NAME, MARK = 100, " (demo)"


def demonstrate(alloy: Alloy, program: str, demo: Demo) -> str:
    """Have a copy of the program generated as the demo says; its id. Raises NotFound, InvalidRequest."""
    stored, orders = demo.checked(), _orders(alloy, program)
    request = orders.request.model_dump(mode="json")
    request["name"] = f"{orders.name[: LONGEST_NAME - len(MARK)]}{MARK}"
    request["athlete"]["name"] = ATHLETE
    return alloy.create(request, door="app", demo=stored).id


@dataclass(frozen=True, slots=True)
class Title:
    """What stands above a program. demo: what goes wrong in it on purpose; None for any that is no demo."""

    name: str
    demo: Demo | None


def title_of(alloy: Alloy, program: str) -> Title:
    """Of a program, without reading its days. Raises NotFound."""
    orders = _orders(alloy, program)
    return Title(orders.name, Demo.of(orders.demo))


def _orders(alloy: Alloy, program: str) -> programs.Orders:
    with Owned(alloy.database, alloy.owner).reading(program) as connection:
        return programs.load_orders(connection, program)
