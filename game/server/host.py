"""A host: the store, the manual, the cases, the clock and what is in memory. Everything else is a function of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Row, select

from game.case import CASE_FILE, CaseFile, as_told, case_of_source, shelf
from game.manual import Book, adapted
from game.reading import Faults
from game.server import tables as t
from game.server.kept import Kept
from game.server.memory import Memory
from game.server.refusals import NotNow, Unknown
from game.server.sittings import Sitting, Sittings, log_of, sitting_of
from game.words import _

if TYPE_CHECKING:
    from game.server.exports.record_store import RecordStore
    from game.server.store import Store


_ANALYSES: Final = 4
"""Contests whose analysis is kept: it holds something of every run."""
_CASES: Final = Kept(200)
"""Cases by what they were read from, for all hosts of this process: reading one takes some 50 ms."""
BROUGHT: Final = "own_"
"""Before the id of a case that a teacher has brought, so that it never passes for the one of the shelf."""


def server_time() -> int:
    """Return the host's clock in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


@dataclass
class Host:
    """What a host needs to answer. `clock` is the only clock there is: no seat's clock is ever asked."""

    store: "Store"
    book: Book
    clock: Callable[[], int] = server_time
    public_url: str = "http://127.0.0.1:8016"
    reach: tuple[str, ...] = ()
    """Private networks in which the host may call learning platforms and record stores, such as `10.0.0.0/8`."""
    record_store: "RecordStore | None" = None
    """Where xAPI statements go after a reveal, if whoever runs the host has one."""
    sittings: Sittings = field(default_factory=Sittings)
    memory: Memory = field(default_factory=Memory)
    changed: Callable[..., object] = lambda *_names: None
    """Called with names as `game.server.live` has them, after what a page could show has changed and is on the disk."""
    kept: Kept = field(default_factory=Kept)
    """Debriefs and other results that are costly to work out, by what they were made from."""
    analyses: Kept = field(default_factory=lambda: Kept(_ANALYSES))
    """What runs show together, by contest and version."""
    _told: dict[tuple[str, str | None], CaseFile] = field(default_factory=dict)

    def on_shelf(self) -> dict[str, Path]:
        """Return the cases of the program by id, each with its file."""
        return {folder.name: folder / CASE_FILE for folder in shelf()}

    def read_case(self, name: str, source: bytes, variant: str | None = None) -> CaseFile:
        """Return the case that `source` holds, in a variant.

        Raises Faults with everything that is wrong with it, and KeyError for a variant it has not.
        """
        return _CASES.get((name, source, variant, self.book.hash), lambda: self._read(name, source, variant))

    def _read(self, name: str, source: bytes, variant: str | None) -> CaseFile:
        if variant is not None:
            return as_told(self.read_case(name, source), variant)
        case, faults = case_of_source(Path(name) / CASE_FILE, source, self.book)
        if case is None or faults:
            raise Faults(faults)
        return case

    def case_in(self, c: Connection, source: str, variant: str | None) -> CaseFile:
        """Return a stored case, in a variant. Raises Unknown, and NotNow where this program cannot read it any more."""
        key = source, variant
        if key not in self._told:
            found = c.execute(select(t.cases.c.name, t.cases.c.source).where(t.cases.c.id == source)).one_or_none()
            if found is None:
                raise Unknown
            try:
                self._told[key] = self.read_case(found.name.removeprefix(BROUGHT), found.source, variant)
            except (Faults, KeyError):
                raise NotNow(_("This case was played with another version of the program.")) from None
        return self._told[key]

    def adapted_to(self, case: CaseFile) -> Book:
        """Return the manual as it is for a case."""
        return adapted(self.book, case.rows.adaptation)

    def sitting(self, c: Connection, run: Row[Any], source: str) -> Sitting:
        """Return a run as far as the store has it: from memory where that is as far, else from its log.

        `run` is a row of `runs` with id, header, variant and version. Nothing is kept here: the caller keeps what is
        committed.
        """
        held = self.sittings.get(run.id)
        if held is not None and held.version == run.version:
            return held
        case = self.case_in(c, source, run.variant)
        return sitting_of(self.adapted_to(case), case, log_of(c, run.id, run.header, run.version))
