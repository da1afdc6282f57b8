"""Why the one that was taken was, from what is known of its session."""

from __future__ import annotations

from alloy_engine.domain.decision import Account
from alloy_engine.reporting.decisions.standing import Standing, first_session, standing
from alloy_engine.services.explore import Explored


def standing_of(explored: Explored, account: Account) -> Standing | None:
    """Why the one that was taken was, also where it scores less than another."""
    decision, stored = account.decision, explored.stored
    if decision.chosen is None:
        return None
    movement = decision.chosen.movement
    since = first_session(stored.structure, stored.known, stored.key, decision.role, movement)
    rule = next((one for one in explored.request.movement_rules if one.movement == movement), None)
    return standing(account, since, rule)
