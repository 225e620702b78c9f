"""Statements into a learning record store: laid out after the reveal, sent in batches by the outbox, each once.

Where the store is, and the key to it, only whoever runs the host says (`serve --lrs`, and a key in the environment):
no teacher can make the host call somewhere, and no key lies in the database.
"""

import json
from dataclasses import dataclass, field
from typing import Any, Final

import requests
from sqlalchemy import Connection, Row, delete, select

from game.record import LogDamaged
from game.server import outbox
from game.server import tables as t
from game.server.conducting import note, owned
from game.server.exports.results import need, runs_of
from game.server.exports.telling import statements
from game.server.host import Host
from game.server.outbox import Pointless, Undelivered
from game.server.outside import OutsideFailed, outside, see_it_may_be_called
from game.server.refusals import NotNow, Unknown
from game.words import _, n_

KIND: Final = "statements"
KEY: Final = "SIXTEEN_WEEKS_LRS_KEY"
"""The variable of the environment that holds the key: `KEY:SECRET`, as the store gave it."""
_BATCH: Final = 200
"""Statements sent at once, some 200 kB: stores and the proxies before them take about a megabyte."""
_PROTOCOL: Final = "1.0.3"
_STORED: Final = (200, 204)
_LATER: Final = frozenset({408, 425, 429, *range(500, 600)})
"""Answers after which the same thing may well be taken in a while."""


@dataclass(frozen=True, slots=True)
class RecordStore:
    """A learning record store: its address, to which `/statements` is added, and the key to it."""

    url: str
    key: str
    secret: str = field(repr=False)


def record_store(url: str, key: str, reach: tuple[str, ...]) -> RecordStore:
    """Return the store at `url`. Raises Wrong for an address that is never called, and NotNow without a key."""
    see_it_may_be_called(url, reach)
    name, colon, secret = key.partition(":")
    if not (name and colon and secret):
        raise NotNow(_("The key of the record store belongs into {name}, as KEY:SECRET.", name=KEY))
    return RecordStore(url.rstrip("/").removesuffix("/statements"), name, secret)


async def lay_out(host: Host, teacher: str, contest_id: str) -> int:
    """Lay out all statements of a contest to be sent, once more where they were sent before; return how many batches.

    Stores know a statement by its id, so sending again makes nothing twice. Raises Unknown, and NotNow before the
    reveal or where the host has no store to send to.
    """
    contest = await host.store.asked(lambda c: _told(c, teacher, contest_id))
    if host.record_store is None:
        raise NotNow(_("This host was started without a record store."))
    laid = 0
    for run in await host.store.asked(lambda c: runs_of(c, contest)):
        try:
            bodies = await host.store.asked(lambda c, run=run: _batches(host, c, contest, run))  # type: ignore[misc]
        except (LogDamaged, NotNow, Unknown):
            # The audit names it; the others are sent.
            continue
        await host.store.written(lambda c, run=run, bodies=bodies: _lay(host, c, contest, run, bodies))  # type: ignore[misc]
        laid += len(bodies)
    await host.store.written(lambda c: note(host, c, contest_id, teacher, "statements_sent", details={"batches": laid}))
    host.changed(contest_id)
    return laid


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the statements of a contest: batches that are stored, on their way, and given up."""

    stored: int = 0
    waiting: int = 0
    failed: int = 0
    says: tuple[str, ...] = ()
    """What the store answered where it did not take something, each sentence once."""


def sent_of(c: Connection, contest: Row[Any]) -> Sent | None:
    """Return what became of the statements of a contest; None where none were laid out."""
    rows = c.execute(select(t.outbox).where(t.outbox.c.contest == contest.id, t.outbox.c.kind == KIND)).all()
    if not rows:
        return None
    failed = [row for row in rows if row.sent is None and row.tries >= outbox.MOST_TRIES]
    stored = sum(row.sent is not None for row in rows)
    says = dict.fromkeys(row.says for row in rows if row.sent is None and row.says)
    return Sent(stored, len(rows) - stored - len(failed), len(failed), tuple(says))


def send(host: Host, row: Row[Any]) -> str:
    """Send a batch, and return what to say of it. Raises Undelivered and Pointless."""
    store = host.record_store
    if store is None:
        raise Undelivered(_("This host was started without a record store."), again=False)
    batch = json.loads(row.body)
    if not batch:
        raise Pointless
    with outside(host.reach) as session:
        session.auth = (store.key, store.secret)
        session.headers["X-Experience-API-Version"] = _PROTOCOL
        answer = _called(session, "POST", f"{store.url}/statements", batch)
        if answer.status_code in _STORED:
            return n_("{count} statement is stored.", "{count} statements are stored.", len(batch))
        if answer.status_code == 409:
            return _there_already(session, store, batch)
    again = answer.status_code in _LATER
    raise Undelivered(_("The record store answered {status}.", status=answer.status_code), again=again)


def unsent(c: Connection, run: str) -> None:
    """Take back whatever is laid out about a run, sent or not."""
    c.execute(delete(t.outbox).where(t.outbox.c.kind == KIND, t.outbox.c.subject == run))


def _called(session: requests.Session, method: str, url: str, batch: Any = None, **query: str) -> requests.Response:
    try:
        return session.request(method, url, json=batch, params=query or None)
    except OutsideFailed as problem:
        raise Undelivered(str(problem)) from None


def _there_already(session: requests.Session, store: RecordStore, batch: list[dict[str, Any]]) -> str:
    """Return what to say where an id is taken: a store takes a batch whole or not at all, so one tells of all."""
    found = _called(session, "GET", f"{store.url}/statements", statementId=batch[-1]["id"])
    if found.status_code == 200:
        return n_("{count} statement was there already.", "{count} statements were there already.", len(batch))
    raise Undelivered(_("The record store has other statements under these names."), again=False)


def _told(c: Connection, teacher: str, contest_id: str) -> Row[Any]:
    contest = owned(c, teacher, contest_id)
    need("statements", contest)
    return contest


def _batches(host: Host, c: Connection, contest: Row[Any], run: str) -> list[tuple[str, frozenset[str]]]:
    """Return the bodies to send about a run, each with the persons who had a seat in it."""
    told = statements(host, c, contest, run)
    persons = _persons(c, run)
    parts = (told[start : start + _BATCH] for start in range(0, len(told), _BATCH))
    return [(json.dumps(part, ensure_ascii=False, separators=(",", ":")), persons) for part in parts]


def _lay(host: Host, c: Connection, contest: Row[Any], run: str, bodies: list[tuple[str, frozenset[str]]]) -> None:
    unsent(c, run)
    # Whoever has left in the meantime is not spoken of under the name they had.
    if all(persons == _persons(c, run) for _body, persons in bodies):
        for number, (body, _persons_then) in enumerate(bodies):
            outbox.put(c, f"{KIND}-{run}-{number}", contest.id, KIND, run, body, host.clock())


def _persons(c: Connection, run: str) -> frozenset[str]:
    return frozenset(c.execute(select(t.seats.c.person).where(t.seats.c.run == run)).scalars())


outbox.SENDERS[KIND] = send
