"""Finding a move by typing: one ranking for the window and the text twin, over every move and whom it is about.

Ranks by words alone. It knows nothing of which move is good, and equal matches come in alphabetical order, so the
order gives nothing away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from game.view.lexicon import (
    INSIDE,
    SMALL,
    STRONG,
    Lexicon,
    Word,
    best,
    lexicon,
    like_phrases,
    meaning,
    most_like,
    vocabulary,
    word,
    word_set,
    words_of,
)
from game.view.session import Concern, Move

_NOTHING: Mapping[str, str] = MappingProxyType({})
_KINDS = ("person", "event", "symptom", "incident", "decision", "rehearsal", "fact")
"""Of equal matches, those about a person come first."""
_ENOUGH = 55
"""Hundredths of the best match's score below which a match of several words is left out."""
_PHRASE_FROM, _PHRASE_FOR_SURE = 60, 85
_NAME_WEIGHT = 700
_NAMED = 60
"""How well a word must meet a name, in hundredths, to mean it."""


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

    A word is met, in this order, by the same word, its beginning, another ending or a slip of the finger: in a move's
    name, in what else it is called, in its initials, in what would be said. Where some move meets every telling word
    by what it is called, only such moves are returned; else those that come near the best. A word that can only be a
    name narrows to the moves about whoever bears it. `known_as` gives other words for a target by its ref:
    `{"person:clare": "sister"}`.
    """
    words = words_of(typed)
    if not words:
        return tuple(Match(move, None, move.name) for move in moves)
    known = lexicon(moves)
    names = {concern.ref: concern for concern in concerns}
    asked = _asked(words, known, names.values(), known_as)
    found: list[_Found] = []
    for place, (move, alike) in enumerate(zip(moves, _alike(typed, known, len(moves)), strict=True)):
        own = tuple(word.scores[place] for word in asked.words)
        for target, scores in _targets(move, own, asked):
            if alike <= _PHRASE_FROM and not any(scores):
                continue
            scored = _Found.of(asked, scores, alike, move, names[target] if target else None)
            if scored.total:
                found.append(scored)
    return tuple(row.match for row in sorted(_near_the_best(found), key=lambda row: row.order))


def nearest_way(typed: str, ways: Sequence[str]) -> int:
    """Return the place of the wording that is most like what was typed, 0 where none is like it."""
    return most_like(typed, ways)


def nearest_names(typed: str, names: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the names that hold every word of `typed`, best first; all of them when nothing is typed."""
    words = words_of(typed)
    known = vocabulary(frozenset[str]().union(*map(word_set, names)))
    meant = [meaning(word, known) for word in words]
    scores = [[best(one, word_set(name)) for one in meant] for name in names]
    fitting = [place for place, row in enumerate(scores) if all(row)]
    return tuple(sorted(fitting, key=lambda place: (-sum(scores[place]), place)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed: its words, how telling each is, how well each names each target, and whom it can only mean."""

    words: tuple[Word, ...]
    weights: tuple[int, ...]
    by_target: Mapping[str, tuple[int, ...]]
    names: tuple[int, ...]
    """Places of the words that can only be a name."""


def _asked(typed: tuple[str, ...], known: Lexicon, concerns: Iterable[Concern], known_as: Mapping[str, str]) -> _Asked:
    words = tuple(word(one, known, begun=one is typed[-1]) for one in typed)
    telling = any(one not in SMALL for one in typed)
    weights = [0 if telling and one.typed in SMALL else one.weight for one in words]
    called = {concern.ref: word_set(f"{concern.name} {known_as.get(concern.ref, '')}") for concern in concerns}
    everybody = vocabulary(frozenset[str]().union(*called.values()))
    meant = [meaning(one.typed, everybody) if share else {} for one, share in zip(words, weights, strict=True)]
    names = []
    for place, (one, named) in enumerate(zip(words, meant, strict=True)):
        well = max(named.values(), default=0)
        if well >= _NAMED and well > max(one.named, INSIDE):
            names.append(place)
            weights[place] = _NAME_WEIGHT
    well_named = {ref: tuple(best(one, name) for one in meant) for ref, name in called.items()}
    # Most concerns are meant by no word, and need not be held against every move.
    by_target = {ref: scores for ref, scores in well_named.items() if any(scores)}
    return _Asked(words, tuple(weights), by_target, tuple(names))


def _alike(typed: str, known: Lexicon, many: int) -> list[int]:
    like = like_phrases(typed, known)
    return [like.get(place, 0) for place in range(many)]


def _targets(move: Move, own: tuple[int, ...], asked: _Asked) -> Iterable[tuple[str | None, tuple[int, ...]]]:
    """Yield the move by itself, and about each target that a typed word means better than the move's own name does.

    Where a word can only be a name, only with a target that bears it, if the move can be about one.
    """
    about: list[tuple[str, tuple[int, ...]]] = []
    for target in move.targets:
        scores = asked.by_target.get(target)
        if scores is not None and any(score > mine for score, mine in zip(scores, own, strict=True)):
            about.append((target, tuple(map(max, own, scores))))
    named = [row for row in about if asked.names and all(asked.by_target[row[0]][place] for place in asked.names)]
    if named:
        yield from named
        return
    yield None, own
    if not asked.names:
        yield from about


@dataclass(frozen=True, slots=True)
class _Found:
    """A match with its score: `total` in hundredths, `strong` when every telling word is what it is called."""

    total: int
    strong: bool
    alike: int
    kind: int
    match: Match

    @classmethod
    def of(cls, asked: _Asked, scores: tuple[int, ...], alike: int, move: Move, concern: Concern | None) -> "_Found":
        """Return the match with the score it has for what was asked."""
        label = move.name if concern is None else f"{move.name}: {concern.name}"
        told = [(score, share) for score, share in zip(scores, asked.weights, strict=True) if share]
        by_words = sum(score * share for score, share in told) // max(1, sum(share for _, share in told))
        total = by_words + max(0, alike - _PHRASE_FROM) * 5 // 2
        kind = 0 if concern is None else 1 + _KINDS.index(concern.kind)
        strong = all(score >= STRONG for score, _ in told) or alike >= _PHRASE_FOR_SURE
        return cls(total, strong, alike, kind, Match(move, concern.ref if concern else None, label))

    @property
    def order(self) -> tuple[int, int, str]:
        """Best first; of equals the nearer kind of target, then by name."""
        return -self.total, self.kind, self.match.label


def _near_the_best(found: list[_Found]) -> list[_Found]:
    """Leave out what is far from the best, so that a few good matches do not drown in chance ones."""
    strong = [row for row in found if row.strong]
    kept = strong or found
    most = max((row.total for row in kept), default=0)
    return [row for row in kept if strong or 100 * row.total >= _ENOUGH * most]
