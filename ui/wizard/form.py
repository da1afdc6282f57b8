"""Widgets bound to a place in the draft, with that place's faults underneath."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from alloy_engine.errors import Fault
from alloy_engine.reporting.wording import title
from ui import draft as drafts
from ui.text import plain
from ui.wizard import state


@dataclass(frozen=True, slots=True)
class Form:
    """faults: of the whole document; `told` says a fault belongs to a field of the document by its path."""

    faults: tuple[Fault, ...]

    def select(self, label: str, *path: str | int, options: Sequence[Any], **more: Any) -> Any:
        return st.selectbox(label, options, **{"format_func": said, **self.bound(*path), **more})

    def segments(self, label: str, *path: str | int, options: Sequence[Any], **more: Any) -> Any:
        return st.segmented_control(
            label, options, required=True, wrap=True, **{"format_func": said, **self.bound(*path), **more}
        )

    def pills(self, label: str, *path: str | int, options: Sequence[Any], **more: Any) -> Any:
        bound = self.bound(*path, kept=list)
        return st.pills(label, options, selection_mode="multi", wrap=True, **{"format_func": said, **bound, **more})

    def many(self, label: str, *path: str | int, options: Sequence[Any], **more: Any) -> Any:
        return st.multiselect(label, options, **{"format_func": said, **self.bound(*path, kept=list), **more})

    def number(self, label: str, *path: str | int, **more: Any) -> Any:
        return st.number_input(label, **self.bound(*path), **more)

    def slider(self, label: str, *path: str | int, low: int, high: int, step: int = 1, **more: Any) -> Any:
        return st.slider(label, low, high, step=step, **self.bound(*path), **more)

    def text(self, label: str, *path: str | int, **more: Any) -> Any:
        return st.text_input(label, **self.bound(*path), **more)

    def date(self, label: str, *path: str | int, **more: Any) -> Any:
        return st.date_input(label, value=None, **self.bound(*path), **more)

    def tell(self, *fields: str) -> None:
        """Show the faults of these fields (and of what lies inside them) right here."""
        for fault in self.faults_of(*fields):
            st.markdown(f":red[**{plain(fault.message).capitalize()}.** Accepted: {plain(fault.accepted)}.]")

    def faults_of(self, *fields: str) -> list[Fault]:
        return [fault for fault in self.faults if any(within(fault.field, field) for field in fields)]

    def bound(self, *path: str | int, kept: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
        """Key and change handler of the widget for `path`; fills the widget from the draft when it is new."""
        key = widget_key(path)
        if key not in st.session_state:
            st.session_state[key] = drafts.read(state.draft(), path)
        return {"key": key, "on_change": _keep, "args": (path, key, kept)}


def widget_key(path: drafts.Path) -> str:
    return ".".join(["draft", str(st.session_state[state.EPOCH]), *map(str, path)])


def _keep(path: drafts.Path, key: str, kept: Callable[[Any], Any]) -> None:
    state.write(path, kept(st.session_state[key]))


def within(field: str, outer: str) -> bool:
    """Whether "athlete.name" is, or lies in, "athlete"."""
    return field == outer or field.startswith(f"{outer}.")


def said(value: Any) -> str:
    return title(value) if isinstance(value, str) else str(value)
