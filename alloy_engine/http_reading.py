"""What a request over HTTP says: its body, its key, its parameters, and who asks. What cannot be used is a fault."""

from __future__ import annotations

from starlette.requests import Request

from alloy_engine.access import Asking
from alloy_engine.errors import Fault, InvalidRequest, TooLarge
from alloy_engine.flow import Tracer
from alloy_engine.intake import LARGEST_BODY, read_json, too_large
from alloy_engine.services.create import check_key


async def body(request: Request, tracer: Tracer) -> object:
    """The JSON body, read no further than it may be long."""
    content = bytearray()
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > LARGEST_BODY:
                raise too_large("body")
        document = read_json(bytes(content), "body")
    except TooLarge:
        tracer.take("2.2", "B")
        raise
    except InvalidRequest:
        tracer.take("2.2", "C")
        raise
    tracer.take("2.2", "A")
    return document


def idempotency_key(request: Request, tracer: Tracer) -> str | None:
    """A fault unless it is short and visible ASCII."""
    key = request.headers.get("idempotency-key")
    try:
        check_key(key, "Idempotency-Key")
    except InvalidRequest:
        tracer.take("2.1", "D")
        raise
    return key


def asking(request: Request) -> Asking:
    headers = request.headers
    here = request.scope.get("server")
    return Asking(
        authorization=headers.get("authorization"),
        host=headers.get("host"),
        origin=headers.get("origin"),
        here=here[0] if here else None,
        forwarded="forwarded" in headers or "x-forwarded-for" in headers,
    )


def flag(request: Request, name: str) -> bool:
    text = request.query_params.get(name, "false")
    if text.lower() not in ("true", "false"):
        raise InvalidRequest([Fault(name, text, "is neither true nor false", "true or false")])
    return text.lower() == "true"


def whole_number(request: Request, name: str, default: int, low: int, high: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text[:12]) <= high:
        raise InvalidRequest([Fault(name, text, "is out of range", f"a whole number from {low} to {high}")])
    return int(text)
