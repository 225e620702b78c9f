"""What the therapist says, word for word: an intent's wordings with their slots filled."""

from functools import cache

from game.case import CaseFile
from game.manual import Book, Intent, Step
from game.treatment.state import Treatment

_SLOTS_OF = {
    None: frozenset[str](),
    "person": frozenset({"person", "about"}),
    "event": frozenset({"event", "about"}),
    "symptom": frozenset({"symptom", "about"}),
    "incident": frozenset({"about"}),
    "decision": frozenset({"about"}),
    "rehearsal": frozenset({"about"}),
    "fact": frozenset[str](),
}
_ALWAYS = frozenset({"session", "remaining", "sessions"})


def wordings(book: Book, case: CaseFile, treatment: Treatment, intent: Intent, target: str | None) -> tuple[str, ...]:
    """Return the ways in which `intent` can be said about `target` now; never empty."""
    name = _name(book, case, target)
    return tuple(_filled(words, name, treatment) for words in _fitting(case, intent, target))


def said(book: Book, case: CaseFile, treatment: Treatment, intent: Intent, target: str | None, variant: int) -> str:
    """Return the wording number `variant`, counting round."""
    ways = _fitting(case, intent, target)
    return _filled(ways[variant % len(ways)], _name(book, case, target), treatment)


def _fitting(case: CaseFile, intent: Intent, target: str | None) -> tuple[str, ...]:
    """Return the wordings that can be said about `target`, their slots still open."""
    kind, _, key = target.partition(":") if target else (None, "", "")
    slots = _SLOTS_OF[kind] | _ALWAYS
    dead = kind == "person" and case.people[key].died is not None
    every = intent.of_the_dead if dead and intent.of_the_dead else intent.wordings
    fitting = [words for words in every if _slots(words) <= slots]
    if target is not None:
        # Naming the target is the better way to say it, wherever a wording can.
        fitting.sort(key=lambda words: not _slots(words) - _ALWAYS)
    return tuple(fitting) or intent.wordings


def step_words(
    book: Book, case: CaseFile, treatment: Treatment, step: Step, subject: str | None, times: int = 0
) -> str:
    """Return what the therapist says for a step taken `times` times before in this procedure.

    Repeated steps open with their first wording and then vary the others; the rest vary from one procedure to the next.
    """
    ways = step.wordings
    if not step.repeats or len(ways) == 1:
        words = ways[(len(treatment.progress.completed) + times) % len(ways)]
    else:
        words = ways[0] if times == 0 else ways[1 + (times - 1) % (len(ways) - 1)]
    return _filled(words, _name(book, case, subject), treatment)


def _name(book: Book, case: CaseFile, target: str | None) -> str:
    if target is None:
        return "that"
    kind, _, key = target.partition(":")
    return book.symptoms[key].name.lower() if kind == "symptom" else case.name_of(target)


@cache
def _slots(words: str) -> frozenset[str]:
    return frozenset(part.partition("}")[0] for part in words.split("{")[1:])


def _filled(words: str, name: str, treatment: Treatment) -> str:
    filled = words
    for slot in ("person", "event", "symptom", "about"):
        filled = filled.replace("{" + slot + "}", name)
    number = max(1, treatment.hour.number)
    filled = filled.replace("{session}", str(number)).replace("{sessions}", str(treatment.sessions))
    filled = filled.replace("{remaining}", str(treatment.remaining))
    return filled[:1].upper() + filled[1:]
