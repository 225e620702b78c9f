"""A seat's treatment for the front ends: the views that the host sent, and what is asked for only when it is wanted."""

import re
from zlib import crc32

from game.case import Portrait
from game.manual import Book
from game.record import Mode
from game.seat.asking import Answers
from game.seat.manuals import book_of
from game.seat.seat import Seat
from game.sitting import Outlook, Saving, Sitting
from game.treatment import Action, IllegalAction
from game.view import (
    FormulationView,
    Move,
    NotOver,
    ProcedureView,
    ReferralView,
    Report,
    Room,
    Utterance,
    Workbook,
)
from game.view.branches import Fork
from game.view.supervisor import Remark
from game.view.turns import TurnView
from game.view.weeks import WeekView
from game.wire.snapshot import Snapshot
from game.words import _, language

_UNSEEN = Portrait(head="none")
"""Somebody whom nobody has described: a plain round."""
_SLOT = re.compile(r"\{\w+\}")


class SeatOutlook(Outlook):
    """What a seat can see at one moment. Nothing here raises where there is no connection."""

    def __init__(self, book: Book, seen: Snapshot, report: Report | None, answers: Answers) -> None:
        self.book = book
        self.mode: Mode = seen.mode
        self._seen = seen
        self._views = seen.views
        self._report = report
        self._answers = answers

    @property
    def can_go_back(self) -> bool:
        """Nothing is taken back in a contest."""
        return False

    @property
    def room(self) -> Room:
        """Where the treatment stands."""
        return self._views.room

    @property
    def transcript(self) -> tuple[Utterance, ...]:
        """All that has been said."""
        return self._seen.said

    @property
    def moves(self) -> tuple[Move, ...]:
        """All that can be said."""
        return self._views.moves

    @property
    def workbook(self) -> Workbook:
        """The trainee's notes."""
        return self._views.workbook

    @property
    def formulation(self) -> FormulationView:
        """The parts of a formulation."""
        return self._views.formulation

    @property
    def procedures(self) -> tuple[ProcedureView, ...]:
        """What can be worked through."""
        return self._views.procedures

    @property
    def referral(self) -> ReferralView:
        """The letter."""
        return self._views.referral

    @property
    def week(self) -> WeekView:
        """What is known of the week."""
        return self._views.week

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What a supervisor says of the session."""
        return self._views.remarks

    @property
    def praised(self) -> frozenset[tuple[str, str]]:
        """What a supervisor had praised before the last turn."""
        return frozenset(self._views.praised)

    @property
    def lately(self) -> tuple[str, ...]:
        """Ids of the moves said so far."""
        return self._views.lately

    @property
    def turn(self) -> int:
        """Number of the last turn."""
        return self._seen.version

    @property
    def first_name(self) -> str:
        """What the patient is called in the room."""
        return self._views.first_name

    @property
    def first_month(self) -> int:
        """The month in which the treatment began."""
        return self._views.first_month

    @property
    def weather(self) -> int:
        """The run's own, since the treatment's luck is not told to anybody who plays it."""
        return crc32(self._answers.run.encode())

    def portrait_of(self, ref: str) -> Portrait:
        """Return what somebody looks like; a plain round for somebody who has not come up."""
        known = dict(self._views.portraits)
        return known.get(ref) or known.get(f"person:{ref}") or _UNSEEN

    @property
    def report(self) -> Report:
        """The debrief. Raises NotOver before the reveal."""
        if self._report is None:
            raise NotOver(_("The debrief comes when your teacher reveals the results."))
        return self._report

    @property
    def forks(self) -> tuple[Fork, ...]:
        """None: nothing is gone back on."""
        return ()

    @property
    def has_forks(self) -> bool:
        """Never."""
        return False

    def turn_view(self, turn: int) -> TurnView:
        """Return one turn opened; an empty one while the host has not answered."""
        asked = self._answers
        nothing = TurnView(turn, (), (), (), None)
        revealed = self._report is not None
        return asked.of(("turn", turn, revealed), lambda: asked.seat.caller.turn(asked.run, turn), nothing)

    def ways(self, intent: str, target: str | None) -> tuple[str, ...]:
        """Return the ways in which a move can be put; while the host has not answered, as the manual has them."""
        asked = self._answers
        return asked.of(
            ("ways", self.turn, intent, target),
            lambda: asked.seat.caller.ways(asked.run, intent, target),
            self._as_in_the_manual(intent, target),
        )

    def words_of(self, action: Action) -> str:
        """Return what the therapist would say, else why it cannot be done; dots while the host has not answered."""
        asked = self._answers
        return asked.of(
            ("words", self.turn, action),
            lambda: asked.seat.caller.words_of(asked.run, action),
            _("No connection just now.") if asked.seat.trouble else "…",
        )

    def _as_in_the_manual(self, intent: str, target: str | None) -> tuple[str, ...]:
        name = next((concern.name for concern in self.room.concerns if concern.ref == target), "…")
        row = self.book.intents.get(intent)
        return tuple(_SLOT.sub(name, words) for words in row.wordings) if row is not None else ()


class SeatSitting(Sitting):
    """One run of a seat to act on. `patience` is how many seconds a question to the host may hold up who asks."""

    def __init__(self, seat: Seat, patience: float = 0.15) -> None:
        run = seat.standing.run if seat.standing is not None else None
        if run is None or seat.snapshot is None:
            raise IllegalAction(_("The contest has not begun yet."))
        self.seat = seat
        self.run = run.id
        self._answers = Answers(seat, run.id, patience)
        self._seen: tuple[object, ...] = ()
        self._look = self._made(seat.snapshot)

    @property
    def look(self) -> Outlook:
        """What can be seen of it now; after its round, what was seen last."""
        shown, seen = self.seat.standing, self.seat.snapshot
        if seen is not None and shown is not None and shown.run is not None and shown.run.id == self.run:
            now = (id(seen), id(self.seat.report), self._answers.late, language())
            if now != self._seen:
                self._look, self._seen = self._made(seen), now
        return self._look

    @property
    def saving(self) -> Saving:
        """How far what was done is safe."""
        return self.seat.saving

    def act(self, *actions: Action) -> None:
        """Do things one after another, in this run alone."""
        if self.is_past:
            raise IllegalAction(_("This round is over."))
        self.seat.act(*actions)

    @property
    def is_past(self) -> bool:
        """Whether the seat has gone on to another round."""
        standing = self.seat.standing
        return standing is not None and (standing.run is None or standing.run.id != self.run)

    def settle(self, seconds: float) -> bool:
        """Wait at most so long until nothing is on its way."""
        return self.seat.settle(seconds)

    def news(self) -> tuple[str, ...]:
        """Return what has come up by itself."""
        return self.seat.news()

    def rewind(self, to: int) -> None:  # noqa: ARG002 (there is no going back, wherever to)
        """Nothing is taken back in a contest. Raises IllegalAction."""
        raise IllegalAction(_("In a contest there is no going back."))

    def take_back(self) -> None:
        """Nothing is taken back in a contest. Raises IllegalAction."""
        self.rewind(self.look.turn)

    def close(self) -> None:
        """Ask nothing more; the seat itself lives on."""
        self._answers.close()

    def _made(self, seen: Snapshot) -> SeatOutlook:
        book = book_of(seen.views.manual)
        assert book is not None  # a seat takes no other snapshot
        return SeatOutlook(book, seen, self.seat.report, self._answers)
