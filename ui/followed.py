"""A program's traces as one visitor follows them: read once, then only what is new, and made into frames when asked.

Kept with the visitor's session, for one program at a time: whoever polls a live page pays for news only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from alloy_engine.reporting.flow import visits
from alloy_engine.reporting.timing.spans import frame_of, rows_of
from alloy_engine.services import Alloy
from alloy_engine.services.times import Followed, Place

KEY = "followed"


class Traces:
    """looked: how many times something new was found; what is made of a look holds until the next one that does."""

    def __init__(self, owner: str, program: str, followed: Followed) -> None:
        self.of = (owner, program)
        self.looked = 0
        self._followed = followed
        self._places: dict[Place, None] = {}  # in the order they came
        self._rows: dict[tuple[str, Place], Sequence[Any]] = {}
        self._frames: dict[str, pd.DataFrame] = {}

    def look(self) -> None:
        news = self._followed.look()
        if news:
            self.looked += 1
            self._places.update(dict.fromkeys(sorted(news, key=str)))
            self._frames.clear()
            for place in news:
                self._rows.pop(("spans", place), None)
                self._rows.pop(("visits", place), None)

    def spans(self) -> pd.DataFrame:
        """The frame of `reporting.timing.spans`: of each session's newest run."""
        newest: dict[str | None, int] = {}
        for session, run in self._places:
            newest[session] = max(run, newest.get(session, 0))
        shown = [place for place in self._places if place[0] is None or place[1] == newest[place[0]]]
        return self._frame("spans", shown, lambda place: rows_of(self._followed.spans(place)), frame_of)

    def visits(self) -> pd.DataFrame:
        """The frame of `reporting.flow.visits`: of every run."""
        of_place = lambda place: visits.rows_of(self._followed.visits(place))  # noqa: E731
        return self._frame("visits", list(self._places), of_place, visits.frame_of)

    def _frame(
        self,
        kind: str,
        places: Sequence[Place],
        prepared: Callable[[Place], Sequence[Any]],
        joined: Callable[[Sequence[Any]], pd.DataFrame],
    ) -> pd.DataFrame:
        if kind not in self._frames:
            for place in places:
                if (kind, place) not in self._rows:
                    self._rows[kind, place] = prepared(place)
            self._frames[kind] = joined([row for place in places for row in self._rows[kind, place]])
        return self._frames[kind]


def traces(alloy: Alloy, program: str) -> Traces:
    """This visitor's, as of now. Raises StorageError, NotFound."""
    kept = st.session_state.get(KEY)
    if kept is None or kept.of != (alloy.owner, program):
        kept = st.session_state[KEY] = Traces(alloy.owner, program, alloy.times.follow(program))
    kept.look()
    return kept
