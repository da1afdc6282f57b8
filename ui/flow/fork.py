"""One fork: what it is, where in the code, what was taken, by which sessions, and how long it took."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from alloy_engine.flow import Fork
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.flow.grain import CHAPTERS
from alloy_engine.reporting.flow import branches, charts
from alloy_engine.reporting.wording import counted, duration, title
from ui.flow.source import code_of
from ui.text import plain

ANY = "any"
CODE_HEIGHT = 420
FEW = 5  # sessions, too few for percentiles


def show(fork: Fork, counts: pd.DataFrame, visits: pd.DataFrame, program: str, pick: Callable[[str], None]) -> None:
    """counts: frame of `branches.branches`; visits: of the same scope. pick: called with another fork's id."""
    st.subheader(f"{fork.id} {plain(fork.title)}", anchor=False)
    _where(fork, visits)
    _branch_table(counts[counts["fork"] == fork.id])
    _neighbours(fork, pick)
    _sessions(fork, visits, program)
    _code(fork)


def _where(fork: Fork, visits: pd.DataFrame) -> None:
    phases = list(dict.fromkeys(visits.loc[(visits["fork"] == fork.id) & (visits["phase"] != ""), "phase"]))
    decided = f" · decided in {' and '.join(phases)}" if phases else " · not inside a timed phase"
    st.caption(f"{CHAPTERS[fork.chapter]}{decided if (visits['fork'] == fork.id).any() else ' · not taken here'}")


def _branch_table(table: pd.DataFrame) -> None:
    number = st.column_config.NumberColumn
    shown = table.assign(share=table["share"] * 100, outcome=[title(one) for one in table["outcome"]])
    st.dataframe(
        shown[["branch", "meaning", "times", "share", "sessions", "ms", "outcome"]],
        hide_index=True,
        column_config={
            "branch": st.column_config.TextColumn("Branch", width="small"),
            "meaning": "Meaning",
            "times": number("Times", format="localized"),
            "share": st.column_config.ProgressColumn("Share", format="%.1f %%", min_value=0, max_value=100),
            "sessions": number("Sessions"),
            "ms": number("ms", format="%.1f", help="Of the phase it was decided in, by how often each was taken"),
            "outcome": "Outcome",
        },
    )


def _neighbours(fork: Fork, pick: Callable[[str], None]) -> None:
    for said, others in (
        ("Comes after", [REGISTRY[one] for one in fork.after]),
        ("Leads to", list(REGISTRY.next_of(fork.id))),
    ):
        if not others:
            continue
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f":gray[{said}]", width="content")
            for other in others:
                label = f"{other.id} {plain(other.title)}"
                st.button(label, key=f"{said}-{other.id}", type="tertiary", on_click=pick, args=(other.id,))


def _code(fork: Fork) -> None:
    """Of the place that decides; where there are several, of the one picked."""
    where = fork.where
    if fork.also:
        where = st.pills(
            "Decided in", fork.places, default=fork.where, required=True, key=f"code-{fork.id}",
            format_func=lambda place: place.split(":")[1],
        ) or fork.where  # fmt: skip
    code = code_of(where)
    if code is None:
        st.caption(f"`{where}`: its source cannot be read here.")
        return
    st.markdown(f"**The code:** `{where.split(':')[1]}` in `{code.path}`, line {code.line}")
    st.code(code.text, language="python", line_numbers=True, height=min(CODE_HEIGHT, 60 + 22 * code.text.count("\n")))


def _sessions(fork: Fork, visits: pd.DataFrame, program: str) -> None:
    everyone = branches.took(visits, fork)
    if everyone.empty:
        st.caption("No session of what is looked at came by here.")
        return
    taken = [branch for branch in fork.branches if ((visits["fork"] == fork.id) & (visits["branch"] == branch)).any()]
    picked = st.pills(
        "Sessions that took", [ANY, *taken], default=ANY, required=True, key=f"took-{fork.id}",
        format_func=lambda one: "any branch" if one == ANY else f"{one}: {plain(fork.branches[one])}",
    )  # fmt: skip
    table = everyone if picked == ANY else branches.took(visits, fork, picked)
    sessions, times = st.columns([1, 1], gap="large")
    with sessions:
        _session_table(table, program)
    with times:
        timed = table["ms"].dropna()
        if timed.empty:
            st.caption("It is not decided inside a timed phase, so there is no time to show.")
            return
        said = [f"half within {duration(timed.quantile(0.5))}", f"95 of 100 within {duration(timed.quantile(0.95))}"]
        if len(timed) < FEW:
            said = [", ".join(duration(ms) for ms in timed)]
        st.markdown(f"**{counted(len(timed), 'session')}** · {' · '.join(said)}")
        if len(timed) >= FEW:
            st.plotly_chart(charts.spread(table), key="spread", config={"displayModeBar": False})


def _session_table(table: pd.DataFrame, program: str) -> None:
    column = st.column_config
    weeks = [session.split("-") for session in table["session"]]
    program_links = [
        "Program?" + urlencode({"id": program, "week": week, "day": day}) + f"#{week}-{day}" for week, day in weeks
    ]
    shown = table.assign(program=program_links, session_type=[title(one) for one in table["session_type"]])
    links = ["Decisions?" + urlencode({"id": program, "session": one}) for one in table["session"]]
    shown = shown.assign(decisions=links)
    st.dataframe(
        shown[["program", "decisions", "session_type", "branches", "ms", "at_ms"]],
        hide_index=True,
        height=min(320, 38 + 35 * len(shown)),
        column_config={
            "program": column.LinkColumn("Session", display_text=r"#(.+)$", width="small"),
            "decisions": column.LinkColumn("Choices", display_text="decisions", width="small"),
            "session_type": "Kind",
            "branches": "Branches",
            "ms": column.NumberColumn("ms", format="%.1f"),
            "at_ms": column.NumberColumn("At ms", format="%.2f", help="When first, from the session's beginning"),
        },
    )


def invite() -> None:
    """What stands here while no fork is chosen."""
    st.info("Choose a fork in the graph, by a click or by Enter: its code, its branches and its sessions appear here.")
