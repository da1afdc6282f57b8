"""The graph as data: groups, cards and ways from the registry; looks and words from the counts of the moment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from alloy_engine.flow import Fork, Outcome, Registry
from alloy_engine.flow.grain import CHAPTERS
from alloy_engine.reporting.wording import duration

UNTAKEN = "untaken"
MORE, LESS = "more", "less"


class Heat(StrEnum):
    """What makes a card warm."""

    COUNT = "count"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which forks stand out; the others fade. text: in id, title, branches or place in the code. outcome: a branch
    that means this was taken ("untaken": one never was). Empty: all."""

    text: str = ""
    outcome: str = ""


def structure(registry: Registry) -> dict[str, Any]:
    """groups: a chapter, or a fork with forks below it. nodes: the forks. edges: [from, to]. What is drawn, without
    any number: the same for every program, so that it is laid out once."""
    parents = {fork.id: _parent(fork.id, registry) for fork in registry}
    heads = {parent for parent in parents.values() if parent is not None}
    chapters = sorted({fork.chapter for fork in registry})
    groups = [{"id": _chapter(number), "parent": None, "label": f"{number} {CHAPTERS[number]}"} for number in chapters]
    groups += [
        {"id": f"in {fork.id}", "parent": _group(parents[fork.id], fork), "label": f"{fork.id} {fork.title}"}
        for fork in registry
        if fork.id in heads
    ]
    nodes = [
        {
            "id": fork.id,
            "parent": f"in {fork.id}" if fork.id in heads else _group(parents[fork.id], fork),
            "title": fork.title,
            "branches": [{"id": branch, "meaning": meaning} for branch, meaning in fork.branches.items()],
        }
        for fork in registry
    ]
    edges = [[before, fork.id] for fork in registry for before in fork.after]
    return {"groups": groups, "nodes": nodes, "edges": edges}


def chapter_group(number: int) -> str:
    """The id of a chapter's group."""
    return _chapter(number)


def looks(registry: Registry, branches: pd.DataFrame, heat: Heat, sieve: Sieve) -> dict[str, Any]:
    """Fork id → how its card looks: label, tone, heat (0..100), faded, found, spoken, branches by id.

    branches: frame of `branches.branches`. Heat is logarithmic: counts range from one to millions.
    """
    value = "times" if heat is Heat.COUNT else "ms"
    rows = _by_fork(branches)
    sums = {fork: {name: sum(row[name] for row in own) for name in ("times", "ms")} for fork, own in rows.items()}
    most_fork = max((one[value] for one in sums.values()), default=0)
    most_branch = max((row[value] for own in rows.values() for row in own), default=0)
    cards: dict[str, Any] = {}
    for fork in registry:
        label = said(sums[fork.id]["times"], sums[fork.id]["ms"])
        parts = {
            row["branch"]: {
                "label": said(row["times"], row["ms"]),
                "tone": _tone(row["times"], row["outcome"]),
                "heat": _warmth(row[value], most_branch),
                "share": round(row["share"], 4),
            }
            for row in rows[fork.id]
        }
        cards[fork.id] = {
            "label": label,
            "tone": _card_tone(parts),
            "heat": _warmth(sums[fork.id][value], most_fork),
            "spoken": f"{fork.id} {fork.title}: {label}"
            if sums[fork.id]["times"]
            else f"{fork.id} {fork.title}: not taken",
            "branches": parts,
            **_standing(fork, parts, sieve),
        }
    return cards


def difference_looks(registry: Registry, difference: pd.DataFrame, sieve: Sieve) -> dict[str, Any]:
    """The same for what one run has more or less of than another. difference: frame of `compare.difference`."""
    rows = _by_fork(difference)
    most = max((abs(row["times_more"]) for own in rows.values() for row in own), default=0)
    cards: dict[str, Any] = {}
    for fork in registry:
        parts = {
            row["branch"]: {
                "label": said_more(row["times_more"], row["ms_more"]) if row["times"] or row["times_other"] else "–",
                "tone": _difference_tone(row),
                "heat": _warmth(abs(row["times_more"]), most),
                "share": round(abs(row["times_more"]) / max(1, row["times"], row["times_other"]), 4),
            }
            for row in rows[fork.id]
        }
        times = sum(row["times_more"] for row in rows[fork.id])
        moved = sum(abs(row["times_more"]) for row in rows[fork.id])
        label = said_more(times, sum(row["ms_more"] for row in rows[fork.id]))
        cards[fork.id] = {
            "label": label,
            "tone": "regular" if any(row["times"] or row["times_other"] for row in rows[fork.id]) else UNTAKEN,
            "heat": _warmth(moved, most),
            "spoken": f"{fork.id} {fork.title}: {label} than the other",
            "branches": parts,
            **_standing(fork, parts, sieve),
        }
    return cards


def said(times: int, ms: float) -> str:
    """How often and how long, as short as can be."""
    if not times:
        return "–"
    return f"{short(times)} · {duration(ms)}" if ms else short(times)


def said_more(times: int, ms: float) -> str:
    if not times and abs(ms) < 0.05:
        return "same"
    count = f"{'+' if times > 0 else '−' if times < 0 else '±'}{short(abs(times))}"
    return f"{count} · {'+' if ms > 0 else '−'}{duration(abs(ms))}" if abs(ms) >= 0.05 else count


def short(number: int) -> str:
    """12, 1,234, 57k, 1.2M."""
    if number < 10_000:
        return f"{number:,}"
    return f"{number / 1e3:.0f}k" if number < 1_000_000 else f"{number / 1e6:.1f}M"


def legend(heat: Heat, *, compared: bool) -> list[dict[str, str]]:
    """What the signs mean: tone and words."""
    if compared:
        signs = [("more", "more often than in the other"), ("less", "less often"), ("untaken", "taken in neither")]
    else:
        signs = [
            ("heat", "heat: seldom to often" if heat is Heat.COUNT else "heat: short to long"),
            (Outcome.MAKES_DO.value, "makes do: relaxed, fallen back or held up"),
            (Outcome.FAILS.value, "fails"),
            ("untaken", "not taken"),
        ]
    note = (
        "ms: how long the phase lasted in which it was decided, divided among a fork's branches by how often each was "
        "taken. Forks of one phase each show all of it, so do not add them up."
    )
    return [{"tone": tone, "said": text} for tone, text in [*signs, ("note", note)]]


def _by_fork(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Fork id → its rows, as plain values."""
    names = list(frame.columns)
    rows: dict[str, list[dict[str, Any]]] = {}
    for values in zip(*(frame[name].tolist() for name in names), strict=True):
        row = dict(zip(names, values, strict=True))
        rows.setdefault(row["fork"], []).append(row)
    return rows


def _standing(fork: Fork, parts: Mapping[str, Mapping[str, Any]], sieve: Sieve) -> dict[str, bool]:
    found = bool(sieve.text) and matches(fork, sieve.text)
    wanted = not sieve.outcome or any(part["tone"] == sieve.outcome for part in parts.values())
    return {"found": found, "faded": (bool(sieve.text) and not found) or not wanted}


def matches(fork: Fork, text: str) -> bool:
    """Whether every word of the text occurs in the fork's id, title, branches or place."""
    hay = " ".join((fork.id, fork.title, *fork.places, *fork.branches, *fork.branches.values())).lower()
    return all(word in hay for word in text.lower().split())


def _tone(times: int, outcome: str) -> str:
    return outcome if times else UNTAKEN


def _card_tone(parts: Mapping[str, Mapping[str, Any]]) -> str:
    tones = [part["tone"] for part in parts.values()]
    for tone in (Outcome.FAILS.value, Outcome.REGULAR.value, Outcome.MAKES_DO.value):
        if tone in tones:
            return tone
    return UNTAKEN


def _difference_tone(row: Mapping[str, Any]) -> str:
    if not row["times"] and not row["times_other"]:
        return UNTAKEN
    return MORE if row["times_more"] > 0 else LESS if row["times_more"] < 0 else Outcome.REGULAR.value


def _warmth(value: float, most: float) -> int:
    """0..100, logarithmic."""
    return round(100 * math.log1p(value) / math.log1p(most)) if value > 0 and most > 0 else 0


def _parent(fork_id: str, registry: Registry) -> str | None:
    """The fork above in the hierarchy: 4.2 of 4.2.1; none for the forks of a chapter."""
    above = fork_id.rpartition(".")[0]
    known = {fork.id for fork in registry}
    return above if "." in above and above in known else None


def _group(parent: str | None, fork: Fork) -> str:
    return f"in {parent}" if parent else _chapter(fork.chapter)


def _chapter(number: int) -> str:
    return f"chapter {number}"
