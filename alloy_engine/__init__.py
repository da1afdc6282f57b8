"""Alloy: plans strength and fitness programs and keeps the reason for every choice.

from alloy_engine import Alloy, Settings
with Alloy.open(Settings.from_environment()) as alloy:
    program = alloy.plan({"goals": {"strength": 6, "hypertrophy": 4}})
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alloy_engine.errors import AlloyError, Conflict, DatabaseUnavailable, Fault, InvalidRequest, NotFound
from alloy_engine.settings import Settings
from alloy_engine.version import ENGINE_VERSION

if TYPE_CHECKING:
    from alloy_engine.domain.program import ProgramDocument
    from alloy_engine.domain.request import ProgramRequest
    from alloy_engine.services import Alloy, Materials, plan_document

__version__ = ENGINE_VERSION

__all__ = [
    "Alloy",
    "AlloyError",
    "Conflict",
    "DatabaseUnavailable",
    "Fault",
    "InvalidRequest",
    "Materials",
    "NotFound",
    "ProgramDocument",
    "ProgramRequest",
    "Settings",
    "plan_document",
]


def __getattr__(name: str) -> Any:
    """Heavier names are loaded when first asked for."""
    if name in ("Alloy", "Materials", "plan_document"):
        from alloy_engine import services

        return getattr(services, name)
    if name == "ProgramDocument":
        from alloy_engine.domain.program import ProgramDocument

        return ProgramDocument
    if name == "ProgramRequest":
        from alloy_engine.domain.request import ProgramRequest

        return ProgramRequest
    raise AttributeError(name)
