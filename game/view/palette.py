"""Finding a move by typing: one ranking for the window and the text twin, over every move and whom it is about.

Ranks by words alone. It knows nothing of which move is good, and equal matches come in alphabetical order, so the
order gives nothing away.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from operator import gt
from types import MappingProxyType

from game.view.session import Concern, Move

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset(
    _WORD.findall(
        "a about an and are as at be do for from has have he her him his how i in is it its me my of on or our she "
        "that the their them they this to us was were what with would you your"
    )
)
"""Words that are passed over where they match nothing."""
_WHOLE, _START, _INSIDE, _NEAR = 12, 9, 4, 3
_LONG_ENOUGH = 3
_FROM_OTHER_WORDS = 1
"""What a match costs in the words a move is also known by, so that its name comes first."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Match:
    """A move that fits what was typed. `target` is None where none was meant yet, or none is needed."""

    move: Move
    target: str | None
    label: str
    """The move and, where one was meant, its target: `Ask about expectations: Clare`."""

    @property
    def wants_target(self) -> bool:
        """Tell whether a target is still to be chosen among the move's."""
        return self.target is None and self.move.needs_target


def find(
    moves: Sequence[Move],
    concerns: Iterable[Concern],
    typed: str,
    known_as: Mapping[str, str] = _NOTHING,
) -> tuple[Match, ...]:
    """Return the moves, and moves about a target, that fit `typed`, best first; all moves when nothing is typed.

    Every telling word must be found, by its beginning or inside, in the move's name, its other words or its
    target's name; where no move has them all, those that have most of them are returned. `known_as` gives other words
    for a target by its ref: `{"person:clare": "sister"}`.
    """
    words = _typed_words(typed)
    if not words:
        return tuple(Match(move, None, move.name) for move in moves)
    names = {concern.ref: concern.name for concern in concerns}
    spelt = {ref: _words(f"{name} {known_as.get(ref, '')}") for ref, name in names.items()}
    vocabulary = frozenset().union(*spelt.values(), *(_words(move.name) | _other_words(move.also) for move in moves))
    meanings = [_meaning(word, vocabulary) for word in words]
    telling = tuple(place for place, word in enumerate(words) if word not in _SMALL) or tuple(range(len(words)))
    by_target = {ref: tuple(_best(meaning, known) for meaning in meanings) for ref, known in spelt.items()}
    found: list[tuple[int, int, str, Match]] = []
    for move in moves:
        own = tuple(_best_of_move(word, meaning, move) for word, meaning in zip(words, meanings, strict=True))
        for target, scores in _targets(move, own, by_target):
            met = sum(scores[place] > 0 for place in telling)
            if met:
                label = move.name if target is None else f"{move.name}: {names[target]}"
                found.append((-met, -sum(scores), label, Match(move, target, label)))
    most = max((-row[0] for row in found), default=0)
    enough = len(telling) if most == len(telling) else max(most, (len(telling) + 1) // 2)
    return tuple(row[3] for row in sorted(found, key=lambda row: row[:3]) if -row[0] >= enough)


def nearest_names(typed: str, names: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the names that hold every word of `typed`, best first; all of them when nothing is typed."""
    words = _typed_words(typed)
    scores = [[_best(_hits(word, _words(name)), _words(name)) for word in words] for name in names]
    fitting = [place for place, row in enumerate(scores) if all(row)]
    return tuple(sorted(fitting, key=lambda place: (-sum(scores[place]), place)))


def _targets(
    move: Move, own: tuple[int, ...], by_target: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[str | None, tuple[int, ...]]]:
    """Yield the move by itself, and about each target that a typed word means better than the move's own name does."""
    yield None, own
    for target in move.targets:
        scores = by_target.get(target)
        if scores is not None and any(map(gt, scores, own)):
            yield target, tuple(map(max, own, scores))


def _typed_words(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(typed.casefold())))


@lru_cache(maxsize=256)
def _meaning(word: str, vocabulary: frozenset[str]) -> Mapping[str, int]:
    """Return the known words that `word` means, with how well; for a slip of the finger, what was probably meant."""
    hits = _hits(word, vocabulary)
    if hits or word in _SMALL or len(word) <= _LONG_ENOUGH:
        return hits
    alike = sorted(known for known in vocabulary if known[0] == word[0])
    return dict.fromkeys(get_close_matches(word, alike, n=1, cutoff=0.75), _WHOLE)


def _hits(word: str, vocabulary: frozenset[str]) -> Mapping[str, int]:
    scores = {known: _score(word, known) for known in vocabulary}
    return {known: score for known, score in scores.items() if score}


def _score(word: str, known: str) -> int:
    """Say how well `word` is met: whole, by its beginning, inside, or not at all (0)."""
    if known.startswith(word):
        return _WHOLE if known == word else _START
    if len(word) >= _LONG_ENOUGH and word in known:
        return _INSIDE
    if len(word) > _LONG_ENOUGH + 1 and word.startswith(known) and len(word) - len(known) <= 2:
        return _NEAR  # `brothers` means `brother`
    return 0


def _best(meaning: Mapping[str, int], known: frozenset[str]) -> int:
    return max((meaning[word] for word in known & meaning.keys()), default=0)


def _best_of_move(word: str, meaning: Mapping[str, int], move: Move) -> int:
    initials = _INSIDE if len(word) >= 2 and _initials(move.name).startswith(word) else 0
    other = _best(meaning, _other_words(move.also)) - _FROM_OTHER_WORDS
    return max(initials, other, _best(meaning, _words(move.name)))


@lru_cache(maxsize=2048)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


@lru_cache(maxsize=1024)
def _other_words(also: tuple[str, ...]) -> frozenset[str]:
    return _words(" ".join(also))


@lru_cache(maxsize=1024)
def _initials(name: str) -> str:
    """`ae` and `aae` stand for `Ask about expectations`."""
    return "".join(word[0] for word in _WORD.findall(name.casefold()))
