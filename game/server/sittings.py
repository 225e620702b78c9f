"""Treatments in the host's memory: each as far as its log goes, made again from the log whenever it is not at hand."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from sqlalchemy import Connection, select

from game.case import CaseFile
from game.manual import Book
from game.record import Header, TurnLine, parse_log, replay, turn_line
from game.record import branch as turns_that_count
from game.record.replay import opening
from game.server import tables as t
from game.treatment import Action, Event, Treatment, step

_KEPT: Final = 2_000
"""Treatments kept in memory; one more costs its replay, some 20 ms."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A treatment at one moment, with what it was made from. `last` is the last line of its log, as bytes."""

    book: Book
    case: CaseFile
    header: Header
    now: Treatment
    turns: tuple[tuple[int, tuple[Event, ...]], ...]
    last: bytes

    @property
    def version(self) -> int:
        """Number of turns."""
        return len(self.turns)

    def after(self, action: Action) -> "Sitting":
        """Return the treatment after an action. Raises IllegalAction, and ValueError for text no file can hold."""
        now, events = step(self.book, self.case, self.now, action)
        line = turn_line(TurnLine(now.turn, action, events), self.last)
        return Sitting(self.book, self.case, self.header, now, (*self.turns, (now.turn, events)), line)


class Sittings:
    """What is in memory, the longest unused going first. Safe to use from several threads."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, Sitting] = OrderedDict()
        self._lock = Lock()

    def get(self, run: str) -> Sitting | None:
        """Return a treatment as it was last kept; the store may have gone on since."""
        with self._lock:
            found = self._kept.get(run)
            if found is not None:
                self._kept.move_to_end(run)
            return found

    def keep(self, run: str, sitting: Sitting) -> None:
        """Keep a treatment unless a later moment of it is kept already. Only what is committed may be kept."""
        with self._lock:
            held = self._kept.get(run)
            if held is None or held.version <= sitting.version:
                self._kept[run] = sitting
                self._kept.move_to_end(run)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def drop(self, run: str) -> None:
        """Forget a treatment."""
        with self._lock:
            self._kept.pop(run, None)


def log_of(c: Connection, run: str, header: bytes, up_to: int | None = None) -> bytes:
    """Return the log of a run as a file holds it, as far as turn `up_to`."""
    lines = select(t.turns.c.line).where(t.turns.c.run == run).order_by(t.turns.c.number)
    if up_to is not None:
        lines = lines.where(t.turns.c.number <= up_to)
    return header + b"".join(c.execute(lines).scalars())


def sitting_of(book: Book, case: CaseFile, log: bytes) -> Sitting:
    """Return the treatment of a log; `book` and `case` are adapted and in the variant already. Raises LogDamaged."""
    read = parse_log(log)
    now = replay(book, case, read.log) if read.log.lines else opening(book, case, read.log.header)
    turns = tuple((line.turn, line.events) for line in turns_that_count(read.log))
    return Sitting(book, case, read.log.header, now, turns, read.last)
