"""Why a number of the training pages is what it is: how it was counted, from what, and what it is held against."""

from __future__ import annotations

from alloy_engine.catalogue import Policy
from alloy_engine.catalogue.policies.audit import Check
from alloy_engine.catalogue.policies.gates import CountRange
from alloy_engine.domain.program import PlannedMicrocycle, ProgramDocument
from alloy_engine.quality.finding import band_words
from alloy_engine.quality.tally import DAYS_A_WEEK
from alloy_engine.reporting.frames import working_sets
from alloy_engine.reporting.training.muscles import weekly_band
from alloy_engine.reporting.wording import counted, words

COUNTING = (
    "Every set of a main lift or an accessory counts 1 for the muscle it is for and 0.5 for each that helps. "
    "Warm-ups, cool-downs, circuits and jumps count nothing. Microcycles of other lengths are scaled to seven days."
)
MAIN_OR_COMPOUND = "main lifts and compound accessories; flies and raises have no pattern that says their side"


def lifts() -> str:
    return (
        "Sets × repetitions @ RPE and the load, as each session prescribes them; a lift that comes twice in a "
        "microcycle has two rows. The prescription's own reasons stand under each session, at “Why these numbers?”."
    )


def sets(document: ProgramDocument, policy: Policy) -> str:
    check = policy.audit.weekly_sets
    bands = "; ".join(
        f"{words(goal)} {dollars} of 10: {band_words(check.goals[goal], ' sets')}"
        for goal, dollars in document.request.goals.items()
    )
    return _paragraphs(
        COUNTING,
        f"The bar is the average over {_work(document)} that are no deload, the whisker reaches from the thinnest to "
        "the fullest of them. Shoulders are as well trained as the best of the three delts.",
        f"Band: {band_words(weekly_band(document, policy), ' sets a week')}. It is blended by dollars ({bands}), its "
        f"lower end falls with the share of training days that lift, never below {check.least:g}.",
        _source(check, "audit.weekly_sets"),
        _version(document, policy),
    )


def frequency(document: ProgramDocument, policy: Policy) -> str:
    check = policy.audit.frequency
    return _paragraphs(
        "Sessions in seven days in which the muscle is what a lift is for, or helps in at least "
        f"{counted(check.secondary_sets_min, 'set')}; averaged over {_work(document)} that are no deload.",
        f"Band: {band_words(check.band, ' times a week')}.",
        _source(check, "audit.frequency"),
        _version(document, policy),
    )


def effort(policy: Policy) -> str:
    return _paragraphs(
        "Of main lifts only: the mean of the RPE they ask for and of their % of 1RM, each over the sets that have one. "
        "The % comes from Tuchscherer's chart at repetitions + (10 − RPE), moved by the progression style and the "
        "phase; deloads go down on purpose.",
        f"Read every RPE as ±{policy.audit.rir.reps}: people misjudge the repetitions they have left.",
        _source(policy.audit.rir, "audit.rir; prescription.rpe_table"),
    )


def push_pull(document: ProgramDocument, policy: Policy) -> str:
    check = policy.audit.push_pull
    return _paragraphs(
        f"Sets whose pattern is a push over sets whose pattern is a pull, of {MAIN_OR_COMPOUND}. The ratio is that of "
        "the whole program, deloads included, because a split's rotation may put one side's day into them.",
        f"Band: {band_words(check.band)}.",
        _source(check, "audit.push_pull"),
        _version(document, policy),
    )


def patterns(document: ProgramDocument, policy: Policy) -> str:
    check = policy.audit.patterns
    wanted = ", ".join(" or ".join(words(pattern) for pattern in group) for group in check.wanted)
    return _paragraphs(
        "Sets of main lifts and accessories by pattern, as planned and not scaled.",
        f"From {check.from_lifting_days} lifting days a week every microcycle should hold: {wanted}.",
        _source(check, "audit.patterns"),
        _version(document, policy),
    )


def minutes(policy: Policy) -> str:
    time = policy.prescription.time
    return _paragraphs(
        "Each block's own estimate, by the one time model that also fits a session to its minutes.",
        f"Warm-up {time.warmup_minutes:g} min and {time.warmup_drill_minutes:g} a drill, cool-down "
        f"{time.cooldown_minutes:g} and {time.cooldown_stretch_minutes:g} a stretch; a set lasts by its repetitions "
        f"(one side at a time × {time.per_side_factor:g}), rests lie between sets only, changing to the next exercise "
        f"takes {time.change_seconds} s ({time.superset_change_seconds} in a superset), a ramp set "
        f"{time.ramp_set_seconds} s; circuits go by their own clock.",
        "Policy: prescription.time.",
    )


def volume() -> str:
    return COUNTING


def calendar(document: ProgramDocument) -> str:
    """Why each day is what it is."""
    request = document.request
    habits = ", ".join(words(one.activity) for one in request.activities)
    return _paragraphs(
        f"{request.days_per_week} training days in seven were asked for: in a microcycle that many × its length / 7, "
        "spread so that no two gaps differ by more than one day"
        + (f", and away from {habits} where that is possible." if habits else "."),
        f"The split is {words(request.split)}; kinds of day follow in its rotation, which goes on from one microcycle "
        "to the next. Cardio, conditioning and mobility days come from the dollars of the goals.",
        f"A deload, paler here, follows every {request.deload_every_weeks} weeks, never as the last one. Point at a "
        "day for its date, patterns and minutes.",
        f"Policy: structure ({document.policy_version}).",
    )


def week(document: ProgramDocument, index: int, policy: Policy) -> str:
    """Why a microcycle has so many sessions, minutes and working sets."""
    request, weeks = document.request, {one.index: one for one in document.microcycles}
    mine, before = weeks[index], weeks.get(index - 1)
    trained = [one for one in mine.sessions if one.target_minutes]
    wanted = request.days_per_week * mine.length_days / DAYS_A_WEEK
    parts = " + ".join(f"{working_sets(one)} ({mine.index}-{one.day})" for one in trained)
    minutes = " + ".join(f"{one.estimated_minutes:.0f}" for one in trained)
    aims = sorted({one.target_minutes for one in trained})
    return _paragraphs(
        f"Sessions: {request.days_per_week} days a week × {mine.length_days} days / 7 = {wanted:.3g}, so "
        f"{len(trained)}." + (" " + _changed(mine, before) if before is not None else ""),
        _phase(mine, policy),
        f"Working sets, of main lifts and accessories: {parts} = {sum(map(working_sets, trained))}. Warm-ups, "
        "cool-downs and circuits are not among them.",
        f"Minutes: {minutes} = {sum(one.estimated_minutes for one in trained):.0f}; "
        f"{' or '.join(str(aim) for aim in aims)} a session are aimed at, of {request.session_minutes} asked for.",
        f"Policy: structure, composition, prescription.time ({document.policy_version}).",
    )


def weeks(policy: Policy) -> str:
    """How the columns of the table of microcycles are counted."""
    return _paragraphs(
        "Phase: within a mesocycle, the weeks between two deloads, accumulation, then intensification; the last "
        "mesocycle ends in peaking.",
        "Sessions: planned of those that train; recovery days are not counted. Minutes: the sum of the sessions' own "
        "estimates. Working sets: sets of main lifts and accessories, each counted once.",
        "Open a microcycle under Sessions for where its own numbers come from.",
        _source(policy.audit.weekly_change, "audit.weekly_change"),
    )


def session_gates(policy: Policy) -> str:
    """What each gate of a session asks, with its number."""
    rules, gates = policy.gates.session, policy.gates
    lifting, retries = rules.lifting, ", ".join(map(str, gates.retry_steps))
    return _paragraphs(
        f"Time: within {rules.minutes_tolerance:.0%} of the minutes aimed at, by the one time model.",
        f"Movement count: {_range(rules.movements)} in a lifting session, a circuit being one; from "
        f"{rules.movements_low_when_short} in deloads and up to {rules.short_minutes} minutes.",
        f"Block counts: {_range(lifting.warmup)} warm-ups, {_range(lifting.main)} main lifts "
        f"({_range(lifting.light_main)} lighter ones from {lifting.light_main_dollars} dollars of endurance), "
        f"{_range(lifting.accessory)} accessories or a finisher, {_range(lifting.cooldown)} stretches; conditioning "
        f"for at least {rules.conditioning.minutes_min} minutes, {_range(rules.mobility.mobility)} mobility drills.",
        f"Patterns: at least {rules.patterns_min} different ones. Structure, duplicates and hard constraints (a rule "
        "of the coach, equipment, a severe injury) know no exception.",
        f"A session that misses one is planned again from relaxation step {retries}, then from the template.",
        f"Source: practice rules. Policy: gates.session ({policy.version}).",
    )


def microcycle_gates(policy: Policy) -> str:
    """What each gate of a microcycle asks, with its number."""
    rules = policy.gates.microcycle
    return _paragraphs(
        f"Major muscles: from {rules.majors_from_lifting_days} lifting days on all seven are trained, by a lift that "
        f"is for them or by {counted(rules.secondary_sets_min, 'set')} that help.",
        f"Unique movements: {rules.unique_share_min:.0%} of the places, warm-ups and cool-downs aside, hold different "
        "ones; not asked of a deload.",
        "Pattern rotation: no main pattern on two days running or more than twice in seven days, and not that of the "
        "sessions of its type before; where the week leaves no other way, that is said and accepted.",
        "Interference: no main lift within the hours that the athlete's activities forbid it. Must have: the coach's "
        "rules came when they were due.",
        f"Source: practice rules. Policy: gates.microcycle, structure ({policy.version}).",
    )


def _range(count: CountRange) -> str:
    return f"{count.low} to {count.high}"


def _phase(week: PlannedMicrocycle, policy: Policy) -> str:
    if not week.is_deload:
        return f"Phase: {words(week.phase)}, by its place between two deloads."
    return f"A deload: fewer sets, lighter, RPE low, the same movements. {_source(policy.audit.deload, 'audit.deload')}"


def _changed(week: PlannedMicrocycle, before: PlannedMicrocycle) -> str:
    now, then = (sum(working_sets(one) for one in each.sessions) for each in (week, before))
    if not then or not now:
        return ""
    return f"Working sets change by {now / then - 1:+.0%} from microcycle {before.index}."


def _work(document: ProgramDocument) -> str:
    return counted(sum(not week.is_deload for week in document.microcycles), "microcycle")


def _source(check: Check, place: str) -> str:
    doubt = f" {check.disagreement}" if check.disagreement else ""
    return f"Source: {check.source}.{doubt} Policy: {place}."


def _version(document: ProgramDocument, policy: Policy) -> str:
    """A program that was judged by another policy than today's says so."""
    if document.policy_version == policy.version:
        return ""
    return (
        f"The bands are those of today's policy {policy.version}; the program was planned and audited under "
        f"{document.policy_version}, whose bands stand in its audit."
    )


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)
