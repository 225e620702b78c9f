"""A treatment in play: where it stands and its log. The one object that changes."""

from collections.abc import Iterator
from pathlib import Path

from game import __version__
from game.case import CaseFile, as_told
from game.log_file import CannotSave, LogFile
from game.manual import Book, adapted
from game.record import (
    Header,
    Line,
    Log,
    Mode,
    ReadLog,
    RewindLine,
    Sessions,
    TurnLine,
    branch,
    header_line,
    parse_log,
    replay,
    turn_line,
)
from game.treatment import Action, AskSupervisor, Course, Event, IllegalAction, Treatment, step
from game.words import _

__all__ = ["CannotResume", "CannotSave", "Playthrough"]


class CannotResume(Exception):
    """Raised for a log that cannot be gone on with here. The message is a sentence for the player."""


class Playthrough:
    """One trainee's treatment. Every turn is on the disk before `act` returns it; close it, or use `with`."""

    def __init__(
        self, book: Book, case: CaseFile, log: Log, *, last: bytes, file: LogFile | None, notice: str | None = None
    ) -> None:
        self._book = book
        self._case = case
        self._header = log.header
        self._lines: list[Line] = list(log.lines)
        self._last = last
        self._file = file
        self._now = replay(book, case, log)
        self._turns = list(branch(log))
        self.notice = notice
        """What the player should know about how the log was found; None when all was well."""

    @classmethod
    def start(
        cls,
        book: Book,
        case: CaseFile,
        *,
        seed: int,
        mode: Mode = "practice",
        course: Course = "teaching",
        sessions: Sessions | None = None,
        path: Path | None = None,
    ) -> "Playthrough":
        """Begin a treatment, of the case's own length without `sessions`; without `path` it is kept in memory only.

        Raises CannotSave where no log can be begun at `path`; an existing file is never written over.
        """
        book = adapted(book, case.rows.adaptation)
        length: Sessions = sessions or _length_of(case)
        header = Header.of(book, case, seed=seed, mode=mode, course=course, sessions=length)
        first = header_line(header)
        file = None if path is None else LogFile.create(path, first)
        return cls(book, case, Log(header), last=first, file=file)

    @classmethod
    def resume(cls, book: Book, case: CaseFile, path: Path) -> "Playthrough":
        """Go on with a log. A last line that was cut off is taken out of the file, and `notice` says so.

        Raises LogDamaged for any other damage, CannotResume where the case or the manual is not the one it was played
        with, and CannotSave where it cannot be opened for writing or is being played elsewhere.
        """
        book = adapted(book, case.rows.adaptation)
        file, source = LogFile.reopen(path)
        try:
            found = parse_log(source)
            _see_it_fits(book, case, found.log.header)
            case = as_told(case, found.log.header.variant)
            notice = " ".join(_notices(found)) or None
            play = cls(book, case, found.log, last=found.last, file=file, notice=notice)
            if found.size < len(source):
                file.cut(found.size)
            if not found.ended:
                file.append(b"\n")
        except BaseException:
            file.close()
            raise
        return play

    def __enter__(self) -> "Playthrough":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the log; nothing is lost, since every turn has been written."""
        if self._file is not None:
            self._file.close()

    @property
    def book(self) -> Book:
        """Return the manual."""
        return self._book

    @property
    def case(self) -> CaseFile:
        """Return the case, hidden side included: for the engine and the score, never for a screen."""
        return self._case

    @property
    def mode(self) -> Mode:
        """Return the mode it is played in."""
        return self._header.mode

    @property
    def path(self) -> Path | None:
        """Return where the log lies; None in memory."""
        return None if self._file is None else self._file.path

    @property
    def treatment(self) -> Treatment:
        """Return where the treatment stands."""
        return self._now

    @property
    def log(self) -> Log:
        """Return the log so far."""
        return Log(self._header, tuple(self._lines))

    @property
    def turns(self) -> tuple[tuple[int, tuple[Event, ...]], ...]:
        """Return the turns that count, as score, report and views take them: number and events."""
        return tuple((line.turn, line.events) for line in self._turns)

    @property
    def events_of_last_turn(self) -> tuple[Event, ...]:
        """Return what happened in the last turn that counts; nothing before the first."""
        return self._turns[-1].events if self._turns else ()

    def act(self, action: Action) -> tuple[Event, ...]:
        """Do it and return what happened, which is on the disk by then.

        Raises IllegalAction for what cannot be done and CannotSave for what cannot be written: nothing has changed.
        """
        if self.mode == "exam" and isinstance(action, AskSupervisor):
            raise IllegalAction(_("In an exam there is no supervisor to ask."))
        after, events = step(self._book, self._case, self._now, action)
        line = TurnLine(after.turn, action, events)
        self._write(line)
        self._turns.append(line)
        self._now = after
        return events

    def take_back(self) -> None:
        """Take the last turn back. Raises as `rewind` does."""
        if not self._turns:
            raise IllegalAction(_("There is no turn to take back."))
        self.rewind(len(self._turns))

    def rewind(self, to: int) -> None:
        """Go back to before turn `to`, counted from 1; the turns from there stay in the log and count no more.

        Raises IllegalAction in an exam and for a turn that has not been, and CannotSave: nothing has changed then.
        """
        if self.mode == "exam":
            raise IllegalAction(_("In an exam there is no going back."))
        if not 1 <= to <= len(self._turns):
            raise IllegalAction(_("There is no turn {turn} to go back to.", turn=to))
        line = RewindLine(to)
        before = replay(self._book, self._case, Log(self._header, tuple(self._turns[: to - 1])))
        self._write(line)
        del self._turns[to - 1 :]
        self._now = before

    def _write(self, line: Line) -> None:
        try:
            written = turn_line(line, self._last)
        except UnicodeEncodeError:
            raise IllegalAction(_("There is a character in this that cannot be written down.")) from None
        if self._file is not None:
            self._file.append(written)
        self._last = written
        self._lines.append(line)


def _length_of(case: CaseFile) -> Sessions:
    match case.rows.treatment.sessions:
        case "8":
            return 8
        case "12":
            return 12
        case "16":
            return 16


def _notices(found: ReadLog) -> Iterator[str]:
    if found.notice is not None:
        yield found.notice
    engine = found.log.header.engine
    if engine != __version__:
        yield f"This log was begun with version {engine} of the program, and this is {__version__}."


def _see_it_fits(book: Book, case: CaseFile, header: Header) -> None:
    if header.case != case.rows.id:
        raise CannotResume(f"This log was played with the case '{header.case}', not with '{case.rows.id}'.")
    if header.case_hash != case.hash:
        raise CannotResume(
            f"The case '{case.rows.id}' has been changed since this log was begun. It can be read, not gone on with."
        )
    if header.variant not in (None, case.variant, *(row.id for row in case.rows.variants)):
        raise CannotResume(f"This log was played with the variant '{header.variant}', which the case does not have.")
    if (header.manual, header.manual_hash) != (book.rows.id, book.hash):
        raise CannotResume("The manual has been changed since this log was begun. It can be read, not gone on with.")
