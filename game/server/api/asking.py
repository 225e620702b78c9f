"""How requests are read and answered: bodies as strictly as a log, tokens from the header, refusals as sentences."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field, ValidationError

from game.server.host import Host
from game.server.refusals import NoTicket, Refused, Stale, TooMany, Wrong
from game.server.store import Busy, Unsettled
from game.words import _

T = TypeVar("T", bound=BaseModel)
_BEARER: Final = "bearer "
_LONGEST_TOKEN: Final = 200
_NO_STORE: Final = {"Cache-Control": "no-store"}
BY_TOKEN: Final = Depends(HTTPBearer(auto_error=False, description="The token that was told when the seat was taken."))
"""Says in the description of the API that a seat's token is needed; `token_of` sees to it that there is one."""


class Refusal(BaseModel):
    """Why something was not done; nothing has changed."""

    error: str = Field(description="What kind of refusal it is, for programs.")
    says: str = Field(description="Why, in a sentence for people.")
    version: int | None = Field(None, description="How many turns the treatment has; with `stale` alone.")


_MEANS: Final = {
    400: "The rules of the treatment do not allow this.",
    401: "This token is not known, or not any more.",
    404: "There is no such thing, or it is somebody else's.",
    409: "Not in this state of the contest, or decided on an older state of the treatment.",
    413: "Larger than anything that belongs here.",
    422: "This cannot be read, or came before with something else in it.",
    429: "Too fast; `Retry-After` says when to try again.",
    503: "The host has too much to do; `Retry-After` says when to try again.",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of the refusals with which a route answers; two can come from every one."""
    return {status: {"model": Refusal, "description": _MEANS[status]} for status in sorted({*statuses, 413, 503})}


def host_of(request: Request) -> Host:
    """Return the host that answers."""
    found: Host = request.app.state.host
    return found


async def token_of(request: Request) -> str:
    """Return the bearer token of a request. Raises NoTicket where there is none that could be one.

    It waits for nothing, but what is not `async` goes through a thread.
    """
    sent = request.headers.get("authorization", "")
    token = sent[len(_BEARER) :].strip()
    if not sent.lower().startswith(_BEARER) or not token or len(token) > _LONGEST_TOKEN or not token.isascii():
        raise NoTicket
    return token


def json_body(model: type[T]) -> tuple[Callable[[Request], Awaitable[T]], dict[str, Any]]:
    """Return what reads a body of this shape, and what OpenAPI says of it.

    FastAPI reads JSON first and judges the values then, for which a list is never a tuple; a log is read in one go,
    and so is this.
    """

    async def read(request: Request) -> T:
        try:
            return model.model_validate_json(await request.body())
        except ValidationError as error:
            fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
            place = ".".join(str(step) for step in fault["loc"])
            raise Wrong(_("This request cannot be read: {place}: {what}", place=place, what=fault["msg"])) from None

    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    said = {"requestBody": {"required": True, "content": {"application/json": {"schema": _inlined(schema, inner)}}}}
    return read, said


def _inlined(schema: Any, inner: dict[str, Any]) -> Any:
    """Return a schema with what it refers to written out, so that it stands by itself in the description."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(inner[schema["$ref"].rpartition("/")[2]], inner)
        whole = {key: _inlined(value, inner) for key, value in schema.items() if key != "discriminator"}
        if "patternProperties" in schema:
            whole["additionalProperties"] = False
        if "const" in schema.get("properties", {}).get("kind", {}):
            # What tells actions apart must be said, although each has a default for those who write them in Python.
            whole["required"] = sorted({*schema.get("required", ()), "kind"})
        return whole
    return [_inlined(each, inner) for each in schema] if isinstance(schema, list) else schema


def answer(value: object, status: int = 200) -> Response:
    """Return JSON that nobody keeps on the way."""
    return JSONResponse(value, status_code=status, headers=_NO_STORE)


def refused(error: Exception) -> Response:
    """Return a refusal: its kind, its sentence and what the client needs to go on."""
    if isinstance(error, Busy | Unsettled):
        sentence = _("The host has a lot to do. Your action is kept; it is sent again in a moment.")
        body = {"error": "busy", "says": sentence}
        return JSONResponse(body, status_code=503, headers={**_NO_STORE, "Retry-After": "1"})
    assert isinstance(error, Refused)
    body = {"error": error.kind, "says": str(error)}
    headers = dict(_NO_STORE)
    if isinstance(error, Stale):
        body["version"] = error.version  # type: ignore[assignment]
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.seconds)
    if isinstance(error, NoTicket):
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, status_code=error.status, headers=headers)
