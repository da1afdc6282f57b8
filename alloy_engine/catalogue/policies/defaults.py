"""What a request leaves open, settled by experience."""

from __future__ import annotations

from pydantic import field_validator

from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.domain.vocabulary import Discipline, ProgressionStyle, SkillLevel

TEN_DOLLARS = 10


class DefaultsPolicy(PolicyPart):
    """See data/policy/defaults.toml. Both tables name every experience level."""

    progression: dict[SkillLevel, ProgressionStyle]
    disciplines: dict[SkillLevel, dict[Discipline, int]]

    @field_validator("progression")
    @classmethod
    def _every_level(cls, table: dict[SkillLevel, ProgressionStyle]) -> dict[SkillLevel, ProgressionStyle]:
        if set(table) != set(SkillLevel) or ProgressionStyle.AUTO in table.values():
            raise ValueError("one style, not auto, for every experience level")
        return table

    @field_validator("disciplines")
    @classmethod
    def _ten_dollars_each(
        cls, table: dict[SkillLevel, dict[Discipline, int]]
    ) -> dict[SkillLevel, dict[Discipline, int]]:
        if set(table) != set(SkillLevel) or any(sum(dollars.values()) != TEN_DOLLARS for dollars in table.values()):
            raise ValueError("ten dollars for every experience level")
        return table
