"""Who reads which field of the request: recorded while real programs are planned."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from alloy_engine.domain import request as requests
from alloy_engine.domain.brief import Brief

ENGINE = "alloy_engine."
ITSELF = "alloy_engine.domain.request"

# (class, field) → modules below alloy_engine
Reads = dict[tuple[str, str], set[str]]


@contextmanager
def recorded(patch: pytest.MonkeyPatch) -> Iterator[Reads]:
    """Every attribute that is read of a part of the request, or of the brief made of it, meanwhile."""
    reads: Reads = {}
    parts = requests.RequestPart.__subclasses__()
    with patch.context() as patched:
        for kind in [*parts, Brief]:
            patched.setattr(kind, "__getattribute__", _noting(kind, reads))
        yield reads


def _noting(kind: type, reads: Reads) -> Any:
    fields = getattr(kind, "model_fields", None) or kind.__dataclass_fields__
    names, read = frozenset(fields), kind.__getattribute__

    def noting(self: object, name: str) -> Any:
        if name in names:
            module = sys._getframe(1).f_globals["__name__"]
            if module.startswith(ENGINE) and module != ITSELF:
                reads.setdefault((kind.__name__, name), set()).add(module.removeprefix(ENGINE))
        return read(self, name)

    return noting
