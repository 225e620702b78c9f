"""The pages: desk, projector and student, made on the host and readable without JavaScript."""

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from game.server.refusals import Refused

_STATIC = Path(__file__).parent / "static"


def pages(app: FastAPI) -> None:
    """Add every page to the application."""
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")


def failure(_request: Request, error: Exception) -> Response:
    """Return the page that says in a sentence why a request was not answered."""
    status = error.status if isinstance(error, Refused) else 503
    return HTMLResponse("", status_code=status)
