"""The therapist's desk: the manual, the shelf of cases and the treatment in play. The one thing that screens share."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from game.case import CaseFile
from game.manual import Book
from game.play import CannotResume, CannotSave, Playthrough
from game.reading import Faults
from game.record import LogDamaged, Mode
from game.sitting import Outlook, OwnSitting, Sitting
from game.treatment import Action, IllegalAction
from game.ui.screens.message import Message, not_saved, refusal
from game.view import ReferralView, ShelfRow, referral_view, shelf_row
from game.words import _

if TYPE_CHECKING:
    from game.history import Archive

FIRST = "first-"
"""How the name of the log of a guided first session begins."""
Start = Callable[[CaseFile, Mode], Playthrough]


class Library(Protocol):
    """Where the cases are."""

    @property
    def rows(self) -> Sequence[ShelfRow]:
        """The covers of all cases, in any order."""

    @property
    def faulty(self) -> Sequence[str]:
        """Names of cases that are not on the shelf because something is wrong with them."""

    def case(self, name: str) -> CaseFile:
        """Return a case on the shelf. Raises Faults."""


class HelpLine(Protocol):
    """The number to ring in an emergency, noted by the player."""

    def read(self) -> str:
        """Return it; empty when there is none."""

    def keep(self, number: str) -> bool:
        """Note it for next time; False where that cannot be done."""


class NoHelpLine:
    """A number that is noted until the window closes."""

    def __init__(self) -> None:
        self._number = ""

    def read(self) -> str:
        """Return it."""
        return self._number

    def keep(self, number: str) -> bool:
        """Note it."""
        self._number = number
        return True


class Given:
    """A library of cases that have been read."""

    faulty = ()

    def __init__(self, cases: Sequence[CaseFile]) -> None:
        self._cases = {case.rows.id: case for case in cases}

    @property
    def rows(self) -> Sequence[ShelfRow]:
        """The covers of all cases."""
        return [shelf_row(case) for case in self._cases.values()]

    def case(self, name: str) -> CaseFile:
        """Return one of the cases."""
        return self._cases[name]


class Desk:
    """Holds what is being played; screens look at it through `look` and act through `act`.

    `start` begins a treatment and its log; `play` is one found on the disk, to be offered on the title screen;
    `notice` is said there once, such as why a log cannot be gone on with; `sessions` is how many `start` gives every
    treatment, where that is not left to the case. `first` begins the guided first session, where there is one, and
    `open_archive` gives what was played before, where that is kept.
    """

    def __init__(
        self,
        book: Book,
        cases: "Sequence[CaseFile] | Library",
        start: Start,
        play: Playthrough | None = None,
        notice: str = "",
        mode: Mode = "guided",
        sessions: int | None = None,
        *,
        first: Callable[[CaseFile], Playthrough] | None = None,
        open_archive: "Callable[[], Archive] | None" = None,
        is_new_here: bool = False,
        help_line: HelpLine | None = None,
        seats_folder: Path | None = None,
    ) -> None:
        self.book = book
        self.mode = mode
        """The mode that is marked on the shelf."""
        self.sitting: Sitting | None = OwnSitting(play) if play is not None else None
        """The treatment in play and how it is acted on; None when there is none."""
        self.notice = notice or (self.sitting.notice if self.sitting is not None else "")
        self.is_new_here = is_new_here
        """Whether nothing has ever been played on this machine."""
        self.help_line: HelpLine = help_line or NoHelpLine()
        self.hints_wanted = True
        """Whether a guided first session shows its hints; nobody is made to have them."""
        self.noted: set[str] = set()
        """Hints that were only to be read, and have been."""
        self.seats_folder = seats_folder
        """Where seats in contests are kept; None where no contest can be joined."""
        self._sessions = sessions
        self._library: Library = Given(cases) if isinstance(cases, Sequence) else cases
        self._start = start
        self._first = first
        self._open_archive = open_archive

    @cached_property
    def shelf(self) -> tuple[ShelfRow, ...]:
        """The patients to choose from, by level and name."""
        rows = list(self._library.rows)
        if self._sessions is not None:
            rows = [replace(row, sessions=self._sessions) for row in rows]
        return tuple(sorted(rows, key=lambda row: (row.level, row.patient)))

    @property
    def faulty(self) -> Sequence[str]:
        """Names of cases that are not on the shelf because something is wrong with them."""
        return self._library.faulty

    def letter(self, case: str) -> ReferralView | Message:
        """Return the referral letter of a case that has not been begun; why not, when the case cannot be read."""
        try:
            found = self._library.case(case)
        except Faults as faults:
            return Message(_("This case cannot be opened"), str(faults))
        return referral_view(self.book, found, self._sessions or int(found.rows.treatment.sessions))

    # -- the treatment in play ---------------------------------------------------------------------------

    @property
    def running(self) -> Outlook | None:
        """The treatment in play, over or not; None when there is none."""
        return None if self.sitting is None else self.sitting.look

    @property
    def look(self) -> Outlook:
        """The treatment in play. Raises RuntimeError when there is none."""
        look = self.running
        if look is None:
            raise RuntimeError("no treatment has been begun")
        return look

    @property
    def in_contest(self) -> bool:
        """Whether somebody else runs the treatment in play."""
        return self.sitting is not None and not isinstance(self.sitting, OwnSitting)

    @property
    def log_name(self) -> str:
        """Name of the log that is being written; empty where none is."""
        path = self.sitting.path if self.sitting is not None else None
        return "" if path is None else path.name

    def begin(self, case: str, mode: Mode) -> Message | None:
        """Begin a treatment; return what stands in the way, if anything. The one before it stays on the disk."""
        return self._take_up(lambda: self._start(self._library.case(case), mode))

    @property
    def has_first_session(self) -> bool:
        """Whether the guided first session can be begun here."""
        return self._first is not None

    @property
    def is_first_session(self) -> bool:
        """Whether the treatment in play began as the guided first session."""
        return self.log_name.startswith(FIRST)

    @property
    def happened(self) -> frozenset[str]:
        """What has happened in the treatment in play: kinds of events, and of what was said `said:` and the intent."""
        return frozenset() if self.sitting is None else self.sitting.happened

    def begin_first_session(self) -> Message | None:
        """Begin the guided first session with the first patient; return what stands in the way, if anything."""
        first = self._first
        assert first is not None
        self.hints_wanted = True
        self.noted.clear()
        return self._take_up(lambda: first(self._library.case(self.shelf[0].case)))

    def act(self, *actions: Action) -> Message | None:
        """Do things one after another, each written to the log; return why not, if one cannot be done."""
        return self._try(lambda sitting: sitting.act(*actions))

    def rewind(self, turn: int) -> Message | None:
        """Go back to before a turn; return why not, if that cannot be done."""
        return self._try(lambda sitting: sitting.rewind(turn))

    def take_back(self) -> Message | None:
        """Take the last turn back; return why not, if that cannot be done."""
        return self._try(lambda sitting: sitting.take_back())

    def sit_down(self, sitting: Sitting) -> None:
        """Put a treatment on the desk that somebody else runs; the one before it is put away."""
        self._put_away()
        self.sitting = sitting

    # -- what was played before --------------------------------------------------------------------------

    @cached_property
    def archive(self) -> "Archive | None":
        """What was played before; None where that is not kept."""
        return None if self._open_archive is None else self._open_archive()

    @property
    def today(self) -> date:
        """The day on which something is due."""
        return date.today()

    def open_log(self, log: str) -> Message | None:
        """Put a treatment from the history on the desk; return what stands in the way, if anything."""
        archive = self.archive
        assert archive is not None
        return None if log == self.log_name else self._take_up(lambda: archive.open(log))

    def delete_log(self, log: str) -> Message | None:
        """Delete a treatment for good; return what stands in the way, if anything."""
        assert self.archive is not None
        if log == self.log_name:
            self._put_away()
        if self.archive.history.delete(log):
            return None
        return Message(_("This treatment could not be deleted"), _("The file {log} may not be deleted here.", log=log))

    def forget(self) -> Message:
        """Delete everything a trainee has on this machine; return what is to be said about it."""
        assert self.archive is not None
        self._put_away()
        left = self.archive.forget()
        if left:
            places = "\n".join(map(str, left))
            return Message(_("Not everything could be deleted"), _("Something is left in:") + "\n" + places)
        return Message(_("Everything is deleted"), _("Nothing of yours is kept on this machine any more."))

    # -- inside ------------------------------------------------------------------------------------------

    def _take_up(self, found: Callable[[], Playthrough]) -> Message | None:
        """Put another treatment on the desk; the one before it is put away when that has worked."""
        try:
            taken = found()
        except CannotSave as error:
            return not_saved(error)
        except (CannotResume, LogDamaged) as error:
            return refusal(error)
        except (Faults, OSError) as error:
            return Message(_("This cannot be opened"), str(error))
        self.sit_down(OwnSitting(taken))
        return None

    def _put_away(self) -> None:
        if self.sitting is not None:
            with suppress(OSError):
                self.sitting.close()
        self.sitting = None

    def _try(self, deed: Callable[[Sitting], object]) -> Message | None:
        assert self.sitting is not None
        try:
            deed(self.sitting)
        except IllegalAction as error:
            return refusal(error)
        except CannotSave as error:
            return not_saved(error)
        return None
