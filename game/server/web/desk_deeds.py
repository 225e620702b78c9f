"""What a teacher does on the desk: every button of a contest and of a seat is one small form."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, Row, select

from game.server import conducting
from game.server import tables as t
from game.server.api.asking import host_of
from game.server.host import Host
from game.server.lifecycle import Trigger
from game.server.refusals import NotNow, Refused, Wrong
from game.server.web.desk import Id, seat_shown, shown
from game.server.web.who import Teacher, teacher_of
from game.words import _

router = APIRouter(prefix="/desk/c/{contest}")
Known = Annotated[Teacher, Depends(teacher_of)]
Line = Annotated[str, Form(max_length=300)]
Deed = Callable[[Host, Connection, Row[Any]], object]


async def _done(request: Request, teacher: Teacher, contest: str, deed: Deed, seat: str | None = None) -> Response:
    """Do a deed to the teacher's own contest and go back; what is not possible is said on the page itself."""
    host = host_of(request)

    def job(c: Connection) -> None:
        deed(host, c, conducting.owned(c, teacher.id, contest, lock=True))

    try:
        await host.store.written(job)
    except (NotNow, Wrong) as error:
        return await _said(request, teacher, contest, error, seat)
    host.changed(contest)
    return RedirectResponse(f"/desk/c/{contest}" + (f"/s/{seat}" if seat else ""), 303)


async def _said(request: Request, teacher: Teacher, contest: str, error: Refused, seat: str | None) -> Response:
    if seat is not None:
        return await seat_shown(request, teacher, contest, seat, str(error), error.status)
    return await shown(request, teacher, contest, str(error), error.status)


def _number(typed: str) -> int:
    if not typed.isascii() or not typed.strip().isdigit() or len(typed) > 6:
        raise Wrong(_("Type a number of minutes, without anything else."))
    return int(typed)


# -- the contest ---------------------------------------------------------------------------------------


@router.post("/move")
async def move(request: Request, teacher: Known, contest: Id, trigger: Annotated[Trigger, Form()]) -> Response:
    """Lead the contest to its next state."""
    return await _done(
        request, teacher, contest, lambda host, c, row: conducting.move(host, c, row, trigger, teacher.id)
    )


@router.post("/extend")
async def extend(request: Request, teacher: Known, contest: Id, minutes: Line = "") -> Response:
    """Give everybody more minutes."""
    return await _done(
        request,
        teacher,
        contest,
        lambda host, c, row: conducting.extend(host, c, row, _number(minutes), teacher.id),
    )


@router.post("/lock")
async def lock(
    request: Request, teacher: Known, contest: Id, locked: Annotated[Literal["yes", "no"], Form()]
) -> Response:
    """Let nobody new in, or let people in again."""
    return await _done(
        request,
        teacher,
        contest,
        lambda host, c, row: conducting.lock(host, c, row, teacher.id, locked=locked == "yes"),
    )


@router.post("/let-in")
async def let_all_in(request: Request, teacher: Known, contest: Id) -> Response:
    """Let in everybody who waits for the teacher's yes."""

    def deed(host: Host, c: Connection, row: Row[Any]) -> None:
        waiting = select(t.seats.c.id).where(t.seats.c.contest == row.id, t.seats.c.state == "waiting")
        for seat in c.execute(waiting).scalars().all():
            conducting.set_seat(host, c, row, seat, "seated", teacher.id)

    return await _done(request, teacher, contest, deed)


# -- one seat ------------------------------------------------------------------------------------------


@router.post("/s/{seat}/let-in")
async def let_in(request: Request, teacher: Known, contest: Id, seat: Id) -> Response:
    """Let one seat in, also one that was sent away: it comes back by its four words."""
    return await _done(
        request, teacher, contest, lambda host, c, row: conducting.set_seat(host, c, row, seat, "seated", teacher.id)
    )


@router.post("/s/{seat}/away")
async def send_away(request: Request, teacher: Known, contest: Id, seat: Id, reason: Line = "") -> Response:
    """Send a seat away, with a reason for the log."""

    def deed(host: Host, c: Connection, row: Row[Any]) -> None:
        if not reason.strip():
            raise Wrong(_("Sending somebody away needs a reason. Only teachers read it, in the log."))
        conducting.set_seat(host, c, row, seat, "kicked", teacher.id, reason.strip())

    return await _done(request, teacher, contest, deed, seat)


@router.post("/s/{seat}/name")
async def rename(request: Request, teacher: Known, contest: Id, seat: Id, name: Line = "") -> Response:
    """Give a seat another name."""
    return await _done(
        request, teacher, contest, lambda host, c, row: conducting.rename(host, c, row, seat, name, teacher.id), seat
    )


@router.post("/s/{seat}/time")
async def give_time(
    request: Request, teacher: Known, contest: Id, seat: Id, extra: Annotated[int, Form(ge=0, le=200)]
) -> Response:
    """Give a seat more time."""
    return await _done(
        request,
        teacher,
        contest,
        lambda host, c, row: conducting.give_time(host, c, row, seat, extra, teacher.id),
        seat,
    )


@router.post("/s/{seat}/reopen")
async def reopen(
    request: Request, teacher: Known, contest: Id, seat: Id, minutes: Line = "", reason: Line = ""
) -> Response:
    """Let the run of a seat go on for some minutes."""

    def deed(host: Host, c: Connection, row: Row[Any]) -> None:
        run = conducting.seat_of(c, row.id, seat).run
        conducting.reopen(host, c, row, run or "", _number(minutes), reason, teacher.id)

    return await _done(request, teacher, contest, deed, seat)
