"""Use case: the smallest change that puts another movement in a place, whoever it is or a certain one; each is found by
planning the session again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from alloy_engine.domain.movement import Movement
from alloy_engine.domain.request import TEN, ProgramRequest
from alloy_engine.domain.vocabulary import Dimension, Discipline, Goal, Muscle, RuleType, Severity, SkillLevel
from alloy_engine.errors import Conflict
from alloy_engine.reporting.decisions.margins import spans, winning
from alloy_engine.reporting.decisions.weighing import Weighing
from alloy_engine.reporting.wording import listed, words
from alloy_engine.services.explore import Explored

LOTS = 5  # seeds that are tried: among equals the lot decides
MINUTES = (5, 10, 15, 20, 30)
PAST = (1e-4, 1e-3, 1e-2, 5e-2)  # how far past a border: other places of the session may answer to the weight, too
FORBIDS, ASKS = RuleType.HARD_NO.value, RuleType.HARD_YES.value
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


def smallest(explored: Explored, slot: int, weighing: Weighing | None, wanted: str | None = None) -> tuple[Flip, ...]:
    """The first change of each kind that brings somebody else, trying the small ones first; none of a kind that has
    none among those tried. weighing: of the slot; None if nothing was scored in it. wanted: who is to come; None for
    anyone.

    Raises Conflict where planning the session unchanged already brings another movement.
    """
    chosen = explored.account(slot).decision.chosen
    if chosen is None or chosen.movement == wanted:
        return ()
    if explored.under(explored.request, slot) != chosen.movement:
        raise Conflict(
            "this session cannot be planned again as it was: it came from the template, or from other numbers"
        )
    kinds = {
        Kind.WEIGHT: _weights(explored, weighing, wanted) if weighing is not None else iter(()),
        Kind.SETTING: _settings(explored, wanted),
        Kind.RULE: _rules(explored, chosen.movement, wanted),
    }
    found = (_first(explored, slot, (chosen.movement, wanted), kind, changes) for kind, changes in kinds.items())
    return tuple(flip for flip in found if flip is not None)


def _first(
    explored: Explored, slot: int, who: tuple[str, str | None], kind: Kind, changes: Iterator[Change]
) -> Flip | None:
    chosen, wanted = who
    for tried, change in enumerate(changes, start=1):
        now = explored.under(ProgramRequest.model_validate(change.document), slot)
        if now is not None and now != chosen and wanted in (None, now):
            return Flip(kind, change.said, now, tried)
    return None


def _weights(explored: Explored, weighing: Weighing, wanted: str | None) -> Iterator[Change]:
    """Each weight just past its borders, the nearest border first; with a movement wanted, past those where it wins."""
    document = _document(explored.request)
    borders = _borders(weighing) if wanted is None else winning(weighing, wanted)
    for past in PAST:
        for dimension, now, border in borders:
            weight = border + (past if border > now else -past)
            if not 0.0 <= weight <= 1.0:
                continue
            said = f"{words(dimension.value)} weighs {weight:.4f} instead of {now:g}"
            yield Change(said, {**document, "weights": {**document["weights"], dimension.value: weight}})


def _borders(weighing: Weighing) -> list[tuple[Dimension, float, float]]:
    """Dimension, its weight now, and where somebody else is taken; the nearest first."""
    found = [
        (span.dimension, span.weight, border)
        for span in spans(weighing)
        for border in (span.low, span.high)
        if border is not None
    ]
    return sorted(found, key=lambda one: abs(one[2] - one[1]))


def _settings(explored: Explored, wanted: str | None) -> Iterator[Change]:
    """Other settings, those that ask the least of the athlete first. What would make another calendar is left out."""
    request, materials = explored.request, explored.stored.materials
    if wanted is not None:
        yield from _in_its_way(explored, materials.catalogue[wanted])
        for seed in range(request.seed + 1, request.seed + 1 + LOTS):
            yield Change(f"the seed is {seed}", {**_document(request), "seed": seed})
    yield from _dollar(request)
    yield from _minutes(request)
    yield from _disciplines(request)
    yield from _athlete(request, sorted(materials.presets))


def _in_its_way(explored: Explored, wanted: Movement) -> Iterator[Change]:
    """What of the athlete keeps a movement out: equipment that is missing, then a limitation, then skill."""
    request = explored.request
    athlete, owned = request.athlete, explored.brief.equipment
    for kit in sorted(wanted.kits, key=lambda kit: len(kit - owned)):
        if missing := sorted(kit - owned):
            said = f"the equipment gains {listed(missing)}"
            yield _of_athlete(request, said, equipment=sorted({*owned, *missing}))
    for limit in athlete.limitations:
        others = [other.model_dump(mode="json") for other in athlete.limitations if other is not limit]
        where = words(limit.region or limit.pattern or "")
        if limit.severity is Severity.SEVERE:
            milder = {**limit.model_dump(mode="json"), "severity": Severity.MILD.value}
            yield _of_athlete(request, f"the limit on {where} is mild only", limitations=[*others, milder])
        yield _of_athlete(request, f"the limit on {where} is gone", limitations=others)
    if wanted.skill.rank > athlete.experience.rank:
        yield _of_athlete(request, f"the athlete is {words(wanted.skill.value)}", experience=wanted.skill.value)


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


def _rules(explored: Explored, chosen: str, wanted: str | None) -> Iterator[Change]:
    """A rule less, each in turn; then one more, which forbids the chosen one, or asks for the one that is wanted."""
    document, catalogue = _document(explored.request), explored.stored.materials.catalogue
    rules = document["movement_rules"]
    for rule in rules:
        said = f"the rule about {catalogue[rule['movement']].name} is gone"
        yield Change(said, {**document, "movement_rules": [other for other in rules if other is not rule]})
    more = [(chosen, FORBIDS, "is forbidden")]
    if wanted is not None:
        more.append((wanted, ASKS, "must be had in every microcycle"))
    for movement, rule, said in more:
        others = [other for other in rules if other["movement"] != movement]
        new = {"movement": movement, "rule": rule}
        yield Change(f"{catalogue[movement].name} {said}", {**document, "movement_rules": [*others, new]})


def _document(request: ProgramRequest) -> Document:
    return request.model_dump(mode="json")
