"""What is done with a database of many programs, by the names the tables of results use."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import text

from alloy_engine.services import Alloy
from alloy_engine.storage.catalogue_rows import search_movements
from alloy_engine.storage.keys import new_program_id
from alloy_engine.storage.queue import repair
from alloy_engine.storage.queue.rhythm import Rhythm
from alloy_engine.storage.sessions import pending_days
from alloy_engine.storage.structures import load_structure
from benchmarks.surroundings import REQUEST

# What has to cost the same however many programs there are.
FLAT = (
    "status poll", "list, first page", "list, page from the middle", "list, last page", "movement search", "create",
)  # fmt: skip
FEW, MANY = 50, 200
# Where a program's rows lie: whoever has read them all has its pages at hand.
TABLES = ("sessions", "microcycles", "exercises", "decisions", "past_sessions", "traces", "audits")
AT_HAND = ", at hand"


@dataclass(frozen=True, slots=True)
class Operation:
    """do: what is timed. ready: what comes before, each time."""

    do: Callable[[], object]
    ready: Callable[[], object] = lambda: None

    def __call__(self) -> None:
        self.ready()
        self.do()


@dataclass(frozen=True, slots=True)
class Sample:
    """Programs to do something with. full: ids of the same few programs with everything a session holds, in turn.
    removable: others like them, each once. middle, last: where pages of the list begin."""

    full: Iterator[str]
    removable: Iterator[str]
    waiting: Iterator[str]
    middle: str
    last: str


def sample(alloy: Alloy) -> Sample:
    with alloy.database.connect() as c:
        full = [str(row.id) for row in c.execute(FULL, {"limit": MANY})]
        waiting = [str(row.id) for row in c.execute(WAITING, {"limit": MANY})]
        count = c.execute(text("SELECT count(*) FROM programs WHERE NOT archived")).scalar_one()
        middle, last = (c.execute(PLACE, {"offset": place}).scalar_one() for place in (count // 2, count - 12))
    few = min(FEW, len(full) // 2)
    return Sample(itertools.cycle(full[:few]), iter(full[few:]), iter(waiting), middle, last)


def operations(alloy: Alloy, some: Sample) -> dict[str, Operation]:
    """Name → the thing done once. Those that change something leave it changed, each time another program."""
    seeds = itertools.count()

    def create() -> object:
        request = {**REQUEST, "seed": next(seeds), "athlete": {"name": "Athlete 000001"}}
        return alloy.create(request, key=new_program_id())

    def search() -> object:
        with alloy.database.connect() as c:
            return search_movements(c, "goblet sqat")

    def archive() -> None:
        alloy.archive(next(some.full))

    def plan() -> object:
        program = next(some.full)
        with alloy.database.connect() as c:
            return load_structure(c, program), pending_days(c, program)

    def tend() -> None:
        with alloy.database.begin() as c:
            repair.rescue(c, Rhythm().silence)
            repair.reconcile(c)

    plain: dict[str, Callable[[], object]] = {
        "status poll": lambda: alloy.status(next(some.full)),
        "list, first page": lambda: alloy.programs(limit=10),
        "list, page from the middle": lambda: alloy.programs(limit=10, after=some.middle),
        "list, last page": lambda: alloy.programs(limit=10, after=some.last),
        "movement search": search,
        "create": create,
        "list, a name few have": lambda: alloy.programs(limit=10, name="athlete 000007"),
        "list, a name many have": lambda: alloy.programs(limit=10, name="athlete"),
        "list, archived": lambda: alloy.programs(limit=10, archived=True),
        "read a program": lambda: alloy.program(next(some.full)),
        "read its timing": lambda: alloy.timing(next(some.full)),
        "read its forks": lambda: alloy.flow(next(some.full)),
        "read what a worker plans from": plan,
        "look after the queue": tend,
        "archive": archive,
        "rename": lambda: alloy.rename(next(some.full), "Called anew"),
    }
    changing: dict[str, tuple[Callable[[], str], Callable[[str], object]]] = {
        "regenerate a session": (lambda: next(some.removable), lambda one: alloy.regenerate_session(one, "1-1")),
        "cancel": (lambda: next(some.waiting), lambda one: alloy.cancel(one)),  # noqa: PLW0108  names are asked for
        "delete": (lambda: next(some.removable), lambda one: alloy.delete(one)),  # noqa: PLW0108  without an engine
    }
    found = {name: Operation(do) for name, do in plain.items()}
    for name, (another, do) in changing.items():
        found[name] = _as_met(another, do)
        found[f"{name}{AT_HAND}"] = _at_hand(alloy, another, do)
    return found


def _as_met(another: Callable[[], str], do: Callable[[str], object]) -> Operation:
    return Operation(lambda: do(another()))


def _at_hand(alloy: Alloy, another: Callable[[], str], do: Callable[[str], object]) -> Operation:
    """The same to a program whose pages have just been read, as by whoever looked at it."""
    met: list[str] = []

    def meet() -> None:
        met.append(another())
        with alloy.database.connect() as c:
            for table in TABLES:
                every = f"SELECT sum(hashtext(CAST(one AS text))) FROM {table} AS one WHERE program_id = :id"
                c.execute(text(every), {"id": met[-1]}).scalar_one()

    return Operation(lambda: do(met[-1]), meet)


FULL = text("""
SELECT id FROM programs
WHERE status = 'completed' AND EXISTS (SELECT FROM decisions WHERE program_id = programs.id)
ORDER BY id LIMIT :limit
""")

WAITING = text("SELECT id FROM programs WHERE status = 'pending' ORDER BY id LIMIT :limit")

PLACE = text("""
SELECT CAST(1000000 * extract(epoch FROM created_at) AS bigint) || '-' || id FROM programs
WHERE NOT archived ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET :offset
""")
