"""Turns Pydantic's errors into faults, and the request's JSON Schema into words for what is accepted."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from alloy_engine.errors import Fault

Schema = Mapping[str, Any]
Location = tuple[int | str, ...]


def faults_of(error: ValidationError, document: object, model: type[BaseModel]) -> list[Fault]:
    """One fault a field (union members that failed alike are told once), in no particular order."""
    schema = _schema_of(model)
    faults: dict[tuple[str, str], Fault] = {}
    for entry in error.errors(include_url=False):
        location = _as_written(entry["loc"], document)
        is_key = "[key]" in entry["loc"]
        node = _key_node(schema, location) if is_key else _node(schema, schema, location)
        field = ".".join(str(part) for part in location) or "request"
        value = _value(document, location)
        if entry["type"] == "extra_forbidden":
            parent = _node(schema, schema, location[:-1])
            fault = Fault(field, value, "no such field", _known_fields(parent, str(location[-1])))
        elif entry["type"] == "missing":
            fault = Fault(field, None, "is missing", in_words(node, schema))
        elif is_key:
            fault = Fault(field, location[-1], "no such name", in_words(node, schema))
        else:
            fault = Fault(field, value, _message(entry["type"], entry["msg"]), in_words(node, schema))
        faults.setdefault((field, fault.message if location else ""), fault)
    return _one_a_union(list(faults.values()))


@cache
def _schema_of(model: type[BaseModel]) -> Schema:
    """Making it takes ten times as long as everything else about a fault."""
    return model.model_json_schema()


def in_words(node: Schema, root: Schema) -> str:
    """What a schema node accepts: "a whole number from 2 to 7", "one of auto, full_body …"."""
    node = _resolved(node, root)
    if "description" in node and node.get("type") != "string" and "enum" not in node and "properties" not in node:
        return str(node["description"])
    if "enum" in node:
        return "one of " + ", ".join(map(str, node["enum"]))
    if "const" in node:
        return repr(node["const"])
    if "anyOf" in node:
        return " or ".join(in_words(option, root) for option in node["anyOf"])
    match node.get("type"):
        case "integer":
            return _number(node, "a whole number")
        case "number":
            return _number(node, "a number")
        case "string":
            return _string(node)
        case "array":
            most = f"up to {node['maxItems']} of" if "maxItems" in node else "of"
            return f"a list {most}: {in_words(node.get('items', {}), root)}"
        case "object":
            return "an object with " + ", ".join(node["properties"]) if "properties" in node else "an object"
        case "null":
            return "nothing"
    return "any value"


def _number(node: Schema, noun: str) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    above = node.get("exclusiveMinimum")
    text = noun
    if low is not None and high is not None:
        text += f" from {low} to {high}"
    elif above is not None:
        text += f" above {above}" + (f" up to {high}" if high is not None else "")
    if "multipleOf" in node:
        text += f" in steps of {node['multipleOf']}"
    return text


def _string(node: Schema) -> str:
    if node.get("format") == "date":
        return "a date as YYYY-MM-DD"
    return f"text of up to {node['maxLength']} characters" if "maxLength" in node else "text"


def _message(kind: str, message: str) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    if kind in ("enum", "literal_error"):
        return "is not one of the choices"
    return message[:1].lower() + message[1:]


def _known_fields(node: Schema, given: str) -> str:
    names = list(node.get("properties", {}))
    near = difflib.get_close_matches(given, names, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"{hint}fields are {', '.join(names)}"


def _as_written(location: Sequence[int | str], document: object) -> Location:
    """The location without the names Pydantic adds for union members and dictionary keys."""
    kept: list[int | str] = []
    value = document
    for part in location:
        if part == "[key]":
            continue
        if isinstance(value, Mapping):
            kept.append(part)
            value = value.get(part)
        elif isinstance(value, list | tuple) and isinstance(part, int):
            kept.append(part)
            value = value[part] if part < len(value) else None
    return tuple(kept)


def _value(document: object, location: Location) -> Any:
    value: Any = document
    for part in location:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list | tuple) and isinstance(part, int) and part < len(value):
            value = value[part]
    return value


def _resolved(node: Schema, root: Schema) -> Schema:
    """Follow $ref, keeping what stands beside it."""
    while "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        beside = {key: value for key, value in node.items() if key != "$ref"}
        node = {**root["$defs"][name], **beside}
    return node


def _node(node: Schema, root: Schema, location: Location) -> Schema:
    """The schema of what stands at that location; {} where the schema says nothing."""
    for part in location:
        node = _resolved(node, root)
        options = [node, *(_resolved(option, root) for option in node.get("anyOf", ()))]
        node = next((found for option in options if (found := _step(option, part)) is not None), {})
    return _resolved(node, root)


def _key_node(root: Schema, location: Location) -> Schema:
    """The schema of the names allowed where `location` gives a dictionary's key."""
    return _resolved(_node(root, root, location[:-1]).get("propertyNames", {}), root)


def _step(node: Schema, part: int | str) -> Schema | None:
    if isinstance(part, int):
        return node.get("items")
    if part in node.get("properties", {}):
        return node["properties"][part]
    names, values = node.get("propertyNames"), node.get("additionalProperties")
    if names is not None and isinstance(values, Mapping):
        return values
    return values if isinstance(values, Mapping) else None


def _one_a_union(faults: list[Fault]) -> list[Fault]:
    """Where a union's members all failed on one field, keep the first; where one of them got further
    (an item of a list, say), keep only that."""
    seen: dict[str, Fault] = {}
    for fault in faults:
        seen.setdefault(fault.field, fault)
    return [fault for field, fault in seen.items() if not any(other.startswith(f"{field}.") for other in seen)]
