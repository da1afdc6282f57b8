"""The day's limit on hard sets near failure, kept while doses are written."""

from __future__ import annotations

from collections import Counter

from alloy_engine.catalogue.policies.relaxation import BudgetRules
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.vocabulary import MovementPattern
from alloy_engine.session.doses.dose import Dose


class HighEffort:
    """Hard sets at high RPE so far, by pattern: a coach who pushes leaves the day's limit on them alone."""

    def __init__(self, rules: BudgetRules) -> None:
        self._rules = rules
        self._sets: Counter[MovementPattern] = Counter()

    def is_passed_by(self, dose: Dose) -> bool:
        most = self._rules.high_rpe_sets.get(dose.movement.pattern)
        return most is not None and self._asks(dose) and self._sets[dose.movement.pattern] + dose.sets > most

    def count(self, dose: Dose) -> None:
        if self._asks(dose):
            self._sets[dose.movement.pattern] += dose.sets

    def _asks(self, dose: Dose) -> bool:
        return dose.slot.role in COUNTED_ROLES and dose.rpe >= self._rules.high_rpe
