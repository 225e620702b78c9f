"""From a record to a skeleton of a case: what fits is put in its place, and everything stands above in comments.

Neither format knows people, dates or gates, so the case is the one that `new` writes, with the patient's own name, age
and way of talking, the letter or the notes where the record has words for them, and the rest to be worked in by hand.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from game.author.importers.reading import STYLES, Record
from game.author.new_case import QUESTIONS, case_text, refusal
from game.author.new_case.writing import id_of, quoted

_LONGEST_NOTE: Final = 2_300
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd-\uffff]")
_AGE: Final = re.compile(r"\b(\d{1,3})[- ]?(?:year|yr|y/?o)", re.IGNORECASE)
_SHE: Final = re.compile(r"\b(?:female|woman|girl)\b", re.IGNORECASE)
_HE: Final = re.compile(r"\b(?:male|man|boy)\b", re.IGNORECASE)
_OTHERS: Final = ("Jonas", "Ruth", "Selma", "Toma", "Vera", "Wim")


@dataclass(frozen=True, slots=True)
class Imported:
    """The text of a case, and what became of each field of the record."""

    id: str
    text: str
    placed: Mapping[str, str]
    """Field to where in the case it went."""
    left: tuple[str, ...]
    """Fields that have no place in a case and stand in its comments only."""


def imported(record: Record, name: str | None = None) -> Imported:
    """Return a skeleton for `record`; `name` is the id of the case, else made from the patient's name."""
    answers, placed = _psi(record.value) if record.kind == "patient_psi" else _osce(record.value)
    answers["id"] = name or id_of(answers["name"])
    notes = _notes(record)
    text = case_text({question.key: question.usual for question in QUESTIONS} | answers)
    leaves = dict(_leaves(record.value))
    placed = {field: where for field, where in placed.items() if field in leaves}
    left = tuple(field for field in leaves if field not in placed)
    head = "\n".join(_comments(record, leaves, placed))
    return Imported(answers["id"], f"{head}\n{text}\n{notes}", placed, left)


def _psi(value: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    name = _name(value["name"])
    style = STYLES[value["type"][0].casefold()] if value["type"] else "plain"
    answers = {"name": name, "style": style, **_company(name)}
    return answers, {"name": "patient.name", "type[0]": "patient.style", "history": "notes"}


def _osce(value: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    demographics = value["Patient_Actor"]["Demographics"]
    found = _AGE.search(demographics)
    answers = {"name": "Alex Example", **_company("Alex")}
    if found is not None and refusal(QUESTIONS[2], found[1]) is None:
        answers["age"] = found[1]
    woman, man = _SHE.search(demographics), _HE.search(demographics)
    answers["pronouns"] = "she/her" if woman else "he/him" if man else "they/them"
    places = {
        "Patient_Actor.Demographics": "patient.age, patient.pronouns",
        "Patient_Actor.History": "notes",
        "Objective_for_Doctor": "notes",
    }
    return answers, places


def _name(written: str) -> str:
    kept = re.sub(r"[^\w .'’-]|[\d_]", " ", written)
    name = " ".join(kept.split())[:60].strip()
    return name if name and refusal(QUESTIONS[1], name) is None else "Alex Example"


def _company(name: str) -> dict[str, str]:
    """Return three first names that are not the patient's own."""
    first = name.split(maxsplit=1)[0].casefold()
    free = [other for other in _OTHERS if other.casefold() != first]
    return dict(zip(("subject", "rival", "friend"), free, strict=False))


def _notes(record: Record) -> str:
    """Return the words that a teacher wants to have at hand, as the case's notes, shortened if need be."""
    value = record.value
    if record.kind == "patient_psi":
        words = f"From a Patient-Psi cognitive model. History: {value['history']}"
    else:
        words = (
            f"From an AgentClinic record. Task: {value['Objective_for_Doctor']} "
            f"History: {value['Patient_Actor']['History']}"
        )
    plain = " ".join(_safe(words).split())
    if len(plain) > _LONGEST_NOTE:
        plain = f"{plain[:_LONGEST_NOTE]}… (the whole stands in the comments above)"
    return f"# For teachers; hidden from players.\nnotes: {quoted(plain)}\n"


def _comments(record: Record, leaves: Mapping[str, str], placed: Mapping[str, str]) -> Iterator[str]:
    source = "a Patient-Psi cognitive model" if record.kind == "patient_psi" else "an AgentClinic OSCE record"
    yield f"# Begun from {source} with `sixteen-weeks import`. Nothing of it was left out: every field stands below,"
    yield "# with where it went. What went nowhere is yours to work in: into the letter, the people, events and facts."
    yield "# The people, facts and weeks of this file are placeholders. Delete these comments when you are done."
    for field, words in leaves.items():
        yield "#"
        yield f"# {_safe(field)} → {placed.get(field, 'nowhere yet')}"
        # Every line break of the words is kept, so that nothing is lost in wrapping them.
        for line in _safe(words, keep="\n").split("\n"):
            yield from (f"#   {part}" for part in textwrap.wrap(line, 110, break_long_words=False) or [""])
    yield "#"


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text, number and truth of a record with its field; empty lists and objects too."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{number}]")
    else:
        yield path, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _safe(text: str, keep: str = "") -> str:
    """Spell characters that no case may hold, so that they are neither lost nor harmful."""
    tidy = text.replace("\r\n", "\n").replace("\t", " ")
    return _UNSAFE.sub(lambda found: found[0] if found[0] in keep else _spelt(found[0]), tidy)


def _spelt(character: str) -> str:
    return " " if character == "\n" else f"\\u{ord(character):04x}"
