"""The settings of a request that may take part in a clash, and what letting go of each means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from alloy_engine.catalogue.policies.reachability import Loosest
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.request import Limitation
from alloy_engine.domain.vocabulary import Equipment, Goal
from alloy_engine.quality.reachability import changes
from alloy_engine.quality.reachability.findings import Setting

Change = Callable[[Brief], Brief]


@dataclass(frozen=True, slots=True)
class Knob:
    """A setting, and the ways in which it may be let go, the most accommodating first."""

    setting: Setting
    loosened: tuple[Change, ...]


def knobs(brief: Brief, loosest: Loosest) -> tuple[Knob, ...]:
    """Every setting that is not already as accommodating as it may be.

    What is tried first is let go first: circumstances and preferences before numbers, before facts about kit and
    body, before the rules about single movements. So a clash is told in terms of the latter where it can be.
    """
    return (
        *_activities(brief), *_preferences(brief, loosest), *_schedule(brief, loosest), *_body(brief), *_kit(brief),
        *_rules(brief),
    )  # fmt: skip


def _activities(brief: Brief) -> Iterator[Knob]:
    for place, habit in enumerate(brief.request.activities):
        drop = partial(_without, kind="activity", own=habit)
        yield Knob(Setting(f"activities.{place}", habit.activity.value), (drop,))


def _preferences(brief: Brief, loosest: Loosest) -> Iterator[Knob]:
    request = brief.request
    yield from _scalar("athlete.experience", brief.experience, loosest.experience, changes.with_experience)
    own = ", ".join(f"{goal.value} {dollars}" for goal, dollars in request.goals.items())
    others = [goals for goals in loosest.goals if goals != request.goals]
    if others:
        yield Knob(Setting("goals", own), tuple(partial(_goals, dollars=goals) for goals in others))


def _schedule(brief: Brief, loosest: Loosest) -> Iterator[Knob]:
    request = brief.request
    for field, values in (
        ("microcycle_length_days", loosest.microcycle_length_days),
        ("session_minutes", loosest.session_minutes),
        ("days_per_week", loosest.days_per_week),
    ):
        own = getattr(request, field)
        yield from _scalar(field, own, values, partial(_number, field=field))
    yield from _scalar("split", request.split, loosest.split, changes.with_split)


def _body(brief: Brief) -> Iterator[Knob]:
    for place, limitation in enumerate(brief.request.athlete.limitations):
        drop = partial(_without, kind="limitation", own=limitation)
        yield Knob(Setting(f"athlete.limitations.{place}", limitation_words(limitation)), (drop,))


def _kit(brief: Brief) -> Iterator[Knob]:
    everything = frozenset(Equipment)
    if brief.equipment != everything:
        asked = brief.request.athlete.equipment
        named = asked if isinstance(asked, str) else ", ".join(item.value for item in asked) or "none"
        yield Knob(Setting("athlete.equipment", named), (partial(changes.with_equipment, items=everything),))


def _rules(brief: Brief) -> Iterator[Knob]:
    for place, rule in enumerate(brief.request.movement_rules):
        drop = partial(changes.without_rule, movement=rule.movement)
        yield Knob(Setting(f"movement_rules.{place}", f"{rule.rule.value} {rule.movement}"), (drop,))


def limitation_words(limitation: Limitation) -> str:
    what = limitation.region or limitation.pattern
    return f"{what.value.replace('_', ' ') if what else 'nothing'} ({limitation.severity.value})"


def _scalar(field: str, own: object, values: tuple[object, ...], change: Callable[..., Brief]) -> Iterator[Knob]:
    if values and own == values[0]:
        values = values[1:]
    others = tuple(value for value in values if value != own)
    if others:
        named = getattr(own, "value", own)
        yield Knob(Setting(field, str(named)), tuple(partial(_apply, change=change, value=each) for each in others))


def _apply(brief: Brief, change: Callable[..., Brief], value: object) -> Brief:
    return change(brief, value)


def _number(brief: Brief, value: int, field: str) -> Brief:
    return changes.with_request(brief, **{field: value})


def _goals(brief: Brief, dollars: Mapping[Goal, int]) -> Brief:
    return changes.with_goals(brief, dollars)


def _without(brief: Brief, kind: str, own: object) -> Brief:
    """Whatever place it has by now, the same item is dropped."""
    items: tuple[object, ...] = brief.request.activities if kind == "activity" else brief.request.athlete.limitations
    if own not in items:
        return brief
    drop = changes.without_activity if kind == "activity" else changes.without_limitation
    return drop(brief, items.index(own))
