"""Settings that can be changed to see what becomes of a request. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alloy_engine.domain.vocabulary import PersonaAggression, ProgressionStyle, SkillLevel, SplitTemplate
from alloy_engine.reporting.wording import title
from alloy_engine.services.sweep import grid_requests
from ui.wizard.goals import QUICK

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Knob:
    """field: dotted, in the request document. options: what a coach reads → the value. short: said of one option."""

    field: str
    label: str
    options: Mapping[str, Any]
    short: str = "{}"

    @property
    def column(self) -> str:
        """Its name among a request's settings, see `reporting.settings_text`."""
        return self.field.rpartition(".")[2]


def knobs(presets: Sequence[str]) -> tuple[Knob, ...]:
    """The first three are those that are asked for most. presets: of equipment."""
    splits = [split for split in SplitTemplate if split is not SplitTemplate.HYBRID]
    goals = {label: {goal: amount for goal, amount in mix.items() if amount} for label, mix in QUICK.items()}
    return (
        Knob("days_per_week", "Days a week", _numbers(range(2, 8)), "{} days"),
        Knob("session_minutes", "Minutes a session", _numbers(range(30, 121, 15)), "{} minutes"),
        Knob("athlete.equipment", "Equipment", {preset: preset for preset in presets}),
        Knob("goals", "Goals", goals, "for {}"),
        Knob("duration_weeks", "Weeks", _numbers((8, 10, 12)), "{} weeks"),
        Knob("split", "Split", {title(one): one.value for one in splits}, "split {}"),
        Knob("athlete.experience", "Experience", {title(one): one.value for one in SkillLevel}),
        Knob("persona.aggression", "How hard it pushes", {title(one): one.value for one in PersonaAggression}),
        Knob("progression_style", "Progression", {title(one): one.value for one in ProgressionStyle}),
        Knob("deload_every_weeks", "Deload every so many weeks", _numbers(range(3, 9)), "deload every {} weeks"),
    )


def changed(base: Document, vary: Mapping[str, Sequence[Any]]) -> list[Document]:
    """The document under every combination of values, the last field varying fastest. Another split than one's own
    needs no definition of one. Raises InvalidRequest for too many combinations."""
    documents = grid_requests({"base": base, "vary": {field: list(values) for field, values in vary.items()}})
    for document in documents:
        if document.get("split") != SplitTemplate.HYBRID:
            document.pop("hybrid", None)
    return documents


def _numbers(values: Sequence[int]) -> dict[str, Any]:
    return {str(value): value for value in values}
