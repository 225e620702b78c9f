"""What one treatment shows about its case: what came out of it, in numbers that can be set beside others'."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from game.case import CaseFile, spoken_lines
from game.manual import Area, Book, Windows
from game.scoring import score
from game.treatment import Event
from game.treatment.events import (
    CameUp,
    ErrorMade,
    FactPinned,
    FactTold,
    FormulationOffered,
    LifeHappened,
    PatientMoved,
    ProcedureClosed,
    Replied,
    Said,
    SessionClosed,
    SessionOpened,
    StepTaken,
    StrategyUsed,
    TaskDone,
)

Turns = Sequence[tuple[int, tuple[Event, ...]]]

HOUR: Final = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """A fact that was told, and where."""

    fact: str
    session: int
    turn: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The area that was formulated last, whom or what it was about, and the cards pinned to that area."""

    area: Area
    about: str
    pinned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Play:
    """One treatment in numbers. `who` is a scripted therapist or the name of a log; points are thousandths."""

    who: str
    seed: int
    composite: int
    heard: tuple[Heard, ...]
    """The facts that were told, in order."""
    minutes: tuple[int, ...]
    """Used in each session."""
    reached: frozenset[str]
    """What came up (`person:bea`), was done (`task:I03`, `strategy:G1`, `completed:incident:call`), or happened."""
    chosen: Chosen | None
    shares: Mapping[str, int]
    """Criterion to the share of it that was earned, thousandths."""
    lines: frozenset[int]
    """Which of the case's lines were spoken, by their place in `lines_of`."""
    moves: tuple[frozenset[str], ...]
    """What was said in each session."""
    costly: frozenset[str]
    """Moves that at least once were an error or strained the bond."""
    skill: int | None = None
    """Of a simulated learner, thousandths."""


def play_of(
    book: Book, case: CaseFile, windows: Windows, turns: Turns, *, who: str, seed: int, skill: int | None = None,
    realistic: bool = False, span: int = 0,
) -> Play:  # fmt: skip
    """Return what the turns of a treatment show, by their events alone; `span` as for the score."""
    card = score(book, case, windows, turns, realistic=realistic, span=span)
    found = Gathered(case)
    for turn, events in turns:
        found.take(turn, events)
    return Play(
        who=who,
        seed=seed,
        composite=card.composite,
        heard=tuple(found.heard),
        minutes=tuple(found.minutes),
        reached=frozenset(found.reached),
        chosen=found.chosen(),
        shares={rating.id: rating.share for rating in card.ratings},
        lines=frozenset(found.lines),
        moves=tuple(map(frozenset, found.moves)),
        costly=frozenset(found.costly),
        skill=skill,
    )


@lru_cache(maxsize=64)
def lines_of(case: CaseFile) -> dict[str, int]:
    """Return the words of every line in the case, with its place in the order of the model."""
    return {words: place for place, (_, words) in reversed(list(enumerate(spoken_lines(case.rows))))}


class Gathered:
    """What is gathered while the turns of a treatment go by."""

    def __init__(self, case: CaseFile) -> None:
        self.heard: list[Heard] = []
        self.minutes: list[int] = []
        self.reached: set[str] = set()
        self.lines: set[int] = set()
        self.moves: list[set[str]] = []
        self.costly: set[str] = set()
        self._places = lines_of(case)
        self._offered: FormulationOffered | None = None
        self._pins: dict[tuple[str, str], int] = {}

    def take(self, turn: int, events: tuple[Event, ...]) -> None:
        """Note what happened in a turn, and its move as costly where there was an error or a strain."""
        for event in events:
            self._note(turn, event)
        if any(isinstance(event, ErrorMade) or _strains(event) for event in events):
            self.costly.update(event.intent for event in events if isinstance(event, Said))

    def _note(self, turn: int, event: Event) -> None:
        match event:
            case SessionOpened():
                self.moves.append(set())
            case SessionClosed(_, left):
                self.minutes.append(HOUR - left)
            case Said(intent):
                self.moves[-1].add(intent)
            case Replied(words, _, _, cue) if not cue.startswith("manual:"):
                self._spoken(words)
            case StepTaken(_, subject, step, choice, words):
                self.reached.add(f"step:{subject}:{step}:{choice}")
                self._spoken(words)
            case FactTold(fact):
                self.heard.append(Heard(fact, len(self.moves), turn))
                self.reached.add(f"fact:{fact}")
            case FactPinned(fact, area, weight):
                self._pins[fact, area] = weight
            case FormulationOffered():
                self._offered = event
                self.reached.add(f"formulated:{event.area}")
            case _:
                self.reached.update(_name(event))

    def _spoken(self, words: str) -> None:
        if words in self._places:
            self.lines.add(self._places[words])
        else:  # some replies are made of several lines
            self.lines.update(place for line, place in self._places.items() if line in words)

    def chosen(self) -> Chosen | None:
        """Return the last formulation, with the cards pinned in favour of its area."""
        if self._offered is None:
            return None
        area = self._offered.area
        pinned = tuple(fact for (fact, to), weight in self._pins.items() if to == area and weight > 0)
        return Chosen(area, self._offered.about, pinned)


def _strains(event: Event) -> bool:
    return isinstance(event, PatientMoved) and event.alliance < 0


def _name(event: Event) -> tuple[str, ...]:
    match event:
        case CameUp(concern):
            return (concern,)
        case TaskDone(task):
            return (f"task:{task}",)
        case StrategyUsed(strategy):
            return (f"strategy:{strategy}",)
        case LifeHappened(week, outcome):
            return (f"week:{week}:{outcome}",)
        case ProcedureClosed(_, subject, True):
            return (f"completed:{subject}",)
    return ()
