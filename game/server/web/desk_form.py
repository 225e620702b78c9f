"""What is typed into the form for a contest, read into settings; every fault is a sentence with the field's name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Row

from game.case import CaseFile
from game.manual import Book
from game.server.covers import initial_of
from game.server.refusals import Wrong
from game.server.rows import SETTINGS, Settings, settings_of
from game.words import _, day, later

_MINUTES: Final = 45
_LONGEST_NUMBER: Final = 7
_NUMBERS: Final = {
    "teams": later("Number of teams"),
    "consults": later("Talks of a team"),
    "consult_minutes": later("Minutes of a talk"),
    "leagues": later("Seats in a league"),
    "cap": later("Seats at most"),
    "top": later("Places on boards"),
    "keep_days": later("Days of keeping"),
}
_BOXES: Final = ("late", "approval", "variants", "freeze", "live_board", "show_own_score", "podium")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A contest as it was typed: `span` is first, initial, whole or number; the rest as in the settings."""

    title: str
    case: str
    minutes: int
    span: str
    span_sessions: int
    chosen: Mapping[str, Any]

    def settings(self, book: Book, file: CaseFile) -> Settings:
        """Return the settings for a contest of this case. Raises Wrong for values that cannot be."""
        spans = {"first": 1, "initial": initial_of(book, file), "whole": None}
        try:
            span = spans.get(self.span, self.span_sessions)
            return SETTINGS.validate_json(json.dumps({**self.chosen, "span": span}))
        except ValidationError as error:
            field = str(error.errors()[0]["loc"][0])
            name = _NUMBERS.get(field) or _OTHERS.get(field, field)
            raise Wrong(_("{field}: this value is not possible.", field=_(name))) from None


_OTHERS: Final = {
    "span": later("Number of sessions"),
    "sessions": later("Length of the treatment"),
    "mode": later("Mode"),
    "names": later("Names"),
}


def blank() -> dict[str, Any]:
    """Return what stands in the form for a first contest."""
    values = _values(Settings())
    title = _("Contest of {day}", day=day(date.today()))
    return {**values, "title": title, "case": "", "minutes": _MINUTES, "span": "initial", "span_sessions": 3}


def like(contest: Row[Any]) -> dict[str, Any]:
    """Return what stands in the form for a contest like an earlier one."""
    settings = settings_of(contest.settings)
    values = _values(settings)
    span = "whole" if settings.span is None else "first" if settings.span == 1 else "number"
    own = {"title": contest.title, "case": contest.case_id, "minutes": contest.minutes}
    return {**values, **own, "span": span, "span_sessions": settings.span or 3}


def _values(settings: Settings) -> dict[str, Any]:
    names = (*_NUMBERS, *_BOXES, "mode", "names", "sessions")
    return {name: getattr(settings, name) for name in names}


def filled(typed: Mapping[str, str]) -> Wanted:
    """Return what was typed. Raises Wrong for a number that is none."""
    chosen: dict[str, Any] = {
        name: _number(_(says), typed[name]) for name, says in _NUMBERS.items() if typed.get(name, "").strip()
    }
    chosen |= {name: typed.get(name) == "yes" for name in _BOXES}
    chosen |= {name: typed[name] for name in ("mode", "names") if name in typed}
    if typed.get("sessions", "").strip():
        chosen["sessions"] = _number(_(_OTHERS["sessions"]), typed["sessions"])
    return Wanted(
        title=typed.get("title", "")[:200],
        case=typed.get("case", "")[:80],
        minutes=_number(_("Minutes of the round"), typed.get("minutes", "")),
        span=typed.get("span", "initial"),
        span_sessions=_number(_(_OTHERS["span"]), typed.get("span_sessions", "3")),
        chosen=chosen,
    )


def _number(field: str, typed: str) -> int:
    plain = typed.strip()
    if not (plain.isascii() and plain.isdigit()) or len(plain) > _LONGEST_NUMBER:
        raise Wrong(_("{field}: type a whole number, without anything else.", field=field))
    return int(plain)
