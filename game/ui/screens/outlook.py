"""What can be seen of a treatment from the desk just now: the views, each computed once and only when asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from game.case import CaseFile, Portrait, likeness_of
from game.case.terms import MonthName
from game.manual import Book
from game.record import Log, Mode, RewindLine
from game.treatment import Action, Event, IllegalAction, Treatment, step
from game.treatment.events import Said, SessionOpened, StepTaken
from game.ui.likeness import Likeness
from game.ui.screens.outside import Outside, outside
from game.view import (
    Comment,
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
from game.view.branches import Fork, forks
from game.view.supervisor import commented
from game.view.turns import TurnView, turn_view
from game.view.weeks import WeekView, week_view

Turns = tuple[tuple[int, tuple[Event, ...]], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What a supervisor says of one turn, beside the words it is about."""

    turn: int
    words: str
    comments: tuple[Comment, ...]


@dataclass(frozen=True, eq=False)
class Outlook:
    """The views of one moment of one treatment. Nothing here that the trainee may not see, but for `_case`."""

    book: Book
    mode: Mode
    _case: CaseFile
    _now: Treatment
    _turns: Turns
    _log: Log | None = None

    @property
    def guided(self) -> bool:
        """Whether menus and comments are wanted."""
        return self.mode == "guided"

    @property
    def supervised(self) -> bool:
        """Whether there is a supervisor to ask and a way back."""
        return self.mode != "exam"

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
    def likeness(self) -> Likeness:
        """What the patient looks like."""
        return drawn_as(self._case.rows.patient.portrait)

    def likeness_of(self, ref: str) -> Likeness:
        """Return what a person who has come up looks like; `ref` is `person:id`, or the id alone."""
        person = self._case.people[ref.removeprefix("person:")]
        own = self._case.rows.patient.portrait
        return drawn_as(person.portrait or likeness_of(person.id, person.relation, own))

    @cached_property
    def outside(self) -> Outside:
        """What the window shows at this session."""
        plan = self._case.rows.treatment
        # Half a year apart: the window knows the seasons of the north.
        month = (get_args(MonthName).index(plan.begins) + 6 * (plan.hemisphere == "south")) % 12
        return outside(month, self._now.seed, max(1, self.room.session))

    @cached_property
    def first_name(self) -> str:
        """What the patient is called in the room."""
        return self._case.rows.patient.first_name

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What a supervisor says of the session that is open or was last, turn by turn; nothing in an exam."""
        if not self.supervised:
            return ()
        made: list[Remark] = []
        for turn, events, said in commented(self.book, self._turns):
            if any(isinstance(event, SessionOpened) for event in events):
                made = []
            if said:
                words = next((event.words for event in events if isinstance(event, Said | StepTaken)), "")
                made.append(Remark(turn, words, said))
        return tuple(made)

    @cached_property
    def report(self) -> Report:
        """The debrief. Raises NotOver while the treatment goes on."""
        return report_view(self.book, self._case, self._now, self._turns, self.mode)

    @cached_property
    def forks(self) -> tuple[Fork, ...]:
        """Ways that were gone back on, each beside the one that counts; none in an exam."""
        if self._log is None or not self.supervised:
            return ()
        return forks(self.book, self._case, self._now, self._log)

    @property
    def has_forks(self) -> bool:
        """Whether anything has been gone back on, without looking closer."""
        return self._log is not None and any(isinstance(line, RewindLine) for line in self._log.lines)

    @cached_property
    def week(self) -> WeekView:
        """What is known of the week: the scale as shared, and what was told."""
        return week_view(self.book, self._case, self._now, self._turns)

    def turn_view(self, turn: int) -> TurnView:
        """Return one turn opened: what it did to the patient only in guided mode, and after the end."""
        over = self.room.over is not None
        return turn_view(
            self.book, self._case, self._turns, turn, named=self.supervised or over, inner=self.guided or over
        )

    @cached_property
    def lately(self) -> tuple[str, ...]:
        """Ids of the moves said so far, the newest first, each once."""
        said = [event.intent for _, events in reversed(self._turns) for event in events if isinstance(event, Said)]
        return tuple(dict.fromkeys(said))

    @property
    def turn(self) -> int:
        """Number of the last turn, 0 before the first."""
        return self._turns[-1][0] if self._turns else 0

    def ways(self, intent: str, target: str | None) -> tuple[str, ...]:
        """Return the ways in which a move can be put, word for word."""
        return spoken_ways(self.book, self._case, self._now, intent, target)

    def words_of(self, action: Action) -> str:
        """Return what the therapist would say, word for word, if this were done; else why it cannot be done."""
        try:
            _, events = step(self.book, self._case, self._now, action)
        except IllegalAction as error:
            return str(error)
        return next((event.words for event in events if isinstance(event, Said | StepTaken)), "")


def drawn_as(portrait: Portrait) -> Likeness:
    """Return a portrait of a case as what is drawn."""
    return Likeness(
        portrait.head,
        portrait.accessory,
        portrait.facial_hair,
        portrait.skin,
        portrait.hair,
        portrait.clothing,
        portrait.lined,
    )
