"""Where learning platforms send browsers.

What comes here comes from another site, so no form of ours vouches for it: the platform's signature does, with the
browser's own cookie and a nonce that counts once. Pages that a course may show inside its own hold no cookie of a seat
or a desk: they lead to a window of their own.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy import Connection

from game.server.api.asking import host_of
from game.server.guard import policy
from game.server.host import Host
from game.server.lti.configuration import configuration
from game.server.lti.courses import (
    Choice,
    answer_of,
    choice_of,
    choice_words,
    choose,
    opened,
    to_choose,
)
from game.server.lti.launching import CONFIG, KEYS, LAUNCH, LOGIN, STATE_LASTS, NoCookie, begin, carried_in, finish
from game.server.lti.learners import seat_learner, sit_down
from game.server.lti.packing import unpacked
from game.server.lti.platforms import platform_of, public_keys
from game.server.lti.reading import Launched
from game.server.refusals import NotNow, Refused, Unknown
from game.server.web.templating import page
from game.server.web.who import Forged, maybe_teacher, set_cookie
from game.words import _

doors = APIRouter()
_HOST: Final = "__Host-"
_SEAT_SECONDS: Final = 30 * 86_400
_LONGEST: Final = 60_000
_PUBLIC: Final = {"Cache-Control": "public, max-age=300"}
Words = Annotated[str, Form(max_length=_LONGEST)]
Key = Annotated[str, Form(pattern=r"^[0-9a-f]{32}$")]


# -- in -----------------------------------------------------------------------------------------------------


@doors.api_route(LOGIN, methods=["GET", "POST"])
async def login(request: Request) -> Response:
    """Send a browser to its platform, to be shown who it is."""
    host, params = host_of(request), await _params(request)
    try:
        going = await begin(host, params)
    except Refused as error:
        return await _failed(request, error, params)
    answer = RedirectResponse(going.to, 303, headers={"Cache-Control": "no-store"})
    _set_state(answer, host, *going.cookie, STATE_LASTS)
    return answer


@doors.post(LAUNCH)
async def launch(request: Request) -> Response:
    """Take a launch: a learner to their seat, a teacher to the desk or to the choice of a contest."""
    host, params = host_of(request), await _params(request)
    cookies = _states(request, host)
    try:
        launched = await finish(host, params, cookies)
        answer = await _opened(request, host, launched)
    except NoCookie as error:
        again = f"{LOGIN}?{urlencode(error.carried)}" if error.carried else None
        return await _failed(request, error, params, again)
    except Refused as error:
        return await _failed(request, error, params)
    for name in cookies:
        _set_state(answer, host, name, "", 0)
    return answer


async def _opened(request: Request, host: Host, launched: Launched) -> Response:
    if launched.role == "learner":
        return await _learner(request, host, launched)
    if launched.role != "teacher":
        raise NotNow(_("Your role in this course opens nothing here."))
    link = None
    if launched.choosing is None:
        link = await host.store.written(lambda c: opened(host, c, launched))
    if link is not None:
        desk = f"/desk/c/{link.contest}"
        if _is_window(request):
            return RedirectResponse(desk, 303)
        return _framed(page(request, "lti_desk.html", desk=desk), launched.platform.details.pages)
    words = choice_words(host, launched)
    if not launched.is_confirmed:
        return _framed(page(request, "lti_account.html", choice=words), launched.platform.details.pages)
    return await _choices(request, host, words, launched.platform.details.pages)


async def _learner(request: Request, host: Host, launched: Launched) -> Response:
    seated = await host.store.written(lambda c: seat_learner(host, c, launched))
    host.changed(seated.contest.id)
    if _is_window(request):
        return await _sat_down(host, seated.ticket)
    made = page(request, "lti_seat.html", seated=seated)
    return _framed(made, launched.platform.details.pages)


@doors.post("/lti/seat")
async def take_seat(request: Request, ticket: Annotated[str, Form(max_length=200)]) -> Response:
    """Take one's seat in a window of its own."""
    _see_it_is_ours(request)
    return await _sat_down(host_of(request), ticket)


async def _sat_down(host: Host, ticket: str) -> Response:
    token = await host.store.written(lambda c: sit_down(host, c, ticket))
    answer = RedirectResponse("/seat", 303, headers={"Cache-Control": "no-store"})
    set_cookie(answer, host, "seat", token, _SEAT_SECONDS)
    return answer


# -- a teacher's choice -------------------------------------------------------------------------------------


@doors.post("/lti/account")
async def account(request: Request, choice: Words) -> Response:
    """Ask a teacher, in a window of its own, whether an account of the platform is theirs."""
    _see_it_is_ours(request)
    host, teacher = host_of(request), await maybe_teacher(request)
    held = await host.store.asked(lambda c: choice_of(host, c, choice))
    if teacher is not None and teacher.id != held.platform.teacher:
        raise Unknown
    return page(request, "lti_confirm.html", choice=choice, held=held, known=teacher is not None)


@doors.post("/lti/choose")
async def chosen(request: Request, choice: Words, contest: Key) -> Response:
    """Tie the link of a launch to a contest, or send the contest back as a new link."""
    _see_it_is_ours(request)
    host = host_of(request)

    def job(c: Connection) -> tuple[Choice, Any]:
        held = choice_of(host, c, choice)
        done = choose(host, c, held, contest) if held.choosing is None else answer_of(host, c, held, contest)
        return held, done

    held, done = await host.store.written(job)
    pages = held.platform.details.pages
    if held.choosing is None:
        host.changed(done.id)
        return _framed(page(request, "lti_desk.html", desk=f"/desk/c/{done.id}"), pages)
    back = urlsplit(done.to)
    return _framed(page(request, "lti_chosen.html", answer=done), pages, f"{back.scheme}://{back.netloc} {pages}")


async def _choices(request: Request, host: Host, words: str, pages: str) -> Response:
    held = await host.store.asked(lambda c: choice_of(host, c, words))
    contests = await host.store.asked(lambda c: to_choose(c, held.platform))
    return _framed(page(request, "lti_choose.html", choice=words, held=held, contests=contests), pages)


# -- what platforms read ------------------------------------------------------------------------------------


@doors.get(KEYS)
async def keys(request: Request) -> Response:
    """Show the public keys with which we sign."""
    host = host_of(request)
    return JSONResponse({"keys": await host.store.asked(public_keys)}, headers=_PUBLIC)


@doors.get(CONFIG)
async def config(request: Request) -> Response:
    """Show what an administrator needs to add us, as a file that platforms read."""
    return JSONResponse(configuration(host_of(request).public_url), headers=_PUBLIC)


# -- frames, cookies, failures ------------------------------------------------------------------------------


def _is_window(request: Request) -> bool:
    """Tell whether a browser says that this is a page of its own; what says nothing may be inside another."""
    return request.headers.get("sec-fetch-dest") == "document"


def _framed(answer: Response, pages: str, forms: str = "'self'") -> Response:
    """Let the course's pages show this one inside them."""
    answer.headers["content-security-policy"] = policy(f"'self' {pages}", forms)
    return answer


def _see_it_is_ours(request: Request) -> None:
    """Raise Forged where the browser says that another site sent this; what is sent holds a secret besides."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forged


def _set_state(answer: Response, host: Host, name: str, value: str, seconds: int) -> None:
    """Set a state's cookie. It comes back from another site's form, perhaps inside another site's page."""
    kept = f"Path=/; Max-Age={seconds}; HttpOnly"
    if host.public_url.startswith("https://"):
        answer.headers.append("set-cookie", f"{_HOST}{name}={value}; {kept}; Secure; SameSite=None; Partitioned")
    else:
        # Without TLS no browser keeps SameSite=None; what names nothing is let through for two minutes.
        answer.headers.append("set-cookie", f"{name}={value}; {kept}")


def _states(request: Request, host: Host) -> dict[str, str]:
    start = f"{_HOST}lti-" if host.public_url.startswith("https://") else "lti-"
    found = {name: value for name, value in request.cookies.items() if name.startswith(start)}
    return {name.removeprefix(_HOST): value for name, value in found.items()}


async def _params(request: Request) -> dict[str, str]:
    sent = request.query_params if request.method == "GET" else await request.form()
    return {name: value for name, value in sent.items() if isinstance(value, str)}


async def _failed(request: Request, error: Refused, params: Mapping[str, str], again: str | None = None) -> Response:
    """Say why nothing opens; a page of the platform that is named may show it inside, since it gives nothing away."""
    host, carried = host_of(request), carried_in(params.get("state", ""))
    parts = params.get("id_token", "").split(".")
    body = (unpacked(parts[1]) if len(parts) == 3 else None) or {}
    issuer = body.get("iss") or carried.get("iss") or params.get("iss")
    client = body.get("aud") or carried.get("client_id") or params.get("client_id")
    answer = page(request, "lti_failed.html", status=error.status, says=str(error), again=again)
    if isinstance(issuer, str) and (client is None or isinstance(client, str)):
        platform = await host.store.asked(lambda c: platform_of(c, issuer, client))
        return _framed(answer, platform.details.pages) if platform is not None else answer
    return answer
