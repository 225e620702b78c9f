"""The manual as it was last read, kept beside the byte code so that a start need not read three thousand lines again.

Like byte code it is trusted because whoever can write it can write the program; it is found by the content of the
sources and of this package, so an edited manual is read anew. Where it cannot be kept, everything still works.
"""

import hashlib
import pickle
import sys
from contextlib import suppress
from pathlib import Path

from game.manual.index import Book


def fingerprint(*sources: bytes) -> str:
    """Return the hash that stands for the sources and for the code that shapes them."""
    digest = hashlib.sha256(sys.implementation.cache_tag.encode() if sys.implementation.cache_tag else b"")
    for source in (*sources, *(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*_rows.py")))):
        digest.update(hashlib.sha256(source).digest())
    return digest.hexdigest()


def kept(path: Path, key: str) -> Book | None:
    """Return the manual kept for `path` under this fingerprint, or None where there is none to be had."""
    try:
        found_key, book = pickle.loads(_place(path).read_bytes())  # noqa: S301  (trusted like byte code, see above)
    except Exception:
        return None
    return book if found_key == key and isinstance(book, Book) else None


def keep(path: Path, key: str, book: Book) -> None:
    """Keep `book` for next time, if the folder can be written to."""
    place = _place(path)
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        passing = place.with_suffix(f".{id(book)}")
        passing.write_bytes(pickle.dumps((key, book), protocol=5))
        passing.replace(place)


def _place(path: Path) -> Path:
    """Return where the byte code of a module of this name would lie."""
    if sys.pycache_prefix is None:
        return path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.book"
    from importlib.util import cache_from_source  # takes longer to import than all the rest of this

    return Path(cache_from_source(str(path.with_suffix(".py")))).with_suffix(".book")
