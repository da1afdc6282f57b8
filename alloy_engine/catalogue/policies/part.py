"""What every policy section is: frozen, and strict about names it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self, dataclass_transform

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
class PolicyPart:
    """A frozen piece of policy; an unknown key in the file is an error, so a typo cannot be ignored.

    Every subclass is a dataclass that pydantic validates, and no BaseModel: the engine reads the policy a hundred
    thousand times a program, and whatever a BaseModel holds takes Python five times as long to read. What is used of a
    BaseModel's methods goes by the same names.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(cls, frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))

    @classmethod
    def model_validate(cls, content: object) -> Self:
        """From what a file or a row holds. Raises ValidationError."""
        return TypeAdapter(cls).validate_python(content)

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Another with these values, checked as well. Raises ValidationError."""
        return replace(self, **update)  # type: ignore[type-var]  # mypy sees a dataclass in subclasses only

    def model_dump(self) -> dict[str, Any]:
        """Parts within parts as dictionaries, everything else as it is."""
        dumped: dict[str, Any] = TypeAdapter(type(self)).dump_python(self)
        return dumped
