"""The manual as it is shipped, and small changes to its text."""

from collections.abc import Callable

import pytest

from game.manual import Book, load_manual, read_manual, read_replies
from game.manual.load import MANUAL_FILE, REPLIES_FILE
from game.reading import Diagnostic, Faults


@pytest.fixture(scope="session")
def book() -> Book:
    return load_manual()


def changed(text: str, old: str, new: str) -> str:
    """Replace the only occurrence of `old`, so that a test cannot pass by changing nothing."""
    assert text.count(old) == 1, f"{text.count(old)} times: {old!r}"
    return text.replace(old, new)


@pytest.fixture(scope="session")
def faults_after() -> Callable[..., tuple[Diagnostic, ...]]:
    """Faults of the manual after replacing pieces of its text: `faults_after((old, new), …)`."""
    text = MANUAL_FILE.read_text(encoding="utf-8")

    def read(*changes: tuple[str, str]) -> tuple[Diagnostic, ...]:
        mutated = text
        for old, new in changes:
            mutated = changed(mutated, old, new)
        with pytest.raises(Faults) as caught:
            read_manual(mutated.encode(), "ipt.yaml")
        return caught.value.diagnostics

    return read


@pytest.fixture(scope="session")
def reply_faults_after(book: Book) -> Callable[[str, str], tuple[Diagnostic, ...]]:
    """Faults of the generic replies after replacing one piece of their text."""
    text = REPLIES_FILE.read_text(encoding="utf-8")

    def read(old: str, new: str) -> tuple[Diagnostic, ...]:
        with pytest.raises(Faults) as caught:
            read_replies(changed(text, old, new).encode(), "replies.yaml", book.rows)
        return caught.value.diagnostics

    return read
