"""Whether the week has the days, minutes and main patterns that what is asked needs at the least."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from alloy_engine.domain.vocabulary import MAJOR_MUSCLES, SessionType
from alloy_engine.quality.ceilings import DAYS_A_WEEK
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.findings import Certainty, Requirement, Shortfall
from alloy_engine.quality.reachability.patterns import lifting_days, words
from alloy_engine.quality.room import room_of


def lifting_a_week(ask: Ask) -> float:
    """Lifting days in seven, deloads left out."""
    return len(_work_days(ask)) * DAYS_A_WEEK / _days(ask)


def session_sets(ask: Ask) -> float:
    """Hard sets that fit a lifting session at proper rests, on average."""
    return fmean(room_of(kind, ask.brief, ask.policy).sets for kind in _work_days(ask))


def weekly_sets(ask: Ask) -> float:
    """Hard sets a week for each major muscle, if all lifting time went evenly to them."""
    rooms = {kind: room_of(kind, ask.brief, ask.policy) for kind in set(_work_days(ask))}
    held = sum(rooms[kind].credits for kind in _work_days(ask))
    return held * DAYS_A_WEEK / _days(ask) / len(MAJOR_MUSCLES)


def _work_days(ask: Ask) -> list[SessionType]:
    """The kinds of the lifting days outside deloads."""
    work = (microcycle for microcycle in ask.structure.microcycles if not microcycle.is_deload)
    return [day.type for microcycle in work for day in microcycle.days if day.type.is_lifting]


def _days(ask: Ask) -> int:
    """Calendar days outside deloads."""
    return sum(microcycle.length_days for microcycle in ask.structure.microcycles if not microcycle.is_deload)


def volume_shortfalls(ask: Ask) -> Iterator[Shortfall]:
    """A week too short for the least useful number of sets."""
    if not lifting_days(ask):
        return
    most, wanted = weekly_sets(ask), ask.policy.audit.minimum_useful.band.ok_from
    if most < wanted:
        detail = (
            f"{lifting_a_week(ask):.1f} lifting days a week of {ask.brief.request.session_minutes} minutes hold "
            f"{most:.1f} hard sets for each major muscle, and fewer than {wanted:g} are of little use"
        )
        yield Shortfall(Requirement.WEEKLY_SETS, "majors", Certainty.CANNOT, detail)


def main_pattern_shortfalls(ask: Ask) -> Iterator[Shortfall]:
    """Main patterns a full week should hold and no allowed main lift has; days are built around the others."""
    rules = ask.policy.audit.patterns
    if lifting_a_week(ask) < rules.from_lifting_days:
        return
    for group in rules.wanted:
        if ask.brief.main_patterns.isdisjoint(group):
            named = " or ".join(words(pattern) for pattern in group)
            detail = f"no {named} that suits the kit, the injuries and the rules can be a main lift"
            yield Shortfall(Requirement.MAIN_PATTERNS, group[0].value, Certainty.CANNOT, detail)
