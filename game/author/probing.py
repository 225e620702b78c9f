"""What a case can say at all: sessions without end, in which everything is asked of a patient in every mood.

No trainee could do this. It tells a line that is hard to come by from one that no treatment can ever reach.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final, Literal

from game.author.plays import HOUR, Gathered
from game.case import CaseFile
from game.manual import Book, Procedure
from game.treatment import (
    LADDER,
    Action,
    AgreeContract,
    EndSession,
    IllegalAction,
    LeaveProcedure,
    OfferFormulation,
    OpenSession,
    Say,
    TakeStep,
    Treatment,
    begin,
    legal_actions,
    step,
)
from game.treatment.state import FULL, Inner

Way = Literal["open", "wary", "idle"]
"""Everything is asked of a patient wide open; of one who is not, in several ways; or next to nothing is asked."""

WAYS: Final[tuple[Way, ...]] = ("open", "wary", "idle")
_OFTEN: Final = 3
"""Few have more to say about the same."""
_CONTRACT: Final = 3
"""The session in which the contract is agreed."""
_OPEN: Final = replace(Inner(FULL, FULL, FULL, FULL, FULL), affect="calm")
_WARY: Final = (
    replace(_OPEN, alliance=500, base_openness=4_000),
    replace(_OPEN, alliance=2_000, base_openness=500),
    replace(_OPEN, alliance=5_000, base_openness=5_000, patience=500),
    replace(_OPEN, alliance=5_000, base_openness=5_000, affect="sad", intensity=9_500),
)
"""Hardly any trust, shut, tired, overcome."""


def probe(book: Book, case: CaseFile, way: Way) -> Gathered:
    """Return everything that is said and reached in this way, at the case's own length."""
    return _Probe(book, case, way).everything()


@dataclass
class _Probe:
    book: Book
    case: CaseFile
    way: Way

    def __post_init__(self) -> None:
        self.now: Treatment = begin(self.book, self.case, seed=1)
        self.gathered = Gathered(self.case)
        self._asked: Counter[tuple[Action, int, int]] = Counter()

    def everything(self) -> Gathered:
        while not self.now.over:
            self._do(OpenSession())
            if self.way == "idle":
                self._pass_the_time()
            else:
                self._work()
            self._do(EndSession())
        return self.gathered

    def _pass_the_time(self) -> None:
        """Let the week be told, and nothing come of it; only silences."""
        for intent in ("open_session", "explore", "wait_in_silence", "just_nod"):
            self._do(Say(intent))

    def _work(self) -> None:
        if self.now.hour.number == _CONTRACT:
            self._agree()
        self._ask_everything()
        for procedure in self.book.rows.procedures:
            self._work_through(procedure)

    def _ask_everything(self) -> None:
        possible = legal_actions(self.book, self.case, self.now)
        for action in possible:
            if isinstance(action, Say) and not self._exhausted(action):
                due = self.now.hour.number > self.now.windows.middle[1]
                self._do(action, stay=self.book.intents[action.intent].milestone is None or due)
        before = self.now
        for action in possible:
            if isinstance(action, OfferFormulation):
                self._do(action)
                self._do(AgreeContract(), stay=False)
        self.now = before

    def _exhausted(self, action: Say) -> bool:
        """Tell whether this was asked of it often enough in this mood, and nothing has come out since."""
        mood = self.now.hour.number % len(_WARY) if self.way == "wary" else 0
        state = (action, len(self.now.knowledge.told), mood)
        self._asked[state] += 1
        most = 1 if self.way == "wary" else _OFTEN
        return action.target is not None and self._asked[state] > most

    def _agree(self) -> None:
        """Offer the key and agree on it; a wary patient is offered nothing to keep."""
        key = self.case.rows.key
        if self.way == "open" and key.about in self.now.knowledge.known:
            self._do(OfferFormulation(key.area, key.about, self.now.knowledge.told[:4]))
            self._do(AgreeContract())

    def _work_through(self, procedure: Procedure) -> None:
        if procedure.id == LADDER:
            before = self.now
            for row in procedure.steps:
                self._do(TakeStep(LADDER, row.id))
            self._do(LeaveProcedure())
            self.now = before
            return
        for subject in sorted(self.now.knowledge.known):
            if subject.startswith(f"{procedure.subject}:"):
                self._every_choice(procedure, subject)

    def _every_choice(self, procedure: Procedure, subject: str) -> None:
        for row in procedure.steps:
            *others, last = self._choices(row.choice, subject)
            for choice in others:
                self._do(TakeStep(procedure.id, row.id, subject, choice), stay=False)
            self._do(LeaveProcedure(), stay=False)
            for _ in range(self._exchanges(subject) if row.repeats else 1):
                self._do(TakeStep(procedure.id, row.id, subject, last))

    def _exchanges(self, subject: str) -> int:
        kind, _, key = subject.partition(":")
        return len(self.case.incidents[key].exchanges) if kind == "incident" else 1

    def _choices(self, kind: str, subject: str) -> tuple[str | None, ...]:
        key = subject.partition(":")[2]
        match kind:
            case "failure":
                return tuple(sorted(self.book.failures))
            case "better":
                return tuple(map(str, range(len(self.case.incidents[key].better))))
            case "option":
                return tuple(option.id for option in self.case.decisions[key].options)
        return (None,)

    def _do(self, action: Action, *, stay: bool = True) -> None:
        """Do something as if time stood still, note what came of it; stay there unless the way ends or turns off."""
        before = self._in_the_mood()
        try:
            after, events = step(self.book, self.case, before, action)
        except IllegalAction:
            return
        self.gathered.take(after.turn, events)
        ladder = isinstance(action, TakeStep | LeaveProcedure)
        lost = (after.over or after.phase == "risk") and not ladder
        ends = isinstance(action, EndSession)
        self.now = after if ends or (stay and not lost) else self.now

    def _in_the_mood(self) -> Treatment:
        now = self.now
        if not now.hour.open or self.way == "idle":
            return now
        mood = _WARY[now.hour.number % len(_WARY)] if self.way == "wary" else _OPEN
        inner = replace(mood, topic=now.inner.topic)
        return replace(now, inner=inner, hour=replace(now.hour, minutes_left=HOUR))
