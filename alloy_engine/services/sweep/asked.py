"""The requests of a sweep, all valid and all dated, before the first of them is planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.flow import Silent
from alloy_engine.services.materials import Materials


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of a sweep. index: its place, from 0. document: complete JSON, with a start date."""

    index: int
    document: dict[str, Any]


def asked(materials: Materials, documents: Sequence[object], *, today: dt.date) -> tuple[Asked, ...]:
    """The documents as they will be planned. Raises InvalidRequest with each distinct fault once and
    how many requests have it; the field is named as in a request."""
    ready: list[Asked] = []
    faults: dict[tuple[str, str, str], tuple[Fault, int]] = {}
    for index, document in enumerate(documents):
        try:
            brief = materials.brief(document, Silent(), today=today)
        except InvalidRequest as error:
            for fault in error.faults:
                key = (fault.field, repr(fault.value), fault.message)
                faults[key] = (fault, faults.get(key, (fault, 0))[1] + 1)
            continue
        dated = brief.request.model_copy(update={"start_date": brief.start_date})
        ready.append(Asked(index, dated.model_dump(mode="json")))
    if faults:
        raise InvalidRequest([_counted(fault, times, len(documents)) for fault, times in faults.values()])
    return tuple(ready)


def _counted(fault: Fault, times: int, total: int) -> Fault:
    return fault if total == 1 else replace(fault, message=f"{fault.message} (in {times} of {total} requests)")
