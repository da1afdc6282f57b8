"""A prescription as a coach writes it: 4 × 5 @ RPE 8, 82 % · 120 kg, rest 3:00."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from alloy_engine.domain.logbook import LoggedSet
from alloy_engine.domain.program import Circuit, PlannedExercise, RampSet
from alloy_engine.domain.vocabulary import Units
from alloy_engine.reporting.wording import counted, title

KG_IN_LB = 0.45359237
MINUTE = 60
NOTHING = "–"


def work(exercise: PlannedExercise) -> str:
    """Sets by reps or seconds: "4 × 5", "3 × 8–12", "2 × 45 s", "1 × 20 min", "3 × 8 a side"."""
    side = " a side" if exercise.per_side else ""
    return f"{exercise.sets} × {_amount(exercise)}{side}"


def _amount(exercise: PlannedExercise) -> str:
    if exercise.seconds is not None:
        return clock_words(exercise.seconds)
    low, high = exercise.reps_min, exercise.reps_max
    if low is None and high is None:
        return NOTHING
    if low is None or high is None or low == high:
        return str(high if low is None else low)
    return f"{low}–{high}"


def clock_words(seconds: int) -> str:
    """ "45 s", "90 s", "5 min", "2 min 30 s"."""
    if seconds <= 90:
        return f"{seconds} s"
    minutes, rest = divmod(seconds, MINUTE)
    return f"{minutes} min {rest:02d} s" if rest else f"{minutes} min"


def effort(exercise: PlannedExercise) -> str:
    """ "RPE 8", "RPE 7.5", "" where none is asked."""
    return "" if exercise.rpe is None else f"RPE {exercise.rpe:g}"


def work_at(exercise: PlannedExercise) -> str:
    """ "4 × 5 @ RPE 8"."""
    asked = effort(exercise)
    return f"{work(exercise)} @ {asked}" if asked else work(exercise)


def weight(load_kg: float, units: Units = Units.KG) -> str:
    """ "102.5 kg", "225 lb"; pounds to the nearest half."""
    if units is Units.KG:
        return f"{load_kg:g} kg"
    return f"{round(load_kg / KG_IN_LB * 2) / 2:g} lb"


def load(exercise: PlannedExercise, units: Units = Units.KG) -> str:
    """ "82 % · 120 kg", "82 %", "" for bodyweight work."""
    parts = []
    if exercise.percent_1rm is not None:
        parts.append(f"{exercise.percent_1rm:.0f} %")
    if exercise.load_kg is not None:
        parts.append(weight(exercise.load_kg, units))
    return " · ".join(parts)


def done(sets: Sequence[LoggedSet], units: Units = Units.KG) -> str:
    """Sets as they were done, alike ones together: "2 × 5 × 100 kg @ 8, 4 × 102.5 kg @ 9", "3 × 45 s"."""
    said = [(_done(one, units), len(list(alike))) for one, alike in groupby(sets)]
    return ", ".join(f"{times} × {text}" if times > 1 else text for text, times in said)


def _done(one: LoggedSet, units: Units) -> str:
    amount = clock_words(one.seconds) if one.seconds is not None else f"{one.reps}"
    held = f" × {weight(one.weight_kg, units)}" if one.weight_kg else ""
    return f"{amount}{held}" + (f" @ {one.rpe:g}" if one.rpe is not None else "")


def rest(seconds: int) -> str:
    """ "3:00", "0:45"; "" where there is nothing to rest from."""
    return f"{seconds // MINUTE}:{seconds % MINUTE:02d}" if seconds else ""


def ramp(sets: tuple[RampSet, ...], units: Units = Units.KG) -> str:
    """Warm-up sets before the work: "50 kg × 5, 70 kg × 3", or by share "40 % × 5, 60 % × 3"."""
    return ", ".join(
        f"{weight(one.load_kg, units) if one.load_kg is not None else f'{one.percent * 100:.0f} %'} × {one.reps}"
        for one in sets
    )


def circuit(clock: Circuit) -> str:
    """ "AMRAP, 8 min", "Tabata, 12 min: 8 rounds, 20 s work / 10 s rest"."""
    details = []
    if clock.rounds is not None:
        details.append(counted(clock.rounds, "round"))
    if clock.work_seconds is not None:
        pause = f" / {clock.rest_seconds} s rest" if clock.rest_seconds else ""
        details.append(f"{clock.work_seconds} s work{pause}")
    said = f"{title(clock.type)}, {clock.minutes:g} min"
    return f"{said}: {', '.join(details)}" if details else said


def line(exercise: PlannedExercise, units: Units = Units.KG) -> str:
    """Everything in one line: "A. Back squat: 4 × 5 @ RPE 8, 82 % · 120 kg, rest 3:00, tempo 2-0-X"."""
    letter = f"{exercise.superset}. " if exercise.superset else ""
    pause = f"rest {rest(exercise.rest_seconds)}" if exercise.rest_seconds else ""
    pace = f"tempo {exercise.tempo}" if exercise.tempo else ""
    parts = [work_at(exercise), load(exercise, units), pause, pace]
    return f"{letter}{exercise.name}: {', '.join(part for part in parts if part)}"
