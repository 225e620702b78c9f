"""A seat's treatment: looking at it, acting in it, and the receipt for it."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import TypeAdapter

from game.server.api.asking import BY_TOKEN, answer, host_of, json_body, refusals, token_of
from game.server.api.bodies import ActionBody, ConsultBody, PreviewBody, ViewQuery, WaysBody
from game.server.host import Host
from game.server.live import progress_of
from game.server.places import Place, left_ms, place_of_run
from game.server.playing import Acted, act, consult
from game.server.rating import span_of
from game.server.refusals import NotNow, Unknown, Wrong
from game.server.sittings import Sitting
from game.server.visibility import may_see
from game.treatment import IllegalAction
from game.treatment.events import Said, StepTaken
from game.view import Report, report_view, spoken_ways
from game.view.turns import TurnView, turn_view
from game.wire import snapshot
from game.words import _

router = APIRouter(prefix="/api/runs/{run}", dependencies=[BY_TOKEN], responses=refusals(401, 404, 409, 422, 429))
Run = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Token = Annotated[str, Depends(token_of)]
_action, _action_says = json_body(ActionBody)
_preview, _preview_says = json_body(PreviewBody)
_ways, _ways_says = json_body(WaysBody)
_consult, _consult_says = json_body(ConsultBody)
_TURN: Final = TypeAdapter(TurnView)
_REPORT: Final = TypeAdapter(Report)
_JSON: Final = "application/json"
_NO_STORE: Final = {"Cache-Control": "no-store"}


@router.get("/view")
async def view(request: Request, run: Run, token: Token, asked: Annotated[ViewQuery, Query()]) -> Response:
    """Show a treatment as its seat may see it."""
    host = host_of(request)
    request.app.state.limits.looks.need(token)
    place, sitting = await _opened(host, token, run)
    seen = dict(pair.partition(":")[::2] for pair in asked.have)
    return _shown(host, place, sitting, asked.since, seen)


@router.post("/actions", openapi_extra=_action_says, responses=refusals(400))
async def do(request: Request, run: Run, token: Token, body: Annotated[ActionBody, Depends(_action)]) -> Response:
    """Do one action; the answer comes when it is on the disk."""
    host, at = host_of(request), host_of(request).clock()
    request.app.state.limits.actions.need(token)

    def job(c: Any) -> Acted:
        return act(host, c, token, run, client_id=body.client_id, expect=body.expect, action=body.action, at=at)

    done = await host.store.written(job)
    host.sittings.keep(done.run, done.sitting)
    host.changed(*done.news)
    head = {"version": done.sitting.version, "chain": done.chain, "left_ms": done.left_ms, "done": done.done}
    return _with_snapshot(head, done.sitting, body.expect, body.have)


@router.post("/preview", openapi_extra=_preview_says)
async def preview(
    request: Request, run: Run, token: Token, body: Annotated[PreviewBody, Depends(_preview)]
) -> Response:
    """Tell what the therapist would say, word for word; or why it cannot be said."""
    request.app.state.limits.looks.need(token)
    _place, sitting = await _opened(host_of(request), token, run)
    try:
        after = sitting.after(body.action)
    except IllegalAction as error:
        return answer({"words": str(error)})
    except UnicodeEncodeError:
        raise Wrong(_("There is a character in this that cannot be written down.")) from None
    events = after.turns[-1][1]
    return answer({"words": next((event.words for event in events if isinstance(event, Said | StepTaken)), "")})


@router.post("/ways", openapi_extra=_ways_says)
async def ways(request: Request, run: Run, token: Token, body: Annotated[WaysBody, Depends(_ways)]) -> Response:
    """Tell the ways in which a move can be put."""
    request.app.state.limits.looks.need(token)
    _place, sitting = await _opened(host_of(request), token, run)
    try:
        found = spoken_ways(sitting.book, sitting.case, sitting.now, body.intent, body.target)
    except (LookupError, ValueError):
        raise Unknown from None
    return answer({"ways": found})


@router.get("/turns/{number}")
async def turn(request: Request, run: Run, token: Token, number: Annotated[int, Path(ge=1, le=100_000)]) -> Response:
    """Open one turn, as far as the mode allows it."""
    request.app.state.limits.looks.need(token)
    place, sitting = await _opened(host_of(request), token, run)
    if number > sitting.version:
        raise Unknown
    revealed = may_see(place.viewer, "own_report", place.contest.state, place.settings)
    named = revealed or place.settings.mode != "exam"
    inner = revealed or place.settings.mode == "guided"
    found = turn_view(sitting.book, sitting.case, sitting.turns, number, named=named, inner=inner)
    return Response(_TURN.dump_json(found), media_type=_JSON, headers=_NO_STORE)


@router.post("/consult", openapi_extra=_consult_says)
async def talk(request: Request, run: Run, token: Token, body: Annotated[ConsultBody, Depends(_consult)]) -> Response:
    """Begin or end a team's talk, for which its clock stands still."""
    host, at = host_of(request), host_of(request).clock()
    request.app.state.limits.actions.need(token)
    place = await host.store.written(lambda c: consult(c, token, run, on=body.on, at=at))
    host.changed(run, progress_of(place.contest.id))
    return answer({"talking": body.on, "left_ms": left_ms(place, at)})


@router.get("/receipt")
async def receipt(request: Request, run: Run, token: Token) -> Response:
    """Return the receipt: who keeps it can show later that nothing was changed in this run."""
    host = host_of(request)
    request.app.state.limits.looks.need(token)
    place = await host.store.asked(lambda c: place_of_run(c, token, run))
    row = place.run
    assert row is not None
    told = {"run": row.id, "contest": place.contest.code, "version": row.version, "chain": row.chain}
    return answer({**told, "state": row.state, "at_ms": host.clock()})


@router.get("/report")
async def report(request: Request, run: Run, token: Token) -> Response:
    """Return the debrief of one's own run, once the contest is revealed."""
    host = host_of(request)
    request.app.state.limits.looks.need(token)
    place, sitting = await _opened(host, token, run)
    if not may_see(place.viewer, "own_report", place.contest.state, place.settings):
        raise NotNow(_("The debrief comes when your teacher reveals the results."))
    found = await host.store.asked(lambda _c: debrief_of(place, sitting))
    return Response(_REPORT.dump_json(found), media_type=_JSON, headers=_NO_STORE)


def debrief_of(place: Place, sitting: Sitting) -> Report:
    """Return the debrief of a run that may be shown."""
    span = span_of(place.settings, sitting)
    return report_view(sitting.book, sitting.case, sitting.now, sitting.turns, place.settings.mode, span=span)


async def _opened(host: Host, token: str, run: str) -> tuple[Place, Sitting]:
    """Return a run that may be looked at, as far as the store has it. Raises NoTicket, Unknown and NotNow."""

    def job(c: Any) -> tuple[Place, Sitting]:
        place = place_of_run(c, token, run)
        if not may_see(place.viewer, "own_run", place.contest.state, place.settings):
            raise NotNow(_("The contest has not begun yet."))
        assert place.run is not None
        return place, host.sitting(c, place.run, place.contest.case_source)

    place, sitting = await host.store.asked(job)
    host.sittings.keep(run, sitting)
    return place, sitting


def _shown(host: Host, place: Place, sitting: Sitting, since: int, have: Mapping[str, str]) -> Response:
    row = place.run
    assert row is not None
    head = {"version": sitting.version, "chain": row.chain, "left_ms": left_ms(place, host.clock())}
    return _with_snapshot({**head, "done": row.state == "done"}, sitting, since, have)


def _with_snapshot(head: dict[str, Any], sitting: Sitting, since: int, have: Mapping[str, str]) -> Response:
    seen = snapshot(sitting.book, sitting.case, sitting.now, sitting.turns, sitting.header.mode, since=since, have=have)
    body = json.dumps(head, separators=(",", ":")).encode()[:-1] + b',"snapshot":' + seen + b"}"
    return Response(body, media_type=_JSON, headers=_NO_STORE)
