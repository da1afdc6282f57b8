"""How often a worker shows that it lives, and how soon the others act when it does not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rhythm:
    """All in seconds. What a killed worker had in hand goes on after at most `silence` + `tend`, at once
    where no other worker lives.

    heartbeat: between two signs of life. silence: without one, a worker counts as lost; if it was only slow,
    its writes are refused and nothing is harmed. tend: between two looks for what was forgotten. poll: a job
    whose notification was missed waits so long. grace: for a program to be put back when the worker stops.
    pause, longest_pause: before a job that met trouble is tried again, doubled each time.
    """

    heartbeat: float = 1.0
    silence: float = 3.0
    tend: float = 1.0
    poll: float = 0.5
    grace: float = 15.0
    pause: float = 0.25
    longest_pause: float = 4.0

    def pause_after(self, attempts: int) -> float:
        return min(self.longest_pause, self.pause * 2.0 ** min(attempts, 10))
