"""Fork points: the two things, done or not done, that best tell the faithful treatments of a class from the others.

A fork is looked for as a regression tree looks for its first two splits: the first leaves the least spread of scores
on its two sides, the second the least of what the first has left. Two names of one choice are therefore not found
twice. It shows what went together in this class, and proves no cause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from game.manual import Book
from game.server.debriefing.spread import quartiles
from game.server.debriefing.traces import Trace
from game.view.sources import source
from game.view.supervisor import comment_on

_FEWEST_A_SIDE: Final = 3
_FORKS: Final = 2
_KINDS: Final = ("task", "strategy", "procedure", "red_line", "error", "say")
"""Of two that tell as much, the one named first: what the manual asks for says more than a single sentence."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a fork: how many runs, and their median composite in thousandths."""

    runs: int
    median: int


@dataclass(frozen=True, slots=True)
class Fork:
    """Something that was done in some runs and not in others."""

    kind: str
    """What it is: task, strategy, procedure, red_line, error or say."""
    name: str
    says: str
    """What the manual says of it."""
    instead: str | None
    """Words that would do it, or that would have been better than it."""
    reference: str
    did: Side
    did_not: Side


def forks(book: Book, traces: Sequence[Trace]) -> tuple[Fork, ...]:
    """Return at most two forks, the clearest first; none where no side would have three runs."""
    splits = _splits(traces)
    left = [Fraction(trace.composite) for trace in traces]
    found: list[Fork] = []
    while splits and len(found) < _FORKS:
        split = max(splits, key=lambda each: _tells(each, left))
        if _tells(split, left) == 0:
            break
        found.append(_fork(book, splits.pop(split), split, traces))
        left = _without(split, left)
    return tuple(found)


Split = tuple[bool, ...]


def _splits(traces: Sequence[Trace]) -> dict[Split, str]:
    """Return every way in which a deed splits the runs, with the deed that names it best."""
    deeds = sorted({deed for trace in traces for deed in trace.deeds}, key=_rank)
    named: dict[Split, str] = {}
    for deed in deeds:
        split = tuple(deed in trace.deeds for trace in traces)
        turned = tuple(not did for did in split)
        if min(sum(split), sum(turned)) >= _FEWEST_A_SIDE and turned not in named:
            named.setdefault(split, deed)
    return named


def _rank(deed: str) -> tuple[int, str]:
    return _KINDS.index(deed.partition(":")[0]), deed


def _tells(split: Split, left: Sequence[Fraction]) -> Fraction:
    """Return how much of the spread lies between the two sides: the sum of squares between groups."""
    did = [value for value, here in zip(left, split, strict=True) if here]
    other = [value for value, here in zip(left, split, strict=True) if not here]
    gap = _mean(did) - _mean(other)
    return gap * gap * len(did) * len(other) / len(left)


def _without(split: Split, left: Sequence[Fraction]) -> list[Fraction]:
    means = {
        side: _mean([value for value, here in zip(left, split, strict=True) if here is side]) for side in (True, False)
    }
    return [value - means[here] for value, here in zip(left, split, strict=True)]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)


def _fork(book: Book, deed: str, split: Split, traces: Sequence[Trace]) -> Fork:
    kind, _, key = deed.partition(":")
    name, says, instead, reference = _words(book, kind, key)
    return Fork(kind, name, says, instead, reference, _side(split, traces, True), _side(split, traces, False))


def _side(split: Split, traces: Sequence[Trace], here: bool) -> Side:
    scores = [trace.composite for trace, did in zip(traces, split, strict=True) if did is here]
    return Side(len(scores), quartiles(scores).median)


def _words(book: Book, kind: str, key: str) -> tuple[str, str, str | None, str]:
    """Return name, what the manual says, an example and the reference of what was done."""
    if kind == "say" and key in book.intents:
        intent = book.intents[key]
        if intent.does in book.errors:
            wrong = book.errors[intent.does]
            return intent.name, wrong.says, wrong.instead, source(book, wrong.reference)
        example = next((words for words in intent.wordings if "{" not in words), None)
        return intent.name, book.techniques[intent.does].use, example, source(book, intent.reference)
    if kind == "say":
        milestone = book.milestones[key]
        return milestone.name, milestone.says, None, source(book, milestone.reference)
    comment = comment_on(book, "expectation" if kind == "task" else kind, key)
    assert comment is not None
    name = book.tasks[key].name if kind == "task" else comment.title
    return name, comment.goal or comment.says, comment.instead, comment.reference
