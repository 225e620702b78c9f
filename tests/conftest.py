"""What every test may use: the manual, the cases on the shelf, the small case, and whole treatments played once."""

import os
import signal
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from casenotes import Notes, altered
from hypothesis import HealthCheck, settings
from shelved import CASES, SMALL

from game.author.cohort import play_one
from game.case import CaseFile, load_case
from game.manual import Book, adapted, load_manual
from game.treatment import Event, Treatment

# Tests read English, whatever the computer they run on speaks.
os.environ["SIXTEEN_WEEKS_LANGUAGE"] = "en"

# What is started in the background begins deaf to Ctrl-C, and so do its children; some tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("dev", deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

Played = tuple[Treatment, tuple[tuple[int, tuple[Event, ...]], ...]]


@pytest.fixture(scope="session")
def book() -> Book:
    return load_manual()


@pytest.fixture(scope="session")
def nora(book: Book) -> CaseFile:
    """The small case: a role transition, with a loud quarrel beside it."""
    return load_case(SMALL, book)


class Shelf(dict[str, CaseFile]):
    """Cases by name, each read when it is first asked for."""

    def __init__(self, book: Book, small: CaseFile) -> None:
        super().__init__(small=small)
        self._book = book

    def __missing__(self, name: str) -> CaseFile:
        return self.setdefault(name, load_case(name, self._book))

    def values(self) -> Any:
        """Every case, read by now."""
        for name in CASES:
            self[name]
        return super().values()


@pytest.fixture(scope="session")
def cases(book: Book, nora: CaseFile) -> dict[str, CaseFile]:
    """Every case on the shelf, and the small one."""
    return Shelf(book, nora)


@pytest.fixture
def notes(book: Book, nora: CaseFile) -> Callable[..., Notes]:
    """Begin the notes of a treatment of Nora; changes to her case as `altered` takes them."""

    def begin_notes(seed: int = 1, course: str = "teaching", windows: Any = None, **changes: Any) -> Notes:
        return Notes(book, altered(nora, **changes) if changes else nora, seed, course, windows)

    return begin_notes


@pytest.fixture(scope="session")
def played(book: Book, cases: dict[str, CaseFile]) -> Callable[..., Played]:
    """Whole treatments by scripted therapists, each played once: `played(case, policy, seed)`."""

    @cache
    def play(case: str, policy: str = "expert", seed: int = 1, course: Any = "teaching") -> Played:
        return play_one(adapted(book, cases[case].rows.adaptation), cases[case], policy, seed, course)

    return play
