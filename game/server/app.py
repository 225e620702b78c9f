"""The host as a web application: its routes, what holds for every request, and the clock that moves contests on."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from game import __version__
from game.record import LogDamaged
from game.server import rounds
from game.server.api import leaving, runs, seats
from game.server.api.asking import refused
from game.server.guard import HEADERS, Guard
from game.server.host import Host
from game.server.limits import Limits
from game.server.live import Bus
from game.server.outbox import keep_delivering
from game.server.refusals import NotNow, Refused, Unknown, Wrong
from game.server.store import Busy, Unsettled
from game.server.web import failure, pages
from game.words import _

_TICK: Final = 0.5
_WRONG_METHOD: Final = 405
_PURGE_EVERY: Final = 3_600
_log: Final = logging.getLogger(__name__)


def create_app(host: Host, *, ticking: bool = True) -> FastAPI:
    """Return the application of a host; `ticking` moves contests on by their clocks."""

    @contextlib.asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.bus = bus = Bus(host.store)
        host.changed = bus.changed
        going = (_tick(host), keep_delivering(host)) if ticking else ()
        tasks = [asyncio.create_task(each) for each in going]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            await asyncio.to_thread(bus.close)

    app = FastAPI(
        title="Sixteen Weeks: classroom", version=__version__, lifespan=running, docs_url=None, redoc_url=None
    )
    app.state.host = host
    app.state.limits = Limits.usual(host.clock)
    app.add_middleware(Guard, secure=host.public_url.startswith("https:"))
    for kind in (Refused, Busy, Unsettled):
        app.add_exception_handler(kind, _said)
    app.add_exception_handler(LogDamaged, _said)
    app.add_exception_handler(RequestValidationError, _said)
    app.add_exception_handler(HTTPException, _said)
    app.add_exception_handler(Exception, _said)
    app.include_router(seats.router)
    app.include_router(leaving.router)
    app.include_router(runs.router)
    pages(app)
    return app


async def _said(request: Request, error: Exception) -> Response:
    """Say in a sentence why a request was not answered; what went wrong inside is for the log alone."""
    match error:
        case Refused() | Busy() | Unsettled():
            return _answer(request, error)
        case LogDamaged():
            return _answer(
                request, NotNow(_("The log of this treatment has been damaged on the host. Ask your teacher."))
            )
        case RequestValidationError():
            return _answer(request, Wrong(_("This address cannot be read.")))
        case HTTPException():
            answer = _answer(request, Unknown(), error.status_code)
            answer.headers.update({**(error.headers or {}), **_allowed(request, error.status_code)})
            return answer
    _log.error("A request failed.", exc_info=error)
    answer = _answer(request, Refused(_("Something went wrong on the host. Nothing you did is lost.")), 500)
    # This answer does not pass the guard.
    answer.headers.update({name.decode(): value.decode() for name, value in HEADERS})
    return answer


def _answer(request: Request, error: Exception, status: int | None = None) -> Response:
    answer = refused(error) if request.url.path.startswith("/api") else failure(request, error)
    if status is not None:
        answer.status_code = status
    return answer


def _allowed(request: Request, status: int) -> dict[str, str]:
    """Return the header that says what can be done at an address of the API: its methods may be in several routers."""
    path = getattr(request.scope.get("route"), "path", None)
    methods = request.app.openapi()["paths"].get(path, {}) if status == _WRONG_METHOD else {}
    return {"Allow": ", ".join(sorted(method.upper() for method in methods))} if methods else {}


async def _tick(host: Host) -> None:
    """Freeze, close and settle contests when their clocks say so; forget them when their time of keeping is over."""
    passed = 0.0
    while True:
        try:
            now = host.clock()
            for contest in await host.store.asked(lambda c, now=now: rounds.due(c, now)):  # type: ignore[misc]
                while await host.store.written(lambda c, contest=contest: rounds.pass_time(host, c, contest)):  # type: ignore[misc]
                    host.changed(contest)
                host.changed(contest)
            if passed <= 0:
                await host.store.written(lambda c: rounds.purge(host, c))
                passed = _PURGE_EVERY
        except Exception:
            # A host that cannot reach its database for a moment must go on when it is back.
            _log.exception("The clock could not move a contest on.")
        await asyncio.sleep(_TICK)
        passed -= _TICK
