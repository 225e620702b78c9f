"""One treatment as the history knows it, read from its log: who, when, how far, and what was done of what was asked."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, Protocol

from game.case import CaseFile
from game.manual import Book
from game.record import Log, LogDamaged, branch, read_log, replay
from game.scoring import Scorecard, score
from game.scoring.tally import tally
from game.treatment import Event, Treatment
from game.words import _

Kind = Literal["task", "technique"]
_STAMP: Final = re.compile(r"-(\d{4}-\d{2}-\d{2}-\d{6})(?:-\d+)?$")
_MINUTE: Final = "%Y-%m-%dT%H:%M"


class FindsCases(Protocol):
    """Whoever can find the case that a log names."""

    def __call__(self, case: str, /) -> CaseFile | None:
        """Return the case with this id; None where it is not to be had."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One task or technique in one treatment.

    Of a task: in how many sessions it was `called` for, and in how many it was `done`. Of a technique: how many times
    it was used, and how many of these bore fruit.
    """

    kind: Kind
    id: str
    called: int
    done: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One treatment. `composite` is thousandths of a point, 0 to 100,000, and 0 until the treatment is over."""

    log: str
    """Name of the log in the folder of treatments."""
    case: str
    patient: str
    title: str
    mode: str
    course: str
    sessions: int
    """How many were agreed."""
    session: int
    """The one that is open, or was held last; 0 before the first."""
    in_session: bool
    turns: int
    ended: str
    """The phase it ended in; empty while it goes on."""
    composite: int
    passed: bool
    began: str
    """Local time, such as 2026-11-23T20:15."""
    played: str
    """When it was last played, likewise."""
    trouble: str = ""
    """Why it can be neither gone on with nor looked at; empty when all is well."""
    tried: tuple[Tried, ...] = ()

    @property
    def over(self) -> bool:
        """Whether there is a debrief."""
        return bool(self.ended)

    @property
    def is_open(self) -> bool:
        """Whether it can be gone on with."""
        return not self.ended and not self.trouble


def entry_of(path: Path, book: Book, find_case: FindsCases) -> Entry:
    """Return what the log at `path` tells. A log that cannot be read gives an entry that says why; never raises."""
    try:
        changed = path.stat().st_mtime
        log = read_log(path).log
    except LogDamaged as damage:
        return _unreadable(path, str(damage))
    except OSError as error:
        return _unreadable(
            path, _("The file cannot be read: {reason}.", reason=error.strerror or _("it is not possible"))
        )
    case = find_case(log.header.case)
    if case is None:
        return _unreadable(path, _("The case “{case}” is not on the shelf.", case=log.header.case), log)
    try:
        return _read(path, changed, book, case, log)
    except (LogDamaged, ValueError) as fault:
        return _unreadable(path, str(fault), log)


def _read(path: Path, changed: float, book: Book, case: CaseFile, log: Log) -> Entry:
    now = replay(book, case, log)
    turns = tuple((line.turn, line.events) for line in branch(log))
    card = score(book, case, now.windows, turns, realistic=now.course == "realistic")
    changed_since = log.header.case_hash != case.hash or log.header.manual_hash != book.hash
    outdated = _("The case or the manual has been changed since, so it can be read and not gone on with.")
    return Entry(
        log=path.name,
        case=case.rows.id,
        patient=case.rows.patient.name,
        title=case.rows.title,
        mode=log.header.mode,
        course=log.header.course,
        sessions=now.sessions,
        session=now.hour.number,
        in_session=now.hour.open,
        turns=len(turns),
        ended=now.phase if now.over else "",
        composite=card.composite if now.over else 0,
        passed=now.over and card.passed,
        began=_began(path, changed),
        played=_minute(changed),
        trouble=outdated if changed_since and not now.over else "",
        tried=(*_tasks(card), *_techniques(book, now, turns)),
    )


def _tasks(card: Scorecard) -> tuple[Tried, ...]:
    """Count, over the sessions that were held, what they called for and what was done."""
    called = [task for session in card.sessions for task in session.called_for]
    done = [task for session in card.sessions for task in session.done]
    return tuple(Tried("task", task, called.count(task), done.count(task)) for task in sorted(set(called)))


def _techniques(book: Book, now: Treatment, turns: tuple[tuple[int, tuple[Event, ...]], ...]) -> tuple[Tried, ...]:
    """Count how often each technique was used, and how often something came of it; unused ones too."""
    if not now.hour.number:
        return ()
    spoken = tally(book, turns).spoken
    rows = []
    for technique in book.rows.techniques:
        uses = [said for said in spoken if said.does == technique.id]
        fruitful = sum(said.fruitful and not said.repeated for said in uses)
        rows.append(Tried("technique", technique.id, len(uses), fruitful))
    return tuple(rows)


def _unreadable(path: Path, trouble: str, log: Log | None = None) -> Entry:
    try:
        changed = path.stat().st_mtime
    except OSError:
        changed = 0
    case = log.header.case if log else _STAMP.sub("", path.stem)
    return Entry(
        log=path.name,
        case=case,
        patient=case,
        title="",
        mode=log.header.mode if log else "",
        course=log.header.course if log else "",
        sessions=log.header.sessions if log else 0,
        session=0,
        in_session=False,
        turns=0,
        ended="",
        composite=0,
        passed=False,
        began=_began(path, changed),
        played=_minute(changed),
        trouble=trouble,
    )


def _began(path: Path, changed: float) -> str:
    """Return when a treatment began, from the name of its log; a log with another name has only its file's time."""
    found = _STAMP.search(path.stem)
    try:
        return datetime.strptime(found[1], "%Y-%m-%d-%H%M%S").strftime(_MINUTE) if found else _minute(changed)
    except ValueError:
        return _minute(changed)


def _minute(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().strftime(_MINUTE)
