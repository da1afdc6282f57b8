"""The movement catalogue and the policy numbers: loaded once, checked at load, frozen from then on."""

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.catalogue.columns import Columns
from alloy_engine.catalogue.loading import load_catalogue
from alloy_engine.catalogue.policy import Policy, load_policy
from alloy_engine.catalogue.presets import load_presets

__all__ = ["Catalogue", "Columns", "Policy", "load_catalogue", "load_policy", "load_presets"]
