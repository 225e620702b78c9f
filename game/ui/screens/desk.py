"""The therapist's desk: the manual, the shelf of cases and the treatment in play. The one thing that screens share."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from game.case import CaseFile
from game.manual import Book
from game.play import CannotSave, Playthrough
from game.record import Mode
from game.treatment import Action, IllegalAction
from game.ui.screens.message import Message, not_saved, refusal
from game.ui.screens.outlook import Outlook
from game.view import ReferralView, ShelfRow, referral_view, shelf_row

Start = Callable[[CaseFile, Mode], Playthrough]


class Desk:
    """Holds what is being played; screens look at it through `look` and act through `act`.

    `start` begins a treatment and its log; `play` is one found on the disk, to be offered on the title screen;
    `notice` is said there once, such as why a log cannot be gone on with; `sessions` is how many `start` gives every
    treatment, where that is not left to the case.
    """

    def __init__(
        self,
        book: Book,
        cases: Sequence[CaseFile],
        start: Start,
        play: Playthrough | None = None,
        notice: str = "",
        mode: Mode = "guided",
        sessions: int | None = None,
    ) -> None:
        self.book = book
        self.mode = mode
        """The mode that is marked on the shelf."""
        self.notice = notice or (play.notice if play is not None else None) or ""
        self._sessions = sessions
        self._cases = {case.rows.id: case for case in cases}
        self._start = start
        self._play = play
        self._look = _outlook(play) if play is not None else None

    @cached_property
    def shelf(self) -> tuple[ShelfRow, ...]:
        """The patients to choose from, by level and name."""
        rows = [shelf_row(case) for case in self._cases.values()]
        if self._sessions is not None:
            rows = [replace(row, sessions=self._sessions) for row in rows]
        return tuple(sorted(rows, key=lambda row: (row.level, row.patient)))

    def letter(self, case: str) -> ReferralView:
        """Return the referral letter of a case that has not been begun."""
        found = self._cases[case]
        return referral_view(self.book, found, self._sessions or int(found.rows.treatment.sessions))

    @property
    def running(self) -> Outlook | None:
        """The treatment in play, over or not; None when there is none."""
        return self._look

    @property
    def look(self) -> Outlook:
        """The treatment in play. Raises RuntimeError when there is none."""
        if self._look is None:
            raise RuntimeError("no treatment has been begun")
        return self._look

    def begin(self, case: str, mode: Mode) -> Message | None:
        """Begin a treatment; return what stands in the way, if anything. The one before it stays on the disk."""
        try:
            begun = self._start(self._cases[case], mode)
        except CannotSave as error:
            return not_saved(error)
        if self._play is not None:
            self._play.close()
        self._play, self._look = begun, _outlook(begun)
        return None

    def act(self, *actions: Action) -> Message | None:
        """Do things one after another, each written to the log; return why not, if one cannot be done."""
        return self._try(lambda play: [play.act(action) for action in actions])

    def rewind(self, turn: int) -> Message | None:
        """Go back to before a turn; return why not, if that cannot be done."""
        return self._try(lambda play: play.rewind(turn))

    def take_back(self) -> Message | None:
        """Take the last turn back; return why not, if that cannot be done."""
        return self._try(lambda play: play.take_back())

    def _try(self, deed: Callable[[Playthrough], object]) -> Message | None:
        assert self._play is not None
        try:
            deed(self._play)
        except IllegalAction as error:
            return refusal(error)
        except CannotSave as error:
            return not_saved(error)
        finally:
            self._look = _outlook(self._play)
        return None


def _outlook(play: Playthrough) -> Outlook:
    return Outlook(play.book, play.mode, play.case, play.treatment, play.turns)
