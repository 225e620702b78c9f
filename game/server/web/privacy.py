"""The desk's page about keeping: how long, whose names, deleting everything, and the log of every deed."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, select

from game.server import conducting, keeping
from game.server import tables as t
from game.server.api.asking import host_of
from game.server.refusals import Refused, Wrong
from game.server.rows import settings_of
from game.server.web.desk import Id
from game.server.web.templating import page
from game.server.web.who import Teacher, teacher_of
from game.words import _

router = APIRouter(prefix="/desk/c/{contest}")
Known = Annotated[Teacher, Depends(teacher_of)]
_LONGEST_DAYS = 3_650


@router.get("/keeping")
async def kept(request: Request, teacher: Known, contest: Id) -> Response:
    """Show what is kept of whom, for how long, and every deed that was noted."""
    return await _shown(request, teacher, contest)


@router.post("/keeping")
async def keep_for(
    request: Request, teacher: Known, contest: Id, days: Annotated[str, Form(max_length=6)] = ""
) -> Response:
    """Keep the contest for so many days from now."""
    host = host_of(request)
    try:
        if not (days.isascii() and days.isdigit() and 1 <= int(days) <= _LONGEST_DAYS):
            raise Wrong(_("Type a number of days, from 1 to {most}.", most=_LONGEST_DAYS))
        await host.store.written(
            lambda c: keeping.keep_for(
                host, c, conducting.owned(c, teacher.id, contest, lock=True), int(days), teacher.id
            )
        )
    except Refused as error:
        return await _shown(request, teacher, contest, str(error), error.status)
    host.changed(contest)
    return RedirectResponse(f"/desk/c/{contest}/keeping", 303)


@router.post("/delete")
async def delete(
    request: Request, teacher: Known, contest: Id, code: Annotated[str, Form(max_length=80)] = ""
) -> Response:
    """Delete the contest with everything in it, once its code has been typed."""
    host = host_of(request)

    def job(c: Connection) -> None:
        row = conducting.owned(c, teacher.id, contest, lock=True)
        keeping.see_code_is_meant(row, code)
        keeping.remove(c, row)
        conducting.note(host, c, None, teacher.id, "deleted", details={"contest": contest})

    try:
        await host.store.written(job)
    except Wrong as error:
        return await _shown(request, teacher, contest, str(error), error.status)
    host.changed(contest)
    return RedirectResponse("/desk", 303)


async def _shown(
    request: Request, teacher: Teacher, contest: str, says: str | None = None, status: int = 200
) -> Response:
    host = host_of(request)

    def look(c: Connection) -> dict[str, Any]:
        row = conducting.owned(c, teacher.id, contest)
        noted = select(t.notices).where(t.notices.c.contest == contest).order_by(t.notices.c.id.desc())
        seats = {seat.id: seat.name for seat in c.execute(select(t.seats).where(t.seats.c.contest == contest))}
        runs = select(t.seats.c.run, t.seats.c.name).where(t.seats.c.contest == contest)
        names = seats | {seat.run: seat.name for seat in c.execute(runs)}
        known = select(t.seats.c.id).where(t.seats.c.contest == contest, t.seats.c.identity.is_not(None))
        return {
            "contest": row,
            "settings": settings_of(row.settings),
            "notices": c.execute(noted).all(),
            "names": names,
            "seats": len(seats),
            "identified": len(c.execute(known).all()),
        }

    return page(request, "desk_keeping.html", status=status, says=says, **await host.store.asked(look))
