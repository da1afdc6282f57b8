"""From any JSON value to a valid request, or to every fault it has at once.

Pydantic judges each field; what involves two fields, the catalogue or the presets is judged here, on
the raw document, so that a fault in one place never hides one in another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from alloy_engine.catalogue.accepted import faults_of
from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import Equipment, Muscle, SessionType, SplitTemplate
from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.flow import Tracer

Document = Mapping[str, Any]
UNKNOWN = "no such movement"
# What each fork below 1.3 looks at, by the first part of a fault's field.
FIELDS_OF_FORK: Mapping[str, tuple[str, ...]] = {
    "1.3.1": ("goals",),
    "1.3.2": ("duration_weeks",),
    "1.3.3": ("days_per_week", "session_minutes"),
    "1.3.6": ("athlete",),
    "1.3.8": (
        "microcycle_length_days",
        "progression_style",
        "deload_every_weeks",
        "disciplines",
        "activities",
        "weights",
    ),
    "1.3.9": ("name", "persona", "start_date", "seed"),
}
SPLIT_FIELDS = ("split", "hybrid")
ALL_FIELDS = frozenset(ProgramRequest.model_fields)
DEFAULT_MICROCYCLE_DAYS = ProgramRequest.model_fields["microcycle_length_days"].default


def validate(
    document: object, catalogue: Catalogue, presets: Mapping[str, frozenset[Equipment]], tracer: Tracer
) -> ProgramRequest:
    """The request in `document`.

    Raises InvalidRequest with all faults, sorted by field.
    """
    faults: list[Fault] = []
    request: ProgramRequest | None = None
    try:
        request = ProgramRequest.model_validate(document)
    except ValidationError as error:
        faults += faults_of(error, document, ProgramRequest)
    if isinstance(document, Mapping):
        for check in CHECKS:
            faults += check(document, catalogue, presets)
    _trace(document, faults, tracer)
    if faults or request is None:
        raise InvalidRequest(sorted(faults, key=lambda fault: (fault.field, fault.message)))
    return request


def _trace(document: object, faults: Sequence[Fault], tracer: Tracer) -> None:
    """Forks 1.3 and below: what was asked, and where the faults lie."""
    tracer.take("1.3", "B" if faults else "A")
    faulty = {fault.field.partition(".")[0] for fault in faults}
    for fork, fields in FIELDS_OF_FORK.items():
        tracer.take(fork, "A" if faulty.isdisjoint(fields) else "B")
    split = document.get("split", SplitTemplate.AUTO) if isinstance(document, Mapping) else None
    hybrid = isinstance(document, Mapping) and document.get("hybrid") is not None
    if split == SplitTemplate.HYBRID:
        tracer.take("1.3.4", "C" if not hybrid else "G" if "hybrid" in faulty else "B")
    elif hybrid:
        tracer.take("1.3.4", "E")
    elif not faulty.isdisjoint(SPLIT_FIELDS):
        tracer.take("1.3.4", "F")
    else:
        tracer.take("1.3.4", "D" if split == SplitTemplate.AUTO else "A")
    unknown = any(fault.message == UNKNOWN and fault.field.startswith("movement_rules") for fault in faults)
    tracer.take("1.3.5", "B" if unknown else "C" if "movement_rules" in faulty else "A")
    tracer.take("1.3.7", "B" if faulty - ALL_FIELDS else "A")


Check = Callable[[Document, Catalogue, Mapping[str, frozenset[Equipment]]], Iterator[Fault]]


def _preset(document: Document, _: Catalogue, presets: Mapping[str, frozenset[Equipment]]) -> Iterator[Fault]:
    equipment = _at(document, "athlete", "equipment")
    if isinstance(equipment, str) and equipment not in presets:
        names = ", ".join(f'"{name}"' for name in presets)
        yield Fault("athlete.equipment", equipment, "no such preset", f"{names}; or a list of items")


def _limitations(document: Document, *_: object) -> Iterator[Fault]:
    for index, limitation in _entries(_at(document, "athlete", "limitations")):
        named = [key for key in ("region", "pattern") if limitation.get(key) is not None]
        if len(named) != 1:
            message = "names both a region and a pattern" if named else "names neither a region nor a pattern"
            yield Fault(f"athlete.limitations.{index}", dict(limitation), message, "exactly one of region and pattern")


def _focus(document: Document, *_: object) -> Iterator[Fault]:
    muscles = _at(document, "athlete", "focus_muscles")
    if isinstance(muscles, list | tuple) and Muscle.FULL_BODY in muscles:
        yield Fault("athlete.focus_muscles", list(muscles), "the full body is not a focus", "up to three muscles")


def _known_maxes(document: Document, catalogue: Catalogue, _: object) -> Iterator[Fault]:
    maxes = _at(document, "athlete", "one_rep_maxes")
    for movement in maxes if isinstance(maxes, Mapping) else ():
        if movement not in catalogue:
            yield _unknown_movement(f"athlete.one_rep_maxes.{movement}", movement, catalogue)


def _rules(document: Document, catalogue: Catalogue, _: object) -> Iterator[Fault]:
    rules = list(_entries(document.get("movement_rules")))
    times = Counter(rule["movement"] for _, rule in rules if isinstance(rule.get("movement"), str))
    for index, rule in rules:
        movement = rule.get("movement")
        if not isinstance(movement, str):
            continue
        field = f"movement_rules.{index}.movement"
        if movement not in catalogue:
            yield _unknown_movement(field, movement, catalogue)
        elif times[movement] > 1:
            yield Fault(field, movement, f"has {times[movement]} rules", "one rule per movement")


def _hybrid(document: Document, *_: object) -> Iterator[Fault]:
    hybrid, split = document.get("hybrid"), document.get("split", SplitTemplate.AUTO)
    accepted = 'with split "hybrid": {"days": [...]} or {"blocks": [...]}; with any other split: nothing'
    if split == SplitTemplate.HYBRID and hybrid is None:
        yield Fault("hybrid", None, "the hybrid split has no definition", accepted)
    if split != SplitTemplate.HYBRID and hybrid is not None:
        yield Fault("hybrid", hybrid, f"given although the split is {split!r}", accepted)
    if not isinstance(hybrid, Mapping):
        return
    if bool(hybrid.get("days")) == bool(hybrid.get("blocks")):
        yield Fault("hybrid", dict(hybrid), "needs either days or blocks", accepted)
    yield from _hybrid_length(document, hybrid)


def _hybrid_length(document: Document, hybrid: Document) -> Iterator[Fault]:
    length = document.get("microcycle_length_days", DEFAULT_MICROCYCLE_DAYS)
    days = [entry for _, entry in _entries(hybrid.get("days"))]
    numbers = [entry["day"] for entry in days if _is_int(entry.get("day"))]
    blocks = [entry["days"] for _, entry in _entries(hybrid.get("blocks")) if _is_int(entry.get("days"))]
    for number, times in sorted(Counter(numbers).items()):
        if times > 1:
            yield Fault("hybrid.days", number, f"day {number} is defined {times} times", "each day once")
    if _is_int(length):
        accepted = f"days within the microcycle's {length}"
        if numbers and max(numbers) > length:
            yield Fault("hybrid.days", max(numbers), "lies beyond the microcycle", accepted)
        if sum(blocks) > length:
            yield Fault("hybrid.blocks", sum(blocks), "the blocks are longer than the microcycle", accepted)
    resting = {"rest", SessionType.RECOVERY}
    kinds = [entry.get("type") for entry in days] + [entry.get("kind") for _, entry in _entries(hybrid.get("blocks"))]
    if kinds and all(kind in resting for kind in kinds if isinstance(kind, str)):
        yield Fault("hybrid", dict(hybrid), "has no training day", "at least one day that is not rest")


CHECKS: tuple[Check, ...] = (_preset, _limitations, _focus, _known_maxes, _rules, _hybrid)


def _unknown_movement(field: str, movement: str, catalogue: Catalogue) -> Fault:
    near = ", ".join(catalogue.suggest(movement))
    return Fault(field, movement, UNKNOWN, f"a movement id, such as {near}")


def _at(document: Document, *path: str) -> Any:
    value: Any = document
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _entries(value: object) -> Iterator[tuple[int, Document]]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        yield from ((index, entry) for index, entry in enumerate(value) if isinstance(entry, Mapping))


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
