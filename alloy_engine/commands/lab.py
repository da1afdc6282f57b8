"""lab: ways to create a program held against each other, on a database of their own."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from alloy_engine.commands.console import DONE, FAILED, open_engine, print_json

if TYPE_CHECKING:
    from alloy_engine.services.lab import Moment, Trial

ABOUT = "hold ways to create a program against each other: the hang, and its cures"


def declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--strategies", metavar="A,B", help="single_transaction, commit_first, async_skeleton, batched, default; all")
    add("--creators", metavar="N", type=int, default=4, help="programs asked for at the same moment; default 4")
    add("--round-trip", metavar="MS", type=float, default=5.0, help="simulated, 0 to 50 a statement; default 5")
    add("--helper", action="store_true", help="ask a simulated service that never answers, too")
    add("--weeks", type=int, default=8, help="of a program: 8, 10 or 12; default 8")
    add("--days", type=int, default=3, help="a week; default 3")
    add("--seed", metavar="S", type=int, default=0, help="of the first program")
    add("--limit", metavar="S", type=float, default=30.0, help="seconds a strategy may take; default 30")


def lab(options: argparse.Namespace) -> int:
    from alloy_engine.reporting import lab as report
    from alloy_engine.services.lab import STRATEGIES, LabOptions, run_lab
    from alloy_engine.services.lab.helper import PATIENCE_SECONDS

    asked = LabOptions(
        strategies=tuple(options.strategies.split(",")) if options.strategies is not None else tuple(STRATEGIES),
        creators=options.creators,
        round_trip=options.round_trip,
        helper=options.helper,
        weeks=options.weeks,
        days=options.days,
        seed=options.seed,
        limit=options.limit,
    )
    asked.check()
    simulated = report.simulated(asked.round_trip, asked.helper, PATIENCE_SECONDS)
    if not options.json:
        print("\n".join(simulated), flush=True)
    found: list[Trial] = []
    with open_engine(worker=False) as alloy:
        for trial in run_lab(alloy.database, alloy.stock.base, alloy.settings, asked, report=_progress):
            found.append(trial)
            if not options.json:
                print(report.trials_text(report.trials([trial])), flush=True)
    if options.json:
        print_json(_document(asked, simulated, found))
    return FAILED if any(trial.end == "failed" for trial in found) else DONE


def _document(asked: object, simulated: tuple[str, ...], found: list[Trial]) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "options": asdict(asked),  # type: ignore[call-overload]  # the lab's options
        "simulated": list(simulated),
        "trials": [trial.as_json() for trial in found],
    }


def _progress(moment: Moment) -> None:
    """One line that counts up, where somebody looks."""
    if sys.stderr.isatty():
        told = f"{moment.strategy}: {moment.ms / 1000:.1f} s, {moment.answered} of {moment.creators} answered, "
        print(f"\r{told}{moment.sessions} of {moment.of} sessions ", end="\r", file=sys.stderr, flush=True)
