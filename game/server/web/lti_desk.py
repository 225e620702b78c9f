"""Learning platforms on the desk: registering them, and what became of a contest's links and grades."""

import asyncio
from dataclasses import dataclass, fields
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from game.server.api.asking import host_of
from game.server.conducting import owned
from game.server.lti.courses import Link, choice_of, links_of, untie
from game.server.lti.grades import send_again, sent_of, try_connection
from game.server.lti.launching import CONFIG, KEYS, LAUNCH, LOGIN
from game.server.lti.platforms import (
    Platform,
    confirm_account,
    details_from,
    new_keys,
    owned_platform,
    platforms_of,
    register,
    remove_platform,
)
from game.server.outbox import Undelivered
from game.server.refusals import NotNow, Unknown, Wrong
from game.server.web.templating import page
from game.server.web.who import Teacher, teacher_of
from game.words import _

router = APIRouter(prefix="/desk")
Known = Annotated[Teacher, Depends(teacher_of)]
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Line = Annotated[str, Form(max_length=2_000)]
_PLATFORMS: Final = "/desk/platforms"


@dataclass(frozen=True, slots=True)
class Typed:
    """The form of a platform, as it was typed."""

    issuer: str = ""
    client: str = ""
    deployments: str = ""
    login_url: str = ""
    token_url: str = ""
    keys_url: str = ""
    pages: str = ""
    audience: str = ""


# -- platforms ----------------------------------------------------------------------------------------------


@router.get("/platforms")
async def platforms(request: Request, teacher: Known) -> Response:
    """Show the platforms a teacher has registered, and the form for one more."""
    return await _shown(request, teacher, Typed())


async def _shown(
    request: Request, teacher: Teacher, typed: Typed, says: str | None = None, status: int = 200
) -> Response:
    host = host_of(request)
    mine = await host.store.asked(lambda c: platforms_of(c, teacher.id))
    ours = {
        _("Login address (initiate login URL)"): host.public_url + LOGIN,
        _("Launch address (target link and redirect URL)"): host.public_url + LAUNCH,
        _("Our keys (JWKS URL)"): host.public_url + KEYS,
        _("Everything in one file (JSON)"): host.public_url + CONFIG,
    }
    secure = host.public_url.startswith("https://")
    values = {"platforms": mine, "ours": ours, "typed": typed, "says": says, "secure": secure}
    return page(request, "lti_platforms.html", status=status, **values)


@router.post("/platforms")
async def add(
    request: Request,
    teacher: Known,
    issuer: Line = "",
    client: Line = "",
    deployments: Line = "",
    login_url: Line = "",
    token_url: Line = "",
    keys_url: Line = "",
    pages: Line = "",
    audience: Line = "",
) -> Response:
    """Register a platform."""
    host = host_of(request)
    words = (issuer, client, deployments, login_url, token_url, keys_url, pages, audience)
    typed = Typed(*(each.strip() for each in words))
    said = {field.name: getattr(typed, field.name) for field in fields(Typed) if field.name != "client"}
    try:
        details = details_from(host, **said)
        keys = await asyncio.to_thread(new_keys)
        await host.store.written(lambda c: register(host, c, teacher.id, typed.issuer, typed.client, details, keys))
    except Wrong as error:
        return await _shown(request, teacher, typed, str(error), error.status)
    return RedirectResponse(_PLATFORMS, 303)


@router.post("/platforms/account")
async def account(request: Request, teacher: Known, choice: Annotated[str, Form(max_length=60_000)]) -> Response:
    """Note that the account of a launch is this teacher's."""
    host = host_of(request)

    def job(c: Connection) -> None:
        held = choice_of(host, c, choice)
        confirm_account(host, c, teacher.id, held.platform.id, held.subject)

    await host.store.written(job)
    return page(request, "lti_confirmed.html")


@router.post("/platforms/{platform}/remove")
async def remove(request: Request, teacher: Known, platform: Id) -> Response:
    """Forget a platform."""
    host = host_of(request)
    await host.store.written(lambda c: remove_platform(host, c, teacher.id, platform))
    return RedirectResponse(_PLATFORMS, 303)


# -- a contest's courses and grades -------------------------------------------------------------------------


@router.get("/c/{contest}/course")
async def course(request: Request, teacher: Known, contest: Id) -> Response:
    """Show the links that open a contest, and what became of each learner's grade."""
    return await _course(request, teacher, contest)


async def _course(
    request: Request, teacher: Teacher, contest: str, says: str | None = None, status: int = 200
) -> Response:
    host = host_of(request)

    def job(c: Connection) -> dict[str, object]:
        row = owned(c, teacher.id, contest)
        issuers = {each.id: each.issuer for each in platforms_of(c, teacher.id)}
        return {"contest": row, "links": links_of(c, contest), "grades": sent_of(c, row), "issuers": issuers}

    found = await host.store.asked(job)
    return page(request, "lti_course.html", status=status, says=says, **found)


@router.post("/c/{contest}/course/again")
async def again(request: Request, teacher: Known, contest: Id) -> Response:
    """Send all grades once more."""
    host = host_of(request)

    def job(c: Connection) -> None:
        row = owned(c, teacher.id, contest, lock=True)
        if row.state != "revealed":
            raise NotNow(_("Grades go out when the results are revealed."))
        send_again(host, c, row, teacher.id)

    await host.store.written(job)
    host.changed(contest)
    return RedirectResponse(f"/desk/c/{contest}/course", 303)


@router.post("/c/{contest}/course/{link}/untie")
async def untie_link(request: Request, teacher: Known, contest: Id, link: Id) -> Response:
    """Have a link open nothing."""
    host = host_of(request)
    await host.store.written(lambda c: untie(host, c, owned(c, teacher.id, contest, lock=True), link, teacher.id))
    host.changed(contest)
    return RedirectResponse(f"/desk/c/{contest}/course", 303)


@router.post("/c/{contest}/course/{link}/try")
async def try_link(request: Request, teacher: Known, contest: Id, link: Id) -> Response:
    """Try whether grades would arrive."""
    host = host_of(request)

    def job(c: Connection) -> tuple[Link, Platform]:
        owned(c, teacher.id, contest)
        mine = next((each for each in links_of(c, contest) if each.id == link), None)
        if mine is None:
            raise Unknown
        return mine, owned_platform(c, teacher.id, mine.platform)

    mine, platform = await host.store.asked(job)
    try:
        says = await asyncio.to_thread(try_connection, host, mine, platform)
    except Undelivered as error:
        says = str(error)
    return await _course(request, teacher, contest, says)
