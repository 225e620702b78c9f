"""What a seat of a contest and its host say to each other: views one way, actions the other, both read strictly."""

from collections.abc import Mapping

from game.case import CaseFile
from game.manual import Book
from game.record import Mode
from game.treatment import Treatment
from game.wire.snapshot import Misread, Snapshot, Turns

__all__ = ["Misread", "Snapshot", "read_snapshot", "snapshot"]


def snapshot(
    book: Book,
    case: CaseFile,
    now: Treatment,
    turns: Turns,
    mode: Mode,
    *,
    since: int = 0,
    have: Mapping[str, str] | None = None,
) -> bytes:
    """Return everything a seat may see of its treatment, as JSON.

    `turns` are all of them, numbered from 1 without a gap. Of the conversation, only what was said after turn `since`
    is told; a view whose tag is in `have` is left out. Raises ValueError for a `since` below 0.
    """
    from game.wire.writing import written  # pydantic comes late

    return written(book, case, now, turns, mode, since, have or {})


def read_snapshot(source: bytes, before: Snapshot | None = None) -> Snapshot:
    """Return the snapshot that was sent; what was left out is taken from the one `before` it. Raises Misread."""
    from game.wire.reading import read

    return read(source, before)
