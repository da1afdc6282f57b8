"""JSON from outside: no larger, longer or deeper than a request can sensibly be, whichever door it comes by."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from alloy_engine.errors import Fault, InvalidRequest, TooLarge

LARGEST_BODY = 256 * 1024  # bytes
LONGEST_LIST = 1000  # entries, of a list or an object
DEEPEST = 20  # levels; the request itself has five


def read_json(content: bytes, field: str, value: str | None = None) -> Any:
    """The document in `content`, which is UTF-8.

    field, value: what a fault names, such as the file it was read from.
    Raises TooLarge; InvalidRequest for what is no JSON, numbers that JSON does not have included.
    """
    if len(content) > LARGEST_BODY:
        raise too_large(field, value)
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
    except RecursionError:
        raise TooLarge([_too_deep(field, value)]) from None
    except ValueError as error:
        raise InvalidRequest([Fault(field, value, f"is not JSON: {_reason(error)}", "a JSON object")]) from error
    _measure(document, field, value)
    return document


def too_large(field: str, value: str | None = None) -> TooLarge:
    return TooLarge([Fault(field, value, "is too large", f"at most {LARGEST_BODY} bytes of JSON")])


def _measure(document: object, field: str, value: str | None) -> None:
    """Level by level, so that depth costs no recursion."""
    level = [document]
    for _ in range(DEEPEST):
        inner: list[object] = []
        for one in level:
            if isinstance(one, str):
                _is_text(one, field, value)
            if isinstance(one, dict | list):
                if len(one) > LONGEST_LIST:
                    raise TooLarge([_too_long(field, value, len(one))])
                inner.extend([*one, *one.values()] if isinstance(one, dict) else one)
        if not (level := inner):
            return
    raise TooLarge([_too_deep(field, value)])


def _is_text(text: str, field: str, value: str | None) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidRequest([Fault(field, value, "holds half a character (a lone surrogate)", "text")]) from None


def _too_long(field: str, value: str | None, length: int) -> Fault:
    return Fault(
        field, value, f"holds a list or object of {length} entries", f"at most {LONGEST_LIST} entries in one of them"
    )


def _too_deep(field: str, value: str | None) -> Fault:
    return Fault(field, value, "is nested too deeply", f"at most {DEEPEST} levels")


def _finite(text: str) -> float:
    if math.isinf(number := float(text)):
        raise ValueError(f"{text[:20]} is too large a number")
    return number


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _reason(error: ValueError) -> str:
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
