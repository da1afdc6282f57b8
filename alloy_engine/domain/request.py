"""The request document: the only thing a caller hands in. Only `goals` is required.

Each field checks itself here; what involves two fields, or the catalogue, is checked in
`alloy_engine.catalogue.validation`, which also turns everything into faults.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StrictInt,
    StringConstraints,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from alloy_engine.domain.vocabulary import (
    Activity,
    BodyRegion,
    Cadence,
    CardioPreference,
    Dimension,
    Discipline,
    Equipment,
    Goal,
    MovementPattern,
    Muscle,
    PersonaAggression,
    PersonaTone,
    ProgressionStyle,
    RuleType,
    SessionType,
    Severity,
    SkillLevel,
    SplitTemplate,
    Units,
    Weekday,
)

K = TypeVar("K")
TEN = 10
GOALS_ACCEPTED = "one to three distinct goals, each with whole dollars from 1 to 10, summing to exactly 10"
DISCIPLINES_ACCEPTED = "no disciplines, or distinct ones with whole dollars from 1 to 10, summing to exactly 10"
WEIGHTS_ACCEPTED = (
    "weights by dimension of the score, each from 0 to 1, not all 0; one that is left out is the policy's"
)
EQUIPMENT_ACCEPTED = "the name of a preset, or a list of items"
ONE_REP_MAXES_ACCEPTED = 'known one-rep maxima by movement id, each {"value": more than 0, "unit": "kg" or "lb"}'


def _printable(text: str) -> str:
    if any(ord(letter) < ord(" ") and letter not in "\n\t" for letter in text):
        raise ValueError("contains control characters")
    return text


ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(_printable)]
Weight = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Dollars = Annotated[StrictInt, Field(ge=1, le=TEN)]


class RequestPart(BaseModel):
    """A frozen part of the request; a field nobody knows is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Limitation(RequestPart):
    """A body region or a movement pattern that hurts. Severe excludes, mild is worked around."""

    region: BodyRegion | None = None
    pattern: MovementPattern | None = None
    severity: Severity = Severity.MILD


class OneRepMax(RequestPart):
    """A tested or estimated one-rep maximum."""

    value: Annotated[float, Field(gt=0, le=1500, allow_inf_nan=False)]
    unit: Units = Units.KG

    @property
    def kg(self) -> float:
        return self.value if self.unit is Units.KG else self.value * 0.45359237


class Athlete(RequestPart):
    """Who trains. `equipment` holds a preset's name or a list of items; `disciplines` are the athlete's own, for every
    program that names none."""

    name: ShortText | None = None
    experience: SkillLevel = SkillLevel.INTERMEDIATE
    equipment: str | tuple[Equipment, ...] = Field("full gym", description=EQUIPMENT_ACCEPTED)
    limitations: tuple[Limitation, ...] = ()
    focus_muscles: Annotated[tuple[Muscle, ...], Field(max_length=3)] = ()
    one_rep_maxes: dict[str, OneRepMax] = Field(default_factory=dict, description=ONE_REP_MAXES_ACCEPTED)
    cardio_preference: CardioPreference = CardioPreference.NONE
    units: Units = Units.KG
    disciplines: dict[Discipline, Dollars] = Field(default_factory=dict, description=DISCIPLINES_ACCEPTED)

    @field_validator("disciplines")
    @classmethod
    def _ten_dollars_or_none(cls, disciplines: Mapping[Discipline, int]) -> Mapping[Discipline, int]:
        return _sums_to_ten(disciplines) if disciplines else disciplines

    @field_validator("focus_muscles")
    @classmethod
    def _distinct(cls, muscles: tuple[Muscle, ...]) -> tuple[Muscle, ...]:
        if len(set(muscles)) != len(muscles):
            raise ValueError("the same muscle twice")
        return muscles

    @field_validator("one_rep_maxes")
    @classmethod
    def _in_order(cls, maxes: dict[str, OneRepMax]) -> dict[str, OneRepMax]:
        return dict(sorted(maxes.items()))


class MovementRule(RequestPart):
    """A wish about one movement. `cadence` defaults to biweekly for preferred, else per_microcycle."""

    movement: str
    rule: RuleType
    cadence: Cadence | None = None
    note: Annotated[str, StringConstraints(max_length=300), AfterValidator(_printable)] = ""

    @property
    def window(self) -> Cadence:
        if self.cadence is not None:
            return self.cadence
        return Cadence.BIWEEKLY if self.rule is RuleType.PREFERRED else Cadence.PER_MICROCYCLE


class ActivityHabit(RequestPart):
    """Something the athlete does besides training, and when."""

    activity: Activity
    weekdays: tuple[Weekday, ...] = ()
    recommend_every_days: Annotated[StrictInt, Field(ge=7, le=90)] | None = None


class Persona(RequestPart):
    """How the coach speaks (tone: words only) and pushes (aggression: numbers only)."""

    tone: PersonaTone = PersonaTone.SUPPORTIVE
    aggression: PersonaAggression = PersonaAggression.BALANCED


class HybridDay(RequestPart):
    """One day of a hybrid split; `day` counts from 1 within the microcycle."""

    day: Annotated[StrictInt, Field(ge=1, le=14)]
    type: SessionType
    focus: Annotated[tuple[MovementPattern, ...], Field(max_length=5)] = ()


class HybridBlock(RequestPart):
    """So many days of one kind; blocks follow one another through the microcycle."""

    kind: Literal["full_body", "upper_lower", "ppl", "cardio", "conditioning", "mobility", "rest"]
    days: Annotated[StrictInt, Field(ge=1, le=14)]


class Hybrid(RequestPart):
    """A split of one's own: either day by day, or as blocks."""

    days: tuple[HybridDay, ...] = ()
    blocks: tuple[HybridBlock, ...] = ()


class OrStored:
    """A name stands for a stored athlete: whoever creates the program looks it up, see `services.athletes`."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        stored = {"type": "string", "description": "in a request: the name of a stored athlete"}
        return {"anyOf": [handler(core), stored]}


class ProgramRequest(RequestPart):
    """What the coach asks for. Units: dollars (whole, sum 10), weeks, days, minutes."""

    name: ShortText | None = None
    athlete: Annotated[Athlete, OrStored()] = Athlete()
    goals: dict[Goal, Dollars] = Field(description=GOALS_ACCEPTED)
    duration_weeks: Literal[8, 10, 12] = 12
    days_per_week: Annotated[StrictInt, Field(ge=2, le=7)] = 4
    session_minutes: Annotated[StrictInt, Field(ge=30, le=120, multiple_of=5)] = 60
    split: SplitTemplate = SplitTemplate.AUTO
    hybrid: Hybrid | None = None
    microcycle_length_days: Annotated[StrictInt, Field(ge=7, le=14)] = 7
    progression_style: ProgressionStyle = ProgressionStyle.AUTO
    deload_every_weeks: Annotated[StrictInt, Field(ge=3, le=8)] = 4
    disciplines: dict[Discipline, Dollars] = Field(default_factory=dict, description=DISCIPLINES_ACCEPTED)
    weights: dict[Dimension, Weight] = Field(default_factory=dict, description=WEIGHTS_ACCEPTED)
    movement_rules: tuple[MovementRule, ...] = ()
    activities: tuple[ActivityHabit, ...] = ()
    persona: Persona = Field(default_factory=Persona)
    start_date: dt.date | None = None
    seed: Annotated[StrictInt, Field(ge=-(2**63), lt=2**63)] = 0

    @field_validator("goals")
    @classmethod
    def _ten_dollars(cls, goals: Mapping[Goal, int]) -> Mapping[Goal, int]:
        if not 1 <= len(goals) <= 3:
            raise ValueError(f"{len(goals)} goals; between one and three are funded")
        return _sums_to_ten(goals)

    @field_validator("start_date", mode="before")
    @classmethod
    def _no_timestamp(cls, value: object) -> object:
        if isinstance(value, int | float):
            raise ValueError("a number is not a date")
        return value

    @field_validator("disciplines")
    @classmethod
    def _ten_dollars_or_none(cls, disciplines: Mapping[Discipline, int]) -> Mapping[Discipline, int]:
        return _sums_to_ten(disciplines) if disciplines else disciplines

    @field_validator("weights")
    @classmethod
    def _some_weight(cls, weights: Mapping[Dimension, float]) -> Mapping[Dimension, float]:
        if len(weights) == len(Dimension) and not any(weights.values()):
            raise ValueError("every weight is 0, so that nothing would count")
        return {name: weights[name] for name in Dimension if name in weights}


def _sums_to_ten(dollars: Mapping[K, int]) -> Mapping[K, int]:
    """The dollars, largest first (ties by name), so that the order of writing changes nothing."""
    total = sum(dollars.values())
    if total != TEN:
        raise ValueError(f"the dollars sum to {total}, not {TEN}")
    return dict(sorted(dollars.items(), key=lambda item: (-item[1], str(item[0]))))
