"""The stages of the funnel by name, in their order."""

from __future__ import annotations

CATALOGUE, ROLE, HARD_NO, EQUIPMENT, INJURY, SKILL = "catalogue", "role", "hard_no", "equipment", "injury", "skill"
PATTERN, MUSCLE, TIER, VARIETY, BUDGET = "pattern", "muscle", "tier_isolation", "variety", "budget"
DUPLICATE, QUALIFIED = "duplicate", "qualified"
