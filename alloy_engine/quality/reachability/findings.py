"""What a look at a request finds: evidence that it can be met, or what clashes and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from alloy_engine.domain.request import ProgramRequest


class Requirement(StrEnum):
    """What a program is held to, in the order of the report. Most are named like the gate that checks them."""

    SESSION_BLOCKS = "session_blocks"
    TIME = "time"
    MAIN_PATTERNS = "main_patterns"
    PATTERN_ROTATION = "pattern_rotation"
    INTERFERENCE = "interference"
    MAJOR_MUSCLES = "major_muscles"
    UNIQUE_MOVEMENTS = "unique_movements"
    MUST_HAVE = "must_have"
    LOW_STRESS_DAY = "low_stress_day"
    WEEKLY_SETS = "weekly_sets"


class Certainty(StrEnum):
    """cannot: no plan can meet it. may: a plan may fail it, because hardly anything is left to choose from."""

    CANNOT = "cannot"
    MAY = "may"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a requirement can be met, with the numbers that show it."""

    requirement: Requirement
    detail: str


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A requirement that fails or may fail. subject: the pattern, muscle, movement or day type it is about."""

    requirement: Requirement
    subject: str
    certainty: Certainty
    detail: str

    @property
    def key(self) -> tuple[Requirement, str]:
        return self.requirement, self.subject

    @property
    def sentence(self) -> str:
        name = self.requirement.value.replace("_", " ")
        verb = "cannot be met" if self.certainty is Certainty.CANNOT else "may not be met everywhere"
        return f"Reachability: {name} {verb}: {self.detail}."


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that takes part in a clash. field: its path in the request document; value: in words."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Repair:
    """The cheapest change that clears a clash. changes: in words; request: the request with them made."""

    changes: tuple[str, ...]
    cost: float
    request: ProgramRequest


@dataclass(frozen=True, slots=True)
class Clash:
    """A shortfall and what causes it.

    settings: the smallest set that clashes: let any of them go, and the requirement can be met. Empty where no
    setting is to blame, or where the clash was only named. repair: None where no change in the policy's table helps.
    """

    shortfall: Shortfall
    settings: tuple[Setting, ...] = ()
    repair: Repair | None = None


@dataclass(frozen=True, slots=True)
class Reachability:
    """A certificate (no clashes), or the clashes; evidence for every requirement that can be met either way."""

    evidence: tuple[Evidence, ...]
    clashes: tuple[Clash, ...] = ()

    @property
    def certified(self) -> bool:
        return not self.clashes

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(clash.shortfall.sentence for clash in self.clashes)

    @property
    def impossible(self) -> tuple[str, ...]:
        """Of the sentences, those that say what cannot be met: a program made all the same carries them."""
        found = (clash.shortfall for clash in self.clashes)
        return tuple(each.sentence for each in found if each.certainty is Certainty.CANNOT)
