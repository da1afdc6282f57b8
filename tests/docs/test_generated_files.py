"""Files that are generated are what the generator would write now; documents point at what exists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import alloy_engine
from alloy_engine import openapi
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.flow.forks import REGISTRY
from alloy_engine.flow.grain import as_markdown
from alloy_engine.http import routes
from alloy_engine.services import shared

ROOT = Path(__file__).resolve().parents[2]
REMEDY = "run `make docs`"


def test_the_flow_document_is_fresh() -> None:
    assert (ROOT / "PROGRAM_FLOW_GRAIN.md").read_text() == as_markdown(REGISTRY), REMEDY


def test_the_published_schemas_are_fresh() -> None:
    stored = {
        name: json.loads((ROOT / f"docs/schemas/{name}.schema.json").read_text()) for name in ("request", "program")
    }
    assert stored["request"] == ProgramRequest.model_json_schema(), REMEDY
    assert json.loads((ROOT / "docs/schemas/openapi.json").read_text()) == openapi.document(), REMEDY
    assert stored["program"] == ProgramDocument.model_json_schema(mode="serialization"), REMEDY


def test_every_route_is_described_and_every_description_is_a_route() -> None:
    served = {(m.lower(), r.path) for r in routes(shared) for m in r.methods or () if m != "HEAD"}
    described = {(method, path) for path, item in openapi.document()["paths"].items() for method in item}
    assert described == served


def test_links_in_the_readme_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text()
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_requirement_is_pinned_and_has_a_reason() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[\w\[\]-]+==[\w.]+ +# .+", line), line


def test_the_public_names_are_these() -> None:
    assert sorted(alloy_engine.__all__) == [
        "Alloy",
        "AlloyError",
        "Conflict",
        "DatabaseUnavailable",
        "Fault",
        "InvalidRequest",
        "Materials",
        "NotFound",
        "ProgramDocument",
        "ProgramRequest",
        "Settings",
        "plan_document",
    ]
    assert all(getattr(alloy_engine, name) is not None for name in alloy_engine.__all__)
