"""A grid: one request document, and lists of values for some of its fields."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from alloy_engine.errors import Fault, InvalidRequest

ACCEPTED = '{"base": a request document, "vary": {a field such as "athlete.experience": a list of values}}'
VARY_ACCEPTED = 'fields by their dotted names, each with a list of at least one value: {"days_per_week": [2, 4, 6]}'
MOST_REQUESTS = 100_000


def grid_requests(grid: object) -> list[dict[str, Any]]:
    """Every combination of the varied values, the last field varying fastest; the base alone if none vary.

    A dotted name reaches into objects ("goals.strength") and lists ("activities.0.weekdays"); a field
    that the base leaves out is added. Raises InvalidRequest for a grid of another shape; whether the
    requests themselves are valid is not looked at here.
    """
    faults = list(_shape_faults(grid))
    if faults or not isinstance(grid, Mapping):
        raise InvalidRequest(faults)
    base, vary = grid["base"], grid.get("vary", {})
    faults = [fault for field in vary if (fault := _reach_fault(base, field)) is not None]
    if faults:
        raise InvalidRequest(faults)
    fields = list(vary)
    return [_with(base, fields, values) for values in itertools.product(*vary.values())]


def _shape_faults(grid: object) -> Iterator[Fault]:
    if not isinstance(grid, Mapping):
        yield Fault("grid", grid, "is not an object", ACCEPTED)
        return
    for name in sorted(map(str, grid.keys() - {"base", "vary"})):
        yield Fault(name, grid.get(name), "no such field", ACCEPTED)
    if not isinstance(grid.get("base"), Mapping):
        message = "is not a request document" if "base" in grid else "is missing"
        yield Fault("base", grid.get("base"), message, ACCEPTED)
    vary = grid.get("vary", {})
    if not isinstance(vary, Mapping):
        yield Fault("vary", vary, "is not an object", VARY_ACCEPTED)
        return
    requests = 1
    for field, values in vary.items():
        if not isinstance(values, list) or not values:
            yield Fault(f"vary.{field}", values, "is not a list of values", VARY_ACCEPTED)
            continue
        requests *= len(values)
    if requests > MOST_REQUESTS:
        yield Fault("vary", requests, "are too many combinations", f"up to {MOST_REQUESTS} requests")


def _reach_fault(base: Mapping[str, Any], field: str) -> Fault | None:
    """The fault of a dotted name that leads through something with no fields, or past a list's end."""
    value: Any = base
    for part in field.split("."):
        if isinstance(value, Mapping):
            value = value.get(part, {})
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return Fault(f"vary.{field}", field, f"the base has no place for {part!r} there", VARY_ACCEPTED)
    return None


def _with(base: Mapping[str, Any], fields: list[str], values: tuple[Any, ...]) -> dict[str, Any]:
    request: dict[str, Any] = copy.deepcopy(dict(base))
    for field, value in zip(fields, values, strict=True):
        *path, last = field.split(".")
        place: Any = request
        for part in path:
            place = place[int(part)] if isinstance(place, list) else place.setdefault(part, {})
        place[int(last) if isinstance(place, list) else last] = copy.deepcopy(value)
    return request
