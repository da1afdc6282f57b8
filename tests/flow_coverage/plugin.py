"""Has every process of a test run note the branches it takes, and judges them at the end of a whole run."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from alloy_engine.flow.forks import REGISTRY
from tests.flow_coverage.judging import Coverage, read_reasons
from tests.flow_coverage.kept import Run, keep, kept, read_notes
from tests.flow_coverage.site import watching

SITE = Path(__file__).with_name("site")
COVERAGE = pytest.StashKey[Coverage]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--keep-flow", action="store_true", help="add the branches this run takes to those `make flow-coverage` shows"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Before xdist starts its workers, which inherit what is set here."""
    if watching.FOLDER not in os.environ:
        os.environ[watching.FOLDER] = tempfile.mkdtemp(prefix="alloy-flow-")
        inherited = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SITE), inherited]))
    watching.begin()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    if hasattr(config, "workerinput"):
        return
    taken = read_notes(Path(os.environ[watching.FOLDER]), REGISTRY)
    shutil.rmtree(os.environ.pop(watching.FOLDER), ignore_errors=True)
    if config.getoption("keep_flow"):
        before = kept()
        keep(Run({**(before.taken if before else {}), **taken}, whole=False))
    if not _is_whole(config) or exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        return
    keep(Run(taken, whole=True))
    config.stash[COVERAGE] = coverage = Coverage(REGISTRY, taken, read_reasons())
    if exitstatus == pytest.ExitCode.OK and any(coverage.faults()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    coverage = config.stash.get(COVERAGE, None)
    if coverage is None:
        return
    terminalreporter.section("flow coverage")
    terminalreporter.line(f"{coverage.summary()}; `make flow-coverage` prints which")
    for fault in coverage.faults():
        terminalreporter.line(f"FAULT {fault}", red=True)


def _is_whole(config: pytest.Config) -> bool:
    """Whether nothing was chosen or left out."""
    chosen = [config.option.keyword, config.option.markexpr, getattr(config.option, "lf", False)]
    named = {(config.invocation_params.dir / each).resolve() for each in config.args}
    everything = {(config.rootpath / each).resolve() for each in config.getini("testpaths")}
    return everything <= named and not any(chosen) and not config.option.maxfail and not config.option.collectonly
