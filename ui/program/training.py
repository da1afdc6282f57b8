"""How the program trains: lifts over the weeks, muscles against their bands, effort, balance, minutes."""

from __future__ import annotations

import streamlit as st

from alloy_engine.catalogue import Policy
from alloy_engine.domain.history import COUNTED_ROLES
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import Muscle
from alloy_engine.quality.finding import band_words
from alloy_engine.reporting.training import balance, body, figures, lifts, muscles, reasons
from alloy_engine.reporting.wording import title
from ui.program.why import heading
from ui.text import plain

PLAIN_CHART = {"displayModeBar": False}


def show(document: ProgramDocument, policy: Policy) -> None:
    shown = lifts.exposures(document, document.request.athlete.units)
    if shown.empty:
        st.caption("It fills as lifting sessions are planned.")
        if not balance.minutes(document).empty:
            _minutes(document, policy)
        return
    _lifts(document, shown)
    _muscles(document, policy)
    left, right = st.columns(2, gap="large")
    with left:
        heading("Effort and intensity of main lifts", "effort", lambda: reasons.effort(policy))
        _chart(figures.effort_trend(balance.effort(document)), "effort")
    with right:
        _push_pull(document, policy)
    left, right = st.columns(2, gap="large")
    with left:
        heading("Sets by pattern", "patterns", lambda: reasons.patterns(document, policy))
        _chart(figures.pattern_map(balance.patterns(document)), "patterns")
    with right:
        _minutes(document, policy)


def _chart(figure: object, key: str) -> None:
    st.plotly_chart(figure, key=f"training-{key}", config=PLAIN_CHART)


def _lifts(document: ProgramDocument, shown) -> None:  # type: ignore[no-untyped-def]
    heading("Every lift over the weeks", "lifts", reasons.lifts)
    role = st.segmented_control("Lifts", COUNTED_ROLES, default=COUNTED_ROLES[0], format_func=title, key="lift-role",
                                required=True, label_visibility="collapsed")  # fmt: skip
    table = lifts.progression(shown, role)
    if table.empty:
        st.caption("None of these is planned yet.")
        return
    deloads = {str(week.index) for week in document.microcycles if week.is_deload}
    heads = {week: f"{week} deload" if week in deloads else week for week in table.columns[1:]}
    st.dataframe(
        table,
        hide_index=True,
        column_config={"lift": st.column_config.TextColumn("Lift", pinned=True, width="medium"), **heads},
    )
    lift = st.selectbox("Draw", list(table["lift"]), key=f"lift-drawn-{role}")
    _chart(figures.lift_trend(shown[shown["role"] == role.value], lift, "load in kg"), "lift")


def _muscles(document: ProgramDocument, policy: Policy) -> None:
    majors = muscles.majors(document, policy)
    if majors.empty:
        return
    band, times = muscles.weekly_band(document, policy), policy.audit.frequency.band
    left, right = st.columns([3, 2], gap="large")
    with left:
        heading("Hard sets a week", "sets", lambda: reasons.sets(document, policy))
        st.caption(f"Shaded: {band_words(band, ' sets a week')}")
        _chart(figures.against_band(majors, "sets", band, "sets a week"), "sets")
        heading("Sessions a week that train it", "frequency", lambda: reasons.frequency(document, policy))
        st.caption(f"Shaded: {band_words(times, ' times a week')}")
        _chart(figures.against_band(majors, "sessions", times, "times a week"), "frequency")
    with right:
        heading("Body map", "body", reasons.volume)
        _chart(body.body_map(muscles.average_sets(document)), "body")
    with st.expander("Where do a muscle's sets come from?", key="sources"):
        _sources(document)


def _sources(document: ProgramDocument) -> None:
    trained = sorted(muscles.average_sets(document), key=lambda muscle: muscle.value)
    muscle: Muscle = st.selectbox("Muscle", trained, format_func=title, key="source-muscle")
    weeks = [week.index for week in document.microcycles]
    week = st.selectbox("Microcycle", weeks, key="source-week")
    found = muscles.sources(document, muscle, week)
    if found.empty:
        st.caption("Nothing in this microcycle counts for it.")
        return
    st.markdown(f"**{found['hard_sets'].sum():g} hard sets** in microcycle {week}:")
    st.table(
        {
            "Session": list(found["key"]),
            "Exercise": [plain(name) for name in found["name"]],
            "Counts": [f"{row.sets} sets × {row.counts:g} = {row.hard_sets:g}" for row in found.itertuples()],
        },
        border="horizontal",
        hide_index=True,
    )


def _push_pull(document: ProgramDocument, policy: Policy) -> None:
    both = balance.sides(document)
    heading("Pushes and pulls", "push-pull", lambda: reasons.push_pull(document, policy))
    if both.empty:
        st.caption("Neither is trained.")
        return
    ratio, band = balance.whole_ratio(both), policy.audit.push_pull.band
    said = "no pulls" if ratio is None else f"{ratio:.2f} pushing sets for each pulling set"
    st.caption(f"Whole program: {said}; {band_words(band)}")
    _chart(figures.side_bars(both), "push-pull")


def _minutes(document: ProgramDocument, policy: Policy) -> None:
    heading("Where the minutes go", "minutes", lambda: reasons.minutes(policy))
    _chart(figures.minute_bars(balance.minutes(document)), "minutes")
