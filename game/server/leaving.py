"""Taking one's data along, and being forgotten: everything a host holds of a person, and nothing of it afterwards.

What is left of somebody who has gone is a treatment that is nobody's, so that a class's figures do not change: without
a name, under keys that lead nowhere, and without any words that were typed (classroom.md 4.6).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, or_, select, update

from game.record import LogDamaged, TurnLine, parse_log, turn_line
from game.server import tables as t
from game.server.conducting import note
from game.server.host import Host
from game.server.places import place_of
from game.server.playing import fingerprint, link
from game.treatment import Action, AgreeContract, Event, WriteNote
from game.treatment.events import ContractAnswered, NoteWritten, Said
from game.words import _

LEFT: Final = "left"
"""What the audit log calls it."""
_NO_WORDS: Final = "…"
"""Stands where somebody had typed something."""
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Left:
    """What was touched by somebody's leaving: contests that look different now, and runs to be read anew."""

    contests: tuple[str, ...]
    runs: tuple[str, ...]


def seats_of_person(c: Connection, token: str) -> list[Row[Any]]:
    """Return every seat of whoever has this token, in all rounds and contests. Raises NoTicket."""
    person = place_of(c, token).seat.person
    known = select(t.seats.c.identity).where(t.seats.c.person == person, t.seats.c.identity.is_not(None))
    theirs = or_(t.seats.c.person == person, t.seats.c.identity.in_(list(c.execute(known).scalars())))
    return list(c.execute(select(t.seats).where(theirs).order_by(t.seats.c.joined, t.seats.c.id)))


def leave(host: Host, c: Connection, token: str) -> Left:
    """Forget whoever has this token, everywhere. Raises NoTicket.

    A run that nobody has begun goes with them; any other stays, as nobody's. The caller forgets the runs it has in
    memory once this is on the disk.
    """
    seats = seats_of_person(c, token)
    contests = tuple(dict.fromkeys(seat.contest for seat in seats))
    c.execute(select(t.contests.c.id).where(t.contests.c.id.in_(contests)).order_by(t.contests.c.id).with_for_update())
    private = _private(c, seats)
    for seat in seats:
        if _is_alone_and_idle(c, seat):
            c.execute(delete(t.seats).where(t.seats.c.id == seat.id))
            c.execute(delete(t.runs).where(t.runs.c.id == seat.run))
        else:
            _make_nobodys(c, seat)
    _clear_around(c, seats, contests, private)
    c.execute(delete(t.identities).where(t.identities.c.key.in_([seat.identity for seat in seats if seat.identity])))
    for seat in seats:
        # An auditor reads here why receipts for this run do not fit any more.
        kept = c.execute(select(t.runs.c.id).where(t.runs.c.id == seat.run)).scalar()
        anew = kept is not None and _without_words(c, seat)
        note(host, c, seat.contest, None, LEFT, kept, details={"chain_made_anew": anew})
    return Left(contests, tuple(seat.run for seat in seats if seat.run is not None))


def _private(c: Connection, seats: list[Row[Any]]) -> frozenset[str]:
    """Return whatever tells who somebody is, to be looked for everywhere."""
    keys = [seat.identity for seat in seats if seat.identity]
    who = c.execute(select(t.identities).where(t.identities.c.key.in_(keys))).all()
    words = {word for row in who for word in (row.key, row.name, row.subject)}
    return frozenset(filter(None, words | {seat.name for seat in seats} | {seat.person for seat in seats}))


def _is_alone_and_idle(c: Connection, seat: Row[Any]) -> bool:
    if seat.run is None:
        return True
    mates = select(t.seats.c.id).where(t.seats.c.run == seat.run, t.seats.c.id != seat.id)
    begun = select(t.turns.c.number).where(t.turns.c.run == seat.run)
    return c.execute(mates.limit(1)).first() is None and c.execute(begun.limit(1)).first() is None


def _make_nobodys(c: Connection, seat: Row[Any]) -> None:
    c.execute(
        update(t.seats)
        .where(t.seats.c.id == seat.id)
        .values(
            identity=None,
            name=f"{_('Somebody')} {token_hex(4)}",
            token_hash=f"gone-{token_hex(16)}",
            words_hash=f"gone-{token_hex(16)}",
            person=token_hex(16),
            # Extra time tells of somebody's health; without a limit it would keep a contest open for nobody.
            extra=100,
            walkthrough=False,
            show_name=False,
            seen=None,
        )
    )


def _clear_around(c: Connection, seats: list[Row[Any]], contests: tuple[str, ...], private: frozenset[str]) -> None:
    """Clear boards that were kept, grades and statements to be sent, links, and the teacher's words about a seat."""
    own = {key for seat in seats for key in (seat.id, seat.run, seat.identity, seat.person) if key} | private
    runs = {seat.run: seat.name for seat in seats if seat.run}
    for contest in c.execute(select(t.contests).where(t.contests.c.id.in_(contests))).all():
        if contest.board is not None:
            board = _board_without(contest.board, runs)
            c.execute(update(t.contests).where(t.contests.c.id == contest.id).values(board=board))
    for row in c.execute(select(t.outbox).where(t.outbox.c.contest.in_(contests))).all():
        if row.subject in own or private & _words_of(row.body):
            c.execute(delete(t.outbox).where(t.outbox.c.id == row.id))
    c.execute(delete(t.tickets).where(t.tickets.c.subject.in_(own)))
    for row in c.execute(select(t.notices).where(t.notices.c.contest.in_(contests))).all():
        if row.subject in own or private & _words_of(row.details) or _is_named(private, row.reason):
            c.execute(update(t.notices).where(t.notices.c.id == row.id).values(reason="", details="{}"))


def _board_without(stored: str, runs: dict[str, str]) -> str:
    board = json.loads(stored)
    for place in board["places"]:
        if place["name"] == runs.get(place["run"]):
            place["name"] = _("Somebody")
    return json.dumps(board)


def _words_of(stored: str) -> set[str]:
    """Return every text in a piece of JSON."""

    def walk(value: Any) -> Iterator[str]:
        match value:
            case str():
                yield value
            case dict():
                for inner in value.values():
                    yield from walk(inner)
            case list():
                for inner in value:
                    yield from walk(inner)

    return set(walk(json.loads(stored)))


def _is_named(private: frozenset[str], typed: str) -> bool:
    """Tell whether a sentence somebody typed names one of these; a name of one or two letters is in every sentence."""
    names = (word for word in private if len(word) >= _SHORTEST)
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", typed) for word in names)


def _without_words(c: Connection, seat: Row[Any]) -> bool:
    """Take what a seat has typed out of the log of its run; the rest is sealed and chained again behind it.

    Return whether there was anything. A log that cannot be read is left as it is, since nobody can tell what is in it.
    """
    run = c.execute(select(t.runs).where(t.runs.c.id == seat.run).with_for_update()).one()
    turns = c.execute(select(t.turns).where(t.turns.c.run == run.id).order_by(t.turns.c.number)).all()
    try:
        lines = parse_log(run.header + b"".join(turn.line for turn in turns)).log.lines
    except LogDamaged:
        c.execute(delete(t.turns).where(t.turns.c.run == run.id))
        c.execute(update(t.runs).where(t.runs.c.id == run.id).values(**_EMPTY, chain=sha256(run.header).hexdigest()))
        return True
    found, before, head = False, run.header, sha256(run.header).hexdigest()
    for turn, line in zip(turns, lines, strict=True):
        assert isinstance(line, TurnLine)
        clean = _wordless(line) if turn.seat == seat.id else line
        found = found or clean != line
        if found:
            written = turn_line(clean, before)
            head = link(head, run.id, turn.number, turn.client_id, turn.seat, turn.at, written)
            values = {"line": written, "chain": head, "fingerprint": fingerprint(clean.action)}
            same = (t.turns.c.run == run.id, t.turns.c.number == turn.number)
            c.execute(update(t.turns).where(*same).values(**values))
            before = written
        else:
            before, head = turn.line, turn.chain
    if found:
        c.execute(update(t.runs).where(t.runs.c.id == run.id).values(chain=head))
    return found


_EMPTY: Final[dict[str, Any]] = {
    "version": 0,
    "state": "void",
    "session": 0,
    "phase": "initial",
    "last_at": None,
    "composite": None,
    "coverage": None,
    "card": None,
}


def _wordless(line: TurnLine) -> TurnLine:
    """Return a line without what was typed: notes, and the goals of a contract, also where they were spoken."""
    match line.action:
        case WriteNote():
            action: Action = WriteNote(_NO_WORDS)
            events = tuple(NoteWritten(_NO_WORDS) if isinstance(each, NoteWritten) else each for each in line.events)
            return TurnLine(line.turn, action, events)
        case AgreeContract(goals=goals) if goals:
            hidden = (_NO_WORDS,) * len(goals)
            events = tuple(_unspoken(event, "; ".join(goals), hidden) for event in line.events)
            return TurnLine(line.turn, AgreeContract(hidden), events)
    return line


def _unspoken(event: Event, spoken: str, hidden: tuple[str, ...]) -> Event:
    match event:
        case ContractAnswered():
            return replace(event, goals=hidden)
        case Said():
            # Goals are the last thing before a full stop that sounds like this: they may be as short as "I".
            before, found, after = event.words.rpartition(f" {spoken}. ")
            return replace(event, words=f"{before} {'; '.join(hidden)}. {after}") if found else event
    return event
