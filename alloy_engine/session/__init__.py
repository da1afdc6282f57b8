"""Composing a session's places, prescribing what was chosen for them, and fitting it to the time."""

from alloy_engine.session.compose import compose
from alloy_engine.session.finish import finish
from alloy_engine.session.fitting.afterwork import with_after_work
from alloy_engine.session.plan import Composition, Finished
from alloy_engine.session.template import template_selection

__all__ = ["Composition", "Finished", "compose", "finish", "template_selection", "with_after_work"]
