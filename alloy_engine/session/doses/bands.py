"""The goals' prescription rows, blended by dollars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from alloy_engine.catalogue.policies.prescription import Band, PrescriptionPolicy, Row
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.vocabulary import Goal

FAST_GOALS = (Goal.EXPLOSIVENESS, Goal.SPEED)
ROUNDING = 1e-9
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Blend:
    """One row of the table after blending. family: the goal that says most."""

    family: Goal
    sets: Band
    reps: Band
    percent: Band
    rest: Band
    rpe: Band
    tempo: str
    fast: bool
    rep_step: int


def weights(brief: Brief, rules: PrescriptionPolicy, *, leads: bool) -> dict[Goal, float]:
    """How much each goal says about a main lift, summing to 1; those that lead lean to the largest goal."""
    raw = {goal: share * rules.blending.weight[goal] for goal, share in brief.goals.items()}
    total = sum(raw.values())
    shares = {goal: value / total for goal, value in raw.items()}
    if not leads:
        return shares
    lead = rules.blending.lead
    leaning = {goal: share * (1 - lead) for goal, share in shares.items()}
    leaning[brief.leading_goal] += lead
    return leaning


def leaning_lifts(brief: Brief, mains: int) -> int:
    """How many of a session's main lifts lean to the largest goal: its share of the dollars, and the first always."""
    return max(1, int(brief.goals[brief.leading_goal] * mains + HALF + ROUNDING))


def main_blend(brief: Brief, rules: PrescriptionPolicy, *, leads: bool) -> Blend:
    plain = _blend(weights(brief, rules, leads=False), rules.main)
    if not leads:
        return plain
    leaning = _blend(weights(brief, rules, leads=True), rules.main)
    # Leading lifts are the heaviest: leaning to a goal of short rests must not make them the least rested ones.
    return leaning if leaning.rest.usual >= plain.rest.usual else replace(leaning, rest=plain.rest)


def ballistic_blend(brief: Brief, rules: PrescriptionPolicy) -> Blend:
    """Jumps, throws and olympic lifts are always done fast, whatever the rest of the session is for."""
    goal = max(FAST_GOALS, key=lambda candidate: brief.goals.get(candidate, 0.0))
    return _blend({goal: 1.0}, rules.main)


def _blend(shares: Mapping[Goal, float], rows: Mapping[Goal, Row]) -> Blend:
    family = max(shares, key=lambda goal: shares[goal])
    lead = rows[family]

    def band(name: str) -> Band:
        parts = [(share, getattr(rows[goal], name)) for goal, share in shares.items()]
        return Band(
            low=sum(share * part.low for share, part in parts),
            usual=sum(share * part.usual for share, part in parts),
            high=sum(share * part.high for share, part in parts),
        )

    return Blend(
        family=family,
        sets=band("sets"),
        reps=band("reps"),
        percent=band("percent"),
        rest=band("rest"),
        rpe=band("rpe"),
        tempo=lead.tempo,
        fast=lead.fast,
        rep_step=lead.rep_step,
    )
