"""What an error becomes over HTTP: a problem document (RFC 9457), and the way a refused request went."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, Response

from alloy_engine.errors import (
    AlloyError,
    Conflict,
    ConstraintRefused,
    DatabaseUnavailable,
    DoorClosed,
    InvalidRequest,
    NotFound,
    TokenRefused,
    TooLarge,
)
from alloy_engine.flow import Silent
from alloy_engine.services.log import logger

PROBLEM = "application/problem+json"
# Of fork 2.0, by status; anything else is E.
BRANCHES = {
    HTTPStatus.UNPROCESSABLE_ENTITY: "B",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "B",
    HTTPStatus.UNAUTHORIZED: "C",
    HTTPStatus.FORBIDDEN: "C",
    HTTPStatus.CONFLICT: "D",
}


def problem(error: AlloyError, *, posted: bool) -> Response:
    """posted: the request was for a new program."""
    status, title = _status_of(error)
    _trace(status, posted)
    content: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": str(error)}
    if isinstance(error, InvalidRequest):
        content["detail"] = f"{len(error.faults)} fault(s) in the request; nothing was stored"
        content["faults"] = [fault.as_json() for fault in error.faults]
    headers = {"WWW-Authenticate": 'Bearer realm="alloy"'} if status == HTTPStatus.UNAUTHORIZED else None
    return JSONResponse(content, status, headers, media_type=PROBLEM)


def _trace(status: HTTPStatus, posted: bool) -> None:
    """A refused request makes no program that its trace could be kept with, so the log says where it went."""
    tracer, taken = Silent(), {}
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        tracer.take("3.1", "C")
        taken["3.1"] = "C"
    if posted:
        taken["2.0"] = BRANCHES.get(status, "E")
        tracer.take("2.0", taken["2.0"])
    logger("http").info("http.refused", status=int(status), forks=taken)


def _status_of(error: AlloyError) -> tuple[HTTPStatus, str]:
    match error:
        case TokenRefused():
            return HTTPStatus.UNAUTHORIZED, "A token is needed"
        case DoorClosed():
            return HTTPStatus.FORBIDDEN, "This door is closed"
        case TooLarge():
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large"
        case InvalidRequest():
            return HTTPStatus.UNPROCESSABLE_ENTITY, "The request has faults"
        case NotFound():
            return HTTPStatus.NOT_FOUND, "Not found"
        case Conflict() | ConstraintRefused():
            return HTTPStatus.CONFLICT, "Does not fit the present state"
        case DatabaseUnavailable():
            return HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer"
    return HTTPStatus.INTERNAL_SERVER_ERROR, "The engine failed"
