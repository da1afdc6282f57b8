"""The HTTP door: JSON routes served by the same process as the studio.

Faults are 422 and every error is an RFC 9457 problem document (application/problem+json).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alloy_engine.errors import (
    AlloyError,
    Conflict,
    ConstraintRefused,
    DatabaseUnavailable,
    Fault,
    InvalidRequest,
    NotFound,
    StorageError,
)
from alloy_engine.services import Alloy, ProgramCard, close_shared, shared
from alloy_engine.services.log import logger

LARGEST_BODY = 256 * 1024
LARGEST_PAGE = 200
DEFAULT_PAGE = 20
REOPEN_SECONDS = 2.0

Handler = Callable[[Request, Alloy], Awaitable[Response]]


def asgi_parts() -> dict[str, Any]:
    """Routes and lifespan for the ASGI app; the engine is opened with the server and closed with it."""
    return {"routes": routes(shared), "lifespan": _lifespan}


def routes(engine: Callable[[], Alloy]) -> list[Route]:
    """All routes. `engine` is asked at each request."""

    def route(path: str, method: str, handler: Handler) -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                return await handler(request, await run_in_threadpool(engine))
            except AlloyError as error:
                return _problem(error)

        return Route(path, endpoint, methods=[method], name=handler.__name__)

    return [
        route("/programs", "POST", create),
        route("/programs", "GET", list_programs),
        route("/programs/{id}", "GET", read),
        route("/programs/{id}", "DELETE", delete),
        route("/programs/{id}/generation-status", "GET", generation_status),
        route("/programs/{id}/sessions/{sid}/regenerate", "POST", regenerate),
        route("/health", "GET", health),
    ]


async def create(request: Request, alloy: Alloy) -> Response:
    """201 with Location; 422 with every fault; the same Idempotency-Key gives the same program (200)."""
    document = await _body(request)
    key = request.headers.get("idempotency-key")
    created = await run_in_threadpool(alloy.create, document, door="http", key=key)
    location = f"/programs/{created.id}"
    content = {
        "id": created.id,
        "name": created.name,
        "status_url": f"{location}/generation-status",
        "milliseconds": round(created.milliseconds, 2),
    }
    status = HTTPStatus.OK if created.repeated else HTTPStatus.CREATED
    return JSONResponse(content, status, headers={"Location": location})


async def list_programs(request: Request, alloy: Alloy) -> Response:
    """One page; `next` is what to give as `after` for the page that follows, null if this one is not full."""
    limit = _whole_number(request, "limit", DEFAULT_PAGE, 1, LARGEST_PAGE)
    query = request.query_params
    archived = query.get("archived", "false").lower() in ("1", "true", "yes")
    after, name = query.get("after"), query.get("name", "")
    cards = await run_in_threadpool(alloy.programs, limit=limit, after=after, archived=archived, name=name)
    following = cards[-1].place if len(cards) == limit else None
    return JSONResponse({"programs": [_card(card) for card in cards], "limit": limit, "next": following})


async def read(request: Request, alloy: Alloy) -> Response:
    document = await run_in_threadpool(alloy.program, request.path_params["id"])
    return Response(document.model_dump_json(), media_type="application/json")


async def delete(request: Request, alloy: Alloy) -> Response:
    await run_in_threadpool(alloy.delete, request.path_params["id"])
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def generation_status(request: Request, alloy: Alloy) -> Response:
    status = await run_in_threadpool(alloy.status, request.path_params["id"])
    return Response(status.model_dump_json(), media_type="application/json", headers={"Cache-Control": "no-store"})


async def regenerate(request: Request, alloy: Alloy) -> Response:
    """202: the session is planned anew in the background."""
    program = request.path_params["id"]
    await run_in_threadpool(alloy.regenerate_session, program, request.path_params["sid"])
    status_url = f"/programs/{program}/generation-status"
    return JSONResponse({"status_url": status_url}, HTTPStatus.ACCEPTED, headers={"Location": status_url})


async def health(_: Request, alloy: Alloy) -> Response:
    state = await run_in_threadpool(alloy.health)
    content = {
        "ok": state.ok,
        "database": {"ok": state.database, "detail": state.database_detail},
        "worker": {"state": state.worker, "detail": state.worker_detail, "queue": state.queue},
        "engine_version": state.version,
        "catalogue_version": state.catalogue_version,
        "policy_version": state.policy_version,
    }
    return JSONResponse(content, HTTPStatus.OK if state.ok else HTTPStatus.SERVICE_UNAVAILABLE)


async def _body(request: Request) -> object:
    """The JSON body; a fault if it is too large or no JSON."""
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > LARGEST_BODY:
            raise InvalidRequest([Fault("body", None, "is too large", f"at most {LARGEST_BODY} bytes of JSON")])
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InvalidRequest([Fault("body", None, f"is not JSON: {error}", "a JSON object")]) from error


def _whole_number(request: Request, name: str, default: int, low: int, high: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text[:12]) <= high:
        raise InvalidRequest([Fault(name, text, "is out of range", f"a whole number from {low} to {high}")])
    return int(text)


def _card(card: ProgramCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "status": card.status,
        "is_active": card.is_active,
        "archived": card.archived,
        "created_at": card.created_at.isoformat(),
        "goals": card.goals,
        "sessions_total": card.sessions_total,
        "sessions_done": card.sessions_done,
        "sessions_failed": card.sessions_failed,
    }


def _problem(error: AlloyError) -> Response:
    status, title = _status_of(error)
    content: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": str(error)}
    if isinstance(error, InvalidRequest):
        content["detail"] = f"{len(error.faults)} fault(s) in the request; nothing was stored"
        content["faults"] = [fault.as_json() for fault in error.faults]
    return JSONResponse(content, status, media_type="application/problem+json")


def _status_of(error: AlloyError) -> tuple[HTTPStatus, str]:
    match error:
        case InvalidRequest():
            return HTTPStatus.UNPROCESSABLE_ENTITY, "The request has faults"
        case NotFound():
            return HTTPStatus.NOT_FOUND, "Not found"
        case Conflict() | ConstraintRefused():
            return HTTPStatus.CONFLICT, "Does not fit the present state"
        case DatabaseUnavailable():
            return HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer"
    return HTTPStatus.INTERNAL_SERVER_ERROR, "The engine failed"


@asynccontextmanager
async def _lifespan(_: object) -> AsyncIterator[dict[str, Any]]:
    opening = None if await _opened() else asyncio.create_task(_open_as_soon_as_possible())
    try:
        yield {}
    finally:
        if opening is not None:
            opening.cancel()
        await run_in_threadpool(close_shared)


async def _open_as_soon_as_possible() -> None:
    """Generation goes on when the database is there, not when somebody next looks at a page."""
    while not await _opened():
        await asyncio.sleep(REOPEN_SECONDS)


async def _opened() -> bool:
    """False if the database does not answer; pages and routes say so, and each of them tries again."""
    try:
        await run_in_threadpool(shared)
    except StorageError as error:
        logger("http").error("engine.not_opened", error=str(error))
        return False
    return True
