"""Whether what is to be spoken can be spoken: slots, enough wordings for each target, nothing twice."""

import re
from collections.abc import Iterator
from typing import Final

from game.manual.faults import Found, Steps
from game.manual.model import Intent, Manual, Replies
from game.manual.required import CUES
from game.reading import Diagnostic, Tree, nearest

ALWAYS: Final = frozenset({"session", "remaining", "sessions"})
"""Slots that can always be filled."""
SLOTS: Final = ALWAYS | {"person", "event", "symptom", "about"}
STYLES: Final = ("any", "plain", "upset", "verbose", "reserved", "tangential", "pleasing")

_SLOT: Final = re.compile(r"\{([^{}]*)\}")
_FEWEST: Final = 2


def slots_of(words: str) -> frozenset[str]:
    """Return the slots in `words`."""
    return frozenset(_SLOT.findall(words))


def slots_for(kind: str | None) -> frozenset[str]:
    """Return the slots that can be filled for a target of `kind`, or without a target."""
    # What the patient told is a card on the table, not something one names in a sentence.
    if kind is None or kind == "fact":
        return ALWAYS
    return ALWAYS | {kind, "about"} & SLOTS


def faults_of_words(manual: Manual, tree: Tree) -> list[Diagnostic]:
    """Return what cannot be spoken in `manual`, read from `tree`."""
    found = Found(tree)
    seen: dict[str, Steps] = {}
    for path, words, possible in _spoken(manual):
        _check_slots(found, path, words, possible)
        first = seen.setdefault(words.casefold(), path)
        if first is not path:
            line, _ = tree.at(first)
            found.add(path, "SW062", f"this wording stands on line {line} already", "say it in other words")
    for place, intent in enumerate(manual.intents):
        _check_enough(found, place, intent)
    return found.diagnostics


def faults_of_replies(replies: Replies, manual: Manual, tree: Tree) -> list[Diagnostic]:
    """Return the cues without words, the words without a cue and what is said twice in `replies`."""
    found = Found(tree)
    there = {row.cue for row in replies.replies}
    heard = {*CUES, *(intent.id for intent in manual.intents)}
    for place, row in enumerate(replies.replies):
        if row.cue not in heard:
            meant = nearest(row.cue, heard)
            hint = f"did you mean '{meant}'?" if meant else "write a cue of the program or the id of an intent"
            found.add(("replies", place, "cue"), "SW068", f"nothing ever asks for '{row.cue}'", hint)
    for cue in CUES:
        if cue not in there:
            found.add(("replies",), "SW068", f"no patient has words for '{cue}'", f"add a row with 'cue: {cue}'")
    seen: dict[str, Steps] = {}
    for place, row in enumerate(replies.replies):
        for style in STYLES:
            lines: tuple[str, ...] = getattr(row, style)
            for number, words in enumerate(lines):
                path = ("replies", place, style, number)
                first = seen.setdefault(words.casefold(), path)
                if first is not path:
                    line, _ = tree.at(first)
                    found.add(path, "SW069", f"this reply stands on line {line} already", "write another")
    return found.diagnostics


def _spoken(manual: Manual) -> Iterator[tuple[Steps, str, frozenset[str]]]:
    """Yield every wording with its place and the slots that it may hold."""
    for place, intent in enumerate(manual.intents):
        possible = ALWAYS.union(*(slots_for(kind) for kind in intent.targets))
        for number, words in enumerate(intent.wordings):
            yield ("intents", place, "wordings", number), words, possible
    for place, procedure in enumerate(manual.procedures):
        for count, step in enumerate(procedure.steps):
            for number, words in enumerate(step.wordings):
                yield ("procedures", place, "steps", count, "wordings", number), words, ALWAYS


def _check_slots(found: Found, path: Steps, words: str, possible: frozenset[str]) -> None:
    for slot in sorted(slots_of(words)):
        if slot not in SLOTS:
            allowed = ", ".join(f"{{{each}}}" for each in sorted(SLOTS))
            found.add(path, "SW059", f"there is no slot '{{{slot}}}'", f"allowed: {allowed}")
        elif slot not in possible:
            problem = f"nothing could be put into '{{{slot}}}', since this is never said about such a target"
            found.add(path, "SW060", problem, "take the slot out, or name the kind under 'targets'")
    if set("{}") & set(_SLOT.sub("", words)):
        found.add(path, "SW059", "a curly bracket stands alone", "write slots as {person}")


def _check_enough(found: Found, place: int, intent: Intent) -> None:
    kinds: list[str | None] = list(intent.targets)
    if intent.target != "required":
        kinds.append(None)
    for kind in kinds:
        fitting = sum(slots_of(words) <= slots_for(kind) for words in intent.wordings)
        if fitting < _FEWEST:
            about = f"about a target of the kind '{kind}'" if kind else "without a target"
            problem = f"only {fitting} of the wordings of '{intent.id}' can be said {about}"
            found.add(("intents", place, "wordings"), "SW061", problem, f"write at least {_FEWEST} that can")
