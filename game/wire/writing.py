"""Writing a snapshot: each view made by its view function, as JSON, with a tag. Imports pydantic, so imported late."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter

from game.case import CaseFile
from game.manual import Book
from game.record import Mode
from game.treatment import Treatment
from game.treatment.events import SessionOpened
from game.view import (
    Utterance,
    formulation_view,
    moves,
    procedure_views,
    referral_view,
    room,
    transcript,
    workbook_view,
)
from game.view.appearance import first_month, portraits
from game.view.supervisor import praised, remarks
from game.view.turns import lately
from game.view.weeks import week_view
from game.wire.snapshot import Manual, Turns, Views

_TAG_BYTES: Final = 8
_VIEWS: Final[Mapping[str, TypeAdapter[Any]]] = {
    name: TypeAdapter(kind) for name, kind in get_type_hints(Views, include_extras=True).items()
}
_SAID: Final[TypeAdapter[tuple[Utterance, ...]]] = TypeAdapter(tuple[Utterance, ...])
_NAMES: Final[TypeAdapter[dict[str, str]]] = TypeAdapter(dict[str, str])


def written(
    book: Book, case: CaseFile, now: Treatment, turns: Turns, mode: Mode, since: int, have: Mapping[str, str]
) -> bytes:
    """Return the JSON of a snapshot; see `game.wire.snapshot`."""
    if since < 0:
        raise ValueError(f"turns are counted from 1, so nothing was said since turn {since}")
    since = min(since, len(turns))
    tags: dict[str, str] = {}
    sent: list[bytes] = []
    for name, value in _made(book, case, now, turns, mode):
        body, tags[name] = _moves_json(_Same(value)) if name == "moves" else _json(name, value)
        if have.get(name) != tags[name]:
            sent.append(b'"%s":%s' % (name.encode(), body))
    said = _SAID.dump_json(_said(book, turns, since))
    head = b'{"version":%d,"mode":"%s","since":%d,"said":%s' % (len(turns), mode.encode(), since, said)
    return b'%s,"tags":%s,"views":{%s}}' % (head, _NAMES.dump_json(tags), b",".join(sent))


def _made(book: Book, case: CaseFile, now: Treatment, turns: Turns, mode: Mode) -> Iterator[tuple[str, object]]:
    """Yield every view by its name, each from its view function."""
    supervised = mode != "exam"
    yield "manual", Manual(book.rows.id, book.hash)
    yield "referral", referral_view(book, case, now.sessions)
    yield "room", room(book, case, now)
    yield "moves", moves(book, case, now)
    yield "workbook", workbook_view(book, case, now, turns)
    yield "formulation", formulation_view(book, case, now)
    yield "procedures", procedure_views(book, case, now, turns, guided=mode == "guided")
    yield "week", week_view(book, case, now, turns)
    yield "portraits", portraits(case, now)
    yield "first_name", case.rows.patient.first_name
    yield "first_month", first_month(case)
    yield "lately", lately(turns)
    yield "remarks", remarks(book, turns) if supervised else ()
    yield "praised", praised(book, turns[:-1]) if supervised else ()


def _said(book: Book, turns: Turns, since: int) -> tuple[Utterance, ...]:
    """Return what was said after turn `since`, told from the beginning of the session in which that was."""
    begun = since
    while begun and not any(isinstance(event, SessionOpened) for event in turns[begun - 1][1]):
        begun -= 1
    return tuple(line for line in transcript(book, turns[max(begun - 1, 0) :]) if line.turn > since)


def _json(name: str, value: object) -> tuple[bytes, str]:
    body = _VIEWS[name].dump_json(value)
    return body, blake2b(body, digest_size=_TAG_BYTES).hexdigest()


class _Same:
    """A value that equals itself alone: looked up without looking through it."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


@lru_cache(maxsize=64)
def _moves_json(said: _Same) -> tuple[bytes, str]:
    """Return the JSON of the moves, by far the longest view; `moves` returns the same tuple for the same moment."""
    return _json("moves", said.value)
