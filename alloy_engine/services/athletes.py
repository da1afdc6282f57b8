"""Who is planned for: an athlete described in the request, one who is stored and asked for by name, or the default."""

from __future__ import annotations

from collections.abc import Mapping

from alloy_engine.errors import Fault, InvalidRequest
from alloy_engine.flow import Recorder, Silent
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.materials import Materials
from alloy_engine.storage.athletes import athlete_names, stored_athlete
from alloy_engine.storage.database import Database

NAMED = 5  # of those who are known, told to whoever asks for somebody else


def settled(
    database: Database, owner: str, document: object, materials: Materials, clock: SystemClock, tracer: Recorder
) -> object:
    """The document with the athlete described in it whom it only names; every other document as it is.

    Raises InvalidRequest, with all the document's faults, if the owner has nobody of that name; StorageError.
    """
    asked = document.get("athlete") if isinstance(document, Mapping) else None
    if not isinstance(document, Mapping) or not isinstance(asked, str):
        tracer.take("3.2", "A" if asked else "B")
        return document
    with tracer.phase("athlete"), database.begin(tracer) as connection:
        profile = stored_athlete(connection, owner, asked.strip())
        known = athlete_names(connection, owner, NAMED) if profile is None else ()
    if profile is not None:
        tracer.take("3.2", "C")
        return {**document, "athlete": profile}
    tracer.take("3.2", "D")
    for fork in ("1.3", "1.3.6"):
        tracer.take(fork, "B")
    names = ", ".join(f'"{name}"' for name in known)
    accepted = f"one you have planned for{f', such as {names}' if names else ''}; or an athlete described"
    faults = [Fault("athlete", asked, "no such stored athlete", accepted)]
    try:
        materials.brief({**document, "athlete": {}}, Silent(), today=clock.today())
    except InvalidRequest as error:
        faults += error.faults
    raise InvalidRequest(sorted(faults, key=lambda fault: (fault.field, fault.message)))
