"""Whether the minutes suffice: the earliest moment at which each fact can come out, however well one works.

The bound is meant to be generous. It charges the cheapest moves that must come before a fact and the fastest way of
winning the trust it waits for, side by side; so what it calls out of reach is out of anybody's reach.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from game.case.check_reach import asking
from game.case.index import CaseFile
from game.case.model import Fact
from game.manual import Book
from game.manual.faults import Found

HOUR: Final = 50
"""Minutes of a session."""
_FULL: Final = 10_000
_NEVER: Final = 10**6
_NEEDS_STRAIN: Final = frozenset({"strain_repaired"})
"""Raises the alliance only where something has gone wrong, which nobody would wish for."""


def check_minutes(case: CaseFile, book: Book, found: Found) -> None:
    """Report facts that cannot come out within the treatment (SW202), or not before its focus is due (SW203)."""
    trust = trust_by_level(case, book)
    minutes = minutes_to_reach(case, book, trust)
    sessions = int(case.rows.treatment.sessions)
    whole = sessions * HOUR
    windows = case.rows.treatment.windows or book.formats[str(sessions)].windows
    early = windows.initial[1] * HOUR
    own = case.rows.key.area
    deciding = [fact for fact in case.rows.facts if fact.signals.get(own, 0) > 0]
    for number, fact in enumerate(case.rows.facts):
        needed = minutes.get(fact.id, _NEVER)
        if needed > whole:
            key = "alliance" if trust[fact.alliance] > whole else "after"
            spelt = f"{needed} minutes at the least" if needed < _NEVER else "more trust than anybody can win"
            problem = f"it takes {spelt}, and the treatment has {whole}"
            instead = "ask for less 'alliance'" if key == "alliance" else "let it wait for less"
            found.add(("facts", number, key), "SW202", problem, instead)
    if deciding and all(minutes.get(fact.id, _NEVER) > early for fact in deciding):
        soonest = min(minutes.get(fact.id, _NEVER) for fact in deciding)
        problem = f"nothing that speaks for '{own}' can come out before minute {soonest}; the focus is due by {early}"
        found.add(("key", "area"), "SW203", problem, "let one fact that speaks for it come out earlier")


def minutes_to_reach(case: CaseFile, book: Book, trust: tuple[int, ...] | None = None) -> Mapping[str, int]:
    """Return the fewest minutes after which each fact can have come out; a million for one that never can.

    `trust` is what `trust_by_level` gives, where it is known already.
    """
    prices = {fact.id: _price(case, book, fact) for fact in case.rows.facts}
    trust = trust or trust_by_level(case, book)
    introduced = _introductions(case)
    found = {}
    for fact in case.rows.facts:
        needed = _needed(case, fact, introduced)
        asked = sum(prices[name] for name in needed)
        found[fact.id] = min(_NEVER, max(asked, *(trust[case.facts[name].alliance] for name in needed)))
    return found


def trust_by_level(case: CaseFile, book: Book) -> tuple[int, ...]:
    """Return the fewest minutes in which an alliance of 0 to 10 can be won; a million where the treatment is too short.

    Every cause that ever helps is had at its best, as the style most taken by it takes it, in the shortest of moves.
    """
    causes = [row.alliance * 3 // 2 for row in book.rows.responses if row.alliance > 0 and row.id not in _NEEDS_STRAIN]
    shortest = min(intent.minutes for intent in book.rows.intents if intent.stance != "silent")
    whole = int(case.rows.treatment.sessions) * HOUR
    standing, minutes = case.rows.patient.alliance * 1_000, 0
    levels = [0] * (case.rows.patient.alliance + 1)
    uses = [0] * len(causes)
    while len(levels) <= _FULL // 1_000 and minutes <= whole:
        if minutes % HOUR < shortest:  # a new session: everything counts in full again
            uses = [0] * len(causes)
        gains = [gain * 2 * (_FULL - standing) // ((2 + used) * _FULL) for gain, used in zip(causes, uses, strict=True)]
        best = max(range(len(gains)), key=gains.__getitem__)
        standing += gains[best]
        uses[best] += 1
        minutes += shortest
        levels += [minutes] * (standing // 1_000 + 1 - len(levels))
    return tuple(levels + [_NEVER] * (_FULL // 1_000 + 1 - len(levels)))


def _needed(case: CaseFile, fact: Fact, introduced: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the fact and all that must have come out before it."""
    needed = {fact.id}
    waiting = [fact]
    while waiting:
        for earlier in _first_needed(waiting.pop(), introduced):
            if earlier not in needed:
                needed.add(earlier)
                waiting.append(case.facts[earlier])
    return needed


def _first_needed(fact: Fact, introduced: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield from fact.after
    ways = [introduced.get(concern) for concern in fact.about if not concern.startswith("symptom:")]
    # Where one of the things it is about is known anyway, or several facts bring it in, none of them is needed.
    if ways and all(way is not None and len(way) == 1 for way in ways) and fact.id not in {w[0] for w in ways if w}:
        yield next(way[0] for way in ways if way is not None)


def _introductions(case: CaseFile) -> dict[str, tuple[str, ...]]:
    """Return, for what is known only once a fact or a week has brought it in, the facts that do."""
    rows = case.rows
    later = {f"person:{row.id}" for row in rows.people if row.known == "later"}
    later |= {f"event:{row.id}" for row in rows.events if row.known == "later"}
    for week in rows.weeks:
        later -= {week.about, *week.done.introduces, *week.not_done.introduces}
    return {name: tuple(fact.id for fact in rows.facts if name in fact.introduces) for name in later}


def _price(case: CaseFile, book: Book, fact: Fact) -> int:
    """Return the minutes of the cheapest move that brings it out, or of the first steps of its incident."""
    asked = [intent.minutes for intent in asking(book, fact)]
    if "communication_analysis" in fact.how and any(fact.id in row.facts for row in case.rows.incidents):
        asked.append(sum(step.minutes for step in book.procedures["communication_analysis"].steps[:2]))
    return min(asked, default=_NEVER)
