"""The desk: a teacher's contests, one contest as it goes, one seat of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from game.server import desk
from game.server.api.asking import host_of
from game.server.conducting import owned
from game.server.desk import Overview
from game.server.host import Host
from game.server.live import progress_of
from game.server.refusals import Unknown
from game.server.web import said
from game.server.web.live import seen, stream
from game.server.web.picture_code import picture_code
from game.server.web.templating import page
from game.server.web.who import Teacher, teacher_of

router = APIRouter(prefix="/desk")
Known = Annotated[Teacher, Depends(teacher_of)]
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


@router.get("")
async def contests(request: Request, teacher: Known) -> Response:
    """Show a teacher's contests; whoever has none yet is led to the form for one."""
    host = host_of(request)
    found = await host.store.asked(lambda c: desk.contests_of(c, teacher.id))
    if not found:
        return RedirectResponse("/desk/new", 303)
    return page(request, "desk_list.html", contests=found)


@router.get("/c/{contest}")
async def contest_page(request: Request, teacher: Known, contest: Id) -> Response:
    """Show one contest: the next step, the clock, who is there."""
    return await shown(request, teacher, contest)


async def shown(
    request: Request, teacher: Teacher, contest: str, says: str | None = None, status: int = 200
) -> Response:
    """Return the page of a contest, with a sentence on top where something was not possible."""
    host = host_of(request)
    now = host.clock()
    view, cover = await host.store.asked(lambda c: _looked(host, c, teacher.id, contest))
    address = f"{host.public_url}/j/{view.contest.code}"
    return page(
        request,
        "desk_contest.html",
        status=status,
        says=says,
        contest=view.contest,
        view=view,
        patient=cover,
        now=now,
        host_address=host.public_url.partition("://")[2],
        address=address,
        picture=picture_code(address),
        seen=seen(view.shown()),
        extra_words=said.EXTRA,
    )


def _looked(host: Host, c: Connection, teacher: str, contest: str) -> tuple[Overview, Any]:
    row = owned(c, teacher, contest)
    file = host.case_in(c, row.case_source, None)
    return desk.overview(c, host.book, row, host.clock()), file.rows.patient


@router.get("/c/{contest}/live")
async def contest_live(request: Request, teacher: Known, contest: Id) -> Response:
    """Tell the page of a contest when to look again."""
    host = host_of(request)

    def look(c: Connection) -> object:
        return desk.overview(c, host.book, owned(c, teacher.id, contest), host.clock()).shown()

    return await stream(request, (contest, progress_of(contest)), look, kind="teacher", viewer=teacher.id)


@router.get("/c/{contest}/s/{seat}")
async def seat_page(request: Request, teacher: Known, contest: Id, seat: Id) -> Response:
    """Show one seat, with everything a teacher can do for it."""
    return await seat_shown(request, teacher, contest, seat)


async def seat_shown(
    request: Request, teacher: Teacher, contest: str, seat: str, says: str | None = None, status: int = 200
) -> Response:
    """Return the page of a seat, with a sentence on top where something was not possible."""
    host = host_of(request)
    view, _patient = await host.store.asked(lambda c: _looked(host, c, teacher.id, contest))
    found = next((row for row in view.roster if row.id == seat), None)
    if found is None:
        raise Unknown
    values = {"contest": view.contest, "view": view, "seat": found, "now": host.clock(), "extra_words": said.EXTRA}
    return page(request, "desk_seat.html", status=status, says=says, **values)
