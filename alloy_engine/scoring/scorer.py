"""The fast scorer: many movements in one slot at once."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.policies.relaxation import Step
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import Dimension, Discipline, MetricType, MovementKind, MovementPattern, Muscle
from alloy_engine.scoring import clock, compound, discipline, goal, pattern, specialization
from alloy_engine.scoring.board import UNWANTED, WIDTH, Board
from alloy_engine.scoring.frame import Frame
from alloy_engine.scoring.ledger import MUSCLES, Ledger
from alloy_engine.scoring.lineup import Lineup
from alloy_engine.scoring.tables import Rows, Table, by_row, of_verdicts
from alloy_engine.scoring.verdict import Verdict
from alloy_engine.scoring.weights import Weights, dimension_weights, relative_weight

PATTERNS = tuple(MovementPattern)


class Scorer:
    """Scores for one program: what does not depend on the slot is worked out when it is built.

    What depends on the slot but on no other pick is remembered by slot; the answers never change.
    """

    def __init__(self, brief: Brief, catalogue: Catalogue, policy: Policy) -> None:
        self._brief, self._rules = brief, policy.scoring
        columns = catalogue.columns
        self._strict = dimension_weights(brief.goals, self._rules, own=brief.request.weights)
        self._secondary = columns.secondary
        self._primary: Rows = columns.primary.astype(np.intp)
        self._pattern: Rows = columns.pattern.astype(np.intp)
        self._clock: Rows = columns.metric.astype(np.intp) * 2 + columns.unilateral
        self._frames: dict[tuple[object, ...], Frame] = {}
        self._patterns: dict[tuple[MovementPattern, ...], Table] = {}
        self._clocks: dict[tuple[object, ...], Table] = {}
        self._weights: dict[float, Weights] = {}
        self._wishes: dict[tuple[Muscle, ...], NDArray[np.bool_]] = {}
        self._discipline, self._special, self._goal = self._settled(catalogue)
        kinds = columns.kind.astype(np.intp)
        self._compound = {
            asks: of_verdicts(
                Dimension.COMPOUND_BONUS, kinds, [compound.verdict(k, asks, self._rules.compound) for k in MovementKind]
            )
            for asks in (False, True)
        }

    def _settled(self, catalogue: Catalogue) -> tuple[Table, Table, Table]:
        """Disciplines, specialization and goals: the same in every slot."""
        brief, rules, movements, columns = self._brief, self._rules, catalogue.movements, catalogue.columns
        focus = brief.request.athlete.focus_muscles

        # Many movements have the same traits: what a rule says of them is worked out, and put into words, once.
        @cache
        def serves(seen: goal.Traits) -> Verdict:
            return goal.verdict(seen, brief.goals, rules)

        @cache
        def belongs(disciplines: tuple[Discipline, ...]) -> Verdict:
            return discipline.verdict(disciplines, brief.disciplines, rules.discipline)

        return (
            by_row(
                Dimension.DISCIPLINE_PREFERENCE,
                discipline.raws(columns, brief.disciplines, rules.discipline),
                lambda row: belongs(movements[row].disciplines),
            ),
            by_row(
                Dimension.SPECIALIZATION,
                specialization.raws(columns, focus, rules.specialization),
                lambda row: specialization.verdict(
                    movements[row].primary, movements[row].secondary, focus, rules.specialization
                ),
            ),
            by_row(
                Dimension.GOAL_ALIGNMENT,
                goal.raws(columns, brief.experience, brief.goals, rules),
                lambda row: serves(goal.traits(movements[row], brief.experience)),
            ),
        )

    @property
    def muscle_weight(self) -> float:
        """The strict weight of muscle coverage: what the objective's muscle term is multiplied by."""
        return self._strict[Dimension.MUSCLE_COVERAGE]

    def weights(self, step: Step) -> Weights:
        """The seven weights at that step, by dimension, together 1."""
        found = self._weights.get(step.discipline_factor)
        if found is None:
            found = dimension_weights(
                self._brief.goals, self._rules, step.discipline_factor, self._brief.request.weights
            )
            self._weights[step.discipline_factor] = found
        return found

    def board(self, slot: Slot, step: Step, ledger: Ledger, rows: Rows) -> Board:
        """These movements' gains in the session objective, were they picked for that slot now."""
        return self.lineup(slot, step, rows).board(ledger)

    def lineup(self, slot: Slot, step: Step, rows: Rows) -> Lineup:
        """These movements before that kind of slot, ready to be scored with any ledger."""
        frame = self._frame(slot, step)
        return Lineup(
            slot,
            frame,
            rows,
            classes=frame.credits[self._primary[rows]],
            reached=self._secondary[rows] & frame.wish if step.synergists else None,
            synergist=self._rules.muscle.synergist,
        )

    def pattern_table(self, slot: Slot) -> Table:
        """Dimension 1 for that slot."""
        found = self._patterns.get(slot.patterns)
        if found is None:
            asked, rules = slot.patterns, self._rules.pattern
            raws = np.array([pattern.raw(one, asked, rules) for one in PATTERNS])
            found = Table(
                Dimension.PATTERN_ALIGNMENT,
                self._pattern,
                raws,
                lambda place: pattern.verdict(PATTERNS[place], asked, rules),
            )
            self._patterns[asked] = found
        return found

    def wish(self, slot: Slot) -> NDArray[np.bool_]:
        """bool[muscles]: which muscles the slot asks for; all where it names none."""
        found = self._wishes.get(slot.muscles)
        if found is None:
            found = np.array([not slot.muscles or muscle in slot.muscles for muscle in MUSCLES])
            self._wishes[slot.muscles] = found
        return found

    def _frame(self, slot: Slot, step: Step) -> Frame:
        key = (slot.role, slot.patterns, slot.muscles, slot.wants_isolation, slot.sets, slot.minutes, step.name)
        found = self._frames.get(key)
        if found is None:
            found = self._frames[key] = self._framed(slot, step)
        return found

    def _framed(self, slot: Slot, step: Step) -> Frame:
        weights, wish = self.weights(step), self.wish(slot)
        tables = (
            self.pattern_table(slot),
            self._discipline,
            self._compound[slot.wants_isolation],
            self._special,
            self._goal,
            self._clock_table(slot, step),
        )
        return Frame(
            {table.dimension: table for table in tables},
            weights,
            relative=relative_weight(weights, self._strict),
            wish=wish,
            credits=np.where(wish, np.arange(WIDTH), UNWANTED),
        )

    def _clock_table(self, slot: Slot, step: Step) -> Table:
        key = (slot.role, slot.sets, slot.minutes, step.time_factor)
        found = self._clocks.get(key)
        if found is None:
            found = self._clocks[key] = self._clocked(slot, step)
        return found

    def _clocked(self, slot: Slot, step: Step) -> Table:
        rules = self._rules.time
        assumed = clock.pace(slot.role, self._brief.goals, rules)
        verdicts = [
            clock.verdict(slot, metric, sided, rules, assumed=assumed, factor=step.time_factor)
            for metric in MetricType
            for sided in (False, True)
        ]
        return of_verdicts(Dimension.TIME_UTILIZATION, self._clock, verdicts)
