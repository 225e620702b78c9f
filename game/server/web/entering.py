"""How a teacher comes in and goes: the link that works once, login and password, the account."""

import asyncio
import time
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from game.server import accounts
from game.server.accounts import LONGEST, NotKnown, UsedLink, login_typed
from game.server.api.asking import host_of
from game.server.entering import LOGIN_SECONDS, Entered, leave
from game.server.host import Host
from game.server.passwords import Passwords
from game.server.refusals import Refused, TooMany, Wrong
from game.server.web.templating import page
from game.server.web.who import Teacher, cookie_of, forget_cookie, maybe_teacher, set_cookie, teacher_of

router = APIRouter()
_ANSWER_AFTER: Final = 0.3
"""Seconds before a refused login is answered, so that the time it takes tells nothing about which logins exist."""
Line = Annotated[str, Form(max_length=300)]
Secret = Annotated[str, Form(max_length=4 * LONGEST)]
Known = Annotated[Teacher, Depends(teacher_of)]


def _passwords(request: Request) -> Passwords:
    found: Passwords = request.app.state.passwords
    return found


def _let_in(host: Host, entered: Entered, to: str) -> Response:
    answer = RedirectResponse(to, 303)
    set_cookie(answer, host, "login", entered.token, LOGIN_SECONDS)
    forget_cookie(answer, host, "form")
    return answer


# -- coming in -----------------------------------------------------------------------------------------


@router.get("/enter")
async def entrance(request: Request) -> Response:
    """Show the page of the one-time link; a script takes the secret from the address and sends it."""
    return page(request, "enter.html", says=None)


@router.post("/enter")
async def enter(request: Request, link: Line = "") -> Response:
    """Let a browser in by a link that works once."""
    host, before = host_of(request), cookie_of(request, "login")
    try:
        entered = await host.store.written(lambda c: accounts.enter_by_link(host, c, link, before))
    except UsedLink as error:
        return page(request, "enter.html", says=str(error), status=error.status)
    known = await host.store.asked(lambda c: accounts.account(host, c, entered.teacher))
    return _let_in(host, entered, "/desk" if known.has_password else "/desk/account")


@router.get("/login")
async def login_page(request: Request) -> Response:
    """Show the login; who is logged in already goes to the desk."""
    if await maybe_teacher(request) is not None:
        return RedirectResponse("/desk", 303)
    return page(request, "login.html", says=None, login="")


@router.post("/login")
async def log_in(request: Request, login: Line = "", password: Secret = "") -> Response:
    """Let a browser in by login and password; every refusal is the same, and as late as any other."""
    began = time.monotonic()
    host = host_of(request)
    try:
        request.app.state.limits.logins.need(login_typed(login))
        entered = await _known(request, host, login, password)
    except (NotKnown, TooMany) as error:
        await asyncio.sleep(max(0.0, began + _ANSWER_AFTER - time.monotonic()))
        answer = page(request, "login.html", says=str(error), login=login[:80], status=error.status)
        if isinstance(error, TooMany):
            answer.headers["Retry-After"] = str(error.seconds)
        return answer
    return _let_in(host, entered, "/desk")


async def _known(request: Request, host: Host, login: str, password: str) -> Entered:
    row = await host.store.asked(lambda c: accounts.password_of(c, login))
    stored, before = row.password if row is not None else None, cookie_of(request, "login")
    found = await _passwords(request).checked(stored, password[: LONGEST + 1])
    if row is None or stored is None:
        raise NotKnown
    entered = await host.store.written(
        lambda c: accounts.judge(host, c, row.id, stored, right=found.right, before=before, renewed=found.renewed)
    )
    if entered is None:
        raise NotKnown
    return entered


@router.post("/logout")
async def log_out(request: Request, teacher: Known) -> Response:
    """Forget this browser."""
    host = host_of(request)
    await host.store.written(lambda c: leave(c, teacher.token))
    answer = RedirectResponse("/login", 303)
    forget_cookie(answer, host, "login")
    return answer


# -- the account ---------------------------------------------------------------------------------------


@router.get("/desk/account")
async def account_page(request: Request, teacher: Known) -> Response:
    """Show a teacher's account."""
    return await _account(request, teacher)


async def _account(
    request: Request, teacher: Teacher, *, says: str | None = None, login: str | None = None, link: str | None = None
) -> Response:
    host = host_of(request)
    known = await host.store.asked(lambda c: accounts.account(host, c, teacher.id))
    typed = login if login is not None else known.login or ""
    status = 200 if says is None else Wrong.status
    return page(request, "account.html", account=known, says=says, login=typed, link=link, status=status)


@router.post("/desk/account/name")
async def set_name(request: Request, teacher: Known, name: Line = "") -> Response:
    """Give the teacher another name."""
    host = host_of(request)
    try:
        await host.store.written(lambda c: accounts.rename_teacher(host, c, teacher.id, name))
    except Wrong as error:
        return await _account(request, teacher, says=str(error))
    return RedirectResponse("/desk/account", 303)


@router.post("/desk/account/password")
async def set_password(
    request: Request, teacher: Known, login: Line = "", current: Secret = "", password: Secret = ""
) -> Response:
    """Give the teacher a login and a password; who has one already has to know it."""
    host = host_of(request)
    try:
        request.app.state.limits.logins.need(teacher.id)
        accounts.see_it_is_good(login, password)
        await _see_it_is_them(request, host, teacher, current)
        hashed = await _passwords(request).hashed(password)
        entered = await host.store.written(
            lambda c: accounts.set_password(host, c, teacher.id, login, hashed, teacher.token)
        )
    except Refused as error:
        return await _account(request, teacher, says=str(error), login=login[:80])
    return _let_in(host, entered, "/desk")


async def _see_it_is_them(request: Request, host: Host, teacher: Teacher, current: str) -> None:
    if teacher.login is None:
        return
    row = await host.store.asked(lambda c: accounts.password_of(c, teacher.login or ""))
    stored = row.password if row is not None else None
    if not (await _passwords(request).checked(stored, current[: LONGEST + 1])).right:
        raise NotKnown


@router.post("/desk/account/invite")
async def invite(request: Request, teacher: Known) -> Response:
    """Make a link by which one further teacher comes in; it is shown once, here."""
    host = host_of(request)
    link = await host.store.written(lambda c: accounts.invite(host, c, teacher.id))
    return await _account(request, teacher, link=f"{host.public_url}/enter#{link}")


@router.post("/desk/account/elsewhere")
async def log_out_elsewhere(request: Request, teacher: Known) -> Response:
    """Forget every other browser of the teacher."""
    host = host_of(request)
    await host.store.written(lambda c: accounts.leave_elsewhere(host, c, teacher.id, teacher.token))
    return RedirectResponse("/desk/account", 303)
