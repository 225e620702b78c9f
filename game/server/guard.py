"""What holds for every request and answer: bodies of a sensible size, and headers that browsers keep to."""

import json
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.words import _

_LARGEST: Final = 64 * 1024
"""Bytes of a body (classroom.md 4.4)."""
_LARGEST_UPLOAD: Final = 4 * 1024 * 1024
_UPLOADS: Final = ("/desk/cases",)


def policy(frames: str = "'none'", forms: str = "'self'") -> str:
    """Return what browsers may do with a page: scripts, styles and pictures of ours, nothing written into the page.

    `frames` are the origins whose pages may show it inside them, `forms` those to which its forms may go.
    """
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors {frames}"
    )


HEADERS: Final = (
    (b"content-security-policy", policy().encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
"""What stands on every answer."""
_APART: Final = (b"cross-origin-opener-policy", b"same-origin")
"""For https alone: elsewhere browsers ignore it, and complain of it on every page."""


class Guard:
    """Stands before the application."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._headers = (*HEADERS, _APART) if secure else HEADERS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is too large, pass everything else on, and put the headers on the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _value in message["headers"]}
                message["headers"] = [*message["headers"], *(each for each in self._headers if each[0] not in there)]
            await send(message)

        if _is_too_large(scope):
            await _refuse(send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)


def _is_too_large(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    most = _LARGEST_UPLOAD if scope["path"].startswith(_UPLOADS) else _LARGEST
    # Without a length nobody knows when it ends.
    return b"transfer-encoding" in headers or not length.isdigit() or int(length) > most


async def _refuse(send: Send) -> None:
    says = _("This is larger than anything that belongs here.")
    body = json.dumps({"error": "too_large", "says": says}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body})
