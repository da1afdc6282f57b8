"""The code of a fork, read from the installed package."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import streamlit as st

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Code:
    """path: from the project's folder. line: of the first of `text`."""

    path: str
    line: int
    text: str


@st.cache_data(show_spinner=False)
def code_of(where: str) -> Code | None:
    """where: "module:function" as a fork has it. None if it cannot be read (a package without sources)."""
    module, name = where.split(":")
    dotted = module if module.startswith("ui.") else f"alloy_engine.{module}"
    try:
        found = _function(import_module(dotted.removesuffix(".__init__")), name)
        lines, first = inspect.getsourcelines(found)
        path = Path(inspect.getsourcefile(found) or "")
    except (ImportError, AttributeError, OSError, TypeError):
        return None
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(path.name)
    return Code(shown.as_posix(), first, inspect.cleandoc("".join(lines)))


def _function(module: ModuleType, name: str) -> Any:
    """A function of the module, or a method of one of its classes. Raises AttributeError."""
    own = (one for one in vars(module).values() if inspect.isclass(one) and one.__module__ == module.__name__)
    holders = [module, *own]
    found = next((vars(holder)[name] for holder in holders if name in vars(holder)), None)
    if found is None:
        raise AttributeError(name)
    return inspect.unwrap(found.fget if isinstance(found, property) else found)
