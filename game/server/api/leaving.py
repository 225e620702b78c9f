"""Taking one's data along, and leaving for good, over the wire."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from game.server.api.asking import BY_TOKEN, answer, host_of, refusals, token_of
from game.server.exports.parcels import zipped
from game.server.host import Host
from game.server.leaving import leave
from game.server.own_data import own_files

router = APIRouter(prefix="/api/seat", dependencies=[BY_TOKEN])
_ZIP: dict[str, Any] = {"description": "Everything, as a zip.", "content": {"application/zip": {}}}
_HEADERS = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="sixteen-weeks-my-data.zip"'}


@router.get("/data", response_class=Response, responses={200: _ZIP, **refusals(401, 429)})
async def data(request: Request, token: Annotated[str, Depends(token_of)]) -> Response:
    """Return everything the host holds of whoever asks, as a zip."""
    request.app.state.limits.exports.need(token)
    return await own_data(host_of(request), token)


@router.delete("", responses=refusals(401))
async def gone(request: Request, token: Annotated[str, Depends(token_of)]) -> Response:
    """Forget whoever asks: what is left of them is nobody's, and their token is worth nothing."""
    await forget(host_of(request), token)
    return answer({"gone": True})


async def own_data(host: Host, token: str) -> Response:
    """Return the zip of whoever has a token. Raises NoTicket."""
    packed = await host.store.asked(lambda c: b"".join(zipped(own_files(host, c, token))))
    return Response(packed, media_type="application/zip", headers=_HEADERS)


async def forget(host: Host, token: str) -> None:
    """Forget whoever has a token, in the store and in memory. Raises NoTicket."""
    left = await host.store.written(lambda c: leave(host, c, token))
    for run in left.runs:
        host.sittings.drop(run)
    for contest in left.contests:
        host.changed(contest)
