"""The HTTP door described for machines, as OpenAPI 3.1: written from the very models that read and answer requests."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from alloy_engine.domain.logbook import SetLog
from alloy_engine.domain.program import ProgramDocument
from alloy_engine.domain.request import ProgramRequest
from alloy_engine.services.coaching.checks import MOST_KG, MOST_SETS, REPS_DONE, WHOLE
from alloy_engine.services.documents import StatusDocument
from alloy_engine.version import ENGINE_VERSION

JSON, PROBLEM = "application/json", "application/problem+json"
WORDS = {
    401: "A bearer token is needed",
    403: "This server is not open to the request; the detail says what would open it",
    404: "There is no such program or session, or it is somebody else's",
    409: "Does not fit the present state",
    413: "Too large, too long or nested too deeply",
    422: "Faults, all of them",
    503: "The database does not answer",
}
ALWAYS = (401, 403, 503)


def document() -> dict[str, Any]:
    """The whole description, ready for JSON."""
    program = "/programs/{id}"
    return {
        "openapi": "3.1.0",
        "info": {"title": "Alloy", "version": ENGINE_VERSION},
        "security": [{"token": []}, {}],
        "paths": {
            "/programs": {"post": _create(), "get": _list()},
            program: {
                "get": _on_program("The program, as far as it has come", {200: _json("A program", "ProgramDocument")}),
                "delete": _on_program("Delete it, a waiting or running job included", {204: {"description": "Gone"}}),
            },
            f"{program}/generation-status": {
                "get": _on_program("How far it is", {200: _json("Totals, times, current session", "StatusDocument")})
            },
            f"{program}/sessions/{{sid}}/regenerate": {"post": _regenerate()},
            f"{program}/sessions/{{sid}}/log": {"get": _read_log(), "post": _log()},
            "/health": {"get": _health()},
            "/metrics": {"get": _metrics()},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**_models(), **OWN},
        },
    }


def _models() -> dict[str, Any]:
    _, schemas = models_json_schema(
        [
            (ProgramRequest, "validation"),
            (ProgramDocument, "serialization"),
            (StatusDocument, "serialization"),
            (SetLog, "serialization"),
        ],
        ref_template="#/components/schemas/{model}",
    )
    return schemas["$defs"]


def _create() -> dict[str, Any]:
    key = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}
    return {
        "summary": "Create a program; its sessions are generated in the background",
        "parameters": [{"name": "Idempotency-Key", "in": "header", "schema": key}],
        "requestBody": {"required": True, "content": {JSON: {"schema": _ref("ProgramRequest")}}},
        "responses": {
            "201": _json("Created", "Created"),
            "200": _json("The program that the same key made before", "Created"),
            **_problems(409, 413, 422),
        },
    }


def _list() -> dict[str, Any]:
    whole: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 200, "default": 20}
    return {
        "summary": "One page of programs, newest first",
        "parameters": [
            _query("limit", whole),
            _query("after", {"type": "string", "description": "`next` of the page before"}),
            _query("archived", {"type": "boolean", "default": False}),
            _query("name", {"type": "string", "maxLength": 100}),
        ],
        "responses": {"200": _json("A page", "ProgramPage"), **_problems(422)},
    }


def _regenerate() -> dict[str, Any]:
    answers = {202: _json("It will be planned anew", "Accepted")}
    return _on_program("Plan one session anew", answers, [_session()], _problems(404, 409))


def _read_log() -> dict[str, Any]:
    answers = {200: _json("By exercise, the one logged first first", "SessionLog")}
    return _on_program("The sets that were done of a session", answers, [_session()])


def _log() -> dict[str, Any]:
    answers = {200: _json("Everything that is logged of the session now", "SessionLog")}
    summary = "Log the sets that were done of one exercise, in place of those logged before; none takes them away"
    asked = {"required": True, "content": {JSON: {"schema": _ref("DoneSets")}}}
    return {**_on_program(summary, answers, [_session()], _problems(404, 413, 422)), "requestBody": asked}


def _metrics() -> dict[str, Any]:
    text = {"description": "Text format of Prometheus", "content": {"text/plain": {"schema": {"type": "string"}}}}
    return {"summary": "Figures for Prometheus", "responses": {"200": text, **_problems()}}


def _health() -> dict[str, Any]:
    return {
        "summary": "Up or down; who may come in is told more",
        "responses": {"200": _json("Up", "Health"), "503": _json("Down", "Health")},
    }


def _on_program(
    summary: str,
    answers: dict[int, Any],
    further: list[dict[str, Any]] | None = None,
    problems: dict[str, Any] | None = None,
) -> dict[str, Any]:
    identity = _path("id", {"type": "string", "description": "of the program, a UUID"})
    told = {str(status): answer for status, answer in answers.items()}
    return {
        "summary": summary,
        "parameters": [identity, *(further or [])],
        "responses": {**told, **(problems or _problems(404))},
    }


def _problems(*statuses: int) -> dict[str, Any]:
    content = {PROBLEM: {"schema": _ref("Problem")}}
    return {str(s): {"description": WORDS[s], "content": content} for s in sorted((*statuses, *ALWAYS))}


def _json(words: str, schema: str) -> dict[str, Any]:
    return {"description": words, "content": {JSON: {"schema": _ref(schema)}}}


def _session() -> dict[str, Any]:
    return _path("sid", {"type": "string", "description": "microcycle and day, such as 3-2"})


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


def _path(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _ref(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    properties = {**required, **optional}
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def _maybe(kind: str, least: float, most: float) -> dict[str, Any]:
    return {"type": [kind, "null"], "minimum": least, "maximum": most}


TEXT, COUNT, FLAG = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
# What has no model of its own: the small answers.
OWN: dict[str, Any] = {
    "Fault": _object({"field": TEXT, "value": {}, "message": TEXT, "accepted": TEXT}),
    "Problem": _object(
        {"type": TEXT, "title": TEXT, "status": COUNT, "detail": TEXT},
        faults={"type": "array", "minItems": 1, "items": _ref("Fault")},
    ),
    "Created": _object({"id": TEXT, "name": TEXT, "status_url": TEXT, "milliseconds": {"type": "number"}}),
    "DoneSet": _object(
        {},
        weight_kg=_maybe("number", 0, MOST_KG),
        reps=_maybe("integer", *REPS_DONE[:2]),
        seconds=_maybe("integer", *WHOLE["seconds"][:2]),
        rpe={**_maybe("number", 1, 10), "multipleOf": 0.5},
    ),
    "DoneSets": _object(
        {
            "role": _ref("ExerciseRole"),
            "movement": TEXT,
            "sets": {"type": "array", "maxItems": MOST_SETS, "items": _ref("DoneSet")},
        }
    ),
    "SessionLog": _object({"exercises": {"type": "array", "items": _ref("SetLog")}}),
    "Accepted": _object({"status_url": TEXT}),
    "ProgramCard": _object(
        {
            "id": TEXT,
            "name": TEXT,
            "status": _ref("GenerationStatus"),
            "is_active": FLAG,
            "archived": FLAG,
            "created_at": {"type": "string", "format": "date-time"},
            "goals": {"type": "object", "additionalProperties": COUNT},
            "sessions_total": COUNT,
            "sessions_done": COUNT,
            "sessions_failed": COUNT,
        }
    ),
    "ProgramPage": _object(
        {
            "programs": {"type": "array", "items": _ref("ProgramCard")},
            "limit": COUNT,
            "next": {"type": ["string", "null"]},
        }
    ),
    "Health": _object(
        {"ok": FLAG},
        database=_object({"ok": FLAG, "detail": TEXT}),
        worker=_object({"state": TEXT, "detail": TEXT, "queue": COUNT}),
        engine_version=TEXT,
        catalogue_version=TEXT,
        policy_version=TEXT,
    ),
}
