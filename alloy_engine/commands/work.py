"""worker: generate programs in a process of its own."""

from __future__ import annotations

import argparse

from alloy_engine.commands.console import DONE, FAILED
from alloy_engine.settings import Settings

ABOUT = "generate programs until stopped, beside the app or on another machine"


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--concurrency", metavar="N", type=int, default=1, help="programs at the same time; default 1")
    parser.add_argument("--metrics-port", metavar="PORT", type=int, help="show its metrics on 127.0.0.1:PORT/metrics")


def work(options: argparse.Namespace) -> int:
    from alloy_engine.services.log import configure_log
    from alloy_engine.services.worker.command import run_worker

    settings = Settings.from_environment()
    configure_log(settings.log_level)
    return DONE if run_worker(settings, options.concurrency, options.metrics_port) else FAILED
