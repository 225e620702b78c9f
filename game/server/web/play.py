"""Playing in a browser, on a telephone as on a laptop, without JavaScript: pages of the treatment, and forms that act.

What is shown is what is saved. A form names its deed and says how many turns its page had seen, so that pressing twice,
going back and loading again do nothing twice.
"""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from game.server.api.asking import host_of
from game.server.host import Host
from game.server.live import progress_of
from game.server.places import place_of
from game.server.playing import Acted, act, consult
from game.server.refusals import NoTicket, Refused, Stale, TooMany, Unknown
from game.server.store import Busy
from game.server.web import play_finding as finding
from game.server.web import play_showing as showing
from game.server.web.live import about_seat, stream
from game.server.web.play_forms import Sent, pairs_of, sent, talk_of
from game.server.web.play_seen import Seen, news_of
from game.server.web.play_showing import NOTES, made_page, not_yet, refused, see, shown
from game.server.web.who import seat_token
from game.treatment import Action, TakeStep

router = APIRouter()
Token = Annotated[str, Depends(seat_token)]
Short = Annotated[str, Query(max_length=200)]
Several = Annotated[list[str], Query(max_length=40)]


# -- looking ---------------------------------------------------------------------------------------------


@router.get("/play")
def room(request: Request, token: Token, find: Short = "", group: Short = "", every: Short = "") -> Response:
    """Show the room: what was said last, and what can be done next."""
    return shown(request, token, lambda seen: showing.room(request, seen, find=find, group=group, every=every))


@router.get("/play/say")
def say(
    request: Request, token: Token, intent: Short, target: Short = "", find: Short = "", about: Short = ""
) -> Response:
    """Let the target and the wording of a move be chosen."""

    def made(seen: Seen) -> Response:
        found = finding.wording(seen.look, intent, target or None, find, about=bool(about))
        if found is None or not seen.may_act:
            return see("/play")
        topic = finding.topic(seen.look, found.move)
        return made_page(request, "play_say.html", seen, wording=found, find=find, topic=topic)

    return shown(request, token, made)


@router.get("/play/work")
def work(request: Request, token: Token, procedure: Short = "", subject: Short = "") -> Response:
    """Show the steps of a procedure, or everything that can be worked through."""
    return shown(request, token, lambda seen: showing.work(request, seen, procedure, subject or None))


@router.get("/play/formulate")
def formulate(
    request: Request,
    token: Token,
    area: Short = "",
    about: Short = "",
    evidence: Several = [],  # noqa: B006 (FastAPI copies it)
    second: Short = "",
) -> Response:
    """Let a formulation be put together, and show the words before they are said."""
    draft = {"area": [area], "about": [about], "evidence": evidence, "second": [second]}
    return shown(request, token, lambda seen: showing.formulate(request, seen, draft))


@router.get("/play/contract")
def contract(request: Request, token: Token) -> Response:
    """Let the goals of the contract be chosen."""
    return shown(request, token, lambda seen: showing.contract(request, seen))


@router.get("/play/end")
def end(request: Request, token: Token) -> Response:
    """Ask whether the session is to end with minutes left."""

    def made(seen: Seen) -> Response:
        if not (seen.may_act and seen.look.room.in_session):
            return see("/play")
        return made_page(request, "play_end.html", seen)

    return shown(request, token, made)


@router.get("/play/workbook")
def workbook(request: Request, token: Token) -> Response:
    """Show the notebook, and let it be written in."""
    return shown(request, token, lambda seen: showing.workbook(request, seen))


@router.get("/play/transcript")
def transcript(
    request: Request, token: Token, session: Annotated[str, Query(pattern=r"^\d{0,2}$")] = "", find: Short = ""
) -> Response:
    """Show all that was said, in one session or ever, or where some words were."""

    def made(seen: Seen) -> Response:
        number, sought = int(session or 0), find.strip().casefold()
        lines = [
            line
            for line in seen.look.transcript
            if number in (0, line.session) and (not sought or sought in line.words.casefold())
        ]
        return made_page(request, "play_transcript.html", seen, lines=lines, session=number, find=find.strip())

    return shown(request, token, made)


@router.get("/play/letter")
def letter(request: Request, token: Token) -> Response:
    """Show the referral letter."""
    return shown(request, token, lambda seen: made_page(request, "play_letter.html", seen))


@router.get("/play/manual")
def manual(request: Request, token: Token, find: Short = "", section: Short = "") -> Response:
    """Let something be looked up in the manual."""
    return shown(request, token, lambda seen: showing.manual(request, seen, find.strip(), section))


@router.get("/play/live")
async def live(request: Request, token: Token) -> Response:
    """Tell the pages of the room when to look again: a team mate has gone on, the contest is paused."""
    place = await host_of(request).store.asked(lambda c: place_of(c, token))

    def look(c: Connection) -> list[object]:
        return news_of(place_of(c, token))

    return await stream(request, about_seat(place), look, kind="seat", viewer=place.seat.id, noted=place.seat.seen)


@router.get("/play/do")
@router.get("/play/talk")
def back() -> Response:
    """Lead whoever loads the address of a form again to the room."""
    return see("/play")


# -- doing -----------------------------------------------------------------------------------------------


@router.post("/play/do")
async def do(request: Request, token: Token) -> Response:
    """Do what a form asks for, once, and lead to the page that shows what came of it when that is saved."""
    host, pairs = host_of(request), await pairs_of(request)
    at = host.clock()
    try:
        request.app.state.limits.actions.need(token)
        wish = sent(pairs)
        done = await host.store.written(lambda c: _act(host, c, token, wish, at))
    except (Busy, TooMany) as error:
        return not_yet(request, pairs, error)
    except (NoTicket, Unknown):
        raise
    except Refused as error:
        return await run_in_threadpool(refused, request, token, pairs, error)
    host.sittings.keep(done.run, done.sitting)
    host.changed(*done.news)
    return see(_after(wish.action, done))


@router.post("/play/talk")
async def talk(request: Request, token: Token) -> Response:
    """Begin or end a team's talk, for which its clock stands still."""
    host, pairs = host_of(request), await pairs_of(request)
    at = host.clock()
    request.app.state.limits.actions.need(token)
    run, on = talk_of(pairs)
    try:
        place = await host.store.written(lambda c: consult(c, token, run, on=on, at=at))
    except (NoTicket, Unknown):
        raise
    except Refused as error:
        return await run_in_threadpool(refused, request, token, pairs, error)
    host.changed(run, progress_of(place.contest.id))
    return see("/play")


def _act(host: Host, c: Connection, token: str, wish: Sent, at: int) -> Acted:
    """Do what is wished, once. A note does not rest on what was said meanwhile, so it is kept in the newest state."""
    try:
        return _once(host, c, token, wish, at)
    except Stale as stale:
        if wish.action.kind not in NOTES:
            raise
        return _once(host, c, token, replace(wish, expect=stale.version), at)


def _once(host: Host, c: Connection, token: str, wish: Sent, at: int) -> Acted:
    return act(host, c, token, wish.run, client_id=wish.client_id, expect=wish.expect, action=wish.action, at=at)


def _after(action: Action, done: Acted) -> str:
    """Return where to look at what came of an action."""
    if action.kind in NOTES:
        return f"/play/workbook#{NOTES[action.kind]}"
    running = done.sitting.now.progress.running
    if isinstance(action, TakeStep) and running is not None and done.sitting.now.hour.open:
        return f"{finding.work_address(action.procedure, action.subject)}#now"
    return "/play#now"
