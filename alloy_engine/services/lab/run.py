"""The whole lab: one trial a strategy, on a database that exists for as long as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from alloy_engine.services.clock import SystemClock
from alloy_engine.services.compute.process import ComputeProcess
from alloy_engine.services.compute.requests import Compute, Interrupted
from alloy_engine.services.lab.helper import SilentHelper
from alloy_engine.services.lab.options import LabOptions
from alloy_engine.services.lab.results import Moment, Trial
from alloy_engine.services.lab.trial import Arena, run_trial
from alloy_engine.services.materials import Materials
from alloy_engine.services.stock import Stock
from alloy_engine.services.workshop import Workshop
from alloy_engine.settings import Settings
from alloy_engine.storage.database import Database
from alloy_engine.storage.lab.ground import own_database
from alloy_engine.storage.lab.writes import clear


def run_lab(
    database: Database,
    materials: Materials,
    settings: Settings,
    options: LabOptions,
    *,
    report: Callable[[Moment], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Trial]:
    """One trial after the other, each as it ends. Nothing is written to `database` itself.

    materials: of the data folder alone: no movement is added in a lab.
    report: told several times a second how far a trial is, from this thread. cancelled: asked as often; True ends
    the trial in hand, or what is made ready before the first, and no other begins.
    Raises InvalidRequest for options that cannot be; DatabaseUnavailable, also if no database may be made.
    """
    options.check()

    def check() -> None:
        if cancelled():
            raise Interrupted("the lab was cancelled")

    compute = ComputeProcess(settings)
    try:
        compute.warm()  # it gets ready while the database is made
        with suppress(Interrupted), own_database(database, check) as own:
            shop = Workshop(own, Stock(materials), settings, SystemClock())
            shop.stock.refresh(own)
            compute.ready(cancelled)
            for name in options.strategies:
                check()
                yield trial_of(shop, options, name, compute, report, cancelled)
    finally:
        compute.close()


def trial_of(
    shop: Workshop,
    options: LabOptions,
    name: str,
    compute: Compute,
    report: Callable[[Moment], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Trial:
    """One strategy on an empty database of the lab's own; what it stored stays until the next."""
    with shop.database.begin() as connection:
        clear(connection)
    with _helper(options.helper) as helper:
        return run_trial(Arena(shop, options, name, compute, helper, cancelled), report)


@contextmanager
def _helper(wanted: bool) -> Iterator[SilentHelper | None]:
    if not wanted:
        yield None
        return
    with SilentHelper() as helper:
        yield helper
