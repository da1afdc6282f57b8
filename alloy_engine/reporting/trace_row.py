"""What a stored span and a stored visit of a branch have in common."""

from __future__ import annotations

from typing import Protocol


class TraceRow(Protocol):
    """session: "<microcycle>-<day>", None for the program's own work."""

    @property
    def session(self) -> str | None: ...
    @property
    def session_type(self) -> str | None: ...
    @property
    def sequence(self) -> int | None: ...
    @property
    def run(self) -> int: ...
