"""The reachability report: a certificate, or what clashes with the cheapest way out."""

from __future__ import annotations

from collections.abc import Sequence

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.calendar import Structure
from alloy_engine.flow import Tracer
from alloy_engine.quality.reachability.ask import Replan, Variants
from alloy_engine.quality.reachability.checks import evidence, shortfalls
from alloy_engine.quality.reachability.clash import core_of
from alloy_engine.quality.reachability.findings import Certainty, Clash, Reachability, Shortfall
from alloy_engine.quality.reachability.knobs import knobs
from alloy_engine.quality.reachability.repair import cheapest_repair


def reachability(
    brief: Brief, structure: Structure, catalogue: Catalogue, policy: Policy, tracer: Tracer, replan: Replan
) -> Reachability:
    """Whether a request can be met, before anything is generated.

    structure: its calendar with focus patterns. replan: lays out the calendar of a changed request, with focus
    patterns. What cannot be met comes before what may not be; the policy says how many are taken apart.
    """
    with tracer.phase("reachability"):
        variants = Variants(catalogue, policy, replan)
        variants.know(brief, structure)
        ask = variants.ask(brief)
        found = shortfalls(ask)
        tracer.take("1.5", "B" if found else "A")
        lines = evidence(ask, frozenset(each.requirement for each in found))
        ranked = sorted(found, key=lambda each: each.certainty is not Certainty.CANNOT)
        most = policy.reachability.explained_max
        explained = [_explained(each, brief, found, variants) for each in ranked[:most]]
        return Reachability(lines, (*explained, *(Clash(each) for each in ranked[most:])))


def found_shortfalls(brief: Brief, structure: Structure, catalogue: Catalogue, policy: Policy) -> tuple[Shortfall, ...]:
    """All that the report would name, neither taken apart nor repaired."""
    return shortfalls(Variants(catalogue, policy, lambda _: structure).ask(brief))


def named_shortfalls(
    brief: Brief, structure: Structure, catalogue: Catalogue, policy: Policy, tracer: Tracer
) -> tuple[str, ...]:
    """One sentence for each requirement the plan about to be made cannot meet. What merely may not be met is
    for the report, which is asked for: said with every program it would be noise where all turns out well.
    """
    with tracer.phase("reachability"):
        named = found_shortfalls(brief, structure, catalogue, policy)
        found = [each for each in named if each.certainty is Certainty.CANNOT]
        tracer.take("1.5", "C" if found else "A")
    return tuple(each.sentence for each in found)


def _explained(shortfall: Shortfall, brief: Brief, before: Sequence[Shortfall], variants: Variants) -> Clash:
    rules = variants.policy.reachability
    core = core_of(shortfall, brief, knobs(brief, rules.loosest), variants)
    fields = frozenset(knob.setting.field for knob in core.knobs)
    repair = cheapest_repair(shortfall, fields, brief, rules.costs, before, variants, rules.probes_max)
    return Clash(shortfall, tuple(knob.setting for knob in core.knobs), repair)
