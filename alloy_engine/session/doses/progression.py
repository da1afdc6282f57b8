"""How a main lift changes from week to week within its mesocycle: five styles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from alloy_engine.catalogue.policies.prescription import PrescriptionPolicy
from alloy_engine.domain.rpe import percent_of_max
from alloy_engine.domain.vocabulary import ProgressionStyle
from alloy_engine.session.doses.bands import Blend
from alloy_engine.session.doses.effort import half_steps, whole, within

WIDE_BAND = 6.0
LONE_OF = 3
LONE = "All there is of this mesocycle: no easy start."


@dataclass(frozen=True, slots=True)
class Step:
    """One week's aim for one lift. percent: of the one-rep maximum at the mesocycle's start, None if unloaded.

    pause: seconds to hold. note: what changes this week, in words.
    """

    reps: int
    rpe: float
    percent: float | None
    pause: int
    note: str


@dataclass(frozen=True, slots=True)
class Course:
    """What a style plans from. anchor: the mesocycle's own reps; rpe: its usual effort; weeks: its length. ballistic: a
    jump, a throw or an olympic lift.
    """

    blend: Blend
    rules: PrescriptionPolicy
    anchor: int
    rpe: float
    weeks: int
    loaded: bool
    ballistic: bool

    @property
    def fewest(self) -> int:
        """Reps that a lift without load does at least: a single push-up trains nothing."""
        rules = self.rules.progression
        if self.loaded:
            return 0
        return rules.jump_reps_low if self.ballistic else rules.unloaded_reps_low

    @property
    def low(self) -> int:
        return max(whole(self.blend.reps.low), self.fewest)

    @property
    def high(self) -> int:
        """Reps are all an unloaded lift can add, so that its ceiling gives way; jumps stay short to stay fast."""
        high = whole(self.blend.reps.high)
        return high if self.loaded or self.ballistic else max(high, self.low) + 2 * self.weeks

    def percent(self, reps: float, rpe: float) -> float:
        """The chart's load, at least the band's lightest. Where the bar has to move fast, the band's usual load, moved
        by as much as the chart's.
        """
        chart = percent_of_max(reps, rpe, self.rules.rpe_table, self.rules.rpe_table_tail)
        if self.blend.fast:
            usual = percent_of_max(self.anchor, self.rpe, self.rules.rpe_table, self.rules.rpe_table_tail)
            chart *= self.blend.percent.usual / usual
        return max(self.blend.percent.low, chart)

    def fit_reps(self, reps: int) -> int:
        return int(within(reps, self.low, self.high))


def course(
    blend: Blend,
    rules: PrescriptionPolicy,
    *,
    mesocycle: int,
    weeks: int,
    rpe_shift: float,
    loaded: bool,
    ballistic: bool = False,
) -> Course:
    """Later mesocycles start from fewer reps, hence heavier. weeks: without the deload, at least 1."""
    places = rules.progression.rep_anchor
    place = places[min(mesocycle, len(places)) - 1]
    anchor = whole(blend.reps.low + place * (blend.reps.usual - blend.reps.low))
    rpe = within(blend.rpe.usual + rpe_shift, blend.rpe.low, blend.rpe.high)
    planned = Course(blend, rules, anchor, rpe, max(1, weeks), loaded, ballistic)
    return planned if loaded else replace(planned, anchor=max(anchor, planned.fewest + 1))


def steps(style: ProgressionStyle, course: Course) -> tuple[Step, ...]:
    """The aim of each week. Loads are scaled so that the mesocycle's heaviest stays in its band. A week that is all its
    mesocycle has leads up to no other: it is planned as the middle one of three would be.
    """
    if course.weeks == 1:
        planned = [replace(STYLES[style](replace(course, weeks=LONE_OF), LONE_OF // 2), note=LONE)]
    else:
        planned = [STYLES[style](course, week) for week in range(course.weeks)]
    peak = max(step.percent or 0.0 for step in planned)
    scale = min(1.0, course.blend.percent.high / peak) if peak else 1.0
    return tuple(_within_band(step, scale, course) for step in planned)


def _within_band(step: Step, scale: float, course: Course) -> Step:
    band = course.blend.rpe
    rpe = half_steps(within(step.rpe, band.low, band.high))
    if not course.loaded or step.percent is None:
        return Step(course.fit_reps(step.reps), rpe, None, step.pause, step.note)
    percent = max(course.blend.percent.low, step.percent * scale)
    return Step(course.fit_reps(step.reps), rpe, round(percent, 1), step.pause, step.note)


def _single(course: Course, week: int) -> Step:
    rules = course.rules.progression
    start = min(course.rpe, course.blend.rpe.high - rules.rpe_step * (course.weeks - 1))
    start = max(start, course.blend.rpe.low)
    rpe = start + rules.rpe_step * week
    if not course.loaded:
        reps = course.anchor + rules.unloaded_rep_step * week
        return Step(reps, rpe, None, 0, _rep_more(course, reps, week))
    percent = course.percent(course.anchor, start) * (1 + rules.load_step) ** week
    return Step(
        course.anchor, rpe, percent, 0, _word(week, f"Same reps, {rules.load_step:.1%} heavier than last week.")
    )


def _double(course: Course, week: int) -> Step:
    rules, step = course.rules.progression, course.blend.rep_step
    cycle, place = divmod(week, rules.cycle)
    climb = step * (rules.cycle - 1)
    bottom = int(within(course.anchor - step, course.low, max(course.low, course.high - climb)))
    top_rpe = min(course.blend.rpe.high, course.rpe + rules.rpe_step)
    rpe = top_rpe - rules.rpe_step * (rules.cycle - 1 - place) + rules.rpe_step * cycle
    percent = course.percent(bottom + climb, top_rpe) * (1 + rules.cycle_step) ** cycle
    reps = course.fit_reps(bottom + step * place + (0 if course.loaded else cycle))
    if place:
        note = f"Same load, up to {reps} reps." if course.loaded else f"Up to {reps} reps."
    elif cycle:
        note = f"Back to {reps} reps" + (
            f" with {rules.cycle_step:.0%} more." if course.loaded else ", one more than before."
        )
    else:
        more = "add load" if course.loaded else "start again one rep higher"
        note = f"Climb from {bottom} to {bottom + climb} reps, then {more}."
    return Step(reps, rpe, percent, 0, note)


def _paused(course: Course, week: int) -> Step:
    rules = course.rules.progression
    length = len(rules.pauses) + 1
    cycle, place = divmod(week, length)
    start = course.rpe - rules.rpe_step
    percent = course.percent(course.anchor, start) * (1 + rules.cycle_step) ** cycle
    reps = course.anchor if course.loaded else course.anchor + rules.unloaded_rep_step * week
    if place < len(rules.pauses):
        pause = rules.pauses[place]
        percent *= 1 + rules.pause_load_step * place
        return Step(reps, start + place * rules.rpe_step / 2, percent, pause, f"Pause {pause} s where it is hardest.")
    note = "No pause" + (f", {rules.cycle_step:.0%} heavier." if course.loaded else ": use what the pauses built.")
    return Step(reps, course.rpe, percent * (1 + rules.cycle_step), 0, note)


def _build_to_drop(course: Course, week: int) -> Step:
    rules, blend = course.rules.progression, course.blend
    step = blend.rep_step + (1 if blend.reps.high - blend.reps.low >= WIDE_BAND else 0)
    cycle, place = divmod(week, rules.cycle)
    climb = step * (rules.cycle - 1)
    start = int(within(course.anchor - climb, course.low, max(course.low, course.high - climb)))
    top_rpe = min(blend.rpe.high, course.rpe + rules.rpe_step)
    percent = course.percent(start + climb, top_rpe) * (1 + rules.cycle_step) ** cycle
    reps = (course.low if cycle else start) + step * place + (0 if course.loaded else cycle)
    rpe = top_rpe - rules.rpe_step * (rules.cycle - 1 - place)
    if cycle and not place:
        note = f"Drop to {reps} reps" + (
            f" with {rules.cycle_step:.0%} more." if course.loaded else ", then build again."
        )
    else:
        note = f"Build: {reps} reps." if place else f"Build for {rules.cycle} weeks, {step} reps more each, then drop."
    return Step(reps, rpe, percent, 0, note)


def _wave(course: Course, week: int) -> Step:
    rules = course.rules.progression
    cycle, place = divmod(week, len(rules.wave))
    if week == course.weeks - 1 and not place and week:
        place = len(rules.wave) - 1  # a mesocycle does not end on the easy start of a wave
    offset = rules.wave[place] * course.blend.rep_step
    rpe = course.rpe + rules.wave_rpe[place]
    if not course.loaded:
        # A wave that had to start below the fewest reps would be cut flat: it starts from there instead.
        anchor = max(course.anchor, course.low + max(rules.wave) * course.blend.rep_step)
        return Step(anchor - offset + cycle, rpe, None, 0, f"Wave {cycle + 1}, step {place + 1} of {len(rules.wave)}.")
    reps = course.fit_reps(course.anchor + offset)
    percent = course.percent(reps, rpe) * (1 + rules.load_step) ** cycle
    note = (
        f"Wave {cycle + 1}, step {place + 1} of {len(rules.wave)}: fewer reps, heavier."
        if place
        else f"Wave {cycle + 1} begins."
    )
    return Step(reps, rpe, percent, 0, note)


def with_pause(tempo: str, pause: int) -> str:
    """The tempo with that many seconds held at the bottom, as it is where there are none."""
    parts = tempo.split("-")
    if not pause:
        return tempo
    return "-".join([parts[0], str(pause), parts[-1]]) if len(parts) > 1 else f"2-{pause}-{tempo}"


def _rep_more(course: Course, reps: int, week: int) -> str:
    if not week:
        return "Start here; a rep more each week."
    most = course.fit_reps(reps) == course.fit_reps(reps - course.rules.progression.unloaded_rep_step)
    return "As many reps as last week: jump higher." if most else "One rep more than last week."


def _word(week: int, note: str) -> str:
    return note if week else "Find the working weight; it rises from here."


STYLES: dict[ProgressionStyle, Callable[[Course, int], Step]] = {
    ProgressionStyle.SINGLE_PROGRESSION: _single,
    ProgressionStyle.DOUBLE_PROGRESSION: _double,
    ProgressionStyle.PAUSED_VARIATIONS: _paused,
    ProgressionStyle.BUILD_TO_DROP: _build_to_drop,
    ProgressionStyle.WAVE_LOADING: _wave,
}
