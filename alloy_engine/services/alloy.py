"""Everything wired together: the one object that the app, the HTTP routes and the command line hold."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

from alloy_engine.catalogue import Catalogue, Policy
from alloy_engine.catalogue.policies.retention import load_retention
from alloy_engine.domain.decision import Decision
from alloy_engine.domain.movement import Movement
from alloy_engine.domain.owner import LOCAL
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.errors import Fault, InvalidRequest, StorageError
from alloy_engine.flow import Branches, Silent, by_fork
from alloy_engine.generate import plan_structure
from alloy_engine.quality.reachability import Reachability
from alloy_engine.services import upkeep
from alloy_engine.services.afterwards import afterwards
from alloy_engine.services.clock import SystemClock
from alloy_engine.services.coaching import Coach
from alloy_engine.services.compute.process import ComputeProcess
from alloy_engine.services.create import Created, create_program
from alloy_engine.services.documents import Choice, Funnel, Health, Preview, ProgramCard, SpanRow, StatusDocument, Visit
from alloy_engine.services.health import health, present
from alloy_engine.services.logbook import Logbook
from alloy_engine.services.materials import Materials
from alloy_engine.services.metrics import Metrics
from alloy_engine.services.planning import check_document, plan_document
from alloy_engine.services.recompute import Recomputed, recompute
from alloy_engine.services.stock import Stock
from alloy_engine.services.telemetry import telemetry_of
from alloy_engine.services.times import Times
from alloy_engine.services.wayside import Wayside
from alloy_engine.services.worker import Worker
from alloy_engine.services.workshop import Workshop
from alloy_engine.settings import Settings
from alloy_engine.storage.database import POOL, Database
from alloy_engine.storage.own_movements import Use
from alloy_engine.storage.owned import Owned, hand_over
from alloy_engine.storage.queue.jobs import ring
from alloy_engine.storage.wayside import load_wayside


class Alloy:
    """A running engine as one user has it: database, materials and (unless told otherwise) a worker thread.

    What it reads and writes are the programs of `owner`; anybody else's are not found. Opened for the local
    user; `as_user` gives the same engine to another.
    """

    def __init__(self, settings: Settings, database: Database, stock: Stock, concurrency: int) -> None:
        self.settings = settings
        self.database = database
        self.stock = stock
        self.owner = LOCAL
        self._mine = Owned(database, self.owner)
        self._clock = SystemClock()
        self.wayside, self.metrics = Wayside(), Metrics()
        retention = load_retention(settings.data / "policy")
        self.workshop = Workshop(
            database, stock, settings, self._clock, telemetry_of(settings), self.metrics, self.wayside
        )
        self._worker = Worker(self.workshop, retention, [ComputeProcess(settings) for _ in range(concurrency)])
        self.metrics.watch(lambda: present(database, self._worker))
        if concurrency:
            self._worker.start()

    @classmethod
    def open(cls, settings: Settings, *, worker: bool = True, concurrency: int = 1) -> Alloy:
        """Start or attach to PostgreSQL, migrate, publish and keep the materials, start the worker.

        concurrency: programs the worker generates at the same time.

        Raises DatabaseUnavailable, EmbeddedServerError, CatalogueError, PolicyError.
        """
        stock = Stock(Materials.load(settings.data))
        database = Database.open(settings.database_url or settings.home, pool=POOL + concurrency - 1)
        try:
            database.migrate()
            stock.refresh(database)
        except BaseException:
            database.close()
            raise
        return cls(settings, database, stock, concurrency if worker else 0)

    def close(self) -> bool:
        """Stop the worker after its session in hand, then the database; may be called twice. False if the
        worker did not end in time."""
        ended = self._worker.stop()
        with suppress(StorageError):  # counts and timings are no reason not to close
            self._worker.store_traces()
            self.wayside.store(self.database)
        self.workshop.telemetry.close()
        self.database.close()
        return ended

    def as_user(self, owner: str) -> Alloy:
        """This engine, for the programs of `owner`; costs nothing, and is closed with the engine."""
        view = copy.copy(self)
        view.owner, view._mine = owner, Owned(self.database, owner)
        return view

    def hand_over(self, owner: str) -> int:
        """What the local user owns becomes `owner`'s: for the day on which signing in is introduced.

        Returns how many programs that were. Raises InvalidRequest for an owner that nobody could be.
        """
        if not owner.strip() or owner == LOCAL:
            accepted = "what the studio shows a signed-in user as their name over HTTP"
            raise InvalidRequest([Fault("owner", owner, "is nobody who signed in", accepted)])
        with self.database.begin() as connection:
            return hand_over(connection, owner)

    def __enter__(self) -> Alloy:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def coach(self) -> Coach:
        """The coach's changes to planned sessions."""
        return Coach(self._mine, lambda: self.materials, self._clock, lambda: ring(self.database), self.wayside)

    @property
    def logbook(self) -> Logbook:
        """What was done of planned sessions, set by set."""
        return Logbook(self._mine, self.wayside)

    @property
    def materials(self) -> Materials:
        """What is planned with just now; a new one after a movement was added or removed."""
        return self.stock.materials

    @property
    def catalogue(self) -> Catalogue:
        return self.materials.catalogue

    @property
    def policy(self) -> Policy:
        return self.materials.policy

    @property
    def presets(self) -> Mapping[str, frozenset[Equipment]]:
        return self.materials.presets

    def check(self, document: object) -> tuple[Fault, ...]:
        """All faults of a request document; none if it is fine."""
        try:
            self.materials.brief(document, self.wayside, today=self._clock.today())
        except InvalidRequest as error:
            return error.faults
        return ()

    def preview(self, document: object) -> Preview:
        """The calendar a request would get, in a few milliseconds. Raises InvalidRequest."""
        brief = self.materials.brief(document, Silent(), today=self._clock.today())
        structure, warnings = plan_structure(brief, self.catalogue, self.policy, Silent())
        return Preview(structure, (*warnings, *structure.warnings))

    def reachability(self, document: object) -> Reachability:
        """Whether a request can be met, said before anything is generated. Raises InvalidRequest."""
        return check_document(self.materials, document)

    def plan(self, document: object) -> ProgramDocument:
        """The whole program, stored nowhere. Raises InvalidRequest."""
        return plan_document(self.materials, document)

    def create(
        self, document: object, *, door: str = "library", key: str | None = None, asked: Branches | None = None,
        demo: Mapping[str, object] | None = None,
    ) -> Created:  # fmt: skip
        """Store a program and have it generated. See `create_program` for arguments and errors."""
        created = self.stock.trying(self.database, lambda materials: create_program(
            self.database, materials, self._clock, document, owner=self.owner, door=door, key=key, asked=asked,
            wayside=self.wayside, tracing=self.settings.tracing, demo=demo,
        ))  # fmt: skip
        if not created.repeated:
            self.metrics.created(created.milliseconds / 1e3)
            self._worker.keep_trace(created.id, created.trace)
        return created

    def programs(
        self, *, limit: int = 20, after: str | None = None, archived: bool = False, name: str = ""
    ) -> tuple[ProgramCard, ...]:
        """One page of the list. after: `place` of the last card of the page before. See `list_programs`."""
        return upkeep.list_programs(self._mine, limit=limit, after=after, archived=archived, name=name)

    def program(self, program: str) -> ProgramDocument:
        """The program as it is planned, with what its coach changed."""
        return self.coach.program(program)

    def status(self, program: str) -> StatusDocument:
        return upkeep.read_status(self._mine, program, self.wayside)

    def timing(self, program: str) -> tuple[SpanRow, ...]:
        return self.times.spans(program)

    @property
    def times(self) -> Times:
        """Everything that was timed."""
        return Times(self._mine, self.database)

    def flow(self, program: str, session: str | None = None) -> dict[str, dict[str, int]]:
        return upkeep.read_flow(self._mine, program, session)

    def visits(self, program: str) -> tuple[Visit, ...]:
        """Every branch taken, with its run, session, moment and phase. Raises NotFound."""
        return upkeep.read_visits(self._mine, program)

    def choices(self, program: str) -> tuple[Choice, ...]:
        """Who was taken for every slot of every session, in program order. Raises NotFound."""
        return upkeep.read_choices(self._mine, program)

    def funnels(self, program: str, *, microcycle: int | None = None, session: str | None = None) -> tuple[Funnel, ...]:
        """How the catalogue became one movement, slot by slot, of all sessions or those. Raises NotFound."""
        return upkeep.read_funnels(self._mine, program, microcycle, session)

    def wayside_counts(self) -> dict[str, dict[str, int]]:
        """Fork → branch → how often, of what no program keeps: this process's and all that is stored."""
        with self.database.connect() as connection:
            counts = Counter(load_wayside(connection))
        counts.update(self.wayside.counted())
        return by_fork(counts)

    def decisions(self, program: str, session: str) -> tuple[Decision, ...]:
        return upkeep.read_decisions(self._mine, program, session)

    def recompute(self, program: str, session: str) -> Recomputed:
        """The full record of a session, planned again with the materials of its day. See `recompute`."""
        result = recompute(self._mine, program, session)
        self.wayside.take("11.4", "A" if result.matches else "B")
        return result

    def regenerate_session(self, program: str, session: str) -> None:
        with afterwards(self.wayside, "A"):
            upkeep.regenerate(self._mine, program, session, tracer=self.wayside)
            ring(self.database)

    def regenerate(self, program: str) -> None:
        with afterwards(self.wayside, "B"):
            upkeep.regenerate(self._mine, program, tracer=self.wayside)
            ring(self.database)

    def rename(self, program: str, name: str) -> None:
        with afterwards(self.wayside, "H"):
            upkeep.rename(self._mine, program, name)

    def duplicate(self, program: str, *, door: str = "library") -> Created:
        """A new program from the same request (another name, the same seed)."""
        with afterwards(self.wayside, "K"):
            original = self.program(program)
        copy = original.request.model_copy(update={"name": f"{original.name} (copy)"[:100]})
        return self.create(copy.model_dump(mode="json"), door=door)

    def archive(self, program: str, archived: bool = True) -> None:
        with afterwards(self.wayside, "I" if archived else "J"):
            upkeep.archive(self._mine, program, archived)

    def is_archived(self, program: str) -> bool:
        return upkeep.is_archived(self._mine, program)

    def delete(self, program: str) -> None:
        with afterwards(self.wayside, "F"):
            upkeep.delete(self._mine, program)

    def cancel(self, program: str) -> None:
        with afterwards(self.wayside, "G"):
            upkeep.cancel(self._mine, program)

    def add_movement(self, cells: Mapping[str, str]) -> Movement:
        """A movement of the coach's own, usable at once. cells: column → text, as in a row of data/movements.

        Raises InvalidRequest with every fault.
        """
        return self.stock.add(self.database, cells)

    def remove_movement(self, movement: str) -> None:
        """Raises NotFound, also for a movement that is not of the coach's own; Conflict while it is used."""
        self.stock.remove(self.database, movement)

    def uses_of(self, movement: str, *, limit: int = 10) -> tuple[Use, ...]:
        """The newest programs with that movement in them."""
        return self._mine.uses_of(movement, limit=limit)

    def health(self) -> Health:
        """Never raises: a database that is down is an answer."""
        return health(self.database, self._worker, self.materials, self._clock)
