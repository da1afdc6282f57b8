"""What the coach says over a session: the persona's tone changes words, never numbers."""

from __future__ import annotations

from alloy_engine.domain.calendar import DayPlan
from alloy_engine.domain.vocabulary import PersonaTone, Phase, SessionType

LIFTING = {
    PersonaTone.SUPPORTIVE: {
        Phase.ACCUMULATION: "Build the base today: smooth reps, a little more than last time.",
        Phase.INTENSIFICATION: "The weights get heavier now, and you are ready for them.",
        Phase.PEAKING: "Show what you have built: few reps, full attention.",
        Phase.DELOAD: "An easy week on purpose: leave fresher than you came.",
    },
    PersonaTone.DRILL_SERGEANT: {
        Phase.ACCUMULATION: "Work. Every set counts, none is skipped.",
        Phase.INTENSIFICATION: "Heavier. Stay tight, no excuses.",
        Phase.PEAKING: "This is what you trained for. Lift.",
        Phase.DELOAD: "Recovery is an order. Stop well before it is hard.",
    },
    PersonaTone.ANALYTICAL: {
        Phase.ACCUMULATION: "Accumulation: volume leads, effort stays a few reps from failure.",
        Phase.INTENSIFICATION: "Intensification: load rises while volume holds.",
        Phase.PEAKING: "Peaking: highest loads of the program, fatigue kept low.",
        Phase.DELOAD: "Deload: about half the sets, 15 % less load, RPE 6 at most.",
    },
    PersonaTone.MOTIVATIONAL: {
        Phase.ACCUMULATION: "Brick by brick: today lays another one.",
        Phase.INTENSIFICATION: "You earned these heavier bars. Go and take them.",
        Phase.PEAKING: "Today you meet your strongest self.",
        Phase.DELOAD: "Champions rest too: recharge and come back stronger.",
    },
    PersonaTone.MINIMALIST: {
        Phase.ACCUMULATION: "Volume.",
        Phase.INTENSIFICATION: "Heavier.",
        Phase.PEAKING: "Peak.",
        Phase.DELOAD: "Easy week.",
    },
}
OTHER = {
    PersonaTone.SUPPORTIVE: {
        SessionType.CARDIO: "Find a pace you can enjoy and keep it.",
        SessionType.CONDITIONING: "Keep moving, at your own pace, and finish proud.",
        SessionType.MOBILITY: "Take your time in every position; breathing leads.",
    },
    PersonaTone.DRILL_SERGEANT: {
        SessionType.CARDIO: "Hold the pace. No drifting.",
        SessionType.CONDITIONING: "Keep moving until the clock says stop.",
        SessionType.MOBILITY: "Own every position. No rushing.",
    },
    PersonaTone.ANALYTICAL: {
        SessionType.CARDIO: "Aerobic work: judge the effort by how long you can speak.",
        SessionType.CONDITIONING: "Mixed-mode work: even splits beat a fast start.",
        SessionType.MOBILITY: "Low-intensity range-of-motion work, RPE 3 or less.",
    },
    PersonaTone.MOTIVATIONAL: {
        SessionType.CARDIO: "Every minute makes the engine bigger.",
        SessionType.CONDITIONING: "This is where grit is built. Enjoy it.",
        SessionType.MOBILITY: "Move better today, lift better tomorrow.",
    },
    PersonaTone.MINIMALIST: {
        SessionType.CARDIO: "Engine.",
        SessionType.CONDITIONING: "Circuit.",
        SessionType.MOBILITY: "Range.",
    },
}


def session_note(day: DayPlan, tone: PersonaTone) -> str:
    """The session's aim, in the persona's words."""
    if day.type.is_lifting:
        return LIFTING[tone][day.phase]
    return LIFTING[tone][Phase.DELOAD] if day.is_deload else OTHER[tone][day.type]
