"""What a trainee has played, to look at, go on with, take along or be rid of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from game.history.entry import FindsCases
from game.history.keeper import History
from game.history.own_data import forget
from game.manual import Book
from game.play import CannotResume, Playthrough
from game.record import read_log
from game.words import _


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything of one trainee lies."""

    logs: Path
    database: Path
    everything: tuple[Path, ...]
    """Folders that hold nothing but this trainee's data and what can be made again."""
    settings: Callable[[], tuple[Path, ...]]
    """The files of settings that there are."""
    export_to: Callable[[date], Path]
    """A name for an export made on a day; there is no such file yet."""


class Archive:
    """The treatments in a folder. The database is opened when it is first asked, and logs are read by `refresh`."""

    def __init__(self, places: Places, book: Book, find_case: FindsCases) -> None:
        self._places = places
        self._book = book
        self._find_case = find_case

    @cached_property
    def history(self) -> History:
        """The history of the folder."""
        return History(self._places.logs, self._places.database, self._book, self._find_case)

    def close(self) -> None:
        """Let go of the database; it is opened again when it is asked the next time."""
        if "history" in self.__dict__:
            self.history.close()
            del self.__dict__["history"]

    def open(self, log: str) -> Playthrough:
        """Return a treatment: one that goes on is locked and can be gone on with, a finished one only looked at.

        Raises CannotResume, CannotSave, LogDamaged or OSError; the message of each is for the player.
        """
        path = self._places.logs / log
        found = read_log(path).log
        case = self._find_case(found.header.case)
        if case is None:
            raise CannotResume(_("The case “{case}” is not on the shelf.", case=found.header.case))
        kept = Playthrough(self._book, case, found, last=b"", file=None)
        return kept if kept.treatment.over else Playthrough.resume(self._book, case, path)

    def export(self, today: date, to: Path | None = None) -> Path:
        """Write everything into one zip file, by default where documents are, and return it. Raises CannotExport."""
        to = to or self._places.export_to(today)
        self.history.export(to, today, self._places.settings())
        return to

    def forget(self) -> tuple[Path, ...]:
        """Delete all logs, the database, settings and caches for good; return the folders of which something stayed."""
        self.close()
        return forget(self._places.everything)
