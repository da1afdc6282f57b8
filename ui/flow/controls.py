"""What is looked at, and how: every choice stands in the address, so that a view can be sent to somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from alloy_engine.flow import Outcome
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.flow.grain import CHAPTERS
from alloy_engine.reporting.flow import visits as taken
from alloy_engine.reporting.flow.graph import UNTAKEN, Heat, Sieve, chapter_group
from alloy_engine.reporting.flow.visits import Scope
from alloy_engine.reporting.wording import title, words
from alloy_engine.services import ProgramCard
from ui import addressed

WIDTH = 168  # pixels: two beside each other on a phone
ALL, NOW, NOTHING = "all", "now", "nothing"
OUTCOMES = {
    ALL: "Any outcome",
    Outcome.REGULAR.value: "Regular",
    Outcome.MAKES_DO.value: "Makes do",
    Outcome.FAILS.value: "Fails",
    UNTAKEN: "Not taken",
}


@dataclass(frozen=True, slots=True)
class View:
    """scope: what is counted. other: the program held against it, None for none; other_scope: what of it.
    zoom: a chapter's group, None for the whole flow. detailed: branches are drawn."""

    scope: Scope
    other: str | None
    other_scope: Scope
    heat: Heat
    sieve: Sieve
    zoom: str | None
    detailed: bool


def show(program: str, visits: pd.DataFrame, cards: Sequence[ProgramCard]) -> View:
    """A row of choices, in as many lines as it takes. visits: of the program, all runs. cards: what it can be held
    against."""
    runs = taken.runs(visits)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        scope = _scope(visits, runs)
        other, other_scope = _other(program, scope, runs, cards)
        heat = st.segmented_control(
            "Heat", [one.value for one in Heat], default=Heat.COUNT.value, required=True, key="heat",
            bind="query-params", width="content",
        )  # fmt: skip
        text = st.text_input("Find", key="find", bind="query-params", placeholder="title, branch, code", width=WIDTH)
        outcome = _select("Outcome", list(OUTCOMES), "outcome", OUTCOMES.__getitem__)
        chapters = sorted({fork.chapter for fork in REGISTRY})
        chapter = _select("Zoom to", [0, *chapters], "chapter", _chapter)
        detailed = st.toggle("Branches", value=True, key="branches", bind="query-params")
    return View(
        scope=scope,
        other=other,
        other_scope=other_scope,
        heat=Heat(heat or Heat.COUNT),
        sieve=Sieve(text.strip(), "" if outcome == ALL else outcome),
        zoom=chapter_group(chapter) if chapter else None,
        detailed=detailed,
    )


def _select(label: str, options: Sequence[Any], key: str, named: Callable[[Any], str]) -> Any:
    return addressed.select(label, options, key, named, width=WIDTH)


def _scope(visits: pd.DataFrame, runs: Sequence[int]) -> Scope:
    sessions = taken.sessions(visits)
    kinds = dict(zip(sessions["session"], sessions["session_type"], strict=True))
    weeks = list(dict.fromkeys(key.split("-")[0] for key in kinds))
    picked = _select("Looking at", [ALL, *weeks, *kinds], "scope", lambda one: _named(one, kinds))
    run: str | int = NOW
    if len(runs) > 1:
        run = _select("Run", [NOW, *runs], "run", lambda one: "As it stands" if one == NOW else f"Run {one}")
    return Scope(
        run=None if run == NOW else int(run),
        microcycle=int(picked) if picked in weeks else None,
        session=picked if picked in kinds else None,
    )


def _other(program: str, scope: Scope, runs: Sequence[int], cards: Sequence[ProgramCard]) -> tuple[str | None, Scope]:
    """The same part of another program, or of another run of this one."""
    names = {card.id: card.name for card in cards if card.id != program}
    own = [f"run {run}" for run in runs if len(runs) > 1 and run != scope.run]
    picked = _select("Held against", [NOTHING, *own, *names], "against", lambda one: _against(one, names))
    if picked in names:
        return picked, Scope(None, scope.microcycle, scope.session)
    if picked in own:
        return program, Scope(int(picked.removeprefix("run ")), scope.microcycle, scope.session)
    return None, scope


def _against(one: str, names: dict[str, str]) -> str:
    if one == NOTHING:
        return "Nothing"
    return names.get(one) or f"{title(one)} of this program"


def _named(one: str, kinds: dict[str, str]) -> str:
    if one == ALL:
        return "The whole program"
    return f"Session {one} · {words(kinds[one])}" if one in kinds else f"Microcycle {one}"


def _chapter(number: int) -> str:
    return f"{number} {CHAPTERS[number]}" if number else "The whole flow"
