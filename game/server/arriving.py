"""What program and page share of a seat's coming and being there: limits, the job in the store, word to the pages."""

from typing import Final

from sqlalchemy import Connection, update

from game.server import tables as t
from game.server.codes import typed
from game.server.host import Host
from game.server.joining import Joined, join, resume, touched
from game.server.limits import Limits
from game.server.places import Place, place_of
from game.server.refusals import Unknown

_SEEN_EVERY: Final = 10_000
"""Milliseconds after which being here is noted again."""


async def joined_by(host: Host, limits: Limits, code: str, name: str | None) -> Joined:
    """Take a seat in the contest of a code. After many wrong codes newcomers wait for the teacher's yes.

    Raises what `joining.join` raises.
    """
    suspicious = limits.codes.empty("codes")
    try:
        joined = await host.store.written(lambda c: join(host, c, code, name, suspicious=suspicious))
    except Unknown:
        limits.codes.take("codes")
        raise
    host.changed(*joined.news)
    return joined


async def resumed_by(host: Host, limits: Limits, code: str, words: str) -> Joined:
    """Take one's seat again. Raises TooMany after many wrong words, and what `joining.resume` raises."""
    plain = typed(code) or ""
    limits.words.need(plain)
    joined = await host.store.written(lambda c: resume(host, c, code, words))
    limits.words.give(plain)
    return joined


async def seen_at(host: Host, limits: Limits, token: str) -> Place:
    """Return the place of a token, and note now and then that somebody is there. Raises NoTicket and TooMany."""
    limits.looks.need(token)
    now = host.clock()
    place = await host.store.asked(lambda c: place_of(c, token))
    if place.seat.seen is None or now - place.seat.seen > _SEEN_EVERY:
        await note_seen(host, place.seat.id)
    return place


def agree(c: Connection, token: str, *, walkthrough: bool, name: bool) -> Place:
    """Note what a seat agrees to: its run shown in the debrief, and its name with it. Raises NoTicket."""
    place = place_of(c, token)
    values = {"walkthrough": walkthrough, "show_name": name}
    c.execute(update(t.seats).where(t.seats.c.id == place.seat.id).values(**values))
    touched(c, place.contest.id)
    return place_of(c, token)


async def note_seen(host: Host, seat: str) -> None:
    """Note that somebody is there."""
    now = host.clock()
    await host.store.written(lambda c: c.execute(update(t.seats).where(t.seats.c.id == seat).values(seen=now)).rowcount)
