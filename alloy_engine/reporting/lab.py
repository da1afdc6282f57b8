"""The transaction lab's findings as frames, text and figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd
import plotly.graph_objects as go

from alloy_engine.reporting.figures import PALETTE
from alloy_engine.reporting.wording import counted, duration

TITLES = {
    "single_transaction": "One transaction (the hang)",
    "commit_first": "A · Commit first",
    "async_skeleton": "B · Calendar in the background",
    "batched": "C · Batches",
    "default": "Default (A and C)",
}
COLOURS = dict(zip(TITLES, (PALETTE[1], PALETTE[0], PALETTE[4], PALETTE[3], PALETTE[2]), strict=True))
WAITS = {"answer_ms": "Answer to the creator", "first_ms": "First session", "complete_ms": "Program complete"}
WAIT_COLOURS = dict(zip(WAITS, (PALETTE[1], PALETTE[0], PALETTE[7]), strict=True))
HUNG, UNFINISHED = "hung: no answer by the limit", "answered, not all planned by the limit"
TRIAL_COLUMNS = [
    "strategy", "title", "end", "answer_ms", "answer_max_ms", "unanswered", "first_ms", "complete_ms", "incomplete",
    "statements", "commits", "most_statements", "longest_transaction_ms", "lock_waits", "longest_wait_ms", "seconds",
    "error",
]  # fmt: skip
BAR, HEAD = 78, 70
LEGEND_ABOVE = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}


class LabMoment(Protocol):
    """How far a trial was, ms after its start."""

    @property
    def ms(self) -> float: ...
    @property
    def answered(self) -> int: ...
    @property
    def sessions(self) -> int: ...
    @property
    def of(self) -> int: ...


class LabTrial(Protocol):
    """One strategy's trial; times in ms, None for what never came."""

    @property
    def strategy(self) -> str: ...
    @property
    def end(self) -> str: ...
    @property
    def create_ms(self) -> tuple[float | None, ...]: ...
    @property
    def first_session_ms(self) -> tuple[float | None, ...]: ...
    @property
    def complete_ms(self) -> tuple[float | None, ...]: ...
    @property
    def statements(self) -> int: ...
    @property
    def commits(self) -> int: ...
    @property
    def most_statements(self) -> int: ...
    @property
    def longest_transaction_ms(self) -> float: ...
    @property
    def lock_waits(self) -> int: ...
    @property
    def longest_wait_ms(self) -> float: ...
    @property
    def seconds(self) -> float: ...
    @property
    def moments(self) -> Sequence[LabMoment]: ...
    @property
    def error(self) -> str | None: ...


def trials(found: Sequence[LabTrial]) -> pd.DataFrame:
    """One row a strategy. answer_ms, first_ms, complete_ms: medians over the creators; whoever had not got so far
    counts with the trial's whole length. unanswered, incomplete: how many those are."""
    rows = [
        {
            "strategy": trial.strategy,
            "title": TITLES[trial.strategy],
            "end": _end(trial),
            "answer_ms": _median(trial.create_ms, trial.seconds),
            "answer_max_ms": max(_settled(trial.create_ms, trial.seconds)),
            "unanswered": _missing(trial.create_ms),
            "first_ms": _median(trial.first_session_ms, trial.seconds),
            "complete_ms": _median(trial.complete_ms, trial.seconds),
            "incomplete": _missing(trial.complete_ms),
            "statements": trial.statements,
            "commits": trial.commits,
            "most_statements": trial.most_statements,
            "longest_transaction_ms": trial.longest_transaction_ms,
            "lock_waits": trial.lock_waits,
            "longest_wait_ms": trial.longest_wait_ms,
            "seconds": trial.seconds,
            "error": trial.error,
        }
        for trial in found
    ]
    return pd.DataFrame(rows, columns=TRIAL_COLUMNS)


def _end(trial: LabTrial) -> str:
    """How it ended, in words."""
    if trial.end != "limit":
        return "complete" if trial.end == "completed" else trial.end
    return HUNG if _missing(trial.create_ms) else UNFINISHED


def _settled(times: Sequence[float | None], seconds: float) -> list[float]:
    return [seconds * 1000 if ms is None else ms for ms in times]


def _median(times: Sequence[float | None], seconds: float) -> float:
    return float(pd.Series(_settled(times, seconds)).median())


def _missing(times: Sequence[float | None]) -> int:
    return sum(ms is None for ms in times)


def waits(frame: pd.DataFrame) -> go.Figure:
    """How long creators wait for their answer, for a first session, for all of it. frame: of `trials`.

    The scale is logarithmic: what hangs and what does not are a thousandfold apart.
    """
    figure = go.Figure()
    for column, name in WAITS.items():
        missing = frame["unanswered"] if column == "answer_ms" else frame["incomplete"]
        figure.add_trace(
            go.Bar(
                y=list(frame["title"]),
                x=list(frame[column]),
                orientation="h",
                name=name,
                marker={"color": WAIT_COLOURS[column], "line": {"width": 0}},
                text=[_told(ms, never) for ms, never in zip(frame[column], missing, strict=True)],
                textposition="auto",
                insidetextanchor="start",
                hovertemplate="%{y}<br>%{fullData.name}: %{text}<extra></extra>",
            )
        )
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, automargin=True)
    figure.update_xaxes(type="log", visible=False, fixedrange=True)
    return _plain(figure, HEAD + BAR * max(1, len(frame))).update_layout(barmode="group", bargap=0.2, bargroupgap=0.05)


def _told(ms: float, never: int) -> str:
    return f"{duration(ms)} and no end for {never}" if never else duration(ms)


def progress(found: Sequence[LabTrial]) -> go.Figure:
    """Sessions that anybody can see, by time since the creators asked: a line a strategy."""
    figure = go.Figure()
    for trial in found:
        figure.add_trace(
            go.Scatter(
                x=[0.0, *(moment.ms / 1000 for moment in trial.moments)],
                y=[0, *(moment.sessions for moment in trial.moments)],
                mode="lines",
                line={"shape": "hv", "width": 2.5, "color": COLOURS[trial.strategy]},
                name=TITLES[trial.strategy],
                hovertemplate="%{fullData.name}: %{y} sessions after %{x:.1f} s<extra></extra>",
            )
        )
    figure.update_xaxes(ticksuffix=" s", zeroline=False, rangemode="tozero", fixedrange=True)
    figure.update_yaxes(title="Sessions to be seen", rangemode="tozero", zeroline=False, fixedrange=True)
    return _plain(figure, 360)


def transactions(frame: pd.DataFrame) -> go.Figure:
    """The longest transaction of each strategy, and how long somebody waited for a lock. frame: of `trials`."""
    figure = go.Figure()
    shown = (
        ("longest_transaction_ms", "Longest transaction", PALETTE[1]),
        ("longest_wait_ms", "Longest wait for a lock", PALETTE[3]),
    )
    for column, name, colour in shown:
        figure.add_trace(
            go.Bar(
                y=list(frame["title"]),
                x=list(frame[column]),
                orientation="h",
                name=name,
                marker={"color": colour, "line": {"width": 0}},
                text=[duration(ms) if ms else "none" for ms in frame[column]],
                textposition="auto",
                hovertemplate="%{y}<br>%{fullData.name}: %{text}<extra></extra>",
            )
        )
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, automargin=True)
    figure.update_xaxes(visible=False, fixedrange=True)
    return _plain(figure, HEAD + 52 * max(1, len(frame))).update_layout(barmode="group", bargap=0.25)


def simulated(round_trip: float, helper: bool, patience: float) -> tuple[str, ...]:
    """What in a lab's figures is simulated, in sentences."""
    told = []
    if round_trip:
        told.append(f"The network is simulated: {round_trip:g} ms are slept before each statement and each commit.")
    if helper:
        told.append(
            "The helper service is simulated: it takes connections and never answers. Inside one transaction it is "
            f"asked before every session and waited for {patience:g} s each time; in the background it is given up "
            "after the first silence."
        )
    told.append("Everything else is real: server, tables, locks, planning.")
    return tuple(told)


def trials_text(frame: pd.DataFrame) -> str:
    """The frame for a terminal: a paragraph a strategy."""
    return "\n".join(_trial_text(row) for row in frame.to_dict("records"))


def _trial_text(row: dict) -> str:
    answer, slowest, first, complete, longest, waited = (
        duration(row[name])
        for name in (
            "answer_ms", "answer_max_ms", "first_ms", "complete_ms", "longest_transaction_ms", "longest_wait_ms",
        )
    )  # fmt: skip
    work = (
        f"{row['statements']} statements, {counted(row['commits'], 'commit')}, "
        f"at most {row['most_statements']} statements in one, longest transaction {longest}"
    )
    held = f"{counted(row['lock_waits'], 'lock wait')}" + (f" of up to {waited}" if row["lock_waits"] else "")
    lines = [
        f"{row['title']}: {row['end']} after {row['seconds']:.1f} s",
        f"  answer {answer} (slowest {slowest}), first session {first}, complete {complete}",
        f"  {work}, {held}",
    ]
    if row["unanswered"] or row["incomplete"]:
        lines.append(
            f"  never answered: {counted(row['unanswered'], 'creator')}; "
            f"never complete: {counted(row['incomplete'], 'program')}"
        )
    if row["error"]:
        lines.append(f"  {row['error']}")
    return "\n".join(lines)


def _plain(figure: go.Figure, height: int) -> go.Figure:
    return figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 40, "b": 0},
        hovermode="closest",
        legend=LEGEND_ABOVE,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
