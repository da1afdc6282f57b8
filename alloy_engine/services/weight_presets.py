"""Use case: weights of the score kept under a name, to be planned with again. Each user has their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from alloy_engine.catalogue.accepted import faults_of
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import Dimension, Goal
from alloy_engine.errors import Conflict, Fault, InvalidRequest
from alloy_engine.storage.database import Database
from alloy_engine.storage.weight_presets import MOST, drop_weight_preset, keep_weight_preset, load_weight_presets

if TYPE_CHECKING:
    from alloy_engine.services.alloy import Alloy

LONGEST_NAME = 60
Weights = Mapping[Dimension, float]


class WeightPresets:
    """What one user keeps."""

    def __init__(self, database: Database, owner: str) -> None:
        self._database, self._owner = database, owner

    @classmethod
    def of(cls, alloy: Alloy) -> WeightPresets:
        return cls(alloy.database, alloy.owner)

    def all(self) -> dict[str, Weights]:
        """Name → weights, by name."""
        with self._database.connect() as connection:
            kept = load_weight_presets(connection, self._owner)
        return {name: {Dimension(one): weight for one, weight in weights.items()} for name, weights in kept.items()}

    def save(self, name: str, weights: Mapping[str, float]) -> None:
        """In the place of what is kept under that name, if anything is. Raises InvalidRequest with every fault;
        Conflict when there are too many.
        """
        name, checked = name.strip(), _checked(name.strip(), weights)
        with self._database.begin() as connection:
            kept = load_weight_presets(connection, self._owner)
            if name not in kept and len(kept) >= MOST:
                raise Conflict(f"there are {MOST} presets already: remove one first")
            keep_weight_preset(connection, self._owner, name, {one.value: weight for one, weight in checked.items()})

    def remove(self, name: str) -> None:
        """Raises NotFound."""
        with self._database.begin() as connection:
            drop_weight_preset(connection, self._owner, name)


def _checked(name: str, weights: Mapping[str, float]) -> Weights:
    """The weights as a request would have them."""
    faults = []
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        faults.append(Fault("name", name, "is no name for a preset", f"1 to {LONGEST_NAME} printable characters"))
    document = {"goals": {Goal.STRENGTH.value: 10}, "weights": dict(weights)}
    try:
        request = ProgramRequest.model_validate(document)
    except ValidationError as error:
        raise InvalidRequest([*faults, *faults_of(error, document, ProgramRequest)]) from None
    if faults:
        raise InvalidRequest(faults)
    return request.weights
