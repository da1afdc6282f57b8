"""python -m tests.durability.chaos: kill two workers at random moments, again and again, and count what became of it.

An embedded server with its default durability in a fresh folder, two worker processes, kill -9 at random
moments (starting up, idle, in the middle of a session, of a transaction), a new worker for each killed one.
There is always something to generate. In the end every program must be the one planned in one go.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.services import Alloy, configure_log
from alloy_engine.settings import Settings
from tests.database import open_home
from tests.durability.processes import REQUEST, Crowd, Started, plain, processes, until
from tests.durability.promise import looked_at

WORKER = ("alloy_engine", "worker")
AT_ONCE = 3  # programs waiting or being generated, at any time
BLIND, START_SECONDS, PROGRAM_SECONDS = 0.25, 2.0, 1.0


@dataclass
class Tally:
    kills: int = 0
    kills_in_hand: int = 0  # a program was being generated at that moment
    programs: int = 0
    sessions: int = 0
    completed: int = 0
    begun_twice: int = 0
    doubled: int = 0
    different: list[str] = field(default_factory=list)
    longest_pause: float = 0.0
    steps: tuple[float, float] = (0.0, 0.0)  # of that, from its beginning: until it was rescued, until it was begun
    stretch: float = 1.0  # see `Crowd`
    seconds: float = 0.0

    @property
    def exact(self) -> bool:
        return not self.different and self.completed == self.sessions and self.doubled == 0

    def __str__(self) -> str:
        lost, same = self.sessions - self.completed, self.programs - len(self.different)
        return f"""\
{self.kills} kills in {self.seconds:.0f} s, {self.kills_in_hand} of them with a program in hand
{self.programs} programs, {self.sessions} sessions: {self.completed} completed, {lost} lost, {self.doubled} doubled
{self.begun_twice} sessions were begun more than once
{same} programs equal to those planned in one go, {len(self.different)} different {self.different or ""}
longest pause of a program once both workers were left alone: {self.longest_pause:.1f} s \
(rescued after {self.steps[0]:.1f} s, a session begun after {self.steps[1]:.1f} s); \
everything took {self.stretch:.1f} times as long as on a machine of its own"""


def request(number: int) -> dict[str, Any]:
    return {**REQUEST, "days_per_week": 7, "seed": number, "athlete": {"name": f"Athlete {number}"}}


def rage(alloy: Alloy, start: Callable[..., Started], kills: int, seed: int, seconds: float = 0.0) -> Tally:
    """Kill so often, and for so many seconds, then leave the workers alone until everything is generated. Whatever
    status is asked for is held against its program's rows."""
    chance, tally, began = random.Random(seed), Tally(), time.monotonic()
    programs: dict[str, dict[str, Any]] = {}
    workers = [start(*WORKER), start(*WORKER)]
    saved = _saved(alloy)
    while tally.kills < kills or time.monotonic() - began < seconds:
        _feed(alloy, programs)
        if chance.random() < BLIND:
            time.sleep(chance.uniform(0.0, START_SECONDS))  # often enough one that is just starting up
        else:
            # Somebody is at work.
            until(lambda before=saved: _saved(alloy) != before, found=lambda: _standing(alloy, workers))
            time.sleep(chance.uniform(0.0, PROGRAM_SECONDS))
        victim = chance.randrange(2)
        tally.kills_in_hand += _in_hand(alloy)
        workers[victim].kill()
        tally.kills, saved = tally.kills + 1, _saved(alloy)
        workers[victim] = start(*WORKER)
    left_alone, crowd = _now(alloy), Crowd()
    for program in programs:
        until(lambda one=program: looked_at(alloy, one).terminal, seconds=600.0)
    tally.stretch = crowd.stretch
    tally.seconds = time.monotonic() - began
    _judge(alloy, programs, tally, left_alone)
    return tally


def _feed(alloy: Alloy, programs: dict[str, dict[str, Any]]) -> None:
    open_ends = sum(not looked_at(alloy, program).terminal for program in list(programs)[-2 * AT_ONCE :])
    for _ in range(AT_ONCE - open_ends):
        wanted = request(len(programs))
        programs[alloy.create(wanted).id] = wanted


def _in_hand(alloy: Alloy) -> int:
    """1 if a session was begun just now."""
    just_now = "SELECT count(*) FROM sessions WHERE status = 'in_progress' AND started_at > now() - interval '0.2 s'"
    with alloy.database.connect() as c:
        return min(1, c.execute(text(just_now)).scalar_one())


def _saved(alloy: Alloy) -> int:
    with alloy.database.connect() as c:
        return c.execute(text("SELECT count(*) FROM sessions WHERE status = 'completed'")).scalar_one()


def _standing(alloy: Alloy, workers: list[Started]) -> str:
    """What those who should be at work are doing: starved, waiting for somebody, or idle for no reason."""
    with alloy.database.connect() as c:
        sessions = "\n".join(str(tuple(row)) for row in c.execute(text(ACTIVITY)))
    return f"Nothing was saved. {'; '.join(worker.spent for worker in workers)}\n{sessions}"


def _now(alloy: Alloy) -> object:
    with alloy.database.connect() as c:
        return c.execute(text("SELECT clock_timestamp()")).scalar_one()


def _judge(alloy: Alloy, programs: dict[str, dict[str, Any]], tally: Tally, left_alone: object) -> None:
    tally.programs = len(programs)
    for program, wanted in programs.items():
        status = alloy.status(program)
        tally.sessions += status.sessions_total
        tally.completed += status.totals[GenerationStatus.COMPLETED]
        if plain(alloy.program(program)) != plain(alloy.plan(wanted)):
            tally.different.append(program)
    with alloy.database.connect() as c:
        tally.begun_twice = c.execute(text("SELECT count(*) FROM sessions WHERE attempts > 1")).scalar_one()
        tally.doubled = c.execute(text(DOUBLED)).scalar_one()
        pause, *steps = map(float, c.execute(text(LONGEST_PAUSE), {"since": left_alone}).one())
        tally.longest_pause, tally.steps = pause, (steps[0], steps[1])


ACTIVITY = """
SELECT pid, application_name, state, wait_event_type, wait_event, now() - state_change, pg_blocking_pids(pid),
    left(query, 80)
FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""

# Two sessions of one date, or two traces that begin with the same span, are what writing twice would leave behind.
DOUBLED = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM sessions GROUP BY program_id, date HAVING count(*) > 1) AS twice)
     + (SELECT count(*) FROM (
            SELECT 1 FROM traces, json_array_elements(CAST(entries AS json)) AS listed (entry)
            WHERE entry->>1 IS NOT NULL GROUP BY program_id, run, entry->>0, entry->>1, entry->>2 HAVING count(*) > 1
        ) AS twice)
"""

# A lost worker's job is closed by whoever rescues it; its end is kept.
LONGEST_PAUSE = """
SELECT extract(epoch FROM finished_at - since), coalesce(extract(epoch FROM (
    SELECT min(at) FROM queue.procrastinate_events JOIN queue.procrastinate_jobs ON procrastinate_jobs.id = job_id
    WHERE type = 'aborted' AND lock = 'program:' || program_id AND at BETWEEN since AND finished_at
) - since), 0), extract(epoch FROM greatest(since, started_at) - since)
FROM (
    SELECT program_id, started_at, finished_at,
        greatest(:since, lag(finished_at) OVER (PARTITION BY program_id ORDER BY finished_at)) AS since
    FROM sessions WHERE type <> 'recovery'
) AS pauses
ORDER BY finished_at - since DESC LIMIT 1
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.durability.chaos")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    configure_log("ERROR")
    print(f"{options.kills} kills, seed {options.seed}", flush=True)
    with (
        open_home("chaos") as home,
        tempfile.TemporaryDirectory() as logs,
        processes("", home) as start,
        Alloy.open(Settings(home), worker=False) as alloy,
    ):
        url = alloy.database.url

        def started(*what: str) -> Started:
            return start(*what, DATABASE_URL=url, ALLOY_HOME=str(Path(logs)))

        tally = rage(alloy, started, options.kills, options.seed)
    print(tally)
    return 0 if tally.exact else 1


if __name__ == "__main__":
    sys.exit(main())
