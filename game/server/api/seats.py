"""A seat's own place: joining, coming back, waiting, agreeing, taking one's data along, and leaving for good."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from game.server.api.asking import BY_TOKEN, answer, host_of, json_body, refusals, token_of
from game.server.api.bodies import ConsentBody, JoinBody, ResumeBody
from game.server.arriving import agree, joined_by, resumed_by, seen_at
from game.server.host import Host
from game.server.joining import Joined
from game.server.places import Place, is_consulting, left_ms, may_act, place_of
from game.server.seeds import commitment
from game.server.visibility import may_see

router = APIRouter(prefix="/api")
_join, _join_says = json_body(JoinBody)
_resume, _resume_says = json_body(ResumeBody)
_consent, _consent_says = json_body(ConsentBody)


@router.post("/join", status_code=201, openapi_extra=_join_says, responses=refusals(404, 409, 422))
async def join_contest(request: Request, body: Annotated[JoinBody, Depends(_join)]) -> Response:
    """Take a seat. The token and the four words are told once, here."""
    host = host_of(request)
    joined = await joined_by(host, request.app.state.limits, body.code, body.name)
    return answer(await _told(host, joined), 201)


@router.post("/resume", openapi_extra=_resume_says, responses=refusals(404, 422, 429))
async def resume_seat(request: Request, body: Annotated[ResumeBody, Depends(_resume)]) -> Response:
    """Take one's seat again on this device."""
    host = host_of(request)
    return answer(await _told(host, await resumed_by(host, request.app.state.limits, body.code, body.words)))


@router.get("/seat", dependencies=[BY_TOKEN], responses=refusals(401, 429))
async def seat(request: Request, token: Annotated[str, Depends(token_of)]) -> Response:
    """Tell where a seat stands: the contest, the clock, its run."""
    host = host_of(request)
    return answer(standing(host, await seen_at(host, request.app.state.limits, token)))


@router.post("/seat/consent", dependencies=[BY_TOKEN], openapi_extra=_consent_says, responses=refusals(401, 422))
async def consent(
    request: Request, token: Annotated[str, Depends(token_of)], body: Annotated[ConsentBody, Depends(_consent)]
) -> Response:
    """Note what a seat agrees to."""
    host = host_of(request)
    place = await host.store.written(lambda c: agree(c, token, walkthrough=body.walkthrough, name=body.name))
    host.changed(place.contest.id)
    return answer(standing(host, place))


def standing(host: Host, place: Place) -> dict[str, Any]:
    """Return where a seat stands, as it is sent."""
    contest, run, settings, now = place.contest, place.run, place.settings, host.clock()
    shown_run = None
    if run is not None and may_see(place.viewer, "own_run", contest.state, settings):
        shown_run = {"id": run.id, "version": run.version, "chain": run.chain, "done": run.state == "done"}
        shown_run["open"] = may_act(place, now)
        shown_run["talks_left"] = max(0, settings.consults - run.consults) if place.seat.team else 0
        shown_run["talking"] = is_consulting(run, settings, now)
    told: dict[str, Any] = {
        "code": contest.code,
        "title": contest.title,
        "state": contest.state,
        "round": contest.round,
        "minutes": contest.minutes,
        "left_ms": left_ms(place, now),
        "span": settings.span,
        "mode": settings.mode,
        "locked": contest.locked,
        "commitment": commitment(contest.secret),
    }
    if may_see(place.viewer, "secret", contest.state, settings):
        told["secret"] = contest.secret.hex()
    score = None
    if run is not None and run.composite is not None and may_see(place.viewer, "own_score", contest.state, settings):
        score = run.composite
    own = place.seat
    return {
        "seat": {
            "id": own.id,
            "name": own.name,
            "approved": own.state == "seated",
            "team": own.team,
            "league": own.league,
            "walkthrough": own.walkthrough,
            "show_name": own.show_name,
        },
        "contest": told,
        "run": shown_run,
        "score": score,
        "server_ms": now,
    }


async def _told(host: Host, joined: Joined) -> dict[str, Any]:
    place = await host.store.asked(lambda c: place_of(c, joined.token))
    return {"token": joined.token, "words": joined.words, **standing(host, place)}
