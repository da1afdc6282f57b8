"""The smallest set of settings that clash: everything is let go that is not needed for the requirement to fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alloy_engine.domain.brief import Brief
from alloy_engine.quality.reachability.ask import Variants
from alloy_engine.quality.reachability.checks import fails
from alloy_engine.quality.reachability.findings import Setting, Shortfall
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
    current, kept = brief, list(knobs)
    needed_in: dict[Setting, Brief] = {}  # the request in which a setting was found to be needed
    for _ in range(2):
        left: list[Knob] = []
        for knob in kept:
            options = [loosen(current) for loosen in knob.loosened]
            if needed_in.get(knob.setting) is current or _clears(options, shortfall, variants):
                left.append(knob)
                needed_in[knob.setting] = current
            else:
                current = options[0]
        if len(left) == len(kept):
            break
        kept = left
    if not kept:
        return Core(_each_alone(shortfall, brief, knobs, variants), brief)
    return Core(tuple(kept), current)


def _clears(options: Sequence[Brief], shortfall: Shortfall, variants: Variants) -> bool:
    """Whether one of these requests meets the requirement."""
    return not all(fails(variants.ask(option), shortfall) for option in options)


def _each_alone(shortfall: Shortfall, brief: Brief, knobs: tuple[Knob, ...], variants: Variants) -> tuple[Knob, ...]:
    """Settings that clear it when only they are let go: for the rare case that letting go of one brings it back."""
    return tuple(knob for knob in knobs if _clears([loosen(brief) for loosen in knob.loosened], shortfall, variants))
