"""Forks of chapters 4 to 6: the worker, the structure, session by session, and when something goes wrong."""

from __future__ import annotations

from alloy_engine.flow.declare import fork

WORKING = [
    fork(
        "4.0",
        "Worker takes the job",
        "services.generation:_open",
        "3.6",
        A="first time",
        B="resumed",
        C="cancelled before the start",
    ),
    fork("4.1", "Program still there", "services.generation:generate_program", "4.0", A="yes", B="deleted: job ends"),
    fork("4.2", "Structure", "services.generation:_begin", "4.1", A="assigned now", B="already stored"),
    fork("4.2.1", "Microcycle length", "structure.weeks:cut", "4.2", A="even", B="remainder spread"),
    fork(
        "4.2.2",
        "Split resolved",
        "structure.daytypes:day_types",
        "4.2",
        A="full body",
        B="upper/lower",
        C="push/pull/legs",
        D="hybrid",
        E="auto by days",
    ),
    fork(
        "4.2.3",
        "Day type by goal",
        "structure.daytypes:day_types",
        "4.2.2",
        A="lifting",
        B="cardio",
        C="conditioning",
        D="mobility",
        E="recovery",
    ),
    fork(
        "4.2.4", "Phase", "structure.weeks:cut", "4.2.1", A="accumulation", B="intensification", C="peaking", D="deload"
    ),
    fork(
        "4.2.5",
        "Focus pattern",
        "structure.focus:_filled",
        "4.2.3",
        A="by rotation",
        B="moved for interference",
        C="moved for an activity",
        D="a rule yields",
    ),
    fork("4.2.6", "Weekday placement", "structure.placement:place", "4.2.2", A="even", B="moved for an activity"),
]

SESSION = [
    fork(
        "5.0",
        "Next session",
        "services.generation:_trace_days",
        "4.2",
        A="pending: generate",
        B="completed: skip",
        C="failed before: retry",
        D="recovery: rest or activity",
        E="none left",
    ),
    fork(
        "5.3", "Session kind", "session.compose:compose", "5.0", A="lifting", B="cardio", C="conditioning", D="mobility"
    ),
    fork(
        "5.4",
        "Middle piece",
        "session.middle:middle_piece",
        "5.3",
        A="accessories",
        B="finisher AMRAP",
        C="finisher EMOM",
        D="none",
        E="finisher of another kind",
    ),
    fork("5.5", "Main lifts", "session.lifting:main_slots", "5.3", A="carried on from the mesocycle", B="chosen anew"),
    fork(
        "5.6",
        "Must-have rule",
        "session.musthave:place_due",
        "5.3",
        A="due and placed",
        B="due, not placeable",
        C="not due",
    ),
    fork("6.0", "Timeout", "services.compute.one_session:plan_with_fallback", "5.0", A="in time", B="timed out"),
    fork(
        "6.1",
        "Error",
        "services.compute.one_session:plan_with_fallback",
        "6.0",
        A="none",
        C="in the session: fallback",
        D="it killed its process: quarantined",
    ),
    fork(
        "6.2",
        "Fallback tier",
        "generate:plan_session",
        "6.1",
        A="next relaxation",
        B="template",
        C="failed with reason",
        D="none needed",
    ),
    fork("6.3", "Cancel", "services.generation:_save", "5.0", A="go on", B="stop, the rest is cancelled"),
]
