"""Counted by hand from the small program of the room's conftest; and held against the audit of a real plan."""

from __future__ import annotations

import json

import pytest

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, Muscle
from alloy_engine.quality.finding import band_words, by_major
from alloy_engine.reporting.training import balance, body, figures, lifts, muscles, reasons
from alloy_engine.reporting.training.prescription_reasons import reasons as reasons_of
from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import plan_document
from alloy_engine.settings import DATA_FOLDER


@pytest.fixture(scope="module")
def planned() -> ProgramDocument:
    request = json.loads((DATA_FOLDER / "examples" / "strength-athlete.json").read_text())
    return plan_document(Materials.load(DATA_FOLDER), {**request, "start_date": "2026-01-05"})


def test_a_row_each_time_a_lift_comes(document: ProgramDocument) -> None:
    shown = lifts.exposures(document)
    assert list(shown["name"]) == ["Back squat", "Curl"] * 2
    assert list(shown["microcycle"]) == [1, 1, 2, 2]
    assert shown.iloc[0]["prescription"] == "4 × 5 @ 8 · 120 kg"
    assert shown.iloc[1]["prescription"] == "3 × 8–12 @ 8"


def test_a_lift_that_comes_twice_has_two_rows(document: ProgramDocument) -> None:
    week = document.microcycles[0]
    twice = week.model_copy(update={"sessions": (week.sessions[0], week.sessions[0].model_copy(update={"day": 3}))})
    shown = lifts.exposures(document.model_copy(update={"microcycles": (twice,)}))
    table = lifts.progression(shown, ExerciseRole.MAIN)
    assert list(table["lift"]) == ["Back squat", "Back squat (2)"]
    assert list(table["1"]) == ["4 × 5 @ 8 · 120 kg"] * 2


def test_progression_has_a_column_a_microcycle(document: ProgramDocument) -> None:
    table = lifts.progression(lifts.exposures(document), ExerciseRole.MAIN)
    assert table.to_dict("records") == [{"lift": "Back squat", "1": "4 × 5 @ 8 · 120 kg", "2": "2 × 5 @ 8 · 120 kg"}]


def test_majors_leave_deloads_and_warm_ups_out(document: ProgramDocument, policy: Policy) -> None:
    found = muscles.majors(document, policy).set_index("major")
    assert (found.loc["quadriceps", "sets"], found.loc["glutes", "sets"]) == (4.0, 2.0)  # half of 4 for the helper
    assert (found.loc["quadriceps", "least"], found.loc["quadriceps", "most"]) == (4.0, 4.0)
    assert found.loc["quadriceps", "sessions"] == 1.0
    assert found.loc["chest", "sets_verdict"] == "fail"


def test_the_sources_of_a_muscle_add_up(document: ProgramDocument) -> None:
    found = muscles.sources(document, Muscle.GLUTES, 1)
    assert found.to_dict("records") == [
        {"key": "1-1", "name": "Back squat", "role": "main", "sets": 4, "counts": 0.5, "hard_sets": 2.0}
    ]


def test_effort_is_the_mean_over_sets_of_main_lifts(document: ProgramDocument) -> None:
    found = balance.effort(document)
    assert list(found["microcycle"]) == [1, 2]
    assert list(found["sets"]) == [4, 2]
    assert list(found["percent_1rm"]) == pytest.approx([81.1, 81.1])


def test_minutes_go_by_block(document: ProgramDocument) -> None:
    found = balance.minutes(document)
    first = found[found["microcycle"] == 1].set_index("role")["minutes"]
    assert first.to_dict() == {"warmup": 7, "main": 25, "accessory": 12, "cooldown": 5}
    assert found.groupby("microcycle")["share"].sum().to_list() == pytest.approx([1, 1])


def test_nothing_planned_gives_empty_frames(document: ProgramDocument, policy: Policy) -> None:
    empty = document.model_copy(update={"microcycles": document.microcycles[2:]})
    for frame in (
        lifts.exposures(empty), muscles.majors(empty, policy), muscles.weekly(empty, policy), balance.effort(empty),
        balance.sides(empty), balance.patterns(empty), balance.minutes(empty),
    ):  # fmt: skip
        assert frame.empty
        assert len(frame.columns) > 2


def test_page_and_audit_say_the_same(planned: ProgramDocument, policy: Policy) -> None:
    audit = {row.check: row for row in planned.audit}
    majors = muscles.majors(planned, policy)
    weekly, often = audit["hard sets per muscle a week"], audit["frequency per major muscle"]
    assert weekly.band == band_words(muscles.weekly_band(planned, policy), " sets a week")
    assert weekly.value == by_major(dict(zip(majors["major"], majors["sets"], strict=True)))
    assert often.value == by_major(dict(zip(majors["major"], majors["sessions"], strict=True)))
    assert audit["push : pull sets"].value == f"{balance.whole_ratio(balance.sides(planned)):.2f}"
    assert weekly.band in reasons.sets(planned, policy)


def test_the_sources_add_up_to_the_weekly_sets(planned: ProgramDocument, policy: Policy) -> None:
    weekly = muscles.weekly(planned, policy)
    for week in planned.microcycles:
        shown = weekly[(weekly["microcycle"] == week.index) & (weekly["major"] == "chest")]["sets"].item()
        counted = muscles.sources(planned, Muscle.CHEST, week.index)["hard_sets"].sum()
        assert counted * 7 / week.length_days == pytest.approx(shown)


def test_figures_show_what_the_frames_hold(planned: ProgramDocument, policy: Policy) -> None:
    majors, shown = muscles.majors(planned, policy), lifts.exposures(planned)
    bars = figures.against_band(majors, "sets", muscles.weekly_band(planned, policy), "sets").data[0]
    assert sorted(bars.x) == pytest.approx(sorted(majors["sets"]))
    lift = shown.iloc[0]["lift"]
    assert list(figures.lift_trend(shown, lift, "kg").data[-1].x) == list(shown[shown["lift"] == lift]["microcycle"])
    minutes = balance.minutes(planned)
    assert sum(sum(bar.y) for bar in figures.minute_bars(minutes).data) == pytest.approx(minutes["minutes"].sum())
    both = balance.sides(planned)
    assert [-sets for sets in figures.side_bars(both).data[1].y] == list(both["pulls"])
    assert len(figures.effort_trend(balance.effort(planned)).data[0].x) == len(planned.microcycles)
    assert (
        sum(map(sum, figures.pattern_map(balance.patterns(planned)).data[0].z))
        == balance.patterns(planned)["sets"].sum()
    )


def test_the_body_map_has_every_muscle_that_is_not_the_whole_body() -> None:
    assert {*body.FRONT, *body.BACK} == {*Muscle} - {Muscle.FULL_BODY}
    said = {trace.text: trace.fillcolor for trace in body.body_map({Muscle.CHEST: 12.0}).data if trace.text}
    assert said["Chest: 12.0 sets a week"] != said["Lats: 0.0 sets a week"] == said["Calves: 0.0 sets a week"]


def test_a_prescription_names_its_bands_chart_maximum_and_minutes(
    document: ProgramDocument, catalogue: Catalogue, policy: Policy
) -> None:
    athlete = {"one_rep_maxes": {"back_squat": {"value": 148, "unit": "kg"}}}
    request = document.request.model_validate({"goals": {"strength": 10}, "athlete": athlete})
    main = document.microcycles[0].sessions[0].blocks[1]
    said = " ".join(reasons_of(main.exercises[0], main.role, request, catalogue, policy))
    assert "strength (10 of 10) 3–6 sets, 1–6 reps, RPE 7–9, rest 180–300 s" in said
    assert "chart has 81.1 % of 1RM for 5 repetitions at RPE 8." in said
    assert "81.1 % of 148 kg is 120 kg to the nearest 2.5 kg." in said
    assert "Takes 13.7 min" in said  # 4 × 25 s, 3 rests of 180 s, 2 ramp sets and the change of 60 s each


def test_numbers_by_hand_are_said_to_be(document: ProgramDocument, catalogue: Catalogue, policy: Policy) -> None:
    main = document.microcycles[0].sessions[0].blocks[1]
    edited = main.exercises[0].model_copy(update={"edited": ("sets", "rest_seconds")})
    said = reasons_of(edited, main.role, document.request, catalogue, policy)
    assert said[0].startswith("Written by hand: sets and rest seconds.")


def test_an_unknown_maximum_is_said(document: ProgramDocument, catalogue: Catalogue, policy: Policy) -> None:
    main = document.microcycles[0].sessions[0].blocks[1]
    said = " ".join(reasons_of(main.exercises[0], main.role, document.request, catalogue, policy))
    assert "No 1RM is known" in said
