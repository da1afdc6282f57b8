"""How stored programs and sessions are named."""

from __future__ import annotations

import os
import time
import uuid
from dataclasses import dataclass

from alloy_engine.errors import NotFound


@dataclass(frozen=True, slots=True)
class SessionKey:
    """One session: its program, microcycle and day, both 1-based."""

    program: str
    microcycle: int
    day: int

    @property
    def text(self) -> str:
        """The key within its program, "<microcycle>-<day>"."""
        return f"{self.microcycle}-{self.day}"

    @property
    def place(self) -> tuple[int, int]:
        return self.microcycle, self.day

    @property
    def columns(self) -> dict[str, object]:
        """The key as its three columns; NotFound if the program's id cannot be one."""
        return {"program_id": program_key(self.program), "microcycle": self.microcycle, "day": self.day}

    @classmethod
    def parse(cls, program: str, text: str) -> SessionKey:
        """Read "3-2". Raises NotFound for anything else."""
        microcycle, _, day = text.partition("-")
        if not (_is_small(microcycle) and _is_small(day)):
            raise NotFound("session", text)
        return cls(program, int(microcycle), int(day))


def new_program_id(at: int | None = None) -> str:
    """A time-ordered UUID (version 7), so that new rows land at the end of the index.

    at: milliseconds since 1970; now, if left out.
    """
    milliseconds = time.time_ns() // 1_000_000 if at is None else at
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | (0x7 << 76)  # version
    value = value & ~(0x3 << 62) | (0x2 << 62)  # variant
    return str(uuid.UUID(int=value))


def program_key(text: str) -> str:
    """The id as PostgreSQL writes it. Raises NotFound for what cannot be an id at all."""
    try:
        return str(uuid.UUID(text))
    except (ValueError, AttributeError, TypeError):
        raise NotFound("program", text) from None


def _is_small(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= 4
