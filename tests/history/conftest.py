"""A folder of treatments that scripted therapists have played, and histories of it."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.case import CaseFile
from game.history import History
from game.manual import Book
from game.play import Playthrough
from game.record import Mode

Plays = Callable[..., Path]


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    folder = tmp_path / "treatments"
    folder.mkdir()
    return folder


@pytest.fixture
def plays(book: Book, cases: dict[str, CaseFile], logs: Path) -> Plays:
    """Return a function that plays a treatment in a log as the game names it, and returns where it lies."""

    def play(
        case: str = "small",
        day: str = "2026-11-01",
        *,
        policy: str = "expert",
        mode: Mode = "practice",
        turns: int = 10_000,
        seed: int = 1,
    ) -> Path:
        path = logs / f"{case}-{day}-{seed:06}.jsonl"
        chance = Random(seed)
        therapist = POLICIES[policy](chance)
        with Playthrough.start(book, cases[case], seed=seed, mode=mode, path=path) as begun:
            while not begun.treatment.over and len(begun.turns) < turns:
                begun.act(therapist.choose(Sight(book, cases[case], begun.treatment, chance)))
        touch(path, day)
        return path

    return play


def touch(path: Path, day: str) -> None:
    """Let a log have been written at noon of a day."""
    noon = datetime.fromisoformat(f"{day}T12:00").timestamp()
    os.utime(path, (noon, noon))


@pytest.fixture
def history(book: Book, cases: dict[str, CaseFile], logs: Path, tmp_path: Path) -> Iterator[Callable[[], History]]:
    """Return a function that opens the history of the folder, with its database beside it."""
    by_id = {case.rows.id: case for case in cases.values()}
    opened: list[History] = []

    def open_history() -> History:
        opened.append(History(logs, tmp_path / "history.db", book, by_id.get))
        return opened[-1]

    yield open_history
    for one in opened:
        one.close()
