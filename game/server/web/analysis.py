"""The desk's closer look: how the contest went, what is odd and why, and every single run turn by turn."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy import Connection, Row

from game.author.items import criterion_items, fact_items, task_items, wrong_choices
from game.server.analysing.gains import gains
from game.server.analysing.played import one_played
from game.server.analysing.traced import traced
from game.server.analysing.whole import analysis
from game.server.api.asking import host_of
from game.server.boards import board
from game.server.conducting import owned
from game.server.exports.results import need
from game.server.host import Host
from game.server.refusals import Unknown
from game.server.web.desk import Id
from game.server.web.templating import page
from game.server.web.who import Teacher, teacher_of

router = APIRouter(prefix="/desk/c/{contest}")
Known = Annotated[Teacher, Depends(teacher_of)]


@router.get("/standings")
async def standings(request: Request, teacher: Known, contest: Id) -> Response:
    """Show the ranking as it stands now, what is odd about single runs, and how far the forms of the case lie apart."""
    host = host_of(request)

    def look(c: Connection) -> dict[str, Any]:
        row = owned(c, teacher.id, contest)
        return {
            "contest": row,
            "places": board(c, row).places,
            "analysis": analysis(host, c, row),
            "gains": gains(c, row),
        }

    return page(request, "desk_standings.html", **await host.store.asked(look))


@router.get("/items")
async def items(request: Request, teacher: Known, contest: Id) -> Response:
    """Show which facts, tasks and criteria were hard, and which tell strong runs from weak ones; after the reveal."""
    host = host_of(request)

    def look(c: Connection) -> dict[str, Any]:
        row = owned(c, teacher.id, contest)
        need("truth", row)
        return {"contest": row, **_items(host, c, row)}

    return page(request, "desk_items.html", **await host.store.asked(look))


def _items(host: Host, c: Connection, contest: Row[Any]) -> dict[str, Any]:
    shown = analysis(host, c, contest).plays
    case = host.case_in(c, contest.case_source, None)
    book = host.adapted_to(case)
    reached = [item for item in task_items(book, shown) if item.mean]
    groups = (("criterion", criterion_items(book, shown)), ("fact", fact_items(case, shown)), ("task", reached))
    return {"runs": len(shown), "groups": groups, "wrong": wrong_choices(case, shown), "areas": book.areas}


@router.get("/r/{run}")
async def trace(
    request: Request, teacher: Known, contest: Id, run: Id, at: Annotated[int | None, Query(ge=0, le=100_000)] = None
) -> Response:
    """Show one run: what was said as far as a turn, the supervisor's remarks, and the score with its reasons."""
    host = host_of(request)

    def look(c: Connection) -> dict[str, Any]:
        row = owned(c, teacher.id, contest)
        found = one_played(host, c, row, run)
        if found is None:
            raise Unknown
        return {"contest": row, "trace": traced(row, found, at)}

    return page(request, "desk_trace.html", **await host.store.asked(look))
