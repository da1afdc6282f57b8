"""Use cases: what the app, the HTTP routes and the command line share.

Names are resolved when asked for: planning without a database must not wait for its driver to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alloy_engine.services.alloy import Alloy
    from alloy_engine.services.create import Created
    from alloy_engine.services.documents import Health, Preview, ProgramCard, SpanRow, StatusDocument
    from alloy_engine.services.log import configure_log
    from alloy_engine.services.materials import Materials
    from alloy_engine.services.planning import plan_document
    from alloy_engine.services.process import close_shared, shared

_HOMES = {
    "Alloy": "alloy",
    "Created": "create",
    "Health": "documents",
    "Materials": "materials",
    "Preview": "documents",
    "ProgramCard": "documents",
    "SpanRow": "documents",
    "StatusDocument": "documents",
    "close_shared": "process",
    "configure_log": "log",
    "plan_document": "planning",
    "shared": "process",
}

__all__ = [
    "Alloy",
    "Created",
    "Health",
    "Materials",
    "Preview",
    "ProgramCard",
    "SpanRow",
    "StatusDocument",
    "close_shared",
    "configure_log",
    "plan_document",
    "shared",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"alloy_engine.services.{_HOMES[name]}"), name)
    raise AttributeError(name)
