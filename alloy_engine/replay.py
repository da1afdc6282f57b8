"""A session planned again as it was planned once, with every choice in it opened up.

Pure, like the planning itself: the same day, candidates, history and wishes give the same session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.changes import Lock
from alloy_engine.domain.decision import Account, Decision
from alloy_engine.domain.history import History
from alloy_engine.domain.vocabulary import FallbackTier
from alloy_engine.flow import Silent
from alloy_engine.generate import SessionResult, plan_session, plan_template, ways
from alloy_engine.selection import CandidatePool, accounts, context_of, fill
from alloy_engine.selection.draft import Draft
from alloy_engine.session import compose


@dataclass(frozen=True, slots=True)
class Replay:
    """accounts: one a decision of the result, in its order. draft: the session as it was filled, before the time was
    looked at; None where nothing was scored.
    """

    result: SessionResult
    accounts: tuple[Account, ...]
    draft: Draft | None = None


def replay(
    day: DayPlan,
    pool: CandidatePool,
    history: History,
    *,
    avoid: frozenset[str] = frozenset(),
    salt: int = 0,
    locks: Sequence[Lock] = (),
    from_template: bool = False,
) -> Replay:
    """Plan the day and account for each choice. avoid, salt, locks: as in `plan_session`. from_template: nothing is
    scored, as in `plan_template`.
    """
    if from_template:
        result = plan_template(day, pool, history, Silent(), locks=locks)
    else:
        result = plan_session(day, pool, history, Silent(), avoid=avoid, salt=salt, locks=locks)
    if not result.decisions or result.session.fallback is FallbackTier.TEMPLATE:
        return Replay(result, tuple(Account(decision) for decision in result.decisions))
    accounts, draft = _accounts(result, day, pool, history, avoid, salt, locks)
    return Replay(result, accounts, draft)


def _accounts(
    result: SessionResult,
    day: DayPlan,
    pool: CandidatePool,
    history: History,
    avoid: frozenset[str],
    salt: int,
    locks: Sequence[Lock],
) -> tuple[tuple[Account, ...], Draft]:
    """Fill the session once more, at the step whose try was kept."""
    composition = compose(day, pool, history, Silent(), locks)
    context = context_of(pool, day, history, avoid=avoid, salt=salt)
    for laid_out, step in ways(composition, day, pool, history):
        filled = fill(laid_out.slots, pool, context, Silent(), minimum_step=step)
        found = accounts(filled)
        if _same(found, result.decisions):
            pairs = zip(found, result.decisions, strict=True)
            return tuple(replace(account, decision=decision) for account, decision in pairs), filled.draft
    raise ValueError(f"day {day.key} came out differently the second time: something in its planning is not pure")


def _same(found: Sequence[Account], decisions: Sequence[Decision]) -> bool:
    """What the time left no room for is not known yet while a session is being filled."""
    return [account.decision for account in found] == [replace(decision, dropped=False) for decision in decisions]
