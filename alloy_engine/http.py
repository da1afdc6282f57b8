"""The HTTP door: JSON routes served by the same process as the studio.

Faults are 422 and every error is an RFC 9457 problem document (application/problem+json). Who may come in, and
as whom, is `access`'s to say; a handler gets the engine as that user has it and no other.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alloy_engine.access import Access
from alloy_engine.domain.logbook import SetLog
from alloy_engine.errors import AlloyError, StorageError
from alloy_engine.flow import Silent, Tracer
from alloy_engine.http_reading import asking, body, flag, idempotency_key, whole_number
from alloy_engine.problem import problem
from alloy_engine.services import Alloy, ProgramCard, close_shared, shared
from alloy_engine.services.log import logger
from alloy_engine.services.metrics import CONTENT_TYPE, Metrics
from alloy_engine.settings import Settings

LARGEST_PAGE = 200
DEFAULT_PAGE = 20
REOPEN_SECONDS = 2.0
# Branches of forks 2.0, 2.3 and 2.4.
CREATED = {201: "A", 200: "F", 422: "B", 413: "B", 401: "C", 403: "C", 409: "D", 500: "E", 503: "G"}
ROUTES = {"list_programs": "A", "read": "B", "delete": "C", "generation_status": "D", "regenerate": "E", "health": "F",
          "metrics": "G", "read_log": "H", "log": "I"}  # fmt: skip
ANSWERED = {404: "B", 409: "C", 422: "D", 413: "D", 503: "E", 500: "F", 401: "G", 403: "G"}

Handler = Callable[[Request, Alloy], Awaitable[Response]]


def asgi_parts(bind: str, *, sign_in: bool) -> dict[str, Any]:
    """Routes and lifespan for the ASGI app; the engine is opened with the server and closed with it.

    bind: the address the server listens on. sign_in: users sign in to the studio. Raises SettingsError.
    """
    access = Access(bind, Settings.from_environment().tokens, sign_in)
    return {"routes": routes(shared, access), "lifespan": _lifespan}


def routes(engine: Callable[[], Alloy], access: Access | None = None) -> list[Route]:
    """All routes. `engine` is asked at each request that is let in; access: by default this machine's only."""
    door = access or Access()

    def route(path: str, method: str, handler: Handler) -> Route:
        async def endpoint(request: Request) -> Response:
            # Who is refused opens no engine, so that nobody keeps it but the log.
            tracer: Tracer = Silent()
            told: Metrics | None = None
            status, began = HTTPStatus.INTERNAL_SERVER_ERROR.value, time.perf_counter()
            try:
                owner = door.owner(asking(request))
                alloy = await run_in_threadpool(engine)
                tracer, told = alloy.wayside, alloy.metrics
                response = await handler(request, alloy.as_user(owner))
                status = response.status_code
            except AlloyError as error:
                response = problem(error)
                status = response.status_code
            finally:
                _trace(tracer, handler.__name__, status)
                if told is not None:
                    told.answered(method, path, status, time.perf_counter() - began)
            return response

        return Route(path, endpoint, methods=[method], name=handler.__name__)

    async def health(request: Request) -> Response:
        """Up or down for everybody, the rest for who may come in."""
        try:
            alloy = await run_in_threadpool(engine)
        except StorageError:
            _trace(Silent(), "health", HTTPStatus.SERVICE_UNAVAILABLE)
            return JSONResponse({"ok": False}, HTTPStatus.SERVICE_UNAVAILABLE)
        _trace(alloy.wayside, "health", HTTPStatus.OK)
        return await _health(alloy, in_full=door.may_know(asking(request)))

    return [
        route("/programs", "POST", create),
        route("/programs", "GET", list_programs),
        route("/programs/{id}", "GET", read),
        route("/programs/{id}", "DELETE", delete),
        route("/programs/{id}/generation-status", "GET", generation_status),
        route("/programs/{id}/sessions/{sid}/regenerate", "POST", regenerate),
        route("/programs/{id}/sessions/{sid}/log", "GET", read_log),
        route("/programs/{id}/sessions/{sid}/log", "POST", log),
        Route("/health", health, methods=["GET"]),
        route("/metrics", "GET", metrics),
    ]


async def create(request: Request, alloy: Alloy) -> Response:
    """201 with Location; 422 with every fault; the same Idempotency-Key gives the same program (200)."""
    document = await body(request, alloy.wayside)
    key = idempotency_key(request, alloy.wayside)
    created = await run_in_threadpool(alloy.create, document, door="http", key=key)
    alloy.wayside.take("2.1", "B" if created.repeated else "A" if key else "C")
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
    limit = whole_number(request, "limit", DEFAULT_PAGE, 1, LARGEST_PAGE)
    query = request.query_params
    archived = flag(request, "archived")
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


async def read_log(request: Request, alloy: Alloy) -> Response:
    """The sets that were done of a session, by exercise."""
    return _log(await run_in_threadpool(alloy.logbook.of, request.path_params["id"], request.path_params["sid"]))


async def log(request: Request, alloy: Alloy) -> Response:
    """The sets of one exercise, in place of those logged before; the whole session's are answered."""
    document = await body(request, alloy.wayside)
    place = (request.path_params["id"], request.path_params["sid"])
    await run_in_threadpool(alloy.logbook.log_document, *place, document)
    return _log(await run_in_threadpool(alloy.logbook.of, *place))


def _log(logs: Sequence[SetLog]) -> Response:
    return JSONResponse({"exercises": [log.model_dump(mode="json") for log in logs]})


async def _health(alloy: Alloy, *, in_full: bool) -> Response:
    state = await run_in_threadpool(alloy.health)
    status = HTTPStatus.OK if state.ok else HTTPStatus.SERVICE_UNAVAILABLE
    if not in_full:
        return JSONResponse({"ok": state.ok}, status)
    content = {
        "ok": state.ok,
        "database": {"ok": state.database, "detail": state.database_detail},
        "worker": {"state": state.worker, "detail": state.worker_detail, "queue": state.queue},
        "engine_version": state.version,
        "catalogue_version": state.catalogue_version,
        "policy_version": state.policy_version,
    }
    return JSONResponse(content, status)


async def metrics(_: Request, alloy: Alloy) -> Response:
    """Prometheus' text format; what only the database knows is left out while it does not answer."""
    return Response(await run_in_threadpool(alloy.metrics.text), media_type=CONTENT_TYPE)


def _trace(tracer: Tracer, asked: str, status: int) -> None:
    """Which route was asked for, and what the answer was. asked: the handler's name."""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        tracer.take("3.1", "C")
    if asked == create.__name__:
        tracer.take("2.0", CREATED[status])
    else:
        tracer.take("2.3", ROUTES[asked])
        tracer.take("2.4", "A" if status < HTTPStatus.BAD_REQUEST else ANSWERED[status])


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
