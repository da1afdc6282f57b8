"""The seven-dimension scorer: rules in plain Python (`reference`), spread over the catalogue (`scorer`)."""

from alloy_engine.scoring.board import Board
from alloy_engine.scoring.dimensions import report, report_levels
from alloy_engine.scoring.expected import expected_sets, is_light
from alloy_engine.scoring.ledger import Ledger, Needs
from alloy_engine.scoring.lineup import Lineup
from alloy_engine.scoring.muscle import Credit
from alloy_engine.scoring.reference import score_card
from alloy_engine.scoring.scorer import Scorer
from alloy_engine.scoring.targets import weekly_targets
from alloy_engine.scoring.weights import dimension_weights, modifier

__all__ = [
    "Board",
    "Credit",
    "Ledger",
    "Lineup",
    "Needs",
    "Scorer",
    "dimension_weights",
    "expected_sets",
    "is_light",
    "modifier",
    "report",
    "report_levels",
    "score_card",
    "weekly_targets",
]
