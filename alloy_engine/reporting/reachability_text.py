"""The reachability report as text for a terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_jsonable_python

from alloy_engine.quality.reachability import Certainty, Clash, Reachability


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


def _clash(clash: Clash) -> Iterator[str]:
    sentence = clash.shortfall.sentence.removeprefix("Reachability: ")
    yield sentence[:1].upper() + sentence[1:]
    if clash.settings:
        yield f"  clash: {'; '.join(f'{setting.field} = {setting.value}' for setting in clash.settings)}"
    if clash.repair is not None:
        yield f"  cheapest way out: {' and '.join(clash.repair.changes)}"
    elif clash.settings:
        yield "  no single change or pair of changes that may be asked for clears it"
