"""The reachability report as text for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_jsonable_python

from alloy_engine.quality.reachability import Certainty, Clash, Reachability, Repair
from alloy_engine.reporting.wording import words


def reachability_text(report: Reachability) -> str:
    """What clashes first, then what can be met and why."""
    lines: list[str] = []
    if report.certified:
        lines.append("Certificate: every requirement can be met.")
    else:
        certain = sum(clash.shortfall.certainty is Certainty.CANNOT for clash in report.clashes)
        lines.append(
            f"{certain} requirements cannot be met, {len(report.clashes) - certain} may not be met everywhere."
        )
    for clash in report.clashes:
        lines += ["", *_clash(clash)]
    lines += ["", "Can be met:"] if report.evidence else []
    lines += [f"  {line.requirement.value.replace('_', ' ')}: {line.detail}" for line in report.evidence]
    return "\n".join(lines)


def as_json(report: Reachability) -> dict[str, Any]:
    """The report with `certified` on top; a repair holds the whole request with its changes made."""
    return {"certified": report.certified, **to_jsonable_python(report)}


def clash_sentence(clash: Clash) -> str:
    """What cannot, or may not, be met and why."""
    sentence = clash.shortfall.sentence.removeprefix("Reachability: ")
    return sentence[:1].upper() + sentence[1:]


def settings_text(clash: Clash) -> str:
    """What clashes, for a coach: "equipment bodyweight, session minutes 30"; "" where no setting is to blame."""
    named = ((_name(setting.field), setting.value) for setting in clash.settings)
    return ", ".join(f"{name} {value.replace('_', ' ')}" for name, value in named)


def changes_text(repair: Repair) -> str:
    """The cheapest way out, for a coach: "add pull up bar and 40 minutes a session"."""
    return " and ".join(change.replace("_", " ") for change in repair.changes)


def _name(field: str) -> str:
    """ "athlete.equipment" → "equipment", "movement_rules.0" → "movement rules"."""
    return words([part for part in field.split(".") if not part.isdecimal()][-1])


def _clash(clash: Clash) -> Iterator[str]:
    yield clash_sentence(clash)
    if clash.settings:
        yield f"  clash: {'; '.join(f'{setting.field} = {setting.value}' for setting in clash.settings)}"
    if clash.repair is not None:
        yield f"  cheapest way out: {' and '.join(clash.repair.changes)}"
    elif clash.settings:
        yield "  no single change or pair of changes that may be asked for clears it"
