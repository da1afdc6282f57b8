"""The smallest set of settings that clash: everything is let go that is not needed for the requirement to fail."""

from __future__ import annotations

from dataclasses import dataclass

from alloy_engine.domain.brief import Brief
from alloy_engine.quality.reachability.ask import Variants
from alloy_engine.quality.reachability.checks import fails
from alloy_engine.quality.reachability.findings import Shortfall
from alloy_engine.quality.reachability.knobs import Knob


@dataclass(frozen=True, slots=True)
class Core:
    """knobs: the clash. loosened: the request with every other setting let go, in which they alone still clash."""

    knobs: tuple[Knob, ...]
    loosened: Brief


def core_of(shortfall: Shortfall, brief: Brief, knobs: tuple[Knob, ...], variants: Variants) -> Core:
    """A deletion filter: each setting in turn is let go, and stays so if the requirement fails all the same.

    Settings hardly ever help one another, so that one round finds a smallest set; a second one makes sure.
    """
    current, kept = brief, knobs
    for _ in range(2):
        left: list[Knob] = []
        for knob in kept:
            options = [loosen(current) for loosen in knob.loosened]
            if all(fails(variants.ask(option), shortfall) for option in options):
                current = options[0]
            else:
                left.append(knob)
        if len(left) == len(kept):
            break
        kept = tuple(left)
    if not kept:
        return Core(_each_alone(shortfall, brief, knobs, variants), brief)
    return Core(kept, current)


def _each_alone(shortfall: Shortfall, brief: Brief, knobs: tuple[Knob, ...], variants: Variants) -> tuple[Knob, ...]:
    """Settings that clear it when only they are let go: for the rare case that letting go of one brings it back."""
    return tuple(
        knob for knob in knobs if not all(fails(variants.ask(loosen(brief)), shortfall) for loosen in knob.loosened)
    )
