"""A student's pages: the door, one's seat, coming back with four words, one's own report; all without JavaScript."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, Row

from game.record import LogDamaged
from game.server.api.asking import host_of
from game.server.arriving import agree, joined_by, resumed_by, seen_at
from game.server.codes import shown
from game.server.host import Host
from game.server.joining import Joined, contest_by_code
from game.server.places import Place, place_of, place_of_run
from game.server.refusals import NoTicket, NotNow, Refused, Unknown
from game.server.rows import settings_of
from game.server.seeds import commitment
from game.server.sittings import Sitting
from game.server.visibility import may_see
from game.server.web.going import Going, going
from game.server.web.live import about_seat, seen, stream
from game.server.web.student_report import OwnReport, own_report
from game.server.web.student_seeing import SeatView, clock_runs, seat_view, time_left
from game.server.web.templating import page
from game.server.web.who import cookie_of, forget_cookie, maybe_teacher, seat_token, set_cookie
from game.words import _

router = APIRouter()
Code = Annotated[str, Form(max_length=80)]
Line = Annotated[str, Form(max_length=240)]
Tick = Annotated[str, Form(max_length=3)]
InPath = Annotated[str, Path(max_length=80)]
Token = Annotated[str, Depends(seat_token)]
_SEAT_SECONDS: Final = 60 * 86_400
"""How long a browser knows its seat."""
_WORDS_SECONDS: Final = 12 * 3_600
"""How long it can show the four words again, unless somebody says that they are written down."""


# -- the door --------------------------------------------------------------------------------------------


@router.get("/")
async def home(request: Request) -> Response:
    """Ask for the code."""
    await maybe_teacher(request)
    return _door(request)


@router.get("/j/{code}")
async def door(request: Request, code: InPath) -> Response:
    """Show the contest of a code, and ask for a name where it wants one; whoever sits in it goes to their seat."""
    host, limits = host_of(request), request.app.state.limits
    try:
        contest = await host.store.asked(lambda c: contest_by_code(c, code))
    except Unknown:
        limits.codes.take("codes")
        return _door(request, code=code, says=_no_such_code(), status=404)
    if await _sits_in(request, contest.id):
        return RedirectResponse("/seat", 303)
    return _named(request, contest)


@router.post("/join")
async def join(request: Request, code: Code = "", name: Annotated[str | None, Form(max_length=240)] = None) -> Response:
    """Take a seat; where a contest wants names of one's own, ask for one first."""
    host, limits = host_of(request), request.app.state.limits
    try:
        contest = await host.store.asked(lambda c: contest_by_code(c, code))
        if await _sits_in(request, contest.id):
            return RedirectResponse("/seat", 303)
        if name is None and settings_of(contest.settings).names == "own":
            return RedirectResponse(f"/j/{contest.code}", 303)
        joined = await joined_by(host, limits, code, name)
    except Unknown:
        limits.codes.take("codes")
        return _door(request, code=code, says=_no_such_code(), status=404)
    except Refused as error:
        return _named(request, contest, name=name or "", says=str(error), status=error.status)
    return _seated(request, joined)


@router.get("/resume")
async def resume_page(request: Request, code: Annotated[str, Query(max_length=80)] = "") -> Response:
    """Ask for the four words."""
    return page(request, "student_resume.html", code=code, says=None)


@router.post("/resume")
async def resume(request: Request, code: Code = "", words: Line = "") -> Response:
    """Take one's seat again in this browser."""
    host, limits = host_of(request), request.app.state.limits
    try:
        joined = await resumed_by(host, limits, code, words)
    except Unknown:
        says = _("No seat has this code with these words. Check both, letter by letter.")
        return page(request, "student_resume.html", status=404, code=code, says=says)
    return _seated(request, joined)


def _door(request: Request, *, code: str = "", says: str | None = None, status: int = 200) -> Response:
    has_seat = cookie_of(request, "seat") is not None
    return page(request, "home.html", status=status, code=code, says=says, has_seat=has_seat)


def _named(
    request: Request, contest: Row[Any], *, name: str = "", says: str | None = None, status: int = 200
) -> Response:
    values = {"contest": contest, "asks_name": settings_of(contest.settings).names == "own", "name": name, "says": says}
    return page(request, "student_join.html", status=status, **values)


async def _sits_in(request: Request, contest: str) -> bool:
    """Tell whether this browser has a seat in the contest, so that pressing twice takes one seat."""
    token = cookie_of(request, "seat")
    if token is None:
        return False
    try:
        place = await host_of(request).store.asked(lambda c: place_of(c, token))
    except NoTicket:
        return False
    return bool(place.contest.id == contest)


def _seated(request: Request, joined: Joined) -> Response:
    answer, host = RedirectResponse("/seat", 303), host_of(request)
    set_cookie(answer, host, "seat", joined.token, _SEAT_SECONDS)
    # The host keeps no words, only what tells them again; until they are written down the browser holds them.
    set_cookie(answer, host, "words", joined.words.replace(" ", "-"), _WORDS_SECONDS)
    return answer


def _no_such_code() -> str:
    return _("There is no contest with this code. It has eight letters and digits, as on the wall: KR4T-9XWM.")


# -- one's seat ------------------------------------------------------------------------------------------


@router.get("/seat")
async def seat(request: Request, token: Token) -> Response:
    """Show one's seat: waiting, playing, through, or ready to read the report."""
    host = host_of(request)
    try:
        await seen_at(host, request.app.state.limits, token)
        view, place, others = await host.store.asked(lambda c: _seen_from(host, c, token))
    except NoTicket as error:
        answer = _door(request, says=str(error), status=error.status)
        forget_cookie(answer, host, "seat")
        return answer
    words = cookie_of(request, "words")
    return page(
        request,
        "student_seat.html",
        view=view,
        seen=seen(view.seen()),
        left=time_left(host, place),
        going=clock_runs(host, place),
        others=others,
        words=words.replace("-", " ") if words else None,
        join=f"{shown(view.code)}@{host.public_url.partition('://')[2]}",
    )


def _seen_from(host: Host, c: Connection, token: str) -> tuple[SeatView, Place, Going | None]:
    view, place = seat_view(host, c, token)
    return view, place, going(c, place) if view.approved else None


@router.get("/seat/live")
async def live(request: Request, token: Token) -> Response:
    """Tell the page of a seat when to look again: when something about itself has changed.

    How the others are going is looked at every twenty seconds instead: a class that begins together would have every
    seat fetch its page for every other.
    """
    host = host_of(request)
    place = await host.store.asked(lambda c: place_of(c, token))

    def look(c: Connection) -> object:
        return seat_view(host, c, token)[0].seen()

    return await stream(request, about_seat(place), look, kind="seat", viewer=place.seat.id, noted=place.seat.seen)


@router.post("/seat/words")
async def words_written_down(request: Request) -> Response:
    """Forget the four words in this browser: they are written down."""
    answer = RedirectResponse("/seat", 303)
    forget_cookie(answer, host_of(request), "words")
    return answer


@router.post("/seat/consent")
async def consent(request: Request, token: Token, walkthrough: Tick = "", name: Tick = "") -> Response:
    """Note what somebody agrees to; a name is shown only with a treatment that is."""
    host = host_of(request)
    request.app.state.limits.looks.need(token)
    shows = walkthrough == "yes"
    place = await host.store.written(lambda c: agree(c, token, walkthrough=shows, name=shows and name == "yes"))
    host.changed(place.contest.id)
    return RedirectResponse("/seat#consent", 303)


@router.post("/seat/stand-up")
async def stand_up(request: Request) -> Response:
    """Let this browser forget its seat, which stays: the four words open it again. For computers that are shared."""
    answer, host = RedirectResponse("/", 303), host_of(request)
    forget_cookie(answer, host, "seat")
    forget_cookie(answer, host, "words")
    return answer


# -- one's report ----------------------------------------------------------------------------------------


@router.get("/report")
async def report(
    request: Request,
    token: Token,
    run: Annotated[str, Query(max_length=32)] = "",
    band: Annotated[str, Query(max_length=3)] = "",
) -> Response:
    """Show one's own report of the newest round, or of one of the rounds before."""
    host = host_of(request)
    request.app.state.limits.looks.need(token)

    def job(c: Connection) -> tuple[Place, Sitting, OwnReport]:
        place = place_of_run(c, token, run) if run else place_of(c, token)
        if place.run is None or not may_see(place.viewer, "own_report", place.contest.state, place.settings):
            raise NotNow(_("The debrief comes when your teacher reveals the results."))
        try:
            sitting = host.sitting(c, place.run, place.contest.case_source)
        except LogDamaged:
            raise NotNow(_("The log of this treatment cannot be read any more. Ask your teacher.")) from None
        return place, sitting, own_report(host, c, place, sitting, band=band == "yes")

    place, sitting, own = await host.store.asked(job)
    host.sittings.keep(place.run.id, sitting)
    receipt = {
        "run": place.run.id,
        "version": place.run.version,
        "chain": place.run.chain,
        "commitment": commitment(place.contest.secret),
        "secret": place.contest.secret.hex(),
    }
    return page(request, "student_report.html", own=own, place=place, receipt=receipt, band=band == "yes")
