"""Every decision point of the engine, from the button to the saved exercise.

Ids stay as they are once published: stored programs refer to them.
"""

from __future__ import annotations

from alloy_engine.flow.chapters.asking import ASKING, CREATING
from alloy_engine.flow.chapters.choosing import CHOOSING
from alloy_engine.flow.chapters.closing import CLOSING, PRESCRIBING
from alloy_engine.flow.chapters.doors import HTTP, READING
from alloy_engine.flow.chapters.working import SESSION, WATCHING, WORKING
from alloy_engine.flow.registry import Registry

REGISTRY = Registry(
    [*ASKING, *HTTP, *CREATING, *WORKING, *WATCHING, *SESSION, *CHOOSING, *PRESCRIBING, *CLOSING, *READING]
)
