"""What an error becomes over HTTP: a problem document (RFC 9457)."""

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
from alloy_engine.services.log import logger

PROBLEM = "application/problem+json"


def problem(error: AlloyError) -> Response:
    status, title = _status_of(error)
    logger("http").info("http.refused", status=int(status))
    content: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": str(error)}
    if isinstance(error, InvalidRequest):
        content["detail"] = f"{len(error.faults)} fault(s) in the request; nothing was stored"
        content["faults"] = [fault.as_json() for fault in error.faults]
    headers = {"WWW-Authenticate": 'Bearer realm="alloy"'} if status == HTTPStatus.UNAUTHORIZED else None
    return JSONResponse(content, status, headers, media_type=PROBLEM)


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
