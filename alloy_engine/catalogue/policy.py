"""The numbers the engine decides by, loaded from data/policy and checked once."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from alloy_engine.catalogue.policies.audit import AuditPolicy
from alloy_engine.catalogue.policies.composition import CompositionPolicy
from alloy_engine.catalogue.policies.defaults import DefaultsPolicy
from alloy_engine.catalogue.policies.gates import GatesPolicy
from alloy_engine.catalogue.policies.part import PolicyPart
from alloy_engine.catalogue.policies.prescription import PrescriptionPolicy
from alloy_engine.catalogue.policies.reachability import ReachabilityPolicy
from alloy_engine.catalogue.policies.relaxation import RelaxationPolicy
from alloy_engine.catalogue.policies.scoring import ScoringPolicy
from alloy_engine.catalogue.policies.structure import StructurePolicy
from alloy_engine.errors import PolicyError

VERSION_LENGTH = 12


class Policy(PolicyPart):
    """All sections, one file each. version: hash of their content, stored with every program."""

    version: str
    defaults: DefaultsPolicy
    scoring: ScoringPolicy
    relaxation: RelaxationPolicy
    structure: StructurePolicy
    composition: CompositionPolicy
    prescription: PrescriptionPolicy
    gates: GatesPolicy
    audit: AuditPolicy
    reachability: ReachabilityPolicy


SECTIONS = tuple(name for name in Policy.__dataclass_fields__ if name != "version")


def load_policy(folder: Path) -> Policy:
    """Read data/policy/<section>.toml for every section.

    Raises PolicyError naming file, key and fault.
    """
    digest = hashlib.sha256()
    sections: dict[str, Any] = {}
    for name in SECTIONS:
        path = folder / f"{name}.toml"
        try:
            content = path.read_bytes()
            sections[name] = tomllib.loads(content.decode())
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise PolicyError(f"{path.name}: {error}") from error
        digest.update(content)
    try:
        return Policy(version=digest.hexdigest()[:VERSION_LENGTH], **sections)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise PolicyError(f"data/policy: {faults}") from error
