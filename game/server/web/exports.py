"""What a teacher can take along from a contest: tables, logs, handouts, statements, one by one or all in a zip."""

import base64
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from sqlalchemy import Connection, Row

from game.report.style import css
from game.server.api.asking import host_of
from game.server.conducting import owned
from game.server.exports.parcels import PARTS, Part, files, folder_name, one_run, results_of, sheet, zipped
from game.server.exports.record_store import lay_out, sent_of
from game.server.exports.results import TEACHER, need, overview
from game.server.host import Host
from game.server.rows import settings_of
from game.server.visibility import may_see
from game.server.web.templating import page
from game.server.web.who import Teacher, teacher_of

router = APIRouter(prefix="/desk/c/{contest}/exports")
Known = Annotated[Teacher, Depends(teacher_of)]
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Sheet = Literal["results", "canvas", "moodle"]
Parcel = Literal["everything", "logs", "handouts", "statements"]
_TOLD_ONLY: Final = ("handouts", "statements")


@router.get("")
async def exports(request: Request, teacher: Known, contest: Id) -> Response:
    """Show what there is to take along, and what waits for the reveal."""
    host = host_of(request)

    def look(c: Connection) -> tuple[Row[Any], Any, list[tuple[str, Row[Any]]]]:
        row = owned(c, teacher.id, contest)
        return row, sent_of(c, row), overview(c, row)

    row, sent, runs = await host.store.asked(look)
    told = may_see(TEACHER, "truth", row.state, settings_of(row.settings))
    values = {"contest": row, "runs": runs, "told": told, "sent": sent, "store": host.record_store}
    return page(request, "desk_exports.html", **values)


@router.get("/{kind}.csv")
async def table(request: Request, teacher: Known, contest: Id, kind: Sheet) -> Response:
    """Return one of the tables."""
    host = host_of(request)
    row = await host.store.asked(lambda c: owned(c, teacher.id, contest))
    made = await host.store.asked(lambda _c: sheet(host, row, kind, results_of(host, row)))
    return Response(made, headers=_headers(f"{folder_name(row)}-{kind}.csv"), media_type="text/csv; charset=utf-8")


@router.get("/{parcel}.zip")
async def parcel(request: Request, teacher: Known, contest: Id, parcel: Parcel) -> Response:
    """Return files as a zip that is made while it is sent."""
    host = host_of(request)
    row = await host.store.asked(lambda c: owned(c, teacher.id, contest))
    if parcel in _TOLD_ONLY:
        need("truth", row)
    parts: tuple[Part, ...] = PARTS if parcel == "everything" else (parcel,)
    name = f"{folder_name(row)}-{parcel}.zip"
    return StreamingResponse(zipped(files(host, row, parts)), headers=_headers(name), media_type="application/zip")


@router.get("/statements.jsonl")
async def statements(request: Request, teacher: Known, contest: Id) -> Response:
    """Return the xAPI statements of all runs, one on a line."""
    host = host_of(request)
    row = await host.store.asked(lambda c: owned(c, teacher.id, contest))
    need("statements", row)
    headers = _headers(f"{folder_name(row)}-statements.jsonl")
    return StreamingResponse(_lines(host, row), headers=headers, media_type="application/x-ndjson")


@router.get("/runs/{run}.jsonl")
async def log(request: Request, teacher: Known, contest: Id, run: Id) -> Response:
    """Return the log of one run, as the program's own commands read it."""
    name, content = await _one(host_of(request), teacher, contest, run, "logs")
    return Response(content, headers=_headers(name), media_type="application/x-ndjson")


@router.get("/runs/{run}.html")
async def sheet_of_paper(request: Request, teacher: Known, contest: Id, run: Id) -> Response:
    """Show the handout of one run, to be printed."""
    _name, content = await _one(host_of(request), teacher, contest, run, "handouts")
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _paper_policy()}
    return Response(content, headers=headers, media_type="text/html; charset=utf-8")


@router.post("/send")
async def send(request: Request, teacher: Known, contest: Id) -> Response:
    """Send all statements to the record store."""
    await lay_out(host_of(request), teacher.id, contest)
    return RedirectResponse(f"/desk/c/{contest}/exports#records", 303)


async def _one(host: Host, teacher: Teacher, contest: str, run: str, part: Part) -> tuple[str, bytes]:
    def look(c: Connection) -> tuple[str, bytes]:
        return one_run(host, c, owned(c, teacher.id, contest), run, part)

    name, content = await host.store.asked(look)
    return name.rpartition("/")[2], content


def _lines(host: Host, contest: Row[Any]) -> Iterator[bytes]:
    return (content for name, content in files(host, contest, ("statements",)) if name.endswith(".jsonl"))


def _headers(name: str) -> dict[str, str]:
    # Names are made of ASCII letters, digits and dashes: nothing in them can end the quotation.
    return {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}


@cache
def _paper_policy() -> str:
    """Return what a handout may load: its own style, known by its hash, and nothing else."""
    style = base64.b64encode(sha256(css().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
