"""What goes out to other machines after a reveal: each thing once, again and later where it did not arrive.

A row waits until its contest is revealed. One process takes it by moving its time on, so that two never send it at
once; what became of it is written beside it, for the teacher to read.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from game.server import tables as t
from game.server.host import Host
from game.words import _

Sender = Callable[[Host, Row[Any]], str]
"""Sends a row of the outbox, in a thread, and returns what to say of it.

Raises Undelivered, Nothing, NotYet and Pointless.
"""

PAUSES: Final = (10_000, 60_000, 300_000, 1_800_000, 7_200_000)
"""Milliseconds until something is tried again."""
MOST_TRIES: Final = len(PAUSES) + 1
_LEASE: Final = 120_000
"""Milliseconds for which a process has what it took; one that died leaves it to the others then."""
_AT_ONCE: Final = 20
_EVERY: Final = 2.0
_LONGEST: Final = 300
_log: Final = logging.getLogger(__name__)

SENDERS: Final[dict[str, Sender]] = {}
"""Who sends what, by kind."""


class Undelivered(Exception):
    """It did not arrive. The message is a sentence; `again` tells whether trying again may help."""

    def __init__(self, says: str, *, again: bool = True) -> None:
        super().__init__(says)
        self.again = again


class Nothing(Exception):
    """There is nothing to send, and there will not be. The message is a sentence."""


class NotYet(Exception):
    """Something else has to be done first. The message is a sentence; it does not count as a try."""

    def __init__(self, says: str, due: int) -> None:
        super().__init__(says)
        self.due = due
        """When to look again."""


class Pointless(Exception):
    """Whom it was about is gone: the row goes, too."""


def put(c: Connection, key: str, contest: str, kind: str, subject: str, body: str, due: int) -> bool:
    """Lay something out to be sent; false, and nothing done, where it is there already. `key` is its id."""
    if c.execute(select(t.outbox.c.id).where(t.outbox.c.id == key)).first() is not None:
        return False
    values = {"id": key, "contest": contest, "kind": kind, "subject": subject, "body": body, "due": due}
    c.execute(insert(t.outbox).values(**values, tries=0, sent=None, says=""))
    return True


def again(c: Connection, contest: str, kind: str, now: int) -> int:
    """Have everything of a kind sent once more, whatever became of it; return how much."""
    mine = (t.outbox.c.contest == contest, t.outbox.c.kind == kind)
    return c.execute(update(t.outbox).where(*mine).values(sent=None, tries=0, due=now, says="")).rowcount


async def deliver(host: Host) -> int:
    """Send what is due now; return how many things were tried."""
    tried = 0
    for row in await host.store.asked(lambda c: _due(c, host.clock())):
        taken = await host.store.written(lambda c, row=row: _taken(c, row, host.clock()))  # type: ignore[misc]
        if taken:
            await _send(host, row)
            tried += 1
    return tried


async def keep_delivering(host: Host) -> None:
    """Deliver for as long as the host runs."""
    while True:
        try:
            while await deliver(host):
                pass
        except Exception:
            # A host that cannot reach its database for a moment must go on when it is back.
            _log.exception("The outbox could not be emptied.")
        await asyncio.sleep(_EVERY)


def _due(c: Connection, now: int) -> list[Row[Any]]:
    rows = (
        select(t.outbox)
        .join(t.contests, t.contests.c.id == t.outbox.c.contest)
        .where(t.contests.c.state == "revealed", t.outbox.c.kind.in_(tuple(SENDERS)))
        .where(t.outbox.c.sent.is_(None), t.outbox.c.due <= now, t.outbox.c.tries < MOST_TRIES)
        .order_by(t.outbox.c.due, t.outbox.c.id)
        .limit(_AT_ONCE)
    )
    return list(c.execute(rows))


def _taken(c: Connection, row: Row[Any], now: int) -> bool:
    """Take a row for this process, unless another was quicker: one statement decides."""
    unchanged = (t.outbox.c.id == row.id, t.outbox.c.sent.is_(None), t.outbox.c.due == row.due)
    values = {"due": now + _LEASE, "tries": t.outbox.c.tries + 1}
    return c.execute(update(t.outbox).where(*unchanged).values(**values)).rowcount == 1


async def _send(host: Host, row: Row[Any]) -> None:
    now, tries = host.clock(), row.tries + 1
    values: dict[str, Any]
    try:
        says = await asyncio.to_thread(SENDERS[row.kind], host, row)
        values = {"sent": host.clock(), "says": says}
    except Nothing as error:
        values = {"sent": host.clock(), "says": str(error)}
    except Pointless:
        await host.store.written(lambda c: c.execute(delete(t.outbox).where(t.outbox.c.id == row.id)).rowcount)
        return
    except NotYet as error:
        values = {"due": error.due, "tries": row.tries, "says": str(error)}
    except Undelivered as error:
        values = _later(tries, now, str(error)) if error.again else {"tries": MOST_TRIES, "says": str(error)}
    except Exception:
        _log.exception("Something could not be sent.")
        values = _later(tries, now, _("Something went wrong on the host."))
    values["says"] = values["says"][:_LONGEST]
    await host.store.written(
        lambda c: c.execute(update(t.outbox).where(t.outbox.c.id == row.id).values(**values)).rowcount
    )
    host.changed(row.contest)


def _later(tries: int, now: int, says: str) -> dict[str, Any]:
    return {"due": now + PAUSES[min(tries, len(PAUSES)) - 1], "says": says}
