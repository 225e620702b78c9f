"""Streams that tell a page when to look again. They carry no news: only a digest of what this very viewer may see.

A change that is hidden from somebody leaves their digest as it is, and then nothing at all is sent to them.
"""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final, Literal

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from sqlalchemy import Connection

from game.server.api.asking import host_of
from game.server.arriving import note_seen
from game.server.live import Bus
from game.server.places import Place
from game.server.refusals import Refused, TooMany
from game.server.store import Busy

Kind = Literal["teacher", "seat", "projector"]
_MOST: Final[dict[Kind, int]] = {"teacher": 20, "seat": 6, "projector": 60}
"""Streams of one viewer at once: some browser windows, and a projector's address that a whole school has open."""
_MOST_IN_ALL: Final = 6_000
_WAIT: Final = 10
_SEEN_EVERY: Final = 10_000
_STILL_HERE: Final = ": still here\n\n"
_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Streams:
    """How many streams are open, in all and of each viewer, and what they look up together. For one event loop."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._looks: dict[Hashable, asyncio.Task[str]] = {}

    def see_there_is_room(self, kind: Kind, viewer: str) -> None:
        """Raise TooMany where there are as many as there may be."""
        if self._open[f"{kind} {viewer}"] >= _MOST[kind] or self._open.total() >= _MOST_IN_ALL:
            raise TooMany(_WAIT)

    @contextmanager
    def one_more(self, kind: Kind, viewer: str) -> Iterator[None]:
        """Count one stream for as long as the block lasts."""
        key = f"{kind} {viewer}"
        self._open[key] += 1
        try:
            yield
        finally:
            self._open[key] -= 1
            self._open += Counter()

    async def together(self, key: Hashable, look: Callable[[], Awaitable[object]]) -> str:
        """Return the digest of what `look` finds; who asks with the same key meanwhile gets the same one."""
        if key not in self._looks:
            self._looks[key] = asyncio.create_task(_digest(look))
            self._looks[key].add_done_callback(lambda _task: self._looks.pop(key))
        # Whoever closes their page does not end the look of the others.
        return await asyncio.shield(self._looks[key])


async def _digest(look: Callable[[], Awaitable[object]]) -> str:
    return seen(await look())


def seen(value: object) -> str:
    """Return the digest of what a page shows: for `data-seen`, and for the stream behind it."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:24]


def about_seat(place: Place) -> tuple[str, ...]:
    """Return the names of what a seat's pages show: its contest and its run, and not how the others are getting on."""
    return (place.contest.id,) if place.run is None else (place.contest.id, place.run.id)


async def stream(
    request: Request,
    about: Sequence[str],
    look: Callable[[Connection], object],
    *,
    kind: Kind,
    viewer: str,
    noted: int | None = None,
) -> Response:
    """Return the stream for a page that shows what is named in `about`, as `game.server.live` names it.

    `look` reads what this viewer's page shows, as something JSON can hold, and raises Refused once they may not see it
    any more; then the stream ends. Streams of one viewer at one address look once for all of them. While a seat's
    stream is open (`viewer` is its id), the seat counts as there; `noted` is when that was last written down. Raises
    what `look` raises now, and TooMany where `viewer` has enough streams.
    """
    host, streams, bus = host_of(request), _streams(request), _bus(request)
    streams.see_there_is_room(kind, viewer)
    before = bus.words
    first = seen(await host.store.asked(look))

    async def words() -> AsyncIterator[str]:
        last, noted_at = "", noted or 0
        with streams.one_more(kind, viewer):
            async for changed in bus.changes(*about):
                if kind == "seat" and host.clock() - noted_at > _SEEN_EVERY:
                    noted_at = host.clock()
                    with suppress(Busy):
                        await note_seen(host, viewer)
                if not changed:
                    yield _STILL_HERE
                    continue
                try:
                    if not last and bus.words == before:
                        now = first
                    else:
                        key = (kind, viewer, request.url.path, bus.words)
                        now = await streams.together(key, lambda: host.store.asked(look))
                except Refused:
                    yield _event("gone")
                    return
                if now != last:
                    yield _event(now)
                last = now

    return StreamingResponse(words(), media_type="text/event-stream", headers=_HEADERS)


def _event(digest: str) -> str:
    return f"event: seen\ndata: {digest}\n\n"


def _streams(request: Request) -> Streams:
    found: Streams = request.app.state.streams
    return found


def _bus(request: Request) -> Bus:
    found: Bus = request.app.state.bus
    return found
