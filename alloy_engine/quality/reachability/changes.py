"""Changing one thing about what is asked; everything else stays as it is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from alloy_engine.domain.brief import Brief
from alloy_engine.domain.request import TEN
from alloy_engine.domain.vocabulary import Equipment, Goal, SkillLevel, SplitTemplate


def with_request(brief: Brief, **fields: Any) -> Brief:
    return replace(brief, request=brief.request.model_copy(update=fields))


def with_athlete(brief: Brief, **fields: Any) -> Brief:
    return with_request(brief, athlete=brief.request.athlete.model_copy(update=fields))


def with_equipment(brief: Brief, items: frozenset[Equipment]) -> Brief:
    listed = tuple(item for item in Equipment if item in items)
    return replace(with_athlete(brief, equipment=listed), equipment=items)


def with_experience(brief: Brief, experience: SkillLevel) -> Brief:
    return replace(with_athlete(brief, experience=experience), experience=experience)


def with_split(brief: Brief, split: SplitTemplate) -> Brief:
    return with_request(brief, split=split, hybrid=None)


def with_goals(brief: Brief, dollars: Mapping[Goal, int]) -> Brief:
    ranked = dict(sorted(dollars.items(), key=lambda item: (-item[1], str(item[0]))))
    return replace(with_request(brief, goals=ranked), goals={goal: each / TEN for goal, each in ranked.items()})


def without_rule(brief: Brief, movement: str) -> Brief:
    kept = tuple(rule for rule in brief.request.movement_rules if rule.movement != movement)
    return with_request(brief, movement_rules=kept)


def without_limitation(brief: Brief, place: int) -> Brief:
    """place: in the request's own list; what stood there loads nothing any more."""
    own = brief.request.athlete.limitations[place]
    kept = tuple(limitation for limitation in brief.request.athlete.limitations if limitation != own)
    return with_athlete(brief, limitations=kept)


def without_activity(brief: Brief, place: int) -> Brief:
    own = brief.request.activities[place]
    return with_request(brief, activities=tuple(each for each in brief.request.activities if each != own))
