"""One session as a coach reads it: blocks from warm-up to cool-down, a line an exercise."""

from __future__ import annotations

from types import MappingProxyType

import streamlit as st

from alloy_engine.domain.program import PlannedBlock, PlannedExercise, PlannedSession, ProgramDocument
from alloy_engine.domain.vocabulary import ExerciseRole, FallbackTier, GenerationStatus, SessionType, Units
from alloy_engine.reporting import prescription_text as text
from alloy_engine.reporting.training.prescription_reasons import reasons
from alloy_engine.reporting.training.reasons import session_gates
from alloy_engine.reporting.wording import listed, long_date_of, title, words
from alloy_engine.services import Alloy
from ui.engine import attempt
from ui.marks import status_badge, type_badge
from ui.navigation import DECISIONS
from ui.program import coaching, logbook
from ui.program.why import line
from ui.text import NO_BREAK, plain

NOTHING_LOGGED: logbook.Logs = MappingProxyType({})
# Where effort is meant to be low, an RPE a line would only be noise.
EASY = (ExerciseRole.WARMUP, ExerciseRole.MOBILITY, ExerciseRole.COOLDOWN)


def show(document: ProgramDocument, one: PlannedSession, key: str, alloy: Alloy, *, may_change: bool) -> None:
    """key: "<microcycle>-<day>". may_change: nothing is being generated, so that it can be regenerated."""
    program, units = document.id or "", document.request.athlete.units
    st.subheader(long_date_of(one.date), anchor=False)
    st.markdown(" ".join(_marks(one)))
    if one.type is SessionType.RECOVERY:
        st.info(plain(one.note) if one.note else "A day of rest. Sleep, eat, walk if you like.")
        return
    if one.status is GenerationStatus.FAILED:
        _repair(one, key, program, alloy, may_change=may_change)
        return
    if not one.blocks:
        _not_yet(one, ended=may_change)
        return
    if one.note:
        st.markdown(f"*{plain(one.note)}*")
    if one.coach_note:
        st.info(plain(one.coach_note), icon=":material/edit_note:")
    logs = logbook.of(alloy, program, key)
    st.table(session_table(one, units, logs), border="horizontal", hide_index=True)
    logbook.show(program, one, key, units, logs, alloy)
    coaching.show(document, one, key, alloy, may_change=may_change)
    _reasons(document, one, key, alloy)
    _more(one, key, program, alloy)
    st.button("Regenerate this session", key="regenerate-session", disabled=not may_change,
              help="Plan it anew, with other movements where there are others; what you locked stays.",
              on_click=attempt, args=(alloy.regenerate_session, program, key))  # fmt: skip


def _marks(one: PlannedSession) -> list[str]:
    marks = [type_badge(one.type)]
    if one.type is SessionType.RECOVERY:
        return marks
    if one.focus:
        marks.append(listed(one.focus))
    if one.status is GenerationStatus.COMPLETED:
        marks.append(f":gray[about {one.estimated_minutes:.0f} of {one.target_minutes} min]")
    else:
        marks.append(status_badge(one.status))
    if one.fallback is FallbackTier.TEMPLATE:
        marks.append(":orange-badge[Template]")
    if any(not gate.ok for gate in one.gates):
        marks.append(":red-badge[A gate is not met]")
    return marks


def _not_yet(one: PlannedSession, *, ended: bool) -> None:
    if one.status is GenerationStatus.CANCELLED:
        st.warning("Generation was cancelled before this session was planned.")
    elif ended:
        st.warning("Generation ended before this session was planned.")
    else:
        st.caption("This session is being planned; it appears here by itself.")
        st.skeleton(height=180)


def _repair(one: PlannedSession, key: str, program: str, alloy: Alloy, *, may_change: bool) -> None:
    st.error(f"**This session could not be planned.** {plain(one.note) or 'No reason was recorded.'}")
    for gate in one.gates:
        if not gate.ok:
            st.markdown(f":red[{title(gate.name)}:] {plain(gate.detail)}")
    coaching.held(program, key, alloy, may_change=may_change)
    st.button("Plan it again", key="repair", type="primary", disabled=not may_change,
              on_click=attempt, args=(alloy.regenerate_session, program, key))  # fmt: skip


def session_table(one: PlannedSession, units: Units, logs: logbook.Logs = NOTHING_LOGGED) -> dict[str, list[str]]:
    """Blocks and their exercises as columns of Markdown, each block led by a row of its own. logs: what was done."""
    table: dict[str, list[str]] = {"Exercise": [], "Work": [], "Load": [], "Rest": []}
    for block in one.blocks:
        rows = [_block_row(block), *(_exercise_row(exercise, block.role, units, logs) for exercise in block.exercises)]
        for row in rows:
            for column, cell in zip(table.values(), row, strict=True):
                column.append(cell)
    return {label: cells for label, cells in table.items() if any(cells)}


def _block_row(block: PlannedBlock) -> tuple[str, ...]:
    clock = text.circuit(block.circuit) if block.circuit else f"{block.minutes:.0f} min"
    note = f"  \n:gray[{plain(block.circuit.note)}]" if block.circuit and block.circuit.note else ""
    edited = " :orange-badge[edited: clock]" if block.circuit and block.circuit.edited else ""
    return f":orange-badge[{title(block.role)}] :gray[{clock}]{edited}{note}", "", "", ""


def _exercise_row(one: PlannedExercise, role: ExerciseRole, units: Units, logs: logbook.Logs) -> tuple[str, ...]:
    log = logs.get((role, one.movement))
    # Below the work and not beside it: a fifth column would leave no room for names on a phone.
    done = "" if log is None else f"  \n:green[:material/check: {plain(text.done(log.sets, units))}]"
    return _name(one, units), _work(one, role) + done, _load(one, units), text.rest(one.rest_seconds)


def _work(one: PlannedExercise, role: ExerciseRole) -> str:
    asked = "" if role in EASY else text.effort(one)
    return _two_lines(text.work(one), f"@ {asked}" if asked else "")


def _load(one: PlannedExercise, units: Units) -> str:
    """The weight first where it is known, else the share of the maximum."""
    share = f"{one.percent_1rm:.0f} %" if one.percent_1rm is not None else ""
    return _two_lines(*((text.weight(one.load_kg, units), share) if one.load_kg is not None else (share, "")))


def _two_lines(first: str, second: str) -> str:
    """Bold over grey, neither broken in the middle: narrow columns stay readable."""
    lines = [f"**{first}**" if first else "", f":gray[{second}]" if second else ""]
    return "  \n".join(line.replace(" ", NO_BREAK) for line in lines if line)


def _name(one: PlannedExercise, units: Units) -> str:
    letter = f":violet-badge[{plain(one.superset)}] " if one.superset else ""
    marks = [":blue-badge[locked]"] if one.locked else []
    if one.edited:
        marks.append(f":orange-badge[edited: {listed(name.removesuffix('_kg') for name in one.edited)}]")
    details = [words(one.primary_muscle), listed(one.equipment), f"tempo {one.tempo}" if one.tempo else ""]
    lines = [" ".join([f"{letter}**{plain(one.name)}**", *marks]), f":gray[{' · '.join(filter(None, details))}]"]
    if one.ramp_sets:
        lines.append(f":gray[ramp {text.ramp(one.ramp_sets, units)}]")
    if one.note:
        lines.append(f"*{plain(one.note)}*")
    if one.coach_note:
        lines.append(f":material/edit_note: {plain(one.coach_note)}")
    return "  \n".join(lines)


def _reasons(document: ProgramDocument, one: PlannedSession, key: str, alloy: Alloy) -> None:
    """Behind every number of the table: the bands, the chart, the maximum, the clock."""
    with st.expander("Why these numbers?", key=f"reasons-{key}"):
        parts = " + ".join(f"{words(block.role)} {block.minutes:.1f}" for block in one.blocks)
        st.markdown(
            f"**The session** :gray[{one.estimated_minutes:.1f} min]  \n{plain(parts)}; {one.target_minutes} asked."
        )
        for block in one.blocks:
            for exercise in block.exercises:
                said = reasons(exercise, block.role, document.request, alloy.catalogue, alloy.policy)
                st.markdown(
                    f"**{plain(exercise.name)}** :gray[{plain(text.work_at(exercise))}]  \n{plain(' '.join(said))}"
                )
        st.caption(
            f"Bands: prescription table of policy {alloy.policy.version} (ACSM 2009, Schoenfeld 2017, Singer 2024)."
        )


def _more(one: PlannedSession, key: str, program: str, alloy: Alloy) -> None:
    """What stood for each place besides the chosen movement, and the session's gates."""
    with st.expander("Alternatives and scores", key=f"alternatives-{key}"):
        st.table(alternatives_table(one), border="horizontal", hide_index=True)
        st.page_link(DECISIONS, label="Why these, and why not others?", icon=":material/help:",
                     query_params={"id": program, "session": key})  # fmt: skip
    failed = sum(not gate.ok for gate in one.gates)
    label = f"Quality gates · {len(one.gates) - failed} of {len(one.gates)} met"
    with st.expander(label, key=f"gates-{key}", expanded=bool(failed)):
        st.table(
            {
                "": [":green[✓]" if gate.ok else ":red[✗]" for gate in one.gates],
                "Gate": [title(gate.name) for gate in one.gates],
                "Found": [plain(gate.detail) for gate in one.gates],
            },
            border="horizontal",
            hide_index=True,
        )
        said = f":gray[Relaxation step {one.relaxation_step} of 6; fallback: {words(one.fallback)}.]"
        line(said, f"gates-{key}", lambda: session_gates(alloy.policy))


def alternatives_table(one: PlannedSession) -> dict[str, list[str]]:
    chosen = [exercise for block in one.blocks for exercise in block.exercises if exercise.score is not None]
    return {
        "Chosen": [f"{plain(each.name)} {each.score:.2f}" for each in chosen],
        "Instead": [
            ", ".join(f"{plain(other.name)} :gray[{other.score:.2f}]" for other in each.alternatives) or ":gray[none]"
            for each in chosen
        ],
    }
