"""The asker's side of a bench: puts the steps of one program, and sees to it that each is answered.

A day that is not answered in time, or whose planning ends its process, is answered from the template, and
if that goes wrong too, by a failed session with the reason. So no session can stop a program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from alloy_engine.domain.calendar import DayPlan, Structure
from alloy_engine.domain.vocabulary import SessionType
from alloy_engine.services.compute.demo import Demo
from alloy_engine.services.compute.requests import (
    Answer,
    Compute,
    Died,
    FallBack,
    LayOut,
    Overran,
    Planned,
)
from alloy_engine.services.compute.steps import Step
from alloy_engine.services.log import logger
from alloy_engine.settings import Settings

# A process may die for reasons of the machine: what it had in hand gets a second chance.
CHANCES = 2


@dataclass(slots=True)
class Desk:
    """program: as it was laid out, and every session planned since. meanwhile: what can be done while it is waited
    for an answer, each time it is asked whether to go on."""

    compute: Compute
    settings: Settings
    program: LayOut
    stopping: Callable[[], bool]
    meanwhile: Callable[[], None] = lambda: None

    @property
    def structure(self) -> Structure:
        return self.program.structure

    def lay_out(self) -> Answer:
        """Raises ComputeTrouble, Interrupted."""
        for chance in range(CHANCES):
            self.compute.ask(self.program, self._longest)
            try:
                answer = self.compute.answer(self._still_stopping)
                break
            except Died:
                if chance + 1 == CHANCES:
                    raise
        assert isinstance(answer.value, Structure)  # noqa: S101  the answer to LayOut
        self.program = replace(self.program, structure=answer.value, settled=True)
        return answer

    def _still_stopping(self) -> bool:
        self.meanwhile()
        return self.stopping()

    def ask(self, step: Step) -> None:
        self.compute.ask(step.request, self._seconds(step.day))

    def answer(self, step: Step) -> Answer:
        """The answer to the step asked last. Raises ComputeTrouble only for a step that plans no day, or
        when nothing can be computed at all; Interrupted."""
        for _ in range(CHANCES - 1):
            try:
                return self._kept(step, self.compute.answer(self._still_stopping))
            except Overran as trouble:
                return self._stand_in(step, trouble)
            except Died as trouble:
                logger("compute").warning("compute.died", step=str(step.request), error=str(trouble))
                self.lay_out()
                self.ask(step)
        try:
            return self._kept(step, self.compute.answer(self._still_stopping))
        except (Overran, Died) as trouble:
            return self._stand_in(step, trouble)

    def _stand_in(self, step: Step, trouble: Overran | Died) -> Answer:
        if step.day is None:
            raise trouble
        fork, branch = ("6.0", "B") if isinstance(trouble, Overran) else ("6.1", "D")
        reason = f"{type(trouble).__name__}: {trouble}"
        for hopeless in (False, True):
            self.lay_out()
            self.compute.ask(
                FallBack(step.day.key, reason, fork, branch, hopeless, step.locks), self._seconds(step.day)
            )
            try:
                return self._kept(step, self.compute.answer(self._still_stopping))
            except (Overran, Died) as again:
                reason = f"{reason}; the template failed too: {again}"
        raise trouble

    def _kept(self, step: Step, answer: Answer) -> Answer:
        if step.day is not None and isinstance(answer.value, Planned):
            stored = {**self.program.stored, step.day.key: answer.value.session}
            self.program = replace(self.program, stored=stored)
        return answer

    def _seconds(self, day: DayPlan | None) -> float:
        if day is None:
            return self._longest
        if (demo := Demo.of(self.program.demo)) is not None:
            return demo.seconds
        conditioning = day.type is SessionType.CONDITIONING
        return self.settings.conditioning_timeout if conditioning else self.settings.session_timeout

    @property
    def _longest(self) -> float:
        return max(self.settings.session_timeout, self.settings.conditioning_timeout)
