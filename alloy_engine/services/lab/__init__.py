"""The transaction lab: ways to create a program, held against each other on the real tables of a real server."""

from alloy_engine.services.lab.options import LabOptions
from alloy_engine.services.lab.results import Moment, Trial
from alloy_engine.services.lab.run import run_lab
from alloy_engine.services.lab.strategies import STRATEGIES, Strategy

__all__ = ["STRATEGIES", "LabOptions", "Moment", "Strategy", "Trial", "run_lab"]
