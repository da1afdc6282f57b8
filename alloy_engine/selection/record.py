"""The record of a choice, and its report to the tracer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from alloy_engine.domain.decision import Decision, FunnelStage, Swap
from alloy_engine.domain.slot import Slot
from alloy_engine.domain.vocabulary import SelectionStatus
from alloy_engine.flow import Tracer
from alloy_engine.scoring import report as report_rules
from alloy_engine.selection import stages
from alloy_engine.selection.entry import Entry
from alloy_engine.selection.funnel import Field

OTHERS, ALTERNATIVES = 8, 5
BRANCHES = {
    stages.HARD_NO: "A",
    stages.EQUIPMENT: "B",
    stages.INJURY: "C",
    stages.SKILL: "D",
    stages.DUPLICATE: "E",
    stages.VARIETY: "F",
    stages.BUDGET: "G",
    stages.PATTERN: "H",
    stages.TIER: "I",
    stages.ROLE: "J",
    stages.MUSCLE: "K",
}
STATUS_BRANCHES = {
    SelectionStatus.OPTIMAL: "A",
    SelectionStatus.FEASIBLE: "B",
    SelectionStatus.PARTIAL: "C",
    SelectionStatus.INFEASIBLE: "D",
}


def written(
    slot: Slot,
    field: Field,
    place: int | None,
    ids: Sequence[str],
    *,
    tie: str = "A",
    hold: str | None = None,
    swaps: tuple[Swap, ...] = (),
) -> Entry:
    """The decision for that slot: the place taken (None: nobody), and the best others, best first.

    ids: movement ids by catalogue row. swaps: the exchanges that led to it.
    """
    board = field.board
    others = field.candidates if place is None else field.candidates[field.candidates != place]
    ranked = [int(other) for other in others[np.argsort(-board.totals[others], kind="stable")[:OTHERS]]]
    # The board adds in another order than a card: equals may differ in the last bit.
    cards = tuple(sorted((board.card(other, ids[board.rows[other]]) for other in ranked), key=lambda card: -card.total))
    qualified = len(field.qualified) - (place is not None and place in field.qualified)
    decision = Decision(
        slot=slot.index,
        role=slot.role,
        patterns=slot.patterns,
        muscles=slot.muscles,
        relaxation_step=0 if hold else field.step,
        funnel=field.funnel(),
        chosen=None if place is None else board.card(place, ids[board.rows[place]]),
        others=cards,
        hold=hold,
        swapped_from=swaps[-1].replaced.movement if swaps else None,
        tie=tie,
        swaps=swaps,
    )
    # Candidates qualify by their total alone, so the qualified ones come first.
    alternatives = tuple((card.movement, card.total) for card in cards[: min(qualified, ALTERNATIVES)])
    return Entry(decision, alternatives, field.sifted.no_match, field)


def report(entries: Sequence[Entry], status: SelectionStatus, tracer: Tracer) -> None:
    """Forks 7.0, 7.1, 7.2, 7.4, 8.1 to 8.9 for a whole session, each branch once with its count."""
    taken: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        decision = entry.decision
        taken["7.0", _outcome(decision)] += 1
        if decision.hold is None:
            taken["7.1", str(decision.relaxation_step)] += 1
            taken["8.8", decision.tie] += decision.chosen is not None
        for stage in decision.funnel:
            if stage.stage in BRANCHES:
                taken["7.2", BRANCHES[stage.stage]] += stage.removed
        last: FunnelStage = decision.funnel[-1]
        taken["7.2", "passed"] += last.left
        taken["8.9", "A"] += last.left
        taken["8.9", "B"] += last.removed
        taken["8.9", "C"] += entry.no_match
    for (fork, branch), times in taken.items():
        tracer.take(fork, branch, times)
    report_rules((entry.decision.chosen for entry in entries if entry.decision.chosen is not None), tracer)
    tracer.take("7.4", STATUS_BRANCHES[status])


def _outcome(decision: Decision) -> str:
    if decision.chosen is None:
        return "C"
    if decision.hold is not None:
        return "D"
    return "B" if decision.relaxation_step else "A"
