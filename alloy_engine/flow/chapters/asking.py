"""Forks of chapters 1 to 3: asking for a program and creating it."""

from __future__ import annotations

from alloy_engine.flow.declare import fork

ASKING = [
    fork(
        "1.0",
        "A program is asked for",
        "services.create:_prepared",
        A="the app's wizard",
        B="HTTP",
        C="the command line",
        D="a notebook or library",
    ),
    fork(
        "1.1",
        "Wizard step",
        "ui.wizard.__init__:show",
        "1.0",
        A="goals",
        B="schedule",
        C="preferences",
        D="coach and review",
    ),
    fork(
        "1.1.1",
        "Step may be left",
        "ui.wizard.__init__:leave",
        "1.1",
        fails="B",
        A="valid: next step",
        B="faults shown, stays",
    ),
    fork("1.2", "Submit", "services.create:create_program", "1.1.1", A="first press", B="pressed again: same program"),
    fork(
        "1.3",
        "Request validation",
        "catalogue.validation:validate",
        "1.0",
        fails="B",
        A="valid",
        B="faults, all at once",
    ),
    fork("1.4", "Goal interference", "structure.interference:goal_warnings", "1.3", makes_do="B", A="none", B="warned"),
    fork(
        "1.5",
        "Reachability",
        "quality.reachability.report:reachability",
        "1.3",
        fails="B",
        makes_do="C",
        A="certificate",
        B="clash found: repair offered",
        C="clash found, generated all the same",
    ),
]

CREATING = [
    fork(
        "2.0",
        "POST /programs",
        "problem:_trace",
        "1.0",
        A="201: created",
        B="422 or 413: faults",
        C="401 or 403",
        D="409: does not fit the present state",
        E="500 or 503",
    ),
    fork(
        "3.1",
        "Who asks",
        "services.create:_prepared",
        "1.0",
        A="signed in",
        B="the local single user",
        C="refused at the door",
    ),
    fork("3.2", "Athlete", "services.create:_prepared", "1.3", A="given with the request", B="default athlete"),
    fork("3.3", "Progression style", "catalogue.briefing:brief", "1.3", A="given", B="by experience"),
    fork("3.4", "Disciplines", "catalogue.briefing:brief", "1.3", A="given", B="by experience"),
    fork(
        "3.5",
        "Active program",
        "services.create:create_program",
        "3.2",
        A="none before",
        B="the previous one is retired",
        C="another is created at the same moment and is the active one",
    ),
    fork(
        "3.6",
        "Write",
        "services.create:_written",
        "3.5",
        fails="B C",
        A="committed",
        B="refused by a constraint",
        C="database unavailable",
    ),
]
