"""What can be seen of a treatment at one moment, whether it is run here or by a host: every screen shows only this."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from game.case import CaseFile, Portrait
from game.manual import Book
from game.record import Log, Mode, RewindLine
from game.treatment import Action, Event, IllegalAction, Treatment, step
from game.treatment.events import Said, StepTaken
from game.view import (
    FormulationView,
    Move,
    ProcedureView,
    ReferralView,
    Report,
    Room,
    Utterance,
    Workbook,
    formulation_view,
    moves,
    procedure_views,
    referral_view,
    report_view,
    room,
    spoken_ways,
    transcript,
    workbook_view,
)
from game.view.appearance import first_month, portrait_of
from game.view.branches import Fork, forks
from game.view.supervisor import Remark, praised, remarks
from game.view.turns import TurnView, lately, turn_view
from game.view.weeks import WeekView, week_view

Turns = tuple[tuple[int, tuple[Event, ...]], ...]


class Outlook(ABC):
    """The views of one moment of one treatment: the same for as long as the object lives."""

    book: Book
    mode: Mode

    @property
    def guided(self) -> bool:
        """Whether menus and comments are wanted."""
        return self.mode == "guided"

    @property
    def supervised(self) -> bool:
        """Whether there is a supervisor to ask."""
        return self.mode != "exam"

    @property
    @abstractmethod
    def can_go_back(self) -> bool:
        """Whether turns can be taken back, and compared with what came instead."""

    @property
    @abstractmethod
    def room(self) -> Room:
        """Where the treatment stands."""

    @property
    @abstractmethod
    def transcript(self) -> tuple[Utterance, ...]:
        """All that has been said."""

    @property
    @abstractmethod
    def moves(self) -> tuple[Move, ...]:
        """All that can be said."""

    @property
    @abstractmethod
    def workbook(self) -> Workbook:
        """The trainee's notes."""

    @property
    @abstractmethod
    def formulation(self) -> FormulationView:
        """The parts of a formulation."""

    @property
    @abstractmethod
    def procedures(self) -> tuple[ProcedureView, ...]:
        """What can be worked through."""

    @property
    @abstractmethod
    def referral(self) -> ReferralView:
        """The letter."""

    @property
    @abstractmethod
    def week(self) -> WeekView:
        """What is known of the week: the scale as shared, what was counted beside it, and what was told."""

    @property
    @abstractmethod
    def remarks(self) -> tuple[Remark, ...]:
        """What a supervisor says of the session that is open or was last, turn by turn; nothing in an exam."""

    @property
    @abstractmethod
    def praised(self) -> frozenset[tuple[str, str]]:
        """Kind and id of what a supervisor had praised before the last turn; nothing in an exam."""

    @property
    @abstractmethod
    def lately(self) -> tuple[str, ...]:
        """Ids of the moves said so far, the newest first, each once."""

    @property
    @abstractmethod
    def turn(self) -> int:
        """Number of the last turn, 0 before the first."""

    @property
    @abstractmethod
    def first_name(self) -> str:
        """What the patient is called in the room."""

    @property
    @abstractmethod
    def first_month(self) -> int:
        """The month in which the treatment began, 0 to 11, as seasons are in the north."""

    @property
    @abstractmethod
    def weather(self) -> int:
        """What the weather is drawn from."""

    @abstractmethod
    def portrait_of(self, ref: str) -> Portrait:
        """Return what the patient (`PATIENT`) or a person who has come up looks like: `person:id`, or the id alone."""

    @property
    @abstractmethod
    def report(self) -> Report:
        """The debrief. Raises NotOver before it may be seen."""

    @property
    @abstractmethod
    def forks(self) -> tuple[Fork, ...]:
        """Ways that were gone back on, each beside the one that counts; none in an exam."""

    @property
    @abstractmethod
    def has_forks(self) -> bool:
        """Whether anything has been gone back on, without looking closer."""

    @abstractmethod
    def turn_view(self, turn: int) -> TurnView:
        """Return one turn opened: what it did to the patient only in guided mode, and after the end."""

    @abstractmethod
    def ways(self, intent: str, target: str | None) -> tuple[str, ...]:
        """Return the ways in which a move can be put, word for word."""

    @abstractmethod
    def words_of(self, action: Action) -> str:
        """Return what the therapist would say, word for word, if this were done; else why it cannot be done."""


@dataclass(frozen=True, eq=False)
class OwnOutlook(Outlook):
    """A treatment that is run here. Each view is computed once and only when asked for; `_case` is never shown."""

    book: Book
    mode: Mode
    _case: CaseFile
    _now: Treatment
    _turns: Turns
    _log: Log | None = None

    @property
    def can_go_back(self) -> bool:
        """Everywhere but in an exam."""
        return self.supervised

    @cached_property
    def room(self) -> Room:
        """Where the treatment stands."""
        return room(self.book, self._case, self._now)

    @cached_property
    def transcript(self) -> tuple[Utterance, ...]:
        """All that has been said."""
        return transcript(self.book, self._turns)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """All that can be said."""
        return moves(self.book, self._case, self._now)

    @cached_property
    def workbook(self) -> Workbook:
        """The trainee's notes."""
        return workbook_view(self.book, self._case, self._now, self._turns)

    @cached_property
    def formulation(self) -> FormulationView:
        """The parts of a formulation."""
        return formulation_view(self.book, self._case, self._now)

    @cached_property
    def procedures(self) -> tuple[ProcedureView, ...]:
        """What can be worked through."""
        return procedure_views(self.book, self._case, self._now, self._turns, guided=self.guided)

    @cached_property
    def referral(self) -> ReferralView:
        """The letter."""
        return referral_view(self.book, self._case, self._now.sessions)

    @cached_property
    def week(self) -> WeekView:
        """What is known of the week."""
        return week_view(self.book, self._case, self._now, self._turns)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What a supervisor says of the session."""
        return remarks(self.book, self._turns) if self.supervised else ()

    @cached_property
    def praised(self) -> frozenset[tuple[str, str]]:
        """What a supervisor had praised before the last turn."""
        return frozenset(praised(self.book, self._turns[:-1]) if self.supervised else ())

    @cached_property
    def lately(self) -> tuple[str, ...]:
        """Ids of the moves said so far."""
        return lately(self._turns)

    @property
    def turn(self) -> int:
        """Number of the last turn."""
        return self._turns[-1][0] if self._turns else 0

    @cached_property
    def first_name(self) -> str:
        """What the patient is called in the room."""
        return self._case.rows.patient.first_name

    @cached_property
    def first_month(self) -> int:
        """The month in which the treatment began."""
        return first_month(self._case)

    @property
    def weather(self) -> int:
        """The treatment's own luck."""
        return self._now.seed

    def portrait_of(self, ref: str) -> Portrait:
        """Return what somebody looks like."""
        return portrait_of(self._case, ref)

    @cached_property
    def report(self) -> Report:
        """The debrief. Raises NotOver while the treatment goes on."""
        return report_view(self.book, self._case, self._now, self._turns, self.mode)

    @cached_property
    def forks(self) -> tuple[Fork, ...]:
        """Ways that were gone back on."""
        if self._log is None or not self.supervised:
            return ()
        return forks(self.book, self._case, self._now, self._log)

    @property
    def has_forks(self) -> bool:
        """Whether anything has been gone back on."""
        return self._log is not None and any(isinstance(line, RewindLine) for line in self._log.lines)

    def turn_view(self, turn: int) -> TurnView:
        """Return one turn opened."""
        over = self.room.over is not None
        return turn_view(
            self.book, self._case, self._turns, turn, named=self.supervised or over, inner=self.guided or over
        )

    def ways(self, intent: str, target: str | None) -> tuple[str, ...]:
        """Return the ways in which a move can be put."""
        return spoken_ways(self.book, self._case, self._now, intent, target)

    def words_of(self, action: Action) -> str:
        """Return what the therapist would say, else why it cannot be done."""
        try:
            _, events = step(self.book, self._case, self._now, action)
        except IllegalAction as error:
            return str(error)
        return next((event.words for event in events if isinstance(event, Said | StepTaken)), "")
