"""Whether the week has the days, minutes and main patterns that what is asked needs at the least."""

from __future__ import annotations

from collections.abc import Iterator

from alloy_engine.domain.vocabulary import MAJOR_MUSCLES
from alloy_engine.quality.ceilings import DAYS_A_WEEK, sets_a_session
from alloy_engine.quality.reachability.ask import Ask
from alloy_engine.quality.reachability.findings import Certainty, Requirement, Shortfall
from alloy_engine.quality.reachability.patterns import lifting_days, words


def lifting_a_week(ask: Ask) -> float:
    """Lifting days in seven, deloads left out."""
    work = [microcycle for microcycle in ask.structure.microcycles if not microcycle.is_deload]
    days = sum(microcycle.length_days for microcycle in work)
    return sum(day.type.is_lifting for microcycle in work for day in microcycle.days) * DAYS_A_WEEK / days


def weekly_sets(ask: Ask) -> float:
    """Hard sets a week for each major muscle, if all lifting time went evenly to them."""
    credit = ask.policy.audit.ceilings.credit_per_set
    return lifting_a_week(ask) * sets_a_session(ask.brief, ask.policy) * credit / len(MAJOR_MUSCLES)


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
