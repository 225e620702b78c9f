"""A teacher's own cases: bringing one, what is wrong with it, and where every case has been used."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from game.reading import Diagnostic, Faults
from game.server.api.asking import host_of
from game.server.bringing import bring, ledgers, take_back
from game.server.refusals import Refused
from game.server.uploads import LARGEST, brought
from game.server.web.desk import Id
from game.server.web.templating import page
from game.server.web.who import Teacher, teacher_of

router = APIRouter(prefix="/desk/cases")
Known = Annotated[Teacher, Depends(teacher_of)]


@router.get("")
async def cases(request: Request, teacher: Known) -> Response:
    """Show what a teacher has brought and used, and the form to bring a case."""
    return await _shown(request, teacher)


@router.post("")
async def bring_case(request: Request, teacher: Known, case: Annotated[UploadFile, File()]) -> Response:
    """Take a case in; with mistakes it is not kept, and all of them are shown with what to write instead."""
    host = host_of(request)
    data = await case.read(LARGEST + 1)
    try:
        found = await asyncio.to_thread(brought, host, data)
    except Faults as faults:
        return await _shown(request, teacher, faults=faults.diagnostics, status=422)
    except Refused as error:
        return await _shown(request, teacher, says=str(error), status=error.status)
    await host.store.written(lambda c: bring(host, c, teacher.id, found))
    return RedirectResponse(f"/desk/cases#{found.name}", 303)


@router.post("/{stored}/delete")
async def delete(request: Request, teacher: Known, stored: Id) -> Response:
    """Delete a case that no contest needs."""
    host = host_of(request)
    try:
        await host.store.written(lambda c: take_back(host, c, teacher.id, stored))
    except Refused as error:
        return await _shown(request, teacher, says=str(error), status=error.status)
    return RedirectResponse("/desk/cases", 303)


async def _shown(
    request: Request,
    teacher: Teacher,
    *,
    says: str | None = None,
    faults: tuple[Diagnostic, ...] = (),
    status: int = 200,
) -> Response:
    rows = await host_of(request).store.asked(lambda c: ledgers(c, teacher.id))
    return page(request, "desk_cases.html", status=status, ledgers=rows, says=says, faults=faults)
