"""Whether the key is sound, the facts lead to it, and the letter keeps it."""

import re
from collections.abc import Iterator
from typing import Final

from game.case.index import CaseFile
from game.case.model import Fact
from game.manual import AREAS, Area, Book
from game.manual.faults import Found, Steps

_COPIED: Final = 8
"""So many words of the key in a row are no accident."""
_NO_NAMES: Final = frozenset({
    "A", "An", "The", "My", "His", "Her", "Their", "Our", "Old", "Little", "Young", "Mr", "Mrs", "Ms", "Miss", "Dr",
    "Doctor", "Prof", "Professor", "Aunt", "Uncle", "Sister", "Brother", "Father", "Mother", "Grandma", "Grandpa",
})  # fmt: skip
_WORDS: Final = re.compile(r"\w+(?:['’]\w+)*")


def check_key(case: CaseFile, book: Book, found: Found) -> None:
    """Report a key that is unsound (SW108) or not where the facts point (SW109, SW110), and what the letter names."""
    _check_consistent(case, found)
    _check_signals(case, found)
    _check_herrings(case, found)
    _check_leaks(case, book, found)
    _check_letter(case, found)


def _check_consistent(case: CaseFile, found: Found) -> None:
    key = case.rows.key
    for number, second in enumerate(case.rows.key.acceptable):
        path: Steps = ("key", "acceptable", number, "area")
        if second.area == key.area:
            problem = "the acceptable area is the key's own"
            found.add(path, "SW108", problem, "name another area; other people and events go under 'also_about'")
        elif (second.area, second.about) in {(row.area, row.about) for row in key.acceptable[:number]}:
            found.add(path, "SW108", "the same area about the same stands above", "leave it out")
    if key.stage is not None and key.area != "role_dispute":
        problem = f"only a dispute has a stage, and the area is '{key.area}'"
        found.add(("key", "stage"), "SW108", problem, "leave 'stage' out")
    if key.stage is None and key.area == "role_dispute":
        problem = "a dispute has a stage, and none is given"
        found.add(("key",), "SW108", problem, "add 'stage: renegotiation', 'impasse' or 'dissolution'")
    kind, _, name = key.about.partition(":")
    if key.area == "grief" and kind == "person" and case.people[name].died is None:
        problem = f"the area is grief, and {case.people[name].name} has not died"
        found.add(("key", "about"), "SW108", problem, f"write 'died: -14' at '{key.about}', or choose another area")


def _points(facts: Iterator[Fact]) -> dict[Area, int]:
    points: dict[Area, int] = dict.fromkeys(AREAS, 0)
    for fact in facts:
        for area, weight in fact.signals.items():
            points[area] += weight
    return points


def _check_signals(case: CaseFile, found: Found) -> None:
    points, own = _points(iter(case.rows.facts)), case.rows.key.area
    rival = max((area for area in AREAS if area != own), key=lambda area: points[area])
    if points[rival] >= points[own]:
        problem = f"all facts together give '{own}' {points[own]} points and '{rival}' {points[rival]}"
        instead = f"add facts that speak for '{own}' or against '{rival}'"
        found.add(("key", "area"), "SW109", problem, instead)


def _check_herrings(case: CaseFile, found: Found) -> None:
    own = case.rows.key.area
    true = _points(fact for fact in case.rows.facts if not fact.herring)[own]
    false = _points(fact for fact in case.rows.facts if fact.herring)
    for number, fact in enumerate(case.rows.facts):
        if not fact.herring:
            continue
        away, weight = max(
            ((area, fact.signals.get(area, 0)) for area in AREAS if area != own), key=lambda each: each[1]
        )
        path: Steps = ("facts", number, "herring")
        if weight <= max(0, fact.signals.get(own, 0)):
            problem = f"it does not point away from the key's area '{own}'"
            found.add(path, "SW110", problem, "leave 'herring' out, or let its signals point elsewhere")
        elif false[away] >= true:
            problem = f"red herrings give '{away}' {false[away]} points, and the other facts '{own}' only {true}"
            found.add(path, "SW110", problem, f"add facts that speak for '{own}', or weaken its signals")


def _check_leaks(case: CaseFile, book: Book, found: Found) -> None:
    rows, area = case.rows, case.rows.key.area
    names = {book.areas[area].name.casefold(), area.replace("_", " ")}
    secret = {run for text in (rows.key.why, rows.key.misleads) for run in _runs(text)}
    for path, text in (
        (("referral", "letter"), rows.referral.letter),
        (("teaser",), rows.teaser),
        (("title",), rows.title),
    ):
        plain = text.casefold()
        for name in sorted(names):
            if re.search(rf"\b{re.escape(name)}\b", plain):
                problem = f"it says '{name}', which is the key's area"
                found.add(path, "SW111", problem, "describe what the writer saw, and leave the area to be found")
                break
        copied = next((run for run in _runs(text) if run in secret), None)
        if copied is not None:
            problem = f"it says '{' '.join(copied)}', as the key does"
            found.add(path, "SW111", problem, "leave out what only the key should say")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORDS.findall(text.casefold())
    return zip(*(words[start:] for start in range(_COPIED)), strict=False)


def _check_letter(case: CaseFile, found: Found) -> None:
    rows = case.rows
    words = set(_WORDS.findall(rows.referral.letter.replace("'s", "").replace("’s", "")))
    free = set(_WORDS.findall(f"{rows.patient.name} {rows.patient.first_name} {rows.referral.from_}"))
    free |= {name for person in rows.people if person.known == "letter" for name in person.name.split()}
    for number, person in enumerate(rows.people):
        name = _first_name(person.name)
        if person.known != "letter" and name in words and name not in free:
            problem = f"the letter names {name}, who is not known from it"
            found.add(("people", number), "SW112", problem, "add 'known: letter', or leave the name out of the letter")
    named = {word.casefold() for word in words | set(_WORDS.findall(rows.referral.from_))}
    for number, person in enumerate(rows.people):
        called = _WORDS.findall(f"{person.name} {person.called or ''} {person.relation}".casefold())
        if person.known == "letter" and named.isdisjoint(called):
            problem = f"{person.name} is said to be known from the letter, which does not speak of them"
            found.add(("people", number, "known"), "SW228", problem, "name them in it, or leave 'known' out")
    letter = f" {' '.join(_WORDS.findall(rows.referral.letter.casefold()))} "
    for number, event in enumerate(rows.events):
        title = " ".join(word for word in _WORDS.findall(event.name.casefold()) if word not in ("a", "an", "the"))
        if event.known != "letter" and title and f" {title} " in letter:
            problem = f"the letter speaks of '{event.name}', which is not known from it"
            found.add(("events", number), "SW112", problem, "add 'known: letter', or leave it out of the letter")


def _first_name(name: str) -> str | None:
    """Return what a letter would call them: the first capitalised word that is no title."""
    words = [word for word in _WORDS.findall(name) if word not in _NO_NAMES]
    return next((word for word in words if word[:1].isupper()), None)
