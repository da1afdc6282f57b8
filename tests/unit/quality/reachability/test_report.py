"""What the reachability report says: certificates, clashes with their smallest cause, and repairs that work."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest

from alloy_engine.domain.request import ProgramRequest
from alloy_engine.flow import Recorder, Silent
from alloy_engine.generate import check, plan_structure
from alloy_engine.quality.reachability import Certainty, Requirement
from alloy_engine.quality.reachability.checks import fails
from alloy_engine.quality.reachability.clash import core_of
from alloy_engine.quality.reachability.knobs import knobs
from alloy_engine.quality.reachability.repair import options
from tests.unit.quality.reachability.asks import brief_of, clash, fields, materials, report, report_on, variants

BENCH = {"movement": "bench_press", "rule": "hard_yes"}
HARD: dict[str, Any] = {
    "goals": {"strength": 10},
    "days_per_week": 7,
    "session_minutes": 30,
    "split": "full_body",
    "athlete": {
        "equipment": "bodyweight",
        "limitations": [{"region": "knee", "severity": "severe"}, {"pattern": "hinge", "severity": "severe"}],
    },
    "movement_rules": [BENCH],
}


def own_days(*kinds: str) -> dict[str, Any]:
    """Days as a coach lays them out, one after the other."""
    return {"split": "hybrid", "hybrid": {"days": [{"day": n, "type": kind} for n, kind in enumerate(kinds, 1)]}}


def test_a_plain_request_is_certified_with_evidence_for_every_requirement() -> None:
    found = report(days_per_week=2)
    assert found.certified, found.sentences
    assert {line.requirement for line in found.evidence} == set(Requirement) - {Requirement.TIME}
    assert all(line.detail for line in found.evidence)


def test_a_must_have_without_its_kit_names_rule_and_kit() -> None:
    found = clash("must_have", "bench_press", athlete={"equipment": "bodyweight"}, movement_rules=[BENCH])
    assert found.shortfall.certainty is Certainty.CANNOT
    assert fields(found) == ["athlete.equipment", "movement_rules.0"]


def test_a_must_have_against_an_injury_names_rule_and_injury() -> None:
    limits = [{"region": "knee", "severity": "severe"}]
    wish = {"movement": "back_squat", "rule": "hard_yes"}
    found = clash("must_have", "back_squat", athlete={"limitations": limits}, movement_rules=[wish])
    assert fields(found) == ["athlete.limitations.0", "movement_rules.0"]
    assert found.repair is not None
    assert found.repair.changes == ("give up hard_yes back_squat",)


def test_a_must_have_that_only_a_finisher_can_hold_has_no_place_where_there_is_none() -> None:
    only = next(
        m for m in materials().catalogue.movements if set(m.roles) == {"finisher", "conditioning"} and not m.kits
    )
    wish = {"movement": only.id, "rule": "hard_yes"}
    found = clash("must_have", only.id, goals={"strength": 10}, movement_rules=[wish])
    assert found.shortfall.certainty is Certainty.CANNOT
    assert "movement_rules.0" in fields(found)


def test_a_main_pattern_the_injury_forbids_is_named_and_no_injury_is_argued_away() -> None:
    limits = [{"pattern": "hinge", "severity": "severe"}]
    found = clash("main_patterns", "hinge", athlete={"limitations": limits})
    assert fields(found) == ["athlete.limitations.0"]
    assert found.repair is None


def test_a_missing_kit_is_repaired_by_the_cheapest_item() -> None:
    """Too few vertical pulls without anything to hang from: one item opens them, and no cheaper one does."""
    own = own_days("upper", "lower")
    asked = {"athlete": {"equipment": "bodyweight", "experience": "beginner"}, **own}
    found = clash("pattern_rotation", "vertical_pull", **asked)
    assert "athlete.equipment" in fields(found)
    assert found.repair is not None
    brief, all_variants = brief_of(**asked), variants()
    singles = list(options(brief, materials().policy.reachability.costs, frozenset(fields(found))))
    cheaper = [o for o in singles if o.cost < found.repair.cost]
    assert all(fails(all_variants.ask(o.change(brief)), found.shortfall) for o in cheaper)


def test_too_little_time_is_said_with_the_numbers() -> None:
    found = clash(
        "weekly_sets",
        "majors",
        goals={"strength": 10},
        days_per_week=2,
        session_minutes=30,
        athlete={"experience": "beginner"},
    )
    assert found.shortfall.certainty is Certainty.CANNOT
    assert found.repair is not None
    assert set(fields(found)) <= {"days_per_week", "session_minutes", "goals"}


def test_a_lopsided_split_leaves_majors_out() -> None:
    days = [{"day": day, "type": "push"} for day in (1, 3, 5)]
    found = report(split="hybrid", hybrid={"days": days})
    named = {c.shortfall.subject for c in found.clashes if c.shortfall.requirement is Requirement.MAJOR_MUSCLES}
    assert {"hamstrings", "lats"} <= named
    assert all(fields(c) == ["split"] for c in found.clashes if c.shortfall.subject == "hamstrings" and c.settings)


def test_training_every_day_without_an_easy_one_is_named() -> None:
    days = [{"day": day, "type": "full_body"} for day in range(1, 8)]
    assert clash("low_stress_day", "easy day", days_per_week=7, split="hybrid", hybrid={"days": days})


@pytest.mark.parametrize(
    "request_", [HARD, {"athlete": {"equipment": "kettlebells"}, "movement_rules": [BENCH], "days_per_week": 6}]
)
def test_every_setting_of_a_clash_is_needed(request_: dict[str, Any]) -> None:
    """With everything else let go, the requirement fails; with one setting more let go, it does not."""
    brief, all_variants = brief_of(**request_), variants()
    for found in report_on(brief).clashes:
        core = core_of(found.shortfall, brief, knobs(brief, materials().policy.reachability.loosest), all_variants)
        if core.loosened is brief:
            continue
        assert fails(all_variants.ask(core.loosened), found.shortfall)
        for knob in core.knobs:
            freed = [loosen(core.loosened) for loosen in knob.loosened]
            assert not all(fails(all_variants.ask(each), found.shortfall) for each in freed)


@pytest.mark.parametrize(
    "request_", [HARD, {"athlete": {"equipment": "kettlebells"}, "movement_rules": [BENCH]}, {"days_per_week": 7}]
)
def test_a_repair_is_a_valid_request_that_no_longer_fails(request_: dict[str, Any]) -> None:
    for found in report(**request_).clashes:
        if found.repair is None:
            continue
        assert ProgramRequest.model_validate(found.repair.request.model_dump(mode="json")) == found.repair.request
        brief = materials().brief_of(found.repair.request, Silent(), today=found.repair.request.start_date)
        assert found.shortfall.key not in {c.shortfall.key for c in report_on(brief).clashes}


def test_what_cannot_be_met_comes_before_what_may_not_be() -> None:
    certainties = [c.shortfall.certainty for c in report(**HARD).clashes]
    assert not any(one is Certainty.MAY and other is Certainty.CANNOT for one, other in pairwise(certainties))
    assert Certainty.CANNOT in certainties


def test_a_clashing_report_takes_less_than_a_fifth_of_a_second() -> None:
    brief = brief_of(**HARD)
    report_on(brief)
    times = []
    for _ in range(3):
        start = time.process_time()
        report_on(brief)
        times.append(time.process_time() - start)
    assert min(times) < 0.2


def test_the_program_carries_the_same_sentences_and_the_fork_is_taken() -> None:
    brief, loaded = brief_of(**HARD), materials()
    tracer = Recorder(lambda: 0)
    structure, _ = plan_structure(brief, loaded.catalogue, loaded.policy, tracer)
    assert set(report_on(brief).impossible) == {w for w in structure.warnings if w.startswith("Reachability: ")}
    assert tracer.branches["1.5", "C"] == 1
    asked = Recorder(lambda: 0)
    check(brief, loaded.catalogue, loaded.policy, asked)
    assert dict(asked.branches) == {("1.5", "B"): 1}
    check(brief_of(days_per_week=2), loaded.catalogue, loaded.policy, asked)
    assert asked.branches["1.5", "A"] == 1


def test_a_pattern_that_fills_days_beyond_its_own_is_in_doubt_where_it_has_few_lifts() -> None:
    """Five pulls from above at home: two for each of two days, but all lifts of a long day of endurance are main lifts,
    and they come from every pattern."""
    athlete = {"experience": "advanced", "equipment": "home: dumbbells + bench + bands"}
    asked = {
        "session_minutes": 110,
        "athlete": athlete,
        **own_days("upper", "lower", "upper", "lower", "upper", "lower"),
    }
    lasting, growing = (report(goals={goal: 10}, **asked) for goal in ("endurance", "hypertrophy"))
    named = [{c.shortfall.subject for c in found.clashes} for found in (lasting, growing)]
    assert "vertical_pull" in named[0]
    assert "vertical_pull" not in named[1]


def test_the_engines_own_days_are_not_in_doubt_for_few_lifts_or_many_minutes() -> None:
    """Half of all random requests are certified: a doubt about nearly each of them told nobody anything."""
    for equipment in ("home: dumbbells + bench + bands", "full gym"):
        athlete = {"experience": "advanced", "equipment": equipment}
        found = report(goals={"hypertrophy": 10}, days_per_week=4, session_minutes=110, athlete=athlete)
        assert found.certified, found.sentences
