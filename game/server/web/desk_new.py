"""A new contest on one page, and the next round of one: everything has a value that suits a first contest."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from game.server import conducting, rounds
from game.server.api.asking import host_of
from game.server.covers import Cover, Covers
from game.server.debriefing import truth
from game.server.host import Host
from game.server.refusals import Refused
from game.server.rows import Settings, settings_of
from game.server.web import said
from game.server.web.desk import Id
from game.server.web.desk_form import Wanted, blank, filled, like
from game.server.web.templating import page
from game.server.web.who import Teacher, teacher_of
from game.words import _

router = APIRouter(prefix="/desk")
Known = Annotated[Teacher, Depends(teacher_of)]
Named = Annotated[str, Query(max_length=80)]


def _covers(request: Request) -> Covers:
    found: Covers = request.app.state.covers
    return found


# -- a contest -----------------------------------------------------------------------------------------


@router.get("/new")
async def new_page(
    request: Request,
    teacher: Known,
    model: Annotated[str | None, Query(alias="like", max_length=32)] = None,
    case: Named = "",
) -> Response:
    """Show the form for a new contest, filled in for a first one, or like an earlier one."""
    host = host_of(request)
    values = dict(blank())
    if model is not None:
        row = await host.store.asked(lambda c: conducting.owned(c, teacher.id, model))
        values |= like(row)
    if case:
        values["case"] = case
    return await _form(request, teacher, values)


async def _form(
    request: Request, teacher: Teacher, values: Mapping[str, Any], says: str | None = None, status: int = 200
) -> Response:
    host = host_of(request)
    covers = await host.store.asked(lambda c: _covers(request).all(host, c, teacher.id))
    known = {cover.id for cover in covers} | {cover.row.case for cover in covers}
    chosen = values["case"] if values["case"] in known else covers[0].id if covers else ""
    return page(
        request,
        "desk_new.html",
        status=status,
        says=says,
        values={**values, "case": chosen},
        covers=covers,
        modes=[(value, _(words)) for value, words in said.MODES],
    )


@router.post("/new")
async def make(request: Request, teacher: Known) -> Response:
    """Make a contest, with its lobby open where the teacher wants to begin at once."""
    host = host_of(request)
    typed = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}

    try:
        wanted = filled(typed)
        file = await host.store.asked(lambda c: _covers(request).file(host, c, teacher.id, wanted.case))
        settings = wanted.settings(host.book, file)
        at_once = typed.get("and") == "open"
        contest = await host.store.written(lambda c: _made(host, c, teacher.id, wanted, settings, at_once=at_once))
    except Refused as error:
        # Every case there is stands in the form, so what was not found belongs to an older page.
        return await _form(request, teacher, {**blank(), **_ticks(typed), **typed}, str(error), error.status)
    return RedirectResponse(f"/desk/c/{contest}", 303)


def _ticks(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the boxes as they were left: a browser sends nothing for one that is not ticked."""
    return {name: typed.get(name) == "yes" for name, value in blank().items() if isinstance(value, bool)}


def _made(host: Host, c: Connection, teacher: str, wanted: Wanted, settings: Settings, *, at_once: bool) -> str:
    contest = conducting.create(
        host, c, teacher, title=wanted.title, case=wanted.case, minutes=wanted.minutes, settings=settings
    )
    if at_once:
        conducting.move(host, c, conducting.owned(c, teacher, contest), "open_lobby", teacher)
    return contest


@router.get("/key")
async def key(request: Request, teacher: Known, case: Named) -> Response:
    """Show what a case is about, because the teacher has asked for it."""
    host = host_of(request)

    def look(c: Connection) -> Any:
        file = _covers(request).file(host, c, teacher.id, case)
        return truth(host.adapted_to(file), file)

    return page(request, "desk_key.html", truth=await host.store.asked(look), case=case)


# -- the next round ------------------------------------------------------------------------------------


@router.get("/c/{contest}/next")
async def next_page(request: Request, teacher: Known, contest: Id) -> Response:
    """Show the form for the next round with the same people."""
    return await _next(request, teacher, contest)


async def _next(
    request: Request,
    teacher: Teacher,
    contest: str,
    typed: Mapping[str, str] | None = None,
    says: str | None = None,
    status: int = 200,
) -> Response:
    host = host_of(request)

    def look(c: Connection) -> tuple[Any, tuple[Cover, ...]]:
        return conducting.owned(c, teacher.id, contest), _covers(request).all(host, c, teacher.id)

    row, covers = await host.store.asked(look)
    usual = {"title": row.title, "minutes": str(row.minutes), "case": _another(row.case_id, covers)}
    values = {**usual, **(typed or {})}
    # The suggestion first, where it is seen.
    covers = tuple(sorted(covers, key=lambda cover: values["case"] not in (cover.id, cover.row.case)))
    leagues = settings_of(row.settings).leagues
    return page(
        request, "desk_next.html", status=status, contest=row, covers=covers, values=values, says=says, leagues=leagues
    )


def _another(played: str, covers: tuple[Cover, ...]) -> str:
    """Return the case to suggest: the easiest that was not in a contest yet, from the level of the one played."""
    level = next((cover.row.level for cover in covers if cover.row.case == played), 1)
    fresh = [cover for cover in covers if cover.row.case != played and cover.row.level >= level]
    unused = [cover for cover in fresh if cover.used is None]
    return (unused or fresh or list(covers))[0].id if covers else ""


@router.post("/c/{contest}/next")
async def next_round(request: Request, teacher: Known, contest: Id) -> Response:
    """Make the next round; everybody keeps seat, name and four words."""
    host = host_of(request)
    typed = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}

    def job(c: Connection) -> str:
        wanted = filled({**typed, "span": "number", "span_sessions": "1"})
        return rounds.next_round(
            host, c, teacher.id, contest, title=wanted.title, case=wanted.case, minutes=wanted.minutes
        )

    try:
        made = await host.store.written(job)
    except Refused as error:
        return await _next(request, teacher, contest, typed, str(error), error.status)
    host.changed(contest)
    host.changed(made)
    return RedirectResponse(f"/desk/c/{made}", 303)
