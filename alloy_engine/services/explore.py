"""Use case: one stored session opened up, and planned again under other wishes without touching what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alloy_engine.domain.brief import Brief
from alloy_engine.domain.decision import Account
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.errors import NotFound
from alloy_engine.selection.draft import Draft
from alloy_engine.services.recompute import Recomputed, Stored, brief_of, planned_for, read_stored, recomputed, replayed
from alloy_engine.storage.owned import Owned

if TYPE_CHECKING:
    from alloy_engine.services.alloy import Alloy


@dataclass(frozen=True, slots=True)
class Explored:
    """A session with every choice opened up. brief: what it was planned from, with the materials of its day. draft: the
    session as it was filled; None where nothing was scored.
    """

    stored: Stored
    brief: Brief
    record: Recomputed
    draft: Draft | None

    @property
    def request(self) -> ProgramRequest:
        return self.stored.orders.request

    @property
    def slots(self) -> Mapping[int, Account]:
        """The accounts by slot."""
        return {account.decision.slot: account for account in self.record.slots}

    def account(self, slot: int) -> Account:
        """Raises NotFound."""
        found = self.slots.get(slot)
        if found is None:
            raise NotFound("slot", slot)
        return found

    def under(self, request: ProgramRequest, slot: int) -> str | None:
        """Who takes that place when the session is planned again for another request: "" if nobody does, None if the
        session then has no such place.
        """
        was = self.account(slot).decision
        for now in planned_for(self.stored, request).decisions:
            if now.slot == slot and (now.role, now.patterns) == (was.role, was.patterns):
                return now.chosen.movement if now.chosen else ""
        return None


def explore(alloy: Alloy, program: str, session: str) -> Explored:
    """Open a stored session of the user's up. Raises as `Alloy.recompute`."""
    stored = read_stored(Owned(alloy.database, alloy.owner), program, session)
    anew = replayed(stored)
    return Explored(stored, brief_of(stored, stored.orders.request), recomputed(stored, anew), anew.draft)
