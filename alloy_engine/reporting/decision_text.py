"""Decisions as plain text, for the terminal: the funnel, who was taken, the next best, what was exchanged."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from alloy_engine.catalogue.policies.relaxation import STEP_NAMES
from alloy_engine.domain.decision import Account, Decision, ScoreCard, Swap
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.wording import counted, listed, title, words

NAME, COLUMN, WIDTH = 31, 11, 116
TINY = 5e-5  # what four decimals do not show
HEADINGS = {
    **{dimension: dimension.value.partition("_")[0] for dimension in Dimension},
    Dimension.SPECIALIZATION: "special",  # the one word that is wider than its column
}
Members = Mapping[str, Sequence[str]]


def decisions_text(decisions: Sequence[Decision]) -> str:
    """The record as it is stored: the chosen one and the best others, each with its seven contributions."""
    if not decisions:
        return "Nothing was chosen in this session."
    return "\n".join(line for decision in decisions for line in _slot(decision, {}, decision.others, "next best"))


def accounts_text(accounts: Sequence[Account]) -> str:
    """The record in full: who fell at each stage of the funnel, and every candidate's contributions."""
    lines: list[str] = []
    for account in accounts:
        members = {fallen.stage.stage: fallen.movements for fallen in account.funnel}
        enough = f"{counted(len(account.candidates), 'candidate')}, the first {account.qualified} qualified"
        lines += _slot(account.decision, members, account.candidates, enough)
    return "\n".join(lines)


def _slot(decision: Decision, members: Members, cards: Sequence[ScoreCard], heading: str) -> Iterator[str]:
    asked = [listed(decision.patterns, "or") or "any pattern", listed(decision.muscles, "or") or "any muscle"]
    yield f"\nSlot {decision.slot}: {title(decision.role)} · {' · '.join(asked)}"
    yield f"  {_outcome(decision)}"
    for stage in decision.funnel:
        reason = f"  {stage.reason}" if stage.reason else ""
        name = stage.stage.replace("_", " ")
        yield f"    {name:<16}{-stage.removed or '':>6} {stage.left:>5} left{reason}"
        if members.get(stage.stage):
            gap = " " * 8
            yield textwrap.fill(", ".join(members[stage.stage]), WIDTH, initial_indent=gap, subsequent_indent=gap)
    for swap in decision.swaps:
        yield from _swap(swap, decision)
    if decision.chosen is not None:
        yield _row("", "total", list(HEADINGS.values()))
        yield _card(decision.chosen)
    if cards:
        yield f"    {heading}:"
        yield from (_card(card) for card in cards)


def _outcome(decision: Decision) -> str:
    if decision.hold is not None:
        taken = f"{decision.chosen.movement} stood there already" if decision.chosen else "settled without scoring"
        return f"{taken}: {words(decision.hold)}"
    step = f"step {decision.relaxation_step}, {words(STEP_NAMES[decision.relaxation_step])}"
    if not decision.funnel:
        return "from the template: nothing was scored"
    if decision.chosen is None:
        return f"left open: nobody qualified, not even at {step}"
    dropped = "; then dropped, as the time had no room for it" if decision.dropped else ""
    tie = "" if decision.tie == "A" else f"; a tie, broken by rule {decision.tie}"
    return f"{decision.chosen.movement} at {step}{tie}{dropped}"


def _swap(swap: Swap, decision: Decision) -> Iterator[str]:
    partner = "" if swap.partner is None else f" together with slot {swap.partner}"
    gain = swap.after - swap.before
    yield (
        f"    took the place of {swap.replaced.movement} ({swap.replaced.total:.4f}){partner}; "
        f"session {swap.before:.4f} → {swap.after:.4f} ({gain:+.4f})"
    )
    if decision.chosen is None or swap is not decision.swaps[-1]:
        return
    changes = [
        f"{HEADINGS[new.dimension]} {new.value - old.value:+.4f}"
        for new, old in zip(decision.chosen.contributions, swap.replaced.contributions, strict=True)
        if abs(new.value - old.value) > TINY
    ]
    if changes:
        yield f"      in this slot: {', '.join(changes)}"


def _card(card: ScoreCard) -> str:
    return _row(card.movement, f"{card.total:.4f}", [f"{part.value:.4f}" for part in card.contributions])


def _row(name: str, total: str, cells: Sequence[str]) -> str:
    return f"    {name:<{NAME}}{total:>8}" + "".join(f"{cell:>{COLUMN}}" for cell in cells)
