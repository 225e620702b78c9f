"""What a host holds of somebody, for themselves: to take along, and to have deleted."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from game.server.api.asking import host_of
from game.server.api.leaving import forget, own_data
from game.server.leaving import seats_of_person
from game.server.web.templating import page
from game.server.web.who import forget_cookie, seat_token
from game.words import _

router = APIRouter(prefix="/seat/data")
Token = Annotated[str, Depends(seat_token)]


@router.get("")
async def what_is_there(request: Request, token: Token) -> Response:
    """Show what can be done with one's data."""
    return await _shown(request, token)


@router.get("/mine.zip")
async def take_along(request: Request, token: Token) -> Response:
    """Return everything the host holds of whoever asks."""
    request.app.state.limits.exports.need(token)
    return await own_data(host_of(request), token)


@router.post("/gone")
async def be_forgotten(request: Request, token: Token, sure: Annotated[str, Form(max_length=3)] = "") -> Response:
    """Forget whoever asks, if they have ticked that they mean it."""
    if sure != "yes":
        says = _("Nothing was deleted: tick the box first, so that nobody leaves by a slip.")
        return await _shown(request, token, says=says, status=422)
    host = host_of(request)
    await forget(host, token)
    answer = page(request, "student_gone.html")
    forget_cookie(answer, host, "seat")
    forget_cookie(answer, host, "words")
    return answer


async def _shown(request: Request, token: str, says: str | None = None, status: int = 200) -> Response:
    seats = await host_of(request).store.asked(lambda c: len(seats_of_person(c, token)))
    return page(request, "student_data.html", status=status, says=says, seats=seats)
