"""What every use case works with: the catalogue, the policy and the presets, loaded once."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alloy_engine.catalogue import Catalogue, Policy, load_catalogue, load_policy, load_presets
from alloy_engine.catalogue.briefing import brief
from alloy_engine.catalogue.own import Cells, extended
from alloy_engine.catalogue.servable import main_patterns
from alloy_engine.catalogue.validation import validate
from alloy_engine.domain.brief import Brief
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.flow import Tracer
from alloy_engine.version import ENGINE_VERSION

VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Materials:
    """The data folder in memory. presets: name → items."""

    catalogue: Catalogue
    policy: Policy
    presets: Mapping[str, frozenset[Equipment]]

    @classmethod
    def load(cls, data: Path) -> Materials:
        """Raises CatalogueError or PolicyError naming file, row and field."""
        return cls(load_catalogue(data / "movements"), load_policy(data / "policy"), load_presets(data))

    def with_own(self, rows: Sequence[Cells]) -> Materials:
        """The same with own movements in the catalogue; rows that do not fit it are left out."""
        return replace(self, catalogue=extended(self.catalogue, rows).catalogue) if rows else self

    @property
    def version(self) -> str:
        """Of everything that decides what a request becomes, the engine included."""
        presets = [[name, *sorted(items)] for name, items in sorted(self.presets.items())]
        parts = [ENGINE_VERSION, self.catalogue.version, self.policy.version, presets]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:VERSION_LENGTH]

    def brief(self, document: object, tracer: Tracer, *, today: dt.date) -> Brief:
        """Validate a document and settle its defaults; InvalidRequest with every fault."""
        return self.brief_of(validate(document, self.catalogue, self.presets, tracer), tracer, today=today)

    def brief_of(self, request: ProgramRequest, tracer: Tracer, *, today: dt.date) -> Brief:
        settled = brief(request, self.presets, self.policy, tracer, today=today)
        return replace(settled, main_patterns=main_patterns(settled, self.catalogue))
