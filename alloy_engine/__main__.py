"""The command line: python -m alloy_engine COMMAND.

Exit status: 0 done, 2 the input has faults, 1 anything else.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alloy_engine.commands import explain, handover, lab, slow, work
from alloy_engine.commands.console import BAD_INPUT, DONE, FAILED, open_engine, print_json, read_document
from alloy_engine.commands.optimum import judge_of
from alloy_engine.errors import AlloyError, InvalidRequest
from alloy_engine.settings import Settings

if TYPE_CHECKING:
    from alloy_engine.domain.program import ProgramDocument
    from alloy_engine.services import Alloy, StatusDocument

POLL_SECONDS = 0.1
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except InvalidRequest as error:
        _print_faults(error, as_json=getattr(options, "json", False))
        return BAD_INPUT
    except AlloyError as error:
        print(f"alloy: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        print("alloy: interrupted", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m alloy_engine", description="Plans strength and fitness programs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Command, about: str, *, json_flag: bool = True) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about)
        sub.set_defaults(command=command)
        if json_flag:
            sub.add_argument("--json", action="store_true", help="print JSON")
        return sub

    handover.declare(add("hand-over", handover.hand_over, handover.ABOUT))
    add("init", init, "prepare the database: start it, migrate it, publish the catalogue")
    sub = add("create", create, "create a program from a request document")
    sub.add_argument("file", help="a JSON file, or - for standard input")
    sub.add_argument("--wait", action="store_true", help="generate it here and now, and wait for the end")
    add("status", status, "how far a program's generation is").add_argument("id")
    add("show", show, "a stored program").add_argument("id")
    explain.declare(add("explain", explain.explain, explain.ABOUT))
    add("plan", plan, "plan a program without storing it").add_argument("file", help="a JSON file, or -")
    sub = add("sweep", sweep, "plan many requests side by side, and count what became of them")
    which = sub.add_mutually_exclusive_group(required=True)
    which.add_argument("--grid", metavar="FILE", help='JSON: {"base": request, "vary": {"field": [values]}}, or -')
    which.add_argument("--random", metavar="N", type=int, help="so many random valid requests")
    sub.add_argument("--seed", metavar="S", type=int, default=0, help="of the random requests")
    sub.add_argument("--workers", metavar="W", type=int, help="processes; by default one a core")
    sub.add_argument("--out", metavar="FILE", type=Path, help="one row a request, as .csv or .parquet")
    sub.add_argument("--rules", action="store_true", help="count which rules of the decision tree fire; a third slower")
    sub.add_argument(
        "--optimum",
        metavar="N",
        type=int,
        help="hold N sessions of each program against the proven best; takes its time",
    )
    add("check", check, "say whether a request can be met, before anything is planned").add_argument(
        "file", help="a JSON file, or -"
    )
    sub = add("movements", movements, "the movement catalogue")
    sub.add_argument("--search", metavar="TEXT", help="name, id or alias; typing errors forgiven")
    lab.declare(add("lab", lab.lab, lab.ABOUT))
    add("flow", flow, "every decision point of the engine, as a document")
    sub = add("schema", schema, "JSON Schemas, and the HTTP door as OpenAPI", json_flag=False)
    sub.add_argument("which", nargs="?", choices=["request", "program", "openapi"], help="default: all")
    work.declare(add("worker", work.work, work.ABOUT, json_flag=False))
    slow.declare(add("slow", slow.slow, slow.ABOUT))
    sub = add("db", db, "the embedded PostgreSQL", json_flag=False)
    sub.add_argument("action", choices=["start", "stop", "url"])
    return parser


def init(options: argparse.Namespace) -> int:
    with open_engine(worker=False) as alloy:
        state = alloy.health()
    summary = {
        "database": state.database_detail,
        "catalogue_version": state.catalogue_version,
        "policy_version": state.policy_version,
    }
    _print(summary, options.json, "\n".join(f"{name}: {value}" for name, value in summary.items()))
    return DONE


def create(options: argparse.Namespace) -> int:
    document = read_document(options.file)
    with open_engine(worker=options.wait) as alloy:
        created = alloy.create(document, door="cli")
        if options.wait:
            final = _wait(alloy, created.id)
            print_json(final.model_dump(mode="json")) if options.json else print(_status_line(final))
            return DONE if final.status == "completed" else FAILED
    summary = {"id": created.id, "name": created.name, "milliseconds": round(created.milliseconds, 2)}
    text = f"{created.id}\n{created.name}: created in {created.milliseconds:.1f} ms; a worker generates its sessions"
    _print(summary, options.json, text)
    return DONE


def status(options: argparse.Namespace) -> int:
    with open_engine(worker=False) as alloy:
        state = alloy.status(options.id)
    print_json(state.model_dump(mode="json")) if options.json else print(_status_line(state))
    return DONE


def show(options: argparse.Namespace) -> int:
    with open_engine(worker=False) as alloy:
        document = alloy.program(options.id)
    return _print_program(document, options.json)


def plan(options: argparse.Namespace) -> int:
    from alloy_engine.services.planning import plan_document

    return _print_program(plan_document(_materials(), read_document(options.file)), options.json)


def sweep(options: argparse.Namespace) -> int:
    from alloy_engine.services import sweep as sweeps
    from alloy_engine.services.clock import SystemClock

    clock = SystemClock()
    grid = read_document(options.grid) if options.grid else None
    asked = sweeps.SweepOptions(grid, options.random, options.seed, options.workers, options.out, options.optimum)
    requests = asked.requests(_materials(), today=clock.today())
    start = clock.nanoseconds()
    data = Settings.from_environment().data
    judge, unjudged = judge_of(options.optimum)
    frame = sweeps.sweep(
        requests, data, workers=options.workers, progress=_progress, judge=judge, unjudged=unjudged, rules=options.rules
    )
    summary = sweeps.summary_of(frame, (clock.nanoseconds() - start) / 1e9)
    if options.out:
        sweeps.write_frame(frame, options.out)
    _print(summary.as_json(), options.json, sweeps.summary_text(summary))
    return FAILED if summary.errors else DONE


def check(options: argparse.Namespace) -> int:
    from alloy_engine.reporting.reachability_text import as_json, reachability_text
    from alloy_engine.services.planning import check_document

    report = check_document(_materials(), read_document(options.file))
    print_json(as_json(report)) if options.json else print(reachability_text(report))
    return DONE


def movements(options: argparse.Namespace) -> int:
    catalogue = _materials().catalogue
    found = catalogue.search(options.search) if options.search else catalogue.movements
    if options.json:
        from pydantic_core import to_jsonable_python

        print_json([to_jsonable_python(movement) for movement in found])
    else:
        for movement in found:
            print(f"{movement.id:<34} {movement.name:<36} {movement.pattern.value:<16} {movement.primary.value}")
    return DONE if found else FAILED


def flow(options: argparse.Namespace) -> int:
    from alloy_engine.flow.forks import REGISTRY
    from alloy_engine.flow.grain import as_json, as_markdown

    print_json(as_json(REGISTRY)) if options.json else print(as_markdown(REGISTRY), end="")
    return DONE


def schema(options: argparse.Namespace) -> int:
    from alloy_engine import openapi
    from alloy_engine.domain.program import ProgramDocument
    from alloy_engine.domain.request import ProgramRequest

    schemas = {
        "request": ProgramRequest.model_json_schema(),
        "program": ProgramDocument.model_json_schema(mode="serialization"),
        "openapi": openapi.document(),
    }
    print_json(schemas[options.which] if options.which else schemas)
    return DONE


def db(options: argparse.Namespace) -> int:
    from alloy_engine.storage import embedded
    from alloy_engine.storage.database import shown_url

    settings = Settings.from_environment()
    if settings.database_url:
        shown = shown_url(settings.database_url)
        print(shown if options.action == "url" else f"DATABASE_URL is set: {shown} is not ours to start or stop")
        return DONE if options.action == "url" else FAILED
    if options.action == "start":
        print(embedded.EmbeddedServer(settings.home, detached=True).start())
    elif options.action == "stop":
        print("stopped" if embedded.stop(settings.home) else "was not running")
    else:
        url = embedded.running_url(settings.home)
        print(url or "not running", file=sys.stdout if url else sys.stderr)
        return DONE if url else FAILED
    return DONE


def _materials() -> Any:
    from alloy_engine.services.materials import Materials

    return Materials.load(Settings.from_environment().data)


def _wait(alloy: Alloy, program: str) -> StatusDocument:
    while not (state := alloy.status(program)).terminal:
        time.sleep(POLL_SECONDS)
    return state


def _progress(done: int, total: int) -> None:
    """On a terminal one line that counts up, elsewhere a line each tenth."""
    if sys.stderr.isatty():
        print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done == total or done * 10 // total > (done - 1) * 10 // total:
        print(f"{done} of {total}", file=sys.stderr, flush=True)


def _print_program(document: ProgramDocument, as_json: bool) -> int:
    if as_json:
        print(document.model_dump_json(indent=2))
    else:
        from alloy_engine.reporting.program_text import program_text

        print(program_text(document))
    return DONE


def _status_line(state: StatusDocument) -> str:
    failed = state.totals.get("failed", 0)  # type: ignore[call-overload]  # a StrEnum key is its value
    tail = f", {failed} failed" if failed else ""
    return f"{state.id}: {state.status}, {state.sessions_done} of {state.sessions_total} sessions{tail}"


def _print_faults(error: InvalidRequest, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([fault.as_json() for fault in error.faults], indent=2, default=str), file=sys.stderr)
        return
    for fault in error.faults:
        print(f"alloy: {fault}", file=sys.stderr)


def _print(summary: object, as_json: bool, text: str) -> None:
    if as_json:
        print_json(summary)
    else:
        print(text)


if __name__ == "__main__":
    sys.exit(main())
