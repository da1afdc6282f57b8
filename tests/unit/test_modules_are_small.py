"""The house's sizes: a module does one thing, a function fits a screen, a page only lays out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULE, FUNCTION, PAGE = 300, 50, 100
BANNED_NAMES = {"utils", "helpers", "common", "base", "manager"}


def sources() -> Iterator[Path]:
    for folder in ("alloy_engine", "ui"):
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def pages() -> Iterator[Path]:
    yield ROOT / "app.py"
    yield from (ROOT / "pages").glob("*.py")


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_modules_stay_small() -> None:
    assert [f"{path.relative_to(ROOT)}: {lines(path)}" for path in sources() if lines(path) > MODULE] == []


def test_pages_only_lay_out() -> None:
    assert [f"{path.relative_to(ROOT)}: {lines(path)}" for path in pages() if lines(path) > PAGE] == []


def test_functions_fit_a_screen() -> None:
    long = []
    for path in [*sources(), *pages()]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.name}: {length}")
    assert long == []


def test_no_module_is_named_after_nothing() -> None:
    assert [str(path) for path in sources() if path.stem in BANNED_NAMES] == []
