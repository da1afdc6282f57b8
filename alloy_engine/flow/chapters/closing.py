"""Forks of chapters 9 to 11: prescribing, saving, closing."""

from __future__ import annotations

from alloy_engine.flow.declare import fork

PRESCRIBING = [
    fork(
        "9.0",
        "Prescription",
        "session.prescribe:prescribe",
        "7.4",
        strength="strength",
        hypertrophy="hypertrophy",
        endurance="endurance",
        fat_loss="fat loss",
        explosiveness="explosiveness",
        speed="speed",
        mobility="mobility",
        support="warm-up or cool-down",
        circuit="circuit",
    ),
    fork(
        "9.1",
        "Progression style",
        "session.prescribe:_trace_progress",
        "9.0",
        single_progression="load rises",
        double_progression="reps climb, then load",
        paused_variations="pauses lengthen",
        build_to_drop="reps build, then drop",
        wave_loading="waves",
        first="first exposure",
        deload="deload",
    ),
    fork(
        "9.2",
        "Load",
        "session.prescribe:_main",
        "9.1",
        A="%1RM only",
        B="kg from a known 1RM",
        C="kg from a related lift",
        D="bodyweight or none",
    ),
    fork(
        "9.3",
        "Time fit",
        "session.fit:fit",
        "9.2",
        A="fits",
        B="sets changed",
        C="accessories changed",
        D="supersets",
        E="rest changed",
        F="finisher length changed",
        G="cannot: reported",
        H="warm-up or cool-down changed",
    ),
    fork(
        "9.4",
        "Session gates",
        "generate:plan_session",
        "9.3",
        A="pass",
        B="plan again, more relaxed",
        C="accepted with reason",
    ),
    fork(
        "9.5",
        "Save",
        "services.generation:_save",
        "9.4",
        A="saved",
        B="job lost: another worker has it, or the program is gone or cancelled",
    ),
]

CLOSING = [
    fork("10.0", "Microcycle gates", "generate:close_microcycle", "9.5", A="pass", B="named shortfalls"),
    fork(
        "10.1",
        "Program end",
        "services.generation:_close",
        "10.0",
        A="completed",
        B="completed with failed sessions",
        C="cancelled",
        D="failed",
    ),
    fork("10.2", "Audit", "generate:close_program", "10.1", A="ok", B="warnings", C="fails"),
]
