"""A reader of a case by Bayes' rule: what the letter gives away, what everything told proves, and the way between.

The arithmetic is that of `check`: even chances to begin with, and each point for an area doubles its odds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from game.author.plays import Play
from game.case import CaseFile, Fact
from game.case.check_fair import LEAST_FROM_ALL, MOST_FROM_LETTER, chance_of_key, chances, unasked
from game.manual import Area

Chances = Mapping[Area, int]
"""The four areas with their probabilities, thousandths."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader would believe: from the letter and what comes out unasked, and from everything. Thousandths."""

    letter: Chances
    unasked: tuple[str, ...]
    """The facts that come out at the first open question."""
    everything: Chances
    guessed: int
    """What the letter gives the key's area."""
    solved: int
    """What everything gives the key's area, and each acceptable one as far as it is credited."""

    @property
    def kept(self) -> bool:
        """Tell whether the letter keeps the key."""
        return self.guessed <= MOST_FROM_LETTER

    @property
    def decidable(self) -> bool:
        """Tell whether everything together decides the key."""
        return self.solved >= LEAST_FROM_ALL


@dataclass(frozen=True, slots=True)
class PathStep:
    """A fact on the way to the key, and how likely the key is (thousandths) once it is known."""

    fact: str
    session: int
    turn: int
    chance: int


def read_case(case: CaseFile) -> Reading:
    """Return what a reader would believe of `case`."""
    by_itself = unasked(case)
    letter, everything = chances(case, by_itself), chances(case, case.rows.facts)
    return Reading(
        letter=letter,
        unasked=tuple(fact.id for fact in by_itself),
        everything=everything,
        guessed=letter[case.rows.key.area],
        solved=chance_of_key(case, everything),
    )


def path_of(case: CaseFile, play: Play) -> tuple[PathStep, ...]:
    """Return the way to the key that a treatment took: each fact as it was heard, on top of the letter."""
    known: list[Fact] = []
    steps = []
    for heard in play.heard:
        known.append(case.facts[heard.fact])
        chance = chance_of_key(case, chances(case, known))
        steps.append(PathStep(heard.fact, heard.session, heard.turn, chance))
    return tuple(steps)


def solved_in(path: Iterable[PathStep]) -> int | None:
    """Return the session from whose facts on the key is decided and stays so; None if it never is."""
    session = None
    for step in path:
        if step.chance < LEAST_FROM_ALL:
            session = None
        elif session is None:
            session = step.session
    return session
