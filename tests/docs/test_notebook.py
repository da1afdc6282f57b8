"""The notebook still runs from top to bottom, shows what it promises, and is stored without its outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "engine_tour.ipynb"
FIGURE = "application/vnd.plotly.v1+json"


@pytest.fixture(scope="module")
def executed() -> Any:
    """Run where a reader would open it; a cell that raises fails the test with its traceback."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    return NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOK.parent)}}
    ).execute()


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def texts(notebook: Any) -> str:
    shown = [o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in outputs(notebook)]
    return "\n".join(shown)


def test_every_figure_is_drawn_from_its_own_data(executed: Any) -> None:
    figures = [o["data"][FIGURE] for o in outputs(executed) if FIGURE in o.get("data", {})]
    assert len(figures) == 3
    assert all(len(figure["data"]) >= 1 for figure in figures)


def test_tables_and_a_decision_are_shown(executed: Any) -> None:
    shown = texts(executed)
    for promised in ("hard sets per muscle a week", "equipment", "pattern_alignment", "8 programs", "gates passed"):
        assert promised in shown


def test_nothing_is_written_to_the_error_stream(executed: Any) -> None:
    assert [o["text"] for o in outputs(executed) if o.get("name") == "stderr"] == []


def test_it_is_stored_without_outputs() -> None:
    stored = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(stored)
    assert all(not cell.outputs and cell.execution_count is None for cell in stored.cells if cell.cell_type == "code")
