"""The cheapest change that clears a clash, from the policy's table, tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, islice

from alloy_engine.catalogue.policies.reachability import Costs
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import Equipment, SplitTemplate
from alloy_engine.quality.reachability import changes
from alloy_engine.quality.reachability.ask import Variants
from alloy_engine.quality.reachability.checks import fails, shortfalls
from alloy_engine.quality.reachability.findings import Certainty, Repair, Shortfall

MINUTES_STEP, MINUTES, DAYS, PLAIN_WEEK = 5, range(30, 121, 5), range(2, 8), 7
NAMED_SPLITS = (SplitTemplate.AUTO, SplitTemplate.FULL_BODY, SplitTemplate.UPPER_LOWER, SplitTemplate.PPL)


@dataclass(frozen=True, slots=True)
class Option:
    """One change. field: the setting it is about."""

    cost: float
    field: str
    words: str
    change: Callable[[Brief], Brief]


def cheapest_repair(
    shortfall: Shortfall,
    fields: frozenset[str],
    brief: Brief,
    costs: Costs,
    before: Sequence[Shortfall],
    variants: Variants,
    most: int,
) -> Repair | None:
    """The cheapest single change of one of these settings, else pair of changes, after which the requirement is met
    and nothing is impossible that was possible before. most: variants looked at.
    """
    singles = sorted(options(brief, costs, fields), key=lambda option: (option.cost, option.words))
    pairs = sorted(combinations(singles, 2), key=lambda pair: (pair[0].cost + pair[1].cost, pair[0].words))
    tried = ((option,) for option in singles)
    both = (pair for pair in pairs if _compatible(*pair))
    for chosen in islice((*tried, *both), most):
        changed = brief
        for option in chosen:
            changed = option.change(changed)
        if _clears(changed, shortfall, before, variants):
            cost = round(sum(option.cost for option in chosen), 2)
            return Repair(tuple(option.words for option in chosen), cost, changed.request)
    return None


def options(brief: Brief, costs: Costs, fields: frozenset[str]) -> Iterator[Option]:
    """Every single change of these settings that the table knows, in no particular order."""
    for option in (*_rules(brief, costs), *_kit(brief, costs), *_schedule(brief, costs), *_goals(brief, costs)):
        if option.field in fields:
            yield option


def _clears(changed: Brief, shortfall: Shortfall, before: Sequence[Shortfall], variants: Variants) -> bool:
    ask = variants.ask(changed)
    if fails(ask, shortfall):
        return False
    known = {each.key for each in before}
    return all(each.key in known or each.certainty is Certainty.MAY for each in shortfalls(ask))


def _compatible(one: Option, other: Option) -> bool:
    """Two items of kit go together; two values of the same setting do not."""
    return one.field != other.field or one.field == "athlete.equipment"


def _rules(brief: Brief, costs: Costs) -> Iterator[Option]:
    for place, rule in enumerate(brief.request.movement_rules):
        words = f"give up {rule.rule.value} {rule.movement}"
        drop = partial(changes.without_rule, movement=rule.movement)
        yield Option(costs.rule, f"movement_rules.{place}", words, drop)
    for place, habit in enumerate(brief.request.activities):
        words = f"give up {habit.activity.value.replace('_', ' ')}"
        drop = partial(changes.without_activity, place=place)
        yield Option(costs.activity, f"activities.{place}", words, drop)


def _kit(brief: Brief, costs: Costs) -> Iterator[Option]:
    for item in Equipment:
        if item not in brief.equipment:
            add = partial(_adding, item=item)
            yield Option(costs.equipment[item], "athlete.equipment", f"add {item.value.replace('_', ' ')}", add)


def _adding(brief: Brief, item: Equipment) -> Brief:
    return changes.with_equipment(brief, brief.equipment | {item})


def _schedule(brief: Brief, costs: Costs) -> Iterator[Option]:
    request = brief.request
    for minutes in MINUTES:
        if minutes != request.session_minutes:
            cost = costs.minutes_step * abs(minutes - request.session_minutes) / MINUTES_STEP
            yield Option(cost, "session_minutes", f"{minutes} minutes a session", _set("session_minutes", minutes))
    for days in DAYS:
        if days != request.days_per_week:
            cost = costs.day * abs(days - request.days_per_week)
            yield Option(cost, "days_per_week", f"{days} days a week", _set("days_per_week", days))
    for split in NAMED_SPLITS:
        if split is not request.split:
            words = f"split {split.value.replace('_', ' ')}"
            yield Option(costs.split, "split", words, partial(changes.with_split, split=split))
    if request.microcycle_length_days != PLAIN_WEEK and request.hybrid is None:
        change = _set("microcycle_length_days", PLAIN_WEEK)
        yield Option(costs.microcycle_length, "microcycle_length_days", f"microcycles of {PLAIN_WEEK} days", change)


def _goals(brief: Brief, costs: Costs) -> Iterator[Option]:
    """Dollars moved between the goals that are funded; none is given up."""
    goals = brief.request.goals
    for giver in goals:
        for taker in goals:
            for dollars in range(1, goals[giver]):
                if giver is not taker:
                    moved = {**goals, giver: goals[giver] - dollars, taker: goals[taker] + dollars}
                    words = f"{dollars} dollars from {giver.value} to {taker.value}"
                    yield Option(costs.dollar * dollars, "goals", words, partial(changes.with_goals, dollars=moved))


def _set(field: str, value: object) -> Callable[[Brief], Brief]:
    return partial(_with, field=field, value=value)


def _with(brief: Brief, field: str, value: object) -> Brief:
    return changes.with_request(brief, **{field: value})
