"""How two test processes share the work: tests of one file stay together, and what takes long comes first.

A file's tests have fixtures in common, and what one of them planned the others read: each half of them would make all
of it anew. The browser's walks stay together as well; two browsers at once leave nothing of two cores to anybody else.
(The groups of pytest-xdist's own are marks that it writes where this pytest no longer looks for them.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

BROWSER = "tests/browser/"
# One process walks through the browser, which keeps a core busy and more; beside it those that wait for most of their
# time. Whatever else is long must not begin when the other process has nothing left to do.
LONGEST = (
    BROWSER,
    "tests/durability/test_chaos.py",
    "tests/durability/",
    "tests/services/",
    "tests/property/",
    "tests/fuzz/",
)


def together(nodeid: str) -> str:
    """What this test shares a process with: a file, or the browser's folder."""
    return BROWSER if nodeid.startswith(BROWSER) else nodeid.split("::", maxsplit=1)[0]


def place(nodeid: str) -> int:
    """Smaller: sooner."""
    return next((at for at, start in enumerate(LONGEST) if nodeid.startswith(start)), len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: place(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid)

    config.option.loadscopereorder = False  # it would go by how many tests there are
    return ByFile(config, log)
