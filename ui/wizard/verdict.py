"""Whether what is asked can be met, and if not, what clashes and the cheapest way out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from alloy_engine.quality.reachability import Certainty, Clash, Reachability
from alloy_engine.reporting.reachability_text import changes_text, clash_sentence, settings_text
from alloy_engine.reporting.wording import counted, title
from ui.text import plain
from ui.wizard import state


def show(report: Reachability) -> None:
    if report.certified:
        st.success("**This can be met.** Every requirement, checked before anything is generated.")
    else:
        mendable = [clash for clash in report.clashes if clash.repair is not None]
        others = [clash for clash in report.clashes if clash.repair is None]
        _headline(report.clashes)
        for place, clash in enumerate(mendable):
            with st.container(border=True, gap="small"):
                _clash(clash, place)
        if others:
            label = "Others, without a way out" if mendable else "What is in the way"
            with st.expander(f"{label} · {len(others)}", key="preview-others"):
                for clash in others:
                    st.markdown(_told(clash))
    if report.evidence:
        with st.expander(f"What can be met · {len(report.evidence)}", key="preview-evidence"):
            st.markdown("\n".join(f"- **{title(one.requirement)}**: {plain(one.detail)}" for one in report.evidence))


def _headline(clashes: Sequence[Clash]) -> None:
    certain = sum(clash.shortfall.certainty is Certainty.CANNOT for clash in clashes)
    doubtful = len(clashes) - certain
    if certain:
        also = f" {counted(doubtful, 'other')} may not be met everywhere." if doubtful else ""
        st.error(f"**{counted(certain, 'requirement')} cannot be met.**{also} The program can be made all the same.")
    else:
        said = f"{counted(doubtful, 'requirement')} may not be met everywhere"
        st.warning(f"**{said}:** little is left to choose from.")


def _clash(clash: Clash, place: int) -> None:
    assert clash.repair is not None  # noqa: S101  only those with one are drawn here
    st.markdown(_told(clash))
    st.button(
        f"Mend it: {plain(changes_text(clash.repair))}",
        key=f"repair-{place}",
        icon=":material/build:",
        on_click=state.repair,
        args=(clash.repair.request,),
    )


def _told(clash: Clash) -> str:
    told = plain(clash_sentence(clash))
    settings = settings_text(clash)
    return f"{told}  \n:gray[Clash: {plain(settings)}]" if settings else told
