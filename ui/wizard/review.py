"""Step 4: how the coach speaks and pushes, the whole request on one page, and its document."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from alloy_engine.domain.vocabulary import PersonaAggression, PersonaTone
from alloy_engine.errors import Fault
from alloy_engine.reporting.wording import counted, listed, title, words
from alloy_engine.services import Alloy
from ui import draft as drafts
from ui.text import plain
from ui.wizard import rows, state
from ui.wizard.form import Form

FIELDS = ("name", "persona", "seed", "request")
TONES = {
    "supportive": "Supportive: encouraging, patient",
    "drill_sergeant": "Drill sergeant: short, no excuses",
    "analytical": "Analytical: reasons and numbers",
    "motivational": "Motivational: energy and purpose",
    "minimalist": "Minimalist: only what is needed",
}


def show(form: Form, alloy: Alloy) -> None:
    draft = state.draft()
    st.subheader("How should the coach be?", anchor=False)
    form.select("Tone", "tone", options=[tone.value for tone in PersonaTone], format_func=TONES.__getitem__)
    st.select_slider(
        "How hard it pushes",
        [step.value for step in PersonaAggression],
        format_func=title,
        **form.bound("aggression"),
    )
    name, seed = st.columns([3, 1])
    with name:
        form.text("Program's name", "name", placeholder="Built from the goals", max_chars=100)
        form.tell("name")
    with seed:
        form.number("Seed", "seed", step=1, help="The same request and seed always give the same program.")
        form.tell("seed")
    st.subheader("The whole request", anchor=False)
    st.table(_summary(draft, alloy), border="horizontal", hide_header=True, hide_index=True)
    _exchange(alloy)


def _summary(draft: drafts.Draft, alloy: Alloy) -> dict[str, list[str]]:
    def movement(row: dict[str, Any]) -> str:
        return rows.movement_name(alloy.catalogue, row["movement"])

    goals = sorted(drafts.funded(draft["goals"]).items(), key=lambda item: -item[1])
    equipment = draft["preset"] if draft["equipment_by"] == "preset" else listed(draft["items"]) or "bodyweight"
    lines = {
        "Goals": ", ".join(f"{title(goal)} \\${amount}" for goal, amount in goals),
        "Length": f"{draft['duration_weeks']} weeks from {draft['start_date'] or 'next Monday'}",
        "Week": f"{draft['days_per_week']} days, {draft['session_minutes']} min each",
        "Split": title(draft["split"]),
        "Rhythm": f"microcycle of {draft['microcycle_length_days']} days, deload every "
        f"{draft['deload_every_weeks']} weeks, progression {words(draft['progression_style'])}",
        "Athlete": ", ".join(filter(None, [plain(draft["athlete_name"].strip()), draft["experience"]])),
        "Equipment": equipment,
        "Focus": listed(draft["focus_muscles"]),
        "Limitations": listed(f"{row['part'].partition(':')[2]} ({row['severity']})" for row in draft["limitations"]),
        "Maxima": ", ".join(f"{movement(row)} {row['value']:g} {row['unit']}" for row in draft["one_rep_maxes"]),
        "Cardio": "" if draft["cardio_preference"] == "none" else title(draft["cardio_preference"]),
        "Disciplines": ", ".join(
            f"{title(name)} \\${amount}"
            for name, amount in (drafts.funded(draft["disciplines"]) or drafts.funded(draft[drafts.OWN])).items()
        ),
        "What counts": ", ".join(f"{words(row['dimension'])} {row['weight']:g}" for row in draft["weights"]),
        "Rules": "; ".join(f"{title(row['rule']).lower()} {movement(row)}" for row in draft["movement_rules"]),
        "Activities": "; ".join(
            f"{words(row['activity'])} {', '.join(day[:3].capitalize() for day in row['weekdays'])}".strip()
            for row in draft["activities"]
        ),
        "Coach": f"{words(draft['tone'])}, {words(draft['aggression'])}",
    }
    told = {label: text for label, text in lines.items() if text}
    return {"what": [f"**{label}**" for label in told], "value": list(told.values())}


def _exchange(alloy: Alloy) -> None:
    """The request as a document, out and in."""
    with st.expander("The request as JSON", key="section-json"):
        text = json.dumps(drafts.document(state.draft()), indent=2, ensure_ascii=False)
        st.code(text, language="json", height=320)
        st.download_button("Download", text, "request.json", "application/json", on_click="ignore", key="json-out")
    with st.expander("Fill the wizard from JSON", key="section-fill"):
        pasted = st.text_area("Paste a request", key="json-in", height=140, placeholder='{"goals": {"strength": 10}}')
        upload = st.file_uploader("or choose a file", type="json", key="json-file")
        if st.button("Fill the wizard", key="json-fill"):
            given = upload.getvalue().decode("utf-8", errors="replace") if upload else pasted
            faults = _fill(given, alloy)
            for fault in faults:
                st.error(f"**{plain(fault.field)}**: {plain(fault.message)}. Accepted: {plain(fault.accepted)}")
            if faults:
                st.caption(f"{counted(len(faults), 'fault')}; the wizard is as it was.")
            else:
                st.rerun()


def _fill(text: str, alloy: Alloy) -> tuple[Fault, ...]:
    """Fill the wizard from a document; what is wrong with it, if anything."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        state.take(alloy, "1.1.3", "C")
        return (Fault("request", None, f"is not JSON: {error}", "a request document"),)
    faults = alloy.check(document)
    state.take(alloy, "1.1.3", "B" if faults else "A")
    if not faults:
        state.fill(document)
    return faults
