"""Use case: a program is asked for and exists, all of it in one short transaction."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from structlog.typing import FilteringBoundLogger

from alloy_engine.catalogue.briefing import default_name
from alloy_engine.domain.owner import LOCAL
from alloy_engine.errors import AlloyError, Busy, ConstraintRefused, DatabaseUnavailable, Fault, InvalidRequest
from alloy_engine.flow import Branches, Recorder, Trace, recording
from alloy_engine.services.athletes import settled
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.log import logger
from alloy_engine.services.materials import Materials
from alloy_engine.services.wayside import Wayside
from alloy_engine.storage.creation import Inserted, insert_program
from alloy_engine.storage.database import Database
from alloy_engine.storage.keys import new_program_id
from alloy_engine.storage.program_rows import NewProgram
from alloy_engine.storage.queue.jobs import ring
from alloy_engine.storage.traces import CREATION_RUN
from alloy_engine.structure import goal_warnings, skeleton
from alloy_engine.version import ENGINE_VERSION

LONGEST_KEY = 200
# Five seconds in all: as long as anything here waits for a lock. The pause grows, since every try writes anew.
TRIES, PAUSE_SECONDS, GROWS_EVERY, LONGEST = 75, 0.01, 5, 10
DOORS = {"app": "A", "http": "B", "cli": "C", "library": "D"}


@dataclass(frozen=True, slots=True)
class Created:
    """What the caller gets. milliseconds: from the document to the commit. repeated: the key was seen
    before and this is the program of that first time. trace: what creating it did, the write included;
    it can only be stored once the write is over, which is the worker's errand and not the caller's wait."""

    id: str
    name: str
    milliseconds: float
    repeated: bool
    trace: Trace


def create_program(
    database: Database,
    materials: Materials,
    clock: SystemClock,
    document: object,
    *,
    owner: str,
    door: str = "library",
    key: str | None = None,
    asked: Branches | None = None,
    wayside: Wayside,
    tracing: bool = True,
    demo: Mapping[str, object] | None = None,
) -> Created:
    """Store the program with all its microcycles and days, and the job that will generate it.

    document: a request; its athlete may be the name of one planned for before. owner: whose it will be. door: app,
    http, cli or library. key: idempotency key, 1 to 200 visible characters; the owner's same key gives the same
    program. asked: branches already taken on the way here (the wizard's), which go with the program. wayside: keeps
    those of a creation that stored nothing. tracing: whether any are kept. demo: what is to go wrong in it. Raises
    InvalidRequest (nothing stored), DatabaseUnavailable, ConstraintRefused; Busy if another request with the same key,
    or whoever works on the athlete's active program, does not come to an end.
    """
    log = logger("create").bind(door=door)
    log.info("create.entered")
    started, began = clock.now(), clock.nanoseconds()
    tracer = recording(clock.nanoseconds, listening=tracing)
    try:
        with tracer.phase("create"):
            check_key(key)
            document = settled(database, owner, document, materials, clock, tracer)
            new = replace(prepared(materials, tracer, document, owner, door, key, clock), demo=demo)
            inserted = _written(database, new, tracer)
    except AlloyError as error:
        if isinstance(error, InvalidRequest):
            log.info("create.refused", faults=[fault.field for fault in error.faults])
        wayside.absorb(tracer.branch_counts())
        raise
    milliseconds = (clock.nanoseconds() - began) / 1e6
    tracer.take("1.2", "A" if inserted.created else "B")
    if inserted.created:
        ring(database)
        _trace(inserted, asked or {}, tracer)
    else:
        wayside.absorb(tracer.branch_counts())
    _log(log, inserted, milliseconds, tracer)
    trace = Trace(started, tracer.spans, tracer.branch_counts(), CREATION_RUN, taken=tracer.taken)
    return Created(inserted.id, new.name, milliseconds, repeated=not inserted.created, trace=trace)


def _log(log: FilteringBoundLogger, inserted: Inserted, milliseconds: float, tracer: Recorder) -> None:
    ms, phases = round(milliseconds, 2), {name: round(ms, 3) for name, ms in tracer.milliseconds().items()}
    log.info("create.done", program=inserted.id, repeated=not inserted.created, ms=ms, phases=phases)
    if inserted.created:
        log.info("create.job_scheduled", program=inserted.id)


def _trace(inserted: Inserted, asked: Branches, tracer: Recorder) -> None:
    """A new program's place among the athlete's, its job, and the way that led here."""
    tracer.take("3.2.1", "A" if inserted.known else "B")
    tracer.take("3.5", "C" if not inserted.active else "B" if inserted.retired else "A")
    tracer.take("3.7", "A")
    for fork, branches in asked.items():
        for branch, times in branches.items():
            tracer.take(fork, branch, times)


def check_key(key: str | None, field: str = "idempotency_key") -> None:
    """Raises InvalidRequest, naming `field`, for a key that is not short and visible ASCII."""
    if key is not None and not (0 < len(key) <= LONGEST_KEY and all("!" <= sign <= "~" for sign in key)):
        accepted = f"1 to {LONGEST_KEY} letters, digits or signs without spaces"
        raise InvalidRequest([Fault(field, key, "is not usable", accepted)])


def prepared(
    materials: Materials,
    tracer: Recorder,
    document: object,
    owner: str,
    door: str,
    key: str | None,
    clock: SystemClock,
) -> NewProgram:
    """Everything that needs no database: validated, settled, laid out as a calendar."""
    tracer.take("1.0", DOORS[door])
    tracer.take("3.1", "B" if owner == LOCAL else "A")
    with tracer.phase("validate"):
        brief = materials.brief(document, tracer, today=clock.today())
    with tracer.phase("skeleton"):
        warnings = goal_warnings(brief, materials.policy, tracer)
        structure = skeleton(brief, materials.policy, tracer)
    return NewProgram(
        id=new_program_id(),
        owner=owner,
        name=default_name(brief.request),
        request=brief.request.model_copy(update={"start_date": brief.start_date}),
        structure=structure,
        engine_version=ENGINE_VERSION,
        catalogue_version=materials.catalogue.version,
        policy_version=materials.policy.version,
        warnings=warnings,
        door=door,
        idempotency_key=key,
    )


def _written(database: Database, new: NewProgram, tracer: Recorder) -> Inserted:
    """The one transaction; begun anew as long as somebody else makes the same program, or its athlete, or has the
    program in hand that it retires."""
    tracer.take("3.0", "A")
    with tracer.phase("write"):
        try:
            inserted = insisted(database, new, tracer)
        except ConstraintRefused:
            tracer.take("3.6", "B")
            raise
        except DatabaseUnavailable:
            tracer.take("3.6", "C")
            raise
        except Busy:
            tracer.take("3.6", "D")
            raise
    tracer.take("3.6", "A")
    return inserted


def insisted(database: Database, new: NewProgram, recorder: Recorder | None = None) -> Inserted:
    """No connection is held between two tries. Raises Busy after the last."""
    for tried in range(TRIES - 1):
        try:
            with database.begin(recorder) as connection:
                return insert_program(connection, new)
        except Busy:
            time.sleep(PAUSE_SECONDS * min(LONGEST, 1 + tried // GROWS_EVERY))
    with database.begin(recorder) as connection:
        return insert_program(connection, new)
