"""Where a program first chooses otherwise than another, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from alloy_engine.domain.decision import Account, Decision, ScoreCard
from alloy_engine.domain.program import PlannedSession
from alloy_engine.domain.vocabulary import Dimension
from alloy_engine.reporting.compare.side import Side
from alloy_engine.reporting.decisions.why_not import why_not
from alloy_engine.reporting.flow.compare import Parting, partings
from alloy_engine.reporting.wording import title, words

DUEL_COLUMNS = ["dimension", "one", "other", "moved"]
TINY = 5e-4


@dataclass(frozen=True, slots=True)
class Divergence:
    """A slot for which two sides took another movement.

    where: session and slot, in words. taken: letter → movement's name, None where nothing was taken or asked for.
    reasons: sentences, the deciding one first. duel: by how much each side's own scoring prefers the first side's
    movement over the other's, by dimension (columns DUEL_COLUMNS); empty where a side scored only one of them, and
    where day or place are of another kind, since their scores answer different questions then.
    """

    where: str
    taken: Mapping[str, str | None]
    reasons: tuple[str, ...]
    duel: pd.DataFrame


def divergences(one: Side, other: Side, names: Mapping[str, str]) -> tuple[Divergence, ...]:
    """The first of all, and the first of the training where that is another one; none if they chose the same
    throughout. names: of movements, by id."""
    found = partings(one.choices, other.choices)
    return tuple(_divergence(one, other, names, each, each.at) for each in found if each.at is not None)


def _divergence(one: Side, other: Side, names: Mapping[str, str], parting: Parting, at: tuple[int, int]) -> Divergence:
    sequence, slot = at
    sessions = {side.letter: _session(side, sequence) for side in (one, other)}
    records = {side.letter: _record(side, sequence, slot) for side in (one, other)}
    taken = {side.letter: _taken(side, sequence, slot, names) for side in (one, other)}
    alike = _alike(sessions[one.letter], sessions[other.letter], records[one.letter], records[other.letter])
    duel = _duel(records[one.letter], records[other.letter]) if alike else pd.DataFrame(columns=DUEL_COLUMNS)
    where = f"Microcycle {parting.session.replace('-', ', day ')}, {parting.where}"
    return Divergence(where, taken, tuple(_reasons(one, other, sessions, records, duel, names)), duel)


def _session(side: Side, sequence: int) -> PlannedSession | None:
    days = [one for week in side.document.microcycles for one in week.sessions]
    return days[sequence] if sequence < len(days) else None


def _record(side: Side, sequence: int, slot: int) -> Account | None:
    keys = {choice.session for choice in side.choices if choice.sequence == sequence}
    return next((each for key in keys for each in side.accounts.get(key, ()) if each.decision.slot == slot), None)


def _taken(side: Side, sequence: int, slot: int, names: Mapping[str, str]) -> str | None:
    found = next((each.chosen for each in side.choices if (each.sequence, each.slot) == (sequence, slot)), None)
    return names.get(found, words(found)) if found else None


def _alike(
    here: PlannedSession | None, there: PlannedSession | None, mine: Account | None, theirs: Account | None
) -> bool:
    """Whether both sides asked the same question: a day of that kind, and a place that asks for the same."""
    if here is None or there is None or mine is None or theirs is None:
        return False
    return here.type is there.type and _place(mine.decision) == _place(theirs.decision)


def _reasons(
    one: Side,
    other: Side,
    sessions: Mapping[str, PlannedSession | None],
    records: Mapping[str, Account | None],
    duel: pd.DataFrame,
    names: Mapping[str, str],
) -> list[str]:
    here, there = sessions[one.letter], sessions[other.letter]
    if here is not None and there is not None and here.type is not there.type:
        kinds = f"{words(here.type)} in {one.letter}, {words(there.type)} in {other.letter}"
        return [f"The day itself is another one: {kinds}. The settings lay out the week differently."]
    said = []
    if here is not None and there is not None and here.focus != there.focus:
        said.append(f"The day's patterns differ: {_focus(here)} in {one.letter}, {_focus(there)} in {other.letter}.")
    mine, theirs = records[one.letter], records[other.letter]
    if mine is None or theirs is None:
        lacking = one.letter if mine is None else other.letter
        return [*said, f"{lacking} has no such place in that session, or kept no record of it."]
    asked, there_asked = _place(mine.decision), _place(theirs.decision)
    if asked != there_asked:
        said.append(f"The place asks for something else: {asked} in {one.letter}, {there_asked} in {other.letter}.")
    said += [_account(one.letter, mine, theirs, names), _account(other.letter, theirs, mine, names)]
    if len(duel):
        said.insert(0, _deciding(duel, one, other))
    return said


def _focus(one: PlannedSession) -> str:
    return ", ".join(words(pattern) for pattern in one.focus) or "none"


def _place(one: Decision) -> str:
    asked = ", ".join(words(each) for each in (*one.patterns, *one.muscles)) or "anything"
    return f"{words(one.role)} ({asked})"


def _account(letter: str, account: Account, theirs: Account, names: Mapping[str, str]) -> str:
    """How one side saw both picks."""
    mine, rival = account.decision, theirs.decision.chosen
    if mine.chosen is None:
        return f"{letter} left the place open: nobody qualified."
    pick = names.get(mine.chosen.movement, words(mine.chosen.movement))
    if mine.hold is not None:
        return f"{letter} had settled {pick} beforehand: {words(mine.hold)}."
    told = f"{letter} took {pick} with {mine.chosen.total:.3f}"
    if rival is None or rival.movement == mine.chosen.movement:
        return f"{told}."
    name = names.get(rival.movement, words(rival.movement))
    card = _card(account, rival.movement)
    if card is None and account.funnel:
        return f"{told}. {name} could not stand there: {why_not(account, rival.movement).said}"
    if card is None:
        return f"{told}; {name} was filtered out there, or is not among its best eight."
    if card.total > mine.chosen.total:
        return f"{told}; {name} had {card.total:.3f} alone, but the session as a whole was better without it."
    return f"{told}; {name} had {card.total:.3f}."


def _card(account: Account, movement: str) -> ScoreCard | None:
    cards = [*filter(None, [account.decision.chosen]), *account.candidates, *account.decision.others]
    return next((card for card in cards if card.movement == movement), None)


def _duel(mine: Account | None, theirs: Account | None) -> pd.DataFrame:
    """By dimension, the lead of `mine`'s pick over `theirs`'s, as each of the two scored them."""
    picks = [each.decision.chosen for each in (mine, theirs) if each and each.decision.chosen]
    if mine is None or theirs is None or len(picks) < 2:
        return pd.DataFrame(columns=DUEL_COLUMNS)
    first, second = (pick.movement for pick in picks)
    leads = [_lead(each, first, second) for each in (mine, theirs)]
    if first == second or not all(leads):
        return pd.DataFrame(columns=DUEL_COLUMNS)
    rows = [(each.value, leads[0][each], leads[1][each], leads[1][each] - leads[0][each]) for each in Dimension]
    return pd.DataFrame(rows, columns=DUEL_COLUMNS)


def _lead(one: Account, first: str, second: str) -> dict[Dimension, float]:
    cards = [_card(one, first), _card(one, second)]
    values = [{part.dimension: part.value for part in card.contributions} if card else {} for card in cards]
    if not all(values):
        return {}
    return {each: values[0][each] - values[1][each] for each in Dimension}


def _deciding(duel: pd.DataFrame, one: Side, other: Side) -> str:
    """The dimension that moved most towards the other side's pick."""
    row = min(duel.to_dict("records"), key=lambda each: float(each["moved"]))
    if row["moved"] > -TINY:
        if abs(float(duel["one"].sum())) < TINY:
            return f"Both score the two alike: a tie, which fell otherwise in {one.letter} than in {other.letter}."
        return "Both score the two the same way; what else is in the session decided."
    return (
        f"{title(str(row['dimension']))} decided: {one.letter}'s pick leads there by {row['one']:+.3f} in {one.letter} "
        f"and by {row['other']:+.3f} in {other.letter}."
    )
