"""One slot's choice as frames: the funnel, the ranking, and what each dimension brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from alloy_engine.domain.decision import Account, Decision, ScoreCard
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.wording import listed, title

Name = Callable[[str], str]  # a movement's name by its id
CHOSEN, EQUAL, QUALIFIED, BELOW = "chosen", "counts as equal", "qualified", "below the minimum"


def funnel(account: Account) -> pd.DataFrame:
    """One row a stage, in order: stage, removed, left, reason (empty where nobody fell)."""
    rows = [(title(one.stage), one.removed, one.left, one.reason) for one in account.decision.funnel]
    return pd.DataFrame(rows, columns=["stage", "removed", "left", "reason"])


def ranking(account: Account, name: Name, why: str = "") -> pd.DataFrame:
    """One row a candidate, best first: place (from 1), movement, name, total, standing, and a column a dimension with
    its contribution. A chosen movement that was held, and is no candidate, comes first at place 0. why: the chosen
    one was taken although it does not score most, in a few words.
    """
    chosen = account.decision.chosen
    best = account.candidates[0].total if account.candidates else 0.0
    ids = {card.movement for card in account.candidates}
    held = [chosen] if chosen is not None and chosen.movement not in ids else []
    rows = []
    for place, card in enumerate([*held, *account.candidates], start=1 - len(held)):
        taken = chosen is not None and card.movement == chosen.movement
        if taken:
            standing = f"{CHOSEN}: {why}" if why else CHOSEN
        elif place > account.qualified:
            standing = BELOW
        else:
            standing = EQUAL if best - card.total <= account.margin and not account.decision.hold else QUALIFIED
        parts = [part.value for part in card.contributions]
        rows.append((place, card.movement, name(card.movement), card.total, standing, *parts))
    columns = ["place", "movement", "name", "total", "standing", *(one.value for one in Dimension)]
    return pd.DataFrame(rows, columns=columns)


def cards(account: Account) -> dict[str, ScoreCard]:
    """Every card of the slot by movement, the chosen one first, then the candidates, best first."""
    chosen = account.decision.chosen
    found = {} if chosen is None else {chosen.movement: chosen}
    for card in account.candidates or account.decision.others:
        found.setdefault(card.movement, card)
    return found


def parts(card: ScoreCard) -> pd.DataFrame:
    """One row a dimension in priority order, and the total last: label, raw, weight, value, start (where its bar
    begins), rule, reason. The values above the last row sum to it.
    """
    rows: list[tuple[str, float, float, float, float, str, str]] = []
    reached = 0.0
    for part in card.contributions:
        rows.append((title(part.dimension.value), part.raw, part.weight, part.value, reached, part.rule, part.reason))
        reached += part.value
    rows.append(("Total", float("nan"), 1.0, card.total, 0.0, "", ""))
    return pd.DataFrame(rows, columns=["label", "raw", "weight", "value", "start", "rule", "reason"])


def versus(one: ScoreCard, other: ScoreCard) -> pd.DataFrame:
    """One row a dimension, and the total last: label, one and other ("raw × weight = value"), ahead (one − other)."""
    rows = []
    for a, b in zip(one.contributions, other.contributions, strict=True):
        said = [f"{part.raw:.4f} × {part.weight:.4f} = {part.value:.4f}" for part in (a, b)]
        rows.append((title(a.dimension.value), *said, a.value - b.value))
    rows.append(("Total", f"{one.total:.4f}", f"{other.total:.4f}", one.total - other.total))
    return pd.DataFrame(rows, columns=["label", "one", "other", "ahead"])


def slot_label(decision: Decision, name: Name) -> str:
    """ "5 · Back Squat, main", counted from 1."""
    taken = name(decision.chosen.movement) if decision.chosen else "left open"
    return f"{decision.slot + 1} · {taken}, {title(decision.role.value).lower()}"


def asked(decision: Decision) -> str:
    """What the place asks for, in words."""
    patterns = listed(decision.patterns, "or") or "any pattern"
    return f"{title(patterns)}, training {listed(decision.muscles, 'or') or 'any muscle'}"


def beside(ours: Mapping[int, str], best: Mapping[int, str], name: Name) -> pd.DataFrame:
    """One row a slot of either: place (from 1), ours and best by name ("–" for an open one), same."""
    rows = []
    for slot in sorted({*ours, *best}):
        one, other = ours.get(slot), best.get(slot)
        rows.append((slot + 1, name(one) if one else "–", name(other) if other else "–", one == other))
    return pd.DataFrame(rows, columns=["place", "ours", "best", "same"])
