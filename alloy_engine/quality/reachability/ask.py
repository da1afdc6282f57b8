"""One variant of a request, with everything the checks look at."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.servable import main_patterns
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import Structure
from alloy_engine.domain.vocabulary import MovementPattern, RuleType
from alloy_engine.quality.reachability.offers import Offers
from alloy_engine.quality.reachability.stock import Stock

Replan = Callable[[Brief], Structure]


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """What is asked, and the calendar it would get."""

    brief: Brief
    structure: Structure
    stock: Stock
    offers: Offers
    policy: Policy

    @property
    def catalogue(self) -> Catalogue:
        return self.stock.catalogue

    @property
    def has_own_split(self) -> bool:
        """True where the coach lays out the days: their kinds and patterns need not suit kit and minutes, as those of
        the engine's own calendars do.
        """
        return self.brief.request.hybrid is not None


@dataclass(slots=True)
class Variants:
    """Turns briefs into asks, each calendar and each stock made once. Lives as long as one report.

    replan: lays out a brief's calendar with its focus patterns.
    """

    catalogue: Catalogue
    policy: Policy
    replan: Replan
    _structures: dict[Hashable, Structure] = field(default_factory=dict)
    _stocks: dict[Hashable, tuple[Stock, frozenset[MovementPattern]]] = field(default_factory=dict)

    def know(self, brief: Brief, structure: Structure) -> None:
        """A calendar that is there already."""
        self._structures[_calendar_key(brief)] = structure

    def ask(self, brief: Brief) -> Ask:
        stock, patterns = self._stock(brief)
        brief = replace(brief, main_patterns=patterns)
        key = _calendar_key(brief)
        structure = self._structures.get(key)
        if structure is None:
            structure = self._structures[key] = self.replan(brief)
        return Ask(brief, structure, stock, Offers.of(brief, self.policy), self.policy)

    def _stock(self, brief: Brief) -> tuple[Stock, frozenset[MovementPattern]]:
        """What the athlete may be given, and the main patterns to build days around."""
        athlete = brief.request.athlete
        banned = tuple([r.movement for r in brief.request.movement_rules if r.rule is RuleType.HARD_NO])
        own = (brief.equipment, brief.experience, athlete.limitations, banned)
        found = self._stocks.get(own)
        if found is None:
            stock = Stock(brief, self.catalogue, self.policy)
            found = self._stocks[own] = stock, main_patterns(brief, self.catalogue)
        return found


def _calendar_key(brief: Brief) -> Hashable:
    """Everything a calendar depends on: the request without kit, rules and what is only about loads and words."""
    request = brief.request
    athlete = request.athlete
    return (
        tuple(request.goals.items()), request.duration_weeks, request.days_per_week, request.session_minutes,
        request.split, request.hybrid, request.microcycle_length_days, request.deload_every_weeks, request.activities,
        brief.start_date, athlete.experience, athlete.cardio_preference, brief.main_patterns,
    )  # fmt: skip
