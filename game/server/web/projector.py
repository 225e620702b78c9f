"""The wall of a classroom: who is there, how far everybody is, and after the reveal the debrief, step by step."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy import Connection, Row

from game.manual import Book
from game.server.api.asking import host_of
from game.server.codes import shown
from game.server.debriefing import Debrief, debrief
from game.server.host import Host
from game.server.live import progress_of
from game.server.web.debrief_steps import steps
from game.server.web.live import seen, stream
from game.server.web.picture_code import picture_code
from game.server.web.projecting import PROJECTOR, Wall, contest_on_wall, time_of_day, wall
from game.server.web.templating import page

router = APIRouter()
Key = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Number = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/projector/{board_key}")
async def projector(request: Request, board_key: Key, step: Number = 1) -> Response:
    """Show the wall, or the debrief at one of its steps once the results are revealed."""
    host = host_of(request)
    on_wall, told, book = await host.store.asked(lambda c: _read(host, c, contest_on_wall(c, board_key)))
    values: dict[str, Any] = {"wall": on_wall, "key": board_key, "seen": seen(on_wall.seen())}
    if told is not None and book is not None:
        return _debrief(request, book, told, step, values)
    now = host.clock()
    stands = on_wall.stands if on_wall.stands is not None else now
    return page(
        request,
        "projector_wall.html",
        **values,
        address=_spoken(host.public_url),
        join=f"{shown(on_wall.code)}@{urlsplit(host.public_url).netloc}",
        qr=picture_code(f"{host.public_url}/j/{on_wall.code}"),
        left=None if on_wall.ends is None else max(0, on_wall.ends - stands),
        frozen_since=time_of_day(on_wall.frozen_at),
    )


@router.get("/projector/{board_key}/live")
async def live(request: Request, board_key: Key) -> Response:
    """Tell the wall when to look again."""
    host = host_of(request)
    contest = await host.store.asked(lambda c: contest_on_wall(c, board_key))

    def look(c: Connection) -> object:
        return wall(host, c, contest_on_wall(c, board_key)).seen()

    return await stream(request, (contest.id, progress_of(contest.id)), look, kind="projector", viewer=contest.id)


def _read(host: Host, c: Connection, contest: Row[Any]) -> tuple[Wall, Debrief | None, Book | None]:
    on_wall = wall(host, c, contest)
    if contest.state != "revealed":
        return on_wall, None, None
    book = host.adapted_to(host.case_in(c, contest.case_source, None))
    return on_wall, debrief(host, c, contest, PROJECTOR), book


def _debrief(request: Request, book: Book, told: Debrief, step: int, values: dict[str, Any]) -> Response:
    every = steps(book, told)
    number = min(step, len(every))
    return page(
        request,
        "projector_debrief.html",
        **values,
        every=every,
        number=number,
        step=every[number - 1],
        **every[number - 1].values,
    )


def _spoken(address: str) -> str:
    """Return an address as it is typed: browsers add the beginning themselves."""
    return address.removeprefix("http://").removeprefix("https://").rstrip("/")
