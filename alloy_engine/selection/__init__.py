"""Who gets which slot: constraints, relaxations, the greedy choice with exchanges, and its record."""

from alloy_engine.selection.account import accounts
from alloy_engine.selection.context import SelectionContext, context_of
from alloy_engine.selection.greedy import fill, select
from alloy_engine.selection.pool import CandidatePool

__all__ = ["CandidatePool", "SelectionContext", "accounts", "context_of", "fill", "select"]
