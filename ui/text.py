"""Text that came from people or the engine, made safe for Markdown."""

from __future__ import annotations

NO_BREAK = "\u00a0"
SIGNS = frozenset("\\`*_{}[]<>#$~:|")


def plain(text: str) -> str:
    """The text with nothing in it that Markdown would take for a sign."""
    return "".join(f"\\{letter}" if letter in SIGNS else letter for letter in text)
