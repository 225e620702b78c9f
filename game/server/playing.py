"""Playing on the host: an action comes in, the engine decides, and what may be seen goes back.

Every job here runs inside the store's writer, so what it answers is on the disk before anybody hears of it. A job may
run twice (a batch that fails is done again one by one), so it keeps nothing itself: `Acted.sitting` is kept by the
caller once the commit is through.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from game.record.schema import ACTION
from game.server import tables as t
from game.server.host import Host
from game.server.joining import touched
from game.server.live import progress_of
from game.server.places import Place, consulted, is_consulting, left_ms, place_of_run, see_it_may_act
from game.server.rating import is_done, worth
from game.server.refusals import NotNow, OtherBody, Refused, Stale
from game.server.rows import Settings
from game.server.sittings import Sitting
from game.server.store import Ready, together
from game.treatment import Action, AskSupervisor, IllegalAction
from game.words import _

_HOST: Final = "host:"
"""Begins the ids of what the host does itself; no seat can send one with a colon, and so be in its way."""
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters, of which notes need new lines and tabs alone."""


@dataclass(frozen=True, slots=True)
class Acted:
    """What became of an action: the treatment after it, the head of the chain and the clock."""

    contest: str
    run: str
    sitting: Sitting
    chain: str
    left_ms: int | None
    done: bool
    again: bool
    """It had been done before, and was only asked about once more."""
    news: tuple[str, ...] = ()
    """The names of what looks different now, for `Host.changed`."""


def fingerprint(action: Action) -> str:
    """Return what tells one action from another."""
    return sha256(ACTION.dump_json(action)).hexdigest()


def act(
    host: Host, c: Connection, token: str, run: str, *, client_id: str, expect: int, action: Action, at: int
) -> Acted:
    """Do one action, once. `client_id` names it, `expect` is how many turns its sender had seen, `at` when it came.

    Raises NoTicket, Unknown, NotNow, Stale, OtherBody, and Refused with the engine's sentence; nothing has changed.
    """
    place = place_of_run(c, token, run, lock=True)
    row = place.run
    assert row is not None
    before = _BEFORE.first(c, of_run=run, named=client_id)
    if before is not None:
        if before[0] != fingerprint(action):
            raise OtherBody
        sitting = host.sitting(c, row, place.contest.case_source)
        return _acted(place, sitting, row.chain, at, again=True)
    see_it_may_act(place, at)
    if expect != row.version:
        raise Stale(row.version)
    sitting = _decided(host.sitting(c, row, place.contest.case_source), action, place.settings)
    chain = _write(c, row, place.settings, sitting, action, client_id=client_id, seat=place.seat.id, at=at)
    news: tuple[str, ...] = (row.id,)
    if (row.state, row.session, row.phase) != ("playing", sitting.now.hour.number, sitting.now.phase) or _rates(
        sitting
    ):
        touched(c, place.contest.id)
        news = (row.id, progress_of(place.contest.id))
    return replace(_acted(place, sitting, chain, at, again=False), news=news)


def _acted(place: Place, sitting: Sitting, chain: str, at: int, *, again: bool) -> Acted:
    assert place.run is not None
    done = place.run.state == "done" or is_done(place.settings, sitting)
    return Acted(place.contest.id, place.run.id, sitting, chain, left_ms(place, at), done, again)


def _rates(sitting: Sitting) -> bool:
    """Tell whether the last turn is one after which a run is rated."""
    return any(event.kind in ("session_closed", "treatment_ended") for event in sitting.turns[-1][1])


def _decided(sitting: Sitting, action: Action, settings: Settings) -> Sitting:
    if settings.mode == "exam" and isinstance(action, AskSupervisor):
        raise Refused(_("In an exam there is no supervisor to ask."))
    if any(map(_UNSEEN.search, _texts(action))):
        raise Refused(_("There is a character in this that cannot be written down."))
    try:
        return sitting.after(action)
    except IllegalAction as error:
        raise Refused(str(error)) from None
    except UnicodeEncodeError:
        raise Refused(_("There is a character in this that cannot be written down.")) from None


def _texts(action: Action) -> Iterator[str]:
    """Yield every text of an action."""
    for each in fields(action):
        value = getattr(action, each.name)
        yield from (text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str))


def link(before: str, run: str, number: int, client_id: str, seat: str | None, at: int, line: bytes) -> str:
    """Return the chain after one more turn: SHA-256 over everything that is stored of it and the chain before it.

    Whose turn it was (None: the host's) and when are in it, since the line of the log does not say.
    """
    words = (before, run, str(number), client_id, seat or "", str(at))
    return sha256(b"\n".join([*(word.encode() for word in words), line])).hexdigest()


def _write(
    c: Connection,
    run: Row[Any],
    settings: Settings,
    sitting: Sitting,
    action: Action,
    *,
    client_id: str,
    seat: str | None,
    at: int,
) -> str:
    number = sitting.version
    chain = link(run.chain, run.id, number, client_id, seat, at, sitting.last)
    turn = {"run": run.id, "number": number, "client_id": client_id, "fingerprint": fingerprint(action), "at": at}
    turn |= {"line": sitting.last, "chain": chain, "seat": seat}
    now = sitting.now
    values: dict[str, Any] = {
        "version": number,
        "chain": chain,
        "state": "playing",
        "session": now.hour.number,
        "phase": now.phase,
        "last_at": at,
        "done_at": None,
    }
    if _rates(sitting):
        found = worth(settings, sitting)
        rated = {"composite": found.composite, "coverage": found.coverage, "card": found.card}
        c.execute(update(t.runs).where(t.runs.c.id == run.id).values(**rated))
        if is_done(settings, sitting):
            values |= {"state": "done", "done_at": at}
    together(c, (_TURN, turn), (_GONE_ON, {**values, "of_run": run.id}))
    return chain


# Made once: building a statement takes longer than the database needs for it.
_BEFORE: Final = Ready(
    select(t.turns.c.fingerprint).where(t.turns.c.run == bindparam("of_run"), t.turns.c.client_id == bindparam("named"))
)
_TURN: Final = Ready(insert(t.turns))
_GONE_ON: Final = Ready(
    update(t.runs)
    .where(t.runs.c.id == bindparam("of_run"))
    .values({name: bindparam(name) for name in ("version", "chain", "state", "session", "phase", "last_at", "done_at")})
)


def by_host(
    host: Host, c: Connection, run: Row[Any], settings: Settings, source: str, action: Action, at: int
) -> Sitting | None:
    """Do an action for nobody's seat: the hour is closed when time is up. None where the engine does not allow it."""
    before = host.sitting(c, run, source)
    try:
        after = before.after(action)
    except IllegalAction:
        return None
    _write(c, run, settings, after, action, client_id=f"{_HOST}{after.version}", seat=None, at=at)
    return after


def consult(c: Connection, token: str, run: str, *, on: bool, at: int) -> Place:
    """Begin or end a team's talk, for which its clock stands still. Raises NotNow where there is none to begin."""
    place = place_of_run(c, token, run, lock=True)
    row = place.run
    assert row is not None
    talking = is_consulting(row, place.settings, at)
    if on and not talking:
        if place.seat.team is None or row.consults >= place.settings.consults:
            raise NotNow(_("There is no talk left to stop the clock for."))
        see_it_may_act(place, at)
        spent = consulted(row, place.settings, at)
        values = {"consults": row.consults + 1, "consult_since": at, "consulted_for": spent}
        c.execute(update(t.runs).where(t.runs.c.id == run).values(**values))
        touched(c, place.contest.id)
    elif not on and row.consult_since is not None:
        values = {"consult_since": None, "consulted_for": consulted(row, place.settings, at)}
        c.execute(update(t.runs).where(t.runs.c.id == run).values(**values))
        touched(c, place.contest.id)
    return place_of_run(c, token, run)
