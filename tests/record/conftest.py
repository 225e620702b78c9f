"""The manual, the small case that the tests of the record play, and somebody who plays it aimlessly."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from game.case import CaseFile, load_case
from game.manual import Book, load_manual
from game.play import Playthrough
from game.record import Mode
from game.treatment import Action, AskSupervisor, SetProbabilities, WriteNote, legal_actions

SMALL = Path(__file__).parent.parent / "cases" / "small.yaml"
Wander = Callable[..., Playthrough]


@pytest.fixture(scope="session")
def book() -> Book:
    return load_manual()


@pytest.fixture(scope="session")
def small(book: Book) -> CaseFile:
    return load_case(SMALL, book)


@pytest.fixture(scope="session")
def wander(book: Book, small: CaseFile) -> Wander:
    """Play `turns` random moves (fewer if the treatment ends), with some notes and some turns taken back."""

    def play(seed: int, turns: int, mode: Mode = "practice", path: Path | None = None) -> Playthrough:
        chance = Random(seed)
        playthrough = Playthrough.start(book, small, seed=seed, mode=mode, path=path)
        for number in range(turns):
            if playthrough.treatment.over:
                break
            if mode != "exam" and number and chance.random() < 0.05:
                playthrough.rewind(1 + chance.randrange(playthrough.treatment.turn))
            playthrough.act(_move(book, small, playthrough, chance))
        return playthrough

    return play


def _move(book: Book, case: CaseFile, playthrough: Playthrough, chance: Random) -> Action:
    drawn = chance.random()
    if drawn < 0.05:
        return WriteNote(f'“Nora”, Zürich\n{chance.random()} — \\" and 愛 🙂')
    if drawn < 0.08:
        return SetProbabilities(40, 30, 20, 10)
    if drawn < 0.1 and playthrough.mode != "exam":
        return AskSupervisor()
    actions = legal_actions(book, case, playthrough.treatment)
    return chance.choice(actions)
