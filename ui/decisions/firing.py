"""Which rules decide, and which never do: over the latest programs, or over a sweep planned for it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from alloy_engine.domain.request import ProgramRequest
from alloy_engine.errors import InvalidRequest
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.reporting.decisions import rules
from alloy_engine.reporting.wording import counted
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.explore import Explored
from alloy_engine.services.sweep import SweepOptions, firing_of
from alloy_engine.services.sweep.aside import SweepAside
from ui import sweeping
from ui.engine import alloy
from ui.text import plain

MOST_PROGRAMS, PLACE = 30, "rules"
LATEST, RANDOM, VARIED = "Latest programs", "Random requests", "This request, varied"
FEWEST, USUAL, MOST, SEED = 2, 60, 500, 1


@dataclass(frozen=True, slots=True)
class Swept:
    """subject: the request that is varied, None for random ones."""

    run: SweepAside
    subject: ProgramRequest | None


def show(explored: Explored) -> None:
    st.markdown("**Which rules decide, and which never do**")
    over = st.segmented_control("Counted over", [LATEST, RANDOM, VARIED], default=LATEST, required=True,
                                key="rules-over", bind="query-params")  # fmt: skip
    if over == LATEST:
        cards = alloy().programs(limit=MOST_PROGRAMS)
        _table(rules.firing(REGISTRY, rules.of_programs(alloy().flow(card.id) for card in cards)),
               f"the picks of {counted(len(cards), 'program')} of yours, the latest")  # fmt: skip
        return
    held: dict[str, Swept] = sweeping.remembered(PLACE)
    subject = explored.request if over == VARIED else None
    run = held[over].run if over in held and held[over].subject == subject else None
    busy = run is not None and run.lives
    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = _options(over, explored, disabled=busy)
        if st.button("Run the sweep", key="rules-run", type="primary", disabled=busy):
            _begin(options, held, over, subject)
    if run is None:
        st.caption("Each is planned as a whole program in worker processes, and none is stored. A hundred take about "
                   "half a minute; the page stays alive.")  # fmt: skip
        return
    sweeping.watch(run, "rules-cancel", _found)


def _options(over: str, explored: Explored, *, disabled: bool) -> SweepOptions:
    if over == RANDOM:
        count = st.number_input("Requests", FEWEST, MOST, USUAL, key="rules-count", disabled=disabled, width=160)
        return SweepOptions(random=count, seed=SEED)
    vary = {
        "days_per_week": [2, 3, 4, 5, 6],
        "session_minutes": [30, 60, 90],
        "athlete.equipment": sorted(alloy().presets),
    }
    st.caption("2 to 6 days × 30, 60 or 90 minutes × each kit")
    return SweepOptions(grid={"base": explored.request.model_dump(mode="json", exclude_none=True), "vary": vary})


def _begin(options: SweepOptions, held: dict[str, Swept], over: str, subject: ProgramRequest | None) -> None:
    engine = alloy()
    try:
        requests = options.requests(engine.materials, today=SystemClock().today())
    except InvalidRequest as invalid:
        st.error(plain(str(invalid.faults[0])))
        return
    if (begun := sweeping.begin(engine, requests, rules=True)) is not None:
        held[over] = Swept(begun, subject)
        st.rerun()


def _found(frame: pd.DataFrame) -> None:
    firing = firing_of(frame)
    if firing is None:
        st.error(f"None of {counted(len(frame), 'program')} could be planned: {plain(str(frame['error'].iloc[0]))}")
        return
    table = rules.firing(REGISTRY, firing.decided, firing.beside)
    _table(table, f"every pick of {counted(len(frame), 'program')} planned for this")
    silent = table[(table["times"] == 0) & (table["beside"] == 0)]
    named = ", ".join(f"{row.dimension.lower()}: {row.meaning}" for row in silent.itertuples())
    st.caption(
        f"Matched nobody, neither a pick nor one of the eight best beside it: {plain(named) or 'none'}. A rule whose "
        "movements a filter removes before anything is scored cannot fire."
    )


def _table(table: pd.DataFrame, over: str) -> None:
    never = table[table["times"] == 0]
    st.caption(f"Counted over {over}: {counted(len(never), 'rule')} of {len(table)} never decided.")
    named = table.assign(named=table["dimension"] + ": " + table["meaning"])
    beside = ["beside"] if table["beside"].any() else []
    st.dataframe(
        named.sort_values(["times", "beside"], kind="stable"),
        hide_index=True,
        column_order=["named", "times", "share", *beside],
        column_config={
            "named": st.column_config.TextColumn("Rule", width="medium"),
            "times": st.column_config.NumberColumn("Decided", format="localized"),
            "share": st.column_config.ProgressColumn("Of its level", format="percent", min_value=0.0, max_value=1.0),
            "beside": st.column_config.NumberColumn("Of others", format="localized",
                                                    help="How often it matched one of the eight best not taken."),
        },
    )  # fmt: skip
