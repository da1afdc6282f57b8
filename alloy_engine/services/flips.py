"""Use case: the smallest change that puts another movement in a place, each found by planning the session again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from alloy_engine.domain.request import TEN, ProgramRequest
from alloy_engine.domain.vocabulary import Discipline, Goal, Muscle, SkillLevel
from alloy_engine.errors import Conflict
from alloy_engine.reporting.decisions.margins import spans
from alloy_engine.reporting.decisions.weighing import Weighing
from alloy_engine.reporting.wording import words
from alloy_engine.services.explore import Explored

MINUTES = (5, 10, 15, 20, 30)
PAST = (1e-4, 1e-3, 1e-2, 5e-2)  # how far past a border: other places of the session may answer to the weight, too
FORBIDS = "hard_no"
Document = dict[str, Any]


class Kind(StrEnum):
    """What a change is made in."""

    WEIGHT = "weight"
    SETTING = "setting"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Flip:
    """A change that was planned with. said: the change in words. to: who then stands there; "" if nobody does.
    tried: how many changes of that kind were planned with, this one included.
    """

    kind: Kind
    said: str
    to: str
    tried: int


@dataclass(frozen=True, slots=True)
class Change:
    said: str
    document: Document


def smallest(explored: Explored, slot: int, weighing: Weighing | None) -> tuple[Flip, ...]:
    """The first change of each kind that brings somebody else, trying the small ones first; none of a kind that has
    none among those tried. weighing: of the slot; None if nothing was scored in it.

    Raises Conflict where planning the session unchanged already brings another movement.
    """
    chosen = explored.account(slot).decision.chosen
    if chosen is None:
        return ()
    if explored.under(explored.request, slot) != chosen.movement:
        raise Conflict(
            "this session cannot be planned again as it was: it came from the template, or from other numbers"
        )
    kinds = {
        Kind.WEIGHT: _weights(explored, weighing) if weighing is not None else iter(()),
        Kind.SETTING: _settings(explored.request, explored.stored.materials.presets),
        Kind.RULE: _rules(explored, chosen.movement),
    }
    found = (_first(explored, slot, chosen.movement, kind, changes) for kind, changes in kinds.items())
    return tuple(flip for flip in found if flip is not None)


def _first(explored: Explored, slot: int, chosen: str, kind: Kind, changes: Iterator[Change]) -> Flip | None:
    for tried, change in enumerate(changes, start=1):
        now = explored.under(ProgramRequest.model_validate(change.document), slot)
        if now is not None and now != chosen:
            return Flip(kind, change.said, now, tried)
    return None


def _weights(explored: Explored, weighing: Weighing) -> Iterator[Change]:
    """Each weight just past its borders, the nearest border first."""
    borders = [
        (abs(border - span.weight), span, border)
        for span in spans(weighing)
        for border in (span.low, span.high)
        if border is not None
    ]
    document = _document(explored.request)
    for past in PAST:
        for _, span, border in sorted(borders, key=lambda one: one[0]):
            weight = border + (past if border > span.weight else -past)
            if not 0.0 <= weight <= 1.0:
                continue
            said = f"{words(span.dimension.value)} weighs {weight:.4f} instead of {span.weight:g}"
            yield Change(said, {**document, "weights": {**document["weights"], span.dimension.value: weight}})


def _settings(request: ProgramRequest, presets: Iterable[str]) -> Iterator[Change]:
    """Other settings, those that ask the least of the athlete first. What would make another calendar is left out."""
    yield from _dollar(request)
    yield from _minutes(request)
    yield from _disciplines(request)
    yield from _athlete(request, sorted(presets))


def _dollar(request: ProgramRequest) -> Iterator[Change]:
    """One dollar moved, to a goal that has some before one that has none."""
    document, goals = _document(request), dict(request.goals)
    others = [goal for goal in Goal if goal not in goals]
    for giver, dollars_there in goals.items():
        for taker in (*(goal for goal in goals if goal is not giver), *others):
            moved = {**goals, giver: dollars_there - 1, taker: goals.get(taker, 0) + 1}
            funded = {goal.value: dollars for goal, dollars in moved.items() if dollars}
            if len(funded) <= 3:
                said = f"a dollar goes from {words(giver.value)} to {words(taker.value)}"
                yield Change(said, {**document, "goals": funded})


def _minutes(request: ProgramRequest) -> Iterator[Change]:
    for change in (minutes * sign for minutes in MINUTES for sign in (1, -1)):
        minutes = request.session_minutes + change
        if 30 <= minutes <= 120:
            said = f"{minutes} minutes a session instead of {request.session_minutes}"
            yield Change(said, {**_document(request), "session_minutes": minutes})


def _disciplines(request: ProgramRequest) -> Iterator[Change]:
    document = _document(request)
    if request.disciplines and not request.athlete.disciplines:
        yield Change("no discipline is preferred", {**document, "disciplines": {}})
    for one in Discipline:
        if request.disciplines != {one: TEN}:
            said = f"all that is asked of disciplines is {words(one.value)}"
            yield Change(said, {**document, "disciplines": {one.value: TEN}})


def _athlete(request: ProgramRequest, presets: Sequence[str]) -> Iterator[Change]:
    athlete, focus = request.athlete, request.athlete.focus_muscles
    for one in focus:
        said = f"{words(one.value)} is no focus"
        yield _of_athlete(request, said, focus_muscles=[other.value for other in focus if other is not one])
    for one in Muscle:
        if len(focus) < 3 and one not in (*focus, Muscle.FULL_BODY):
            said = f"{words(one.value)} becomes a focus"
            yield _of_athlete(request, said, focus_muscles=[other.value for other in (*focus, one)])
    for low, high in pairwise(SkillLevel):
        if athlete.experience in (low, high):
            level = high if athlete.experience is low else low
            yield _of_athlete(request, f"the athlete is {words(level.value)}", experience=level.value)
    for preset in presets:
        if preset != athlete.equipment:
            yield _of_athlete(request, f"the equipment is that of “{preset}”", equipment=preset)


def _of_athlete(request: ProgramRequest, said: str, **changes: Any) -> Change:
    document = _document(request)
    return Change(said, {**document, "athlete": {**document["athlete"], **changes}})


def _rules(explored: Explored, chosen: str) -> Iterator[Change]:
    """A rule less, each in turn; then one more, which forbids the chosen one."""
    document, catalogue = _document(explored.request), explored.stored.materials.catalogue
    rules = document["movement_rules"]
    for rule in rules:
        said = f"the rule about {catalogue[rule['movement']].name} is gone"
        yield Change(said, {**document, "movement_rules": [other for other in rules if other is not rule]})
    forbidden = {"movement": chosen, "rule": FORBIDS}
    others = [rule for rule in rules if rule["movement"] != chosen]
    yield Change(f"{catalogue[chosen].name} is forbidden", {**document, "movement_rules": [*others, forbidden]})


def _document(request: ProgramRequest) -> Document:
    return request.model_dump(mode="json")
