"""The shelf of cases: what is written on their covers comes from a cache, and a case is read when it is opened."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from game import __version__
from game.case import CASE_FILE, CaseFile, Portrait, load_case, shelf
from game.manual import Book
from game.places import cache_folder
from game.reading import Faults
from game.view import ShelfRow, shelf_row

_FORMAT: Final = f"{__version__} {' '.join(field.name for row in (ShelfRow, Portrait) for field in fields(row))}"


class Library:
    """The cases on the shelf. Covers are found by the content of the case, so an edited one is read anew."""

    def __init__(self, book: Book, folders: tuple[Path, ...] | None = None, cache: Path | None = None) -> None:
        self._book = book
        self._folders = {folder.name: folder for folder in (shelf() if folders is None else folders)}
        self._cache = cache or cache_folder() / "shelf.json"
        self._read: dict[str, CaseFile] = {}
        self.faulty: tuple[str, ...] = ()
        """Names of cases that cannot be played because something is wrong with them."""

    @cached_property
    def rows(self) -> tuple[ShelfRow, ...]:
        """The covers of all cases without faults."""
        kept = self._kept()
        found: dict[str, dict[str, Any]] = {}
        rows, faulty = [], []
        for name, folder in self._folders.items():
            try:
                key = hashlib.sha256((folder / CASE_FILE).read_bytes()).hexdigest()
                row = _row(kept.get(key)) or shelf_row(self.case(name))
            except (Faults, OSError):
                faulty.append(name)
                continue
            rows.append(row)
            found[key] = asdict(row)
        self.faulty = tuple(faulty)
        if found != kept:
            self._keep(found)
        return tuple(rows)

    def case(self, name: str) -> CaseFile:
        """Return a case, read now unless it was before. Raises Faults."""
        if name not in self._read:
            self._read[name] = load_case(self._folders.get(name, name), self._book)
        return self._read[name]

    def find(self, name: str) -> CaseFile | None:
        """Return a case; None where there is none of this name, or something is wrong with it."""
        try:
            return self.case(name)
        except Faults:
            return None

    def _kept(self) -> dict[str, dict[str, Any]]:
        try:
            found = json.loads(self._cache.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        fits = isinstance(found, dict) and found.get("format") == _FORMAT and isinstance(found.get("rows"), dict)
        return dict(found["rows"]) if fits else {}

    def _keep(self, rows: Mapping[str, dict[str, Any]]) -> None:
        """Keep the covers for next time, where they can be kept; two windows at once do no harm to each other."""
        with suppress(OSError):
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            passing = self._cache.with_suffix(f".{id(rows)}")
            passing.write_text(json.dumps({"format": _FORMAT, "rows": rows}, ensure_ascii=False), encoding="utf-8")
            passing.replace(self._cache)


def _row(kept: object) -> ShelfRow | None:
    """Return a cover as it was kept; None for anything else."""
    if not isinstance(kept, dict) or set(kept) != {field.name for field in fields(ShelfRow)}:
        return None
    try:
        return ShelfRow(**{**kept, "warnings": tuple(kept["warnings"]), "portrait": Portrait(**kept["portrait"])})
    except TypeError:
        return None
