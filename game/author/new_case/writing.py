"""From answers to the text of a case."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from game.author.new_case.answers import Answers
from game.manual import Area
from game.reading import read_file, shape

_HOME: Final = Path(__file__).parent
_WEEKS: Final = {"8": "[4, 6]", "12": "[5, 8]", "16": "[6, 11]"}
_PLAIN: Final = re.compile(r"[A-Za-z][\w ./’é-]*")


@dataclass(frozen=True, slots=True)
class _Words:
    """What differs between the problem areas."""

    rival: Area
    about: str
    relation: str
    ring_now: str
    letter: str
    why: str
    misleads: str
    about_subject: str
    contact_subject: str
    change_subject: str
    turn: str
    turn_told: str
    quarrel: str
    quarrel_told: str
    rival_relation: str
    rival_about: str
    rival_contact: str
    rival_closeness: str
    rival_expectations: str
    rival_satisfying: str
    rival_unsatisfying: str
    rival_conflict: str
    loud_card: str
    loud_words: str
    since_card: str
    since_words: str
    since_open: str
    under_card: str
    under_words: str
    best: str


@dataclass(frozen=True, slots=True)
class _Areas:
    areas: Mapping[Area, _Words]


@cache
def _areas() -> Mapping[str, _Words]:
    return {str(area): row for area, row in shape(_Areas, read_file(_HOME / "areas.yaml")).areas.items()}


def case_text(answers: Answers) -> str:
    """Return a whole commented case; `answers` holds an answer to every question."""
    words = {key: value or "" for key, value in asdict(_areas()[answers["area"]]).items()}
    names = {
        **answers,
        "first": answers["name"].split()[0],
        "subject_id": id_of(answers["subject"]),
        "rival_id": id_of(answers["rival"]),
        "friend_id": id_of(answers["friend"]),
    }
    told = {**names, "rival_name": answers["rival"]}
    filled = {key: Template(value).substitute(told) for key, value in words.items()}
    values = {**told, **filled}
    for key in _SCALARS:
        values[key] = quoted(values[key])
    values |= {
        "title": quoted(f"The evenings of {names['first']}"),
        "week": _WEEKS[answers["sessions"]],
        "died": "    died: -8\n" if answers["area"] == "grief" else "",
        "stage": "  stage: impasse\n" if answers["area"] == "role_dispute" else "",
    }
    return Template((_HOME / "template.yaml").read_text(encoding="utf-8")).substitute(values)


_SCALARS: Final = ("pronouns", "occupation")


def quoted(text: str) -> str:
    """Return a text as YAML takes it: bare where nobody could misread it, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in ("true", "false", "null", "yes", "no"):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def id_of(name: str) -> str:
    """Return an id made from a name: small letters, digits and underscores, beginning with a letter."""
    plain = re.sub(r"[^a-z0-9]+", "_", _ascii(name)).strip("_")
    return plain if re.fullmatch(r"[a-z]\w*", plain) else f"person_{plain}".rstrip("_")


def _ascii(name: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
