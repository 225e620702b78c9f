"""Whether host and seat have the same manual: what the host calls moves and tasks is looked up in the seat's own."""

from functools import lru_cache
from typing import get_args

from game.manual import AdaptationId, Book, adapted, load_manual
from game.wire.snapshot import Manual


@lru_cache(maxsize=4)
def book_of(manual: Manual) -> Book | None:
    """Return the manual that the host plays by; None where this program has another, or none of that name."""
    base = load_manual()
    if manual.id != base.rows.id and manual.id not in get_args(AdaptationId):
        return None
    book = adapted(base, manual.id)
    return book if book.hash == manual.hash else None


def is_ours(manual: Manual) -> bool:
    """Tell whether this program has the manual that the host plays by."""
    return book_of(manual) is not None
