"""What typed words mean among the moves: whole, begun, with another ending or a slip of the finger, by initials.

The one place that knows rapidfuzz, which is loaded late: a window is seen sooner and a command ends sooner without it.
Everything here is about words; nothing knows which move is good.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from game.manual import Intent
from game.view.session import Move

WHOLE, START, ENDING, SLIP, INITIALS, INSIDE = 100, 85, 78, 60, 66, 40
"""How well a typed word meets a known one, in hundredths, from the same word to a part of it."""
NAME, ALSO, SAID = 100, 90, 45
"""What a word counts for in a move's name, in what else it is called, in the words that would be said."""
STRONG = SLIP * ALSO // 100
"""At least this well a word is met by what a move is called; words that would only be said stay below."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SLOT = re.compile(r"\{\w+\}")
_SENTENCE_ENDS = re.compile(r"[.?!:;]+")
_ENDINGS = ("'s", "’s", "ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "y", "e")
_LEAST_STEM = 4
_LEAST_SLIP, _LEAST_START_SAID = 4, 4
_ALIKE, _ALIKE_OTHER_START = 0.7, 0.83
_MOST_INITIALS = 6
_PHRASE_LETTERS, _PHRASE_ALIKE = 7, 62
_SAME_PHRASE = 92
SMALL = frozenset(
    _WORD.findall(
        "a about an and are as at be been can could did do does for from had has have he her him his how i if in is it "
        "its just let let's may me might my of on or our shall she should so some that the their them there they this "
        "to us very was we were what when which who will with would you your i'd i'll i'm it's that's you're what's"
    )
)
"""Words that are passed over where there are others."""


def warm(intents: Iterable[Intent]) -> None:
    """Load and read what the first key would have to wait for."""
    import rapidfuzz.distance
    import rapidfuzz.fuzz
    import rapidfuzz.process  # noqa: F401

    for intent in intents:
        for word_of_it in _entry(intent.name, intent.also, intent.wordings).counts:
            stem(word_of_it)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, each once, in order, without capitals."""
    return tuple(dict.fromkeys(_WORD.findall(text.casefold())))


@lru_cache(maxsize=4096)
def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words_of(text))


@dataclass(frozen=True, eq=False, slots=True)
class Vocabulary:
    """Known words in order, and again by their stems. Two are never equal, so that looking one up is quick."""

    words: tuple[str, ...]
    stems: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Vocabulary":
        """Return the vocabulary of these words."""
        ordered = tuple(sorted(words))
        stems: dict[str, tuple[str, ...]] = {}
        for word in ordered:
            stems[stem(word)] = (*stems.get(stem(word), ()), word)
        return cls(ordered, stems)


@lru_cache(maxsize=64)
def vocabulary(words: frozenset[str]) -> Vocabulary:
    """Return the vocabulary of these words, the same one each time."""
    return Vocabulary.of(words)


@dataclass(frozen=True, eq=False, slots=True)
class Lexicon:
    """The words of all moves. `phrases` stands beside `owners`: whose phrase each is, by place among the moves."""

    moves: int
    called: Vocabulary
    """Every word in names and other names."""
    said: Vocabulary
    """Every other word, from what would be said."""
    found_in: Mapping[str, tuple[tuple[int, int], ...]]
    """Which moves have a word, by place, and what it counts for there."""
    rare: Mapping[str, int]
    """How telling a word is: the fewer moves have it, the more."""
    initials: tuple[tuple[int, str], ...]
    phrases: tuple[str, ...]
    owners: tuple[int, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _Entry:
    """The words of one move: each with what it counts for, its initials, its phrases."""

    counts: Mapping[str, int]
    initials: tuple[str, ...]
    phrases: tuple[str, ...]


@lru_cache(maxsize=1024)
def _entry(name: str, also: tuple[str, ...], says: tuple[str, ...]) -> _Entry:
    plain = [_SLOT.sub(" ", words) for words in says]
    counts = dict.fromkeys(frozenset().union(*map(word_set, plain)) - SMALL, SAID)
    counts |= dict.fromkeys(word_set(" ".join(also)), ALSO) | dict.fromkeys(word_set(name), NAME)
    telling = " ".join(known for known in words_of(name) if known not in SMALL)
    shorts = {_initials(phrase) for phrase in (name, telling, *also)}
    said = (part for words in plain for part in _SENTENCE_ENDS.split(words))
    phrases = tuple(filter(None, map(_plain, (name, *also, *said))))
    return _Entry(counts, tuple(sorted(short for short in shorts if len(short) > 1)), phrases)


def lexicon(moves: Sequence[Move]) -> Lexicon:
    """Return the words of these moves; whom they can be about does not matter."""
    return _lexicon(tuple(_entry(move.name, move.also, move.says) for move in moves))


@lru_cache(maxsize=16)
def _lexicon(entries: tuple[_Entry, ...]) -> Lexicon:
    found_in: dict[str, list[tuple[int, int]]] = {}
    for place, entry in enumerate(entries):
        for known, worth in entry.counts.items():
            found_in.setdefault(known, []).append((place, worth))
    called = {known for known, places in found_in.items() if any(worth > SAID for _, worth in places)}
    phrases = [(phrase, place) for place, entry in enumerate(entries) for phrase in entry.phrases]
    return Lexicon(
        len(entries),
        Vocabulary.of(called),
        Vocabulary.of(found_in.keys() - called),
        {known: tuple(places) for known, places in found_in.items()},
        {known: round(100 * log2(1 + len(entries) / len(places))) for known, places in found_in.items()},
        tuple((place, short) for place, entry in enumerate(entries) for short in entry.initials),
        tuple(phrase for phrase, _ in phrases),
        tuple(place for _, place in phrases),
    )


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _initials(name: str) -> str:
    """`ae` and `aae` stand for `Ask about expectations`."""
    return "".join(word[0] for word in _WORD.findall(name.casefold()))


# -- one word ------------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def meaning(word: str, known: Vocabulary) -> Mapping[str, int]:
    """Return the known words that `word` means, with how well; for a slip of the finger, what was probably meant."""
    hits = dict.fromkeys(known.stems.get(stem(word), ()), ENDING)
    for place in range(bisect_left(known.words, word), len(known.words)):
        other = known.words[place]
        if not other.startswith(word):
            break
        hits[other] = WHOLE if other == word else START
    if not hits and len(word) >= _LEAST_STEM:
        hits = {other: INSIDE for other in known.words if word in other}
    if (hits and max(hits.values()) > INSIDE) or word in SMALL or len(word) < _LEAST_SLIP:
        return hits
    return {**hits, **_slips(word, known)}


def _slips(word: str, known: Vocabulary) -> Mapping[str, int]:
    """Return the nearest words, when they are near and begin alike; the first two letters may have changed places."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(word, known.words, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=8)
    alike = [
        (other, score)
        for other, score, _ in near
        if other[0] == word[0] or score >= _ALIKE_OTHER_START or sorted(other[:2]) == sorted(word[:2])
    ]
    most = max((score for _, score in alike), default=0)
    return {other: SLIP for other, score in alike if score == most}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """`expected`, `expects` and `expectations` are one word; what is left has four letters at least."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word.removesuffix(ending)
    return word


def best(meant: Mapping[str, int], known: frozenset[str]) -> int:
    """Return how well the best of these words is meant; 0 when none is."""
    return max((score for word, score in meant.items() if word in known), default=0)


@dataclass(frozen=True, slots=True)
class Word:
    """A typed word, how telling it is (the fewer moves have it, the more), and how well it is met, in hundredths."""

    typed: str
    weight: int
    named: int
    """How well the best name or other name of all meets it."""
    scores: tuple[int, ...]
    """How well each move meets it, by place."""


@lru_cache(maxsize=512)
def word(typed: str, words: Lexicon, *, begun: bool = True) -> Word:
    """Return a typed word with how well each move meets it; one after which others came is not only `begun`."""
    called, said = meaning(typed, words.called), meaning(typed, words.said)
    scores = [0] * words.moves
    for meant in (called, said):
        for known, well in meant.items():
            if well == START and not begun:
                well = SLIP  # noqa: PLW2901 (who goes on to the next word has seldom left this one unfinished)
            for place, counts in words.found_in[known]:
                if counts > SAID or len(typed) >= _LEAST_START_SAID:
                    scores[place] = max(scores[place], well * counts // 100)
    if 1 < len(typed) <= _MOST_INITIALS:
        for place, short in words.initials:
            if scores[place] < INITIALS and short.startswith(typed):
                scores[place] = INITIALS
    meant = called or said
    most = max(meant.values(), default=0)
    rare = max((words.rare[known] for known, well in meant.items() if well == most), default=100)
    return Word(typed, rare, max(called.values(), default=0), tuple(scores))


# -- whole phrases -------------------------------------------------------------------------------------


def like_phrases(typed: str, words: Lexicon) -> Mapping[int, int]:
    """Return how like something they are called or would say the typed words are: by move, in hundredths."""
    plain = _plain(typed)
    if " " not in plain or len(plain) < _PHRASE_LETTERS:
        return {}
    from rapidfuzz import fuzz, process

    near = process.extract(plain, words.phrases, scorer=fuzz.ratio, score_cutoff=_PHRASE_ALIKE, limit=None)
    found: dict[int, int] = {}
    for _, alike, place in near:
        found[words.owners[place]] = max(found.get(words.owners[place], 0), round(alike))
    for phrase, owner in zip(words.phrases, words.owners, strict=True):
        if plain in phrase:
            found[owner] = max(found.get(owner, 0), _SAME_PHRASE)
    return found


def most_like(typed: str, ways: Sequence[str]) -> int:
    """Return the place of the way that is most like what was typed; the first when none is like it."""
    from rapidfuzz import fuzz, process

    if len(typed) < _PHRASE_LETTERS:
        return 0
    asked, plain = _plain(typed), [_plain(way) for way in ways]
    near = process.extractOne(asked, plain, scorer=fuzz.ratio, score_cutoff=_PHRASE_ALIKE)
    near = near or process.extractOne(asked, plain, scorer=fuzz.partial_ratio, score_cutoff=_SAME_PHRASE)
    return 0 if near is None else int(near[2])
