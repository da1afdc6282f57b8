"""Equipment presets: a name a coach picks instead of ticking items."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.errors import CatalogueError

FILE = "presets.toml"

_ITEMS = frozenset(str(item) for item in Equipment)


def load_presets(folder: Path) -> Mapping[str, frozenset[Equipment]]:
    """Read `folder`/presets.toml: preset name → the items owned, in the file's order.

    Raises CatalogueError naming every preset that is malformed, the value and what is accepted.
    """
    path = folder / FILE
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{FILE}: {error}") from error
    presets: dict[str, frozenset[Equipment]] = {}
    problems: list[str] = []
    for name, items in document.items():
        if name != name.strip() or not isinstance(items, list):
            problems.append(f"{FILE}, preset {name!r}: {items!r} (accepted: a trimmed name and a list of equipment)")
            continue
        unknown = [item for item in items if not isinstance(item, str) or item not in _ITEMS]
        repeated = sorted({str(item) for item in items if items.count(item) > 1})
        problems += [f"{FILE}, preset {name!r}: {item!r} (accepted: {', '.join(Equipment)})" for item in unknown]
        problems += [f"{FILE}, preset {name!r}: {item!r} is listed twice" for item in repeated]
        presets[name] = frozenset(Equipment(item) for item in items if item not in unknown)
    if not document:
        problems.append(f"{FILE}: no presets")
    if problems:
        raise CatalogueError("\n".join(problems))
    return MappingProxyType(presets)
