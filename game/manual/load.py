"""The manual and the generic replies, read from their files and checked."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from game.manual.compiled import fingerprint, keep, kept
from game.manual.index import Book
from game.manual.model import Manual, Replies
from game.reading import Faults, read_bytes, read_tree, shape

MANUAL_FILE: Final = Path(__file__).with_name("ipt.yaml")
REPLIES_FILE: Final = Path(__file__).with_name("replies.yaml")


@cache
def load_manual() -> Book:
    """Return the manual of Interpersonal Psychotherapy that the program carries; read once."""
    sources = read_bytes(MANUAL_FILE), read_bytes(REPLIES_FILE)
    key = fingerprint(*sources)
    book = kept(MANUAL_FILE, key)
    if book is None:
        book = load_manual_from(MANUAL_FILE)
        keep(MANUAL_FILE, key, book)
    return book


def load_replies() -> Replies:
    """Return the generic replies that the program carries."""
    return read_replies(read_bytes(REPLIES_FILE), REPLIES_FILE.name, load_manual().rows)


def load_manual_from(path: Path, replies: Path = REPLIES_FILE) -> Book:
    """Read a manual and its replies; raise Faults with all that is wrong with the first that has faults."""
    manual_source, replies_source = read_bytes(path), read_bytes(replies)
    manual = read_manual(manual_source, path.name)
    digest = hashlib.sha256(manual_source + replies_source).hexdigest()
    return Book.of(manual, read_replies(replies_source, replies.name, manual), digest)


def read_manual(source: bytes, file: str) -> Manual:
    """Read the text of a manual; `file` is how diagnostics name it.

    Raises Faults for its layout or its shape (SW002 to SW032), else for what does not go together (SW050 to
    SW067).
    """
    # Only a manual that is really read is checked; the kept one has been.
    from game.manual.check import faults_of_rows
    from game.manual.check_words import faults_of_words

    tree = read_tree(source, file)
    manual = shape(Manual, tree)
    faults = faults_of_rows(manual, tree) + faults_of_words(manual, tree)
    if faults:
        raise Faults(faults)
    return manual


def read_replies(source: bytes, file: str, manual: Manual) -> Replies:
    """Read the text of generic replies to what `manual` holds.

    Raises Faults for its layout or its shape (SW002 to SW032), else SW068 and SW069.
    """
    from game.manual.check_words import faults_of_replies

    tree = read_tree(source, file)
    replies = shape(Replies, tree)
    faults = faults_of_replies(replies, manual, tree)
    if faults:
        raise Faults(faults)
    return replies
