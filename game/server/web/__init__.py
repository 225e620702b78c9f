"""The pages: desk, projector and student, made on the host and readable without JavaScript."""

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from game.resources import assets_folder
from game.server.covers import Covers
from game.server.passwords import Passwords
from game.server.refusals import Refused, TooMany
from game.server.web import (
    analysis,
    cases,
    desk,
    desk_deeds,
    desk_new,
    entering,
    exports,
    leaving,
    lti,
    lti_desk,
    play,
    privacy,
    projector,
    student,
)
from game.server.web.live import Streams
from game.server.web.templating import STATIC, page, theme_css
from game.server.web.who import Elsewhere, checked
from game.words import _

# One line for each module of pages, so that whoever adds one touches no other.
_ROUTERS: tuple[APIRouter, ...] = (
    entering.router,
    desk.router,
    desk_new.router,
    desk_deeds.router,
    cases.router,
    analysis.router,
    privacy.router,
    play.router,
    projector.router,
    student.router,
    lti_desk.router,
    exports.router,
    leaving.router,
)  # fmt: skip


def pages(app: FastAPI) -> None:
    """Add every page to the application; what is sent to one has to come from a form of ours."""
    app.state.passwords = Passwords()
    app.state.streams = Streams()
    app.state.covers = Covers()
    for router in _ROUTERS:
        app.include_router(router, dependencies=[Depends(checked)], include_in_schema=False)
    # What learning platforms send comes from their pages; it is vouched for by their signatures.
    app.include_router(lti.doors, include_in_schema=False)
    app.add_api_route("/static/theme.css", _theme, include_in_schema=False)
    app.mount("/static/fonts", StaticFiles(directory=assets_folder() / "fonts"), name="fonts")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def _theme() -> Response:
    return Response(theme_css(), media_type="text/css", headers={"Cache-Control": "public, max-age=86400"})


def failure(request: Request, error: Exception) -> Response:
    """Return the page that says in a sentence why a request was not answered; who has to log in is led there."""
    if isinstance(error, Elsewhere) and request.method == "GET":
        return RedirectResponse(error.to, 303, headers={"Cache-Control": "no-store"})
    if not isinstance(error, Refused):
        says = _("The host has a lot to do just now. Wait a moment, then load this page again.")
        answer = page(request, "error.html", status=503, says=says, to=request.url.path)
        answer.headers["Retry-After"] = "1"
        return answer
    to = error.to if isinstance(error, Elsewhere) else None
    answer = page(request, "error.html", status=error.status, says=str(error), to=to)
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer
