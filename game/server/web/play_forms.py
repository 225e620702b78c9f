"""Forms of the browser's room, read strictly: every field is known, bounded and used, or nothing is done."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from fastapi import Request
from pydantic import ValidationError

from game.manual import AREAS
from game.record.schema import ACTION
from game.server.refusals import Wrong
from game.server.web.who import FIELD
from game.treatment import Action
from game.treatment.actions import When
from game.words import _

_MOST_FIELDS: Final = 64
_SHORT: Final = 200
"""Characters of anything that is chosen."""
_LONG: Final = 4_000
"""Characters of anything that is written; how much of it is kept is the engine's to say."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_WHOLE: Final = re.compile(r"[+-]?\d{1,5}")
_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_RUN: Final = re.compile(r"[0-9a-f]{32}")
_YES_OR_NO: Final = re.compile("yes|no")
_LATEST: Final = 100_000

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """An action as a form sent it: for which run, under which name, and how many turns its sender had seen."""

    run: str
    client_id: str
    expect: int
    action: Action


async def pairs_of(request: Request) -> Pairs:
    """Return the fields of a form in their order, without the token of its page. Raises Wrong for files."""
    pairs = [(name, value) for name, value in (await request.form()).multi_items() if name != FIELD]
    if len(pairs) > _MOST_FIELDS:
        raise _unreadable()
    read = [(name, _plain(value)) for name, value in pairs if isinstance(value, str)]
    if len(read) < len(pairs):
        raise _unreadable()
    return tuple(read)


def _plain(value: str) -> str:
    """Return what was written with the line ends of every other text."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


class Fields:
    """Fields of a form, each taken once; what nobody has taken was not meant for these pages."""

    def __init__(self, pairs: Pairs) -> None:
        self._left: dict[str, list[str]] = {}
        for name, value in pairs:
            if len(value) > _LONG or _CONTROL.search(value):
                raise Wrong(_("There is a character in this that cannot be written down, or it is too long."))
            self._left.setdefault(name, []).append(value)

    def every(self, name: str) -> tuple[str, ...]:
        """Take all values of a field."""
        return tuple(self._left.pop(name, ()))

    def one(self, name: str) -> str:
        """Take a field that is there once. Raises Wrong."""
        values = self.every(name)
        if len(values) != 1:
            raise _unreadable()
        return values[0]

    def maybe(self, name: str) -> str | None:
        """Take a field that is there once, or empty, or not at all. Raises Wrong."""
        values = self.every(name)
        if len(values) > 1:
            raise _unreadable()
        return self._short(values[0]) if values and values[0] else None

    def chosen(self, name: str) -> str:
        """Take a field whose value was chosen, not written. Raises Wrong."""
        return self._short(self.one(name))

    def number(self, name: str) -> int:
        """Take a whole number as somebody types one. Raises Wrong with a sentence for whoever typed it."""
        typed = self.one(name).replace("−", "-").strip()
        if not _WHOLE.fullmatch(typed):
            raise Wrong(_("Type a whole number."))
        return int(typed)

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """Take a field that must look so. Raises Wrong."""
        value = self.one(name)
        if not pattern.fullmatch(value):
            raise _unreadable()
        return value

    def end(self) -> None:
        """Raise Wrong where a field was sent that nobody has taken."""
        if self._left:
            raise _unreadable()

    @staticmethod
    def _short(value: str) -> str:
        if not value or len(value) > _SHORT:
            raise _unreadable()
        return value


def sent(pairs: Pairs) -> Sent:
    """Return what a form asks for. Raises Wrong."""
    fields = Fields(pairs)
    run, client_id = fields.matching("run", _RUN), fields.matching("client_id", _CLIENT_ID)
    expect = fields.number("expect")
    if not 0 <= expect <= _LATEST:
        raise _unreadable()
    action = _action(fields)
    fields.end()
    return Sent(run, client_id, expect, action)


def talk_of(pairs: Pairs) -> tuple[str, bool]:
    """Return the run of a team that begins (True) or ends its talk. Raises Wrong."""
    fields = Fields(pairs)
    run, on = fields.matching("run", _RUN), fields.matching("on", _YES_OR_NO)
    fields.end()
    return run, on == "yes"


def _action(fields: Fields) -> Action:
    """Return the action of a form, judged as strictly as a line of a log."""
    kind = fields.chosen("kind")
    values = _values(kind, fields)
    try:
        return ACTION.validate_json(json.dumps({"kind": kind, **values}))
    except ValidationError:
        raise _unreadable() from None


def _values(kind: str, fields: Fields) -> Mapping[str, object]:
    match kind:
        case "say":
            return {
                "intent": fields.chosen("intent"),
                "target": fields.maybe("target"),
                "variant": fields.number("variant"),
            }
        case "take_step":
            return {
                "procedure": fields.chosen("procedure"),
                "step": fields.chosen("step"),
                "subject": fields.maybe("subject"),
                "choice": fields.maybe("choice"),
            }
        case "offer_formulation":
            return {
                "area": fields.chosen("area"),
                "about": fields.chosen("about"),
                "evidence": fields.every("evidence"),
                "second": fields.maybe("second"),
            }
        case "agree_contract":
            goals = [words.strip() for words in fields.every("goal") if words.strip()]
            if fields.maybe("without") is None and not goals:
                raise Wrong(_("A contract without a goal? Choose or write one, or say that you mean it."))
            return {"goals": goals}
        case "place_person":
            when = fields.chosen("when")
            if when not in get_args(When):
                raise _unreadable()
            return {"person": fields.chosen("person"), "when": when, "ring": fields.number("ring")}
        case "place_event":
            return {"event": fields.chosen("event"), "month": fields.number("month")}
        case "pin_fact":
            return {
                "fact": fields.chosen("fact"),
                "area": fields.chosen("area"),
                "weight": fields.number("weight"),
            }
        case "set_probabilities":
            return {area: fields.number(area) for area in AREAS}
        case "write_note":
            return {"words": fields.one("words").strip()}
    return {}


def _unreadable() -> Wrong:
    return Wrong(_("This form cannot be read. Nothing was done."))
