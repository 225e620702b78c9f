"""The history of one trainee: the folder of logs, and the database that saves reading all of them again."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from game import __version__
from game.history.entry import Entry, FindsCases, entry_of
from game.history.own_data import export
from game.history.skills import Skill, skill_map
from game.history.store import STEPS, Store
from game.log_file import CannotSave, LogFile
from game.manual import Book

LOG_NAMES = "*.jsonl"


class History:
    """Every treatment in a folder. The logs are the truth: `refresh` brings the database in line with them."""

    def __init__(self, logs: Path, database: Path, book: Book, find_case: FindsCases) -> None:
        self._logs = logs
        self._book = book
        self._find_case = find_case
        self._store = Store(database)
        rules = f"{__version__}:{book.hash}:{len(STEPS)}"
        self._rules = hashlib.sha256(rules.encode()).hexdigest()[:16]

    @property
    def kept(self) -> bool:
        """Whether it is kept on the disk; else only until the window closes, and read from the logs next time."""
        return self._store.kept

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def refresh(self, at_most: int = 1_000_000) -> int:
        """Read logs that are new or have changed, at most so many, the latest first; return how many are left."""
        there = self._stamps()
        known = self._store.stamps()
        self._store.drop(log for log in known if log not in there)
        changed = [log for log, stamp in there.items() if known.get(log) != stamp]
        for log in changed[:at_most]:
            self._store.put(entry_of(self._logs / log, self._book, self._find_case), there[log])
        return max(0, len(changed) - at_most)

    def entries(self) -> tuple[Entry, ...]:
        """Return the treatments that have been read, the one played last first."""
        return self._store.entries()

    def skills(self, today: date) -> tuple[Skill, ...]:
        """Return the skill map as of a day."""
        return skill_map(self._book, self.entries(), today)

    def delete(self, log: str) -> bool:
        """Delete a treatment for good; False where its file cannot be deleted, or is being played elsewhere."""
        path = self.path_of(log)
        try:
            LogFile.reopen(path)[0].close()
            path.unlink()
        except CannotSave:
            if path.exists():
                return False
        except OSError:
            return False
        self._store.drop([log])
        return True

    def path_of(self, log: str) -> Path:
        """Return where a log lies."""
        return self._logs / log

    def export(self, to: Path, today: date, settings: Iterable[Path] = ()) -> None:
        """Write everything into one zip file. Raises CannotExport."""
        self.refresh()
        logs = [self._logs / log for log in self._stamps()]
        export(to, logs, settings, self.entries(), self.skills(today))

    def _stamps(self) -> dict[str, str]:
        """Return the logs in the folder, the one written to last first, with what tells whether one has changed."""
        found: list[tuple[int, str, str]] = []
        for path in self._logs.glob(LOG_NAMES):
            with suppress(OSError):
                status = path.stat()
                if status.st_size:
                    stamp = f"{status.st_size}:{status.st_mtime_ns}:{self._rules}"
                    found.append((status.st_mtime_ns, path.name, stamp))
        return {name: stamp for _, name, stamp in sorted(found, reverse=True)}


def bests(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the finished treatment with the most points for each case; of equals the earliest."""
    found: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: (-entry.composite, entry.began)):
        if entry.over:
            found.setdefault(entry.case, entry)
    return found
