"""How a case is written: how hard its lines are to follow, and whether who somebody is stands as what went wrong."""

import re
from typing import Final

from game.case.index import CaseFile
from game.case.lines import spoken_lines
from game.manual.faults import Found

READING_AGE: Final = 9
"""School years (Flesch and Kincaid's grade) that the patient's lines should not ask for, taken together."""
_LONG_LINE: Final = 14
"""Grade of a single line that is worth another look."""
_LONG_SENTENCE: Final = 40
"""Words of a sentence that nobody says in one breath."""

_TWO_WAYS: Final = 2
"""Ways in which a fact is told, and in which the patient takes leave."""
_SIGN: Final = re.compile(r"\{\w*\}?|\w\}|\[/?[a-z]{1,8}\]|</?[a-z]{1,8}>?|\*\*")
_STOPS: Final = b".!?:;"
_PLAINER: Final = {"’": "", "'": "", "…": "."}


def _kinds() -> bytes:
    """Return the table that turns each letter into its kind: e, l, s, d as they are, other vowels v, consonants c."""
    table = bytearray(b" " * 256)
    for letter in b"abcdefghijklmnopqrstuvwxyz":
        kind = letter if letter in b"elsd" else ord("v") if letter in b"aiouy" else ord("c")
        table[letter] = table[letter - 32] = kind
    for stop in _STOPS:
        table[stop] = ord(".")
    return bytes(table)


_KINDS: Final = _kinds()
_VOWELS_ONLY: Final = bytes(letter if letter in b"ev" else ord(" ") for letter in range(256))
_STOPS_ONLY: Final = bytes(letter if letter == ord(".") else ord(" ") for letter in range(256))
_SILENT: Final = tuple(f"{before}e{after} ".encode() for before in "csd" for after in ("", "s", "d"))
_NEVER_SILENT: Final = (b" ce ", b" cce ", b" sce ", b" de ")
"""He, the, she: the only vowel of a word is heard."""

_IDENTITY: Final = (
    "gay", "lesbian", "bisexual", "queer", "trans", "transgender", "nonbinary", "non-binary", "homosexuality",
    "asexual", "sexuality", "sexual orientation", "gender identity", "intersex", "black", "brown", "white", "asian",
    "african", "indigenous", "aboriginal", "roma", "muslim", "jewish", "hindu", "catholic", "religion", "faith",
    "ethnicity", "race", "skin colour", "skin color", "immigrant", "immigrant background", "migrant", "refugee",
    "foreign", "foreigner", "disabled", "disability", "deaf", "blind", "autistic", "autism", "wheelchair",
)  # fmt: skip
_CAUSES: Final = (
    r"because (?:of|s?he is|they are|s?he was|they were)|caused by|due to|comes from|stems from|result of|reason is|"
    r"explained by|thanks to|owing to|the fault of"
)
_BLAMED: Final = re.compile(
    rf"\b(?:{_CAUSES})\b[^.;:]{{0,60}}?\b({'|'.join(re.escape(word) for word in _IDENTITY)})\b", re.IGNORECASE
)


_SENTENCE: Final = re.compile(
    r"(?:(?:the|a|an|your|my|his|her|their) )?(?!(?:the|a|an) )[\w'’-]+ "
    r"(?:is|was|are|were|has|had|am|moves|moved|dies|died|leaves|left|"
    r"goes|went|comes|came|gets|got|loses|lost|starts|started|begins|began|stops|stopped|ends|ended|retires|retired|"
    r"falls|fell|marries|married|separates|separated|sells|sold|buys|bought|finds|found|breaks|broke|takes|took|"
    r"gives|gave|says|said|tells|told|rings|rang|meets|met)\b",
    re.IGNORECASE,
)
"""A name with its verb: a sentence, where a thing is wanted."""
_CAPITAL: Final = re.compile(r"(?:The|A|An|Your|His|Her|Their|What|When|How) ")
_THEIR_OWN: Final = re.compile(r"(?:my|our) ", re.IGNORECASE)


def check_wording(case: CaseFile, found: Found) -> None:
    """Report identities as causes (SW216), hard lines (SW217), slots (SW224), lines never said (SW225), names (SW227).

    SW217 and SW227 know English only.
    """
    _check_causes(case, found)
    _check_signs(case, found)
    _check_never_said(case, found)
    if case.rows.language.startswith("en"):
        _check_reading(case, found)
        _check_names(case, found)


def _check_names(case: CaseFile, found: Found) -> None:
    names = [(("events", number, "name"), row.name) for number, row in enumerate(case.rows.events)]
    names += [(("incidents", number, "name"), row.name) for number, row in enumerate(case.rows.incidents)]
    for path, name in names:
        said = f"the therapist would say “Tell me more about {name}”"
        if _SENTENCE.match(name):
            found.add(path, "SW227", said, "name it as a thing rather than a sentence, such as 'Luka's move'")
        elif _CAPITAL.match(name):
            found.add(path, "SW227", said, f"begin small: '{name[:1].lower()}{name[1:]}'")
        elif _THEIR_OWN.match(name):
            found.add(path, "SW227", said, f"it is the therapist who says it: 'your{name[name.index(' ') :]}'")


def _check_causes(case: CaseFile, found: Found) -> None:
    for key in ("why", "misleads"):
        blamed = _BLAMED.search(getattr(case.rows.key, key))
        if blamed is not None:
            problem = f"'{' '.join(blamed.group().split())}' may read as if who somebody is were what went wrong"
            instead = "name what others did or what was lost, and have a sensitivity reader look at it"
            found.add(("key", key), "SW216", problem, instead)


def _check_signs(case: CaseFile, found: Found) -> None:
    texts = [(("referral", "letter"), case.rows.referral.letter), *spoken_lines(case.rows)]
    texts += [(("facts", number, "card"), fact.card) for number, fact in enumerate(case.rows.facts)]
    for path, text in texts:
        sign = _SIGN.search(text)
        if sign is not None:
            problem = f"'{sign.group()}' would be read out as it stands"
            found.add(path, "SW224", problem, "write the words themselves; what is said has no slots and no markup")


def _check_never_said(case: CaseFile, found: Found) -> None:
    told = "it is never said: the first line is for a guarded patient, the second for an open one"
    goodbye = "it is never said: the first line is for an ending that went well, the second for one that did not"
    limited = [(("facts", number, "words"), len(fact.words), told) for number, fact in enumerate(case.rows.facts)]
    for path, lines, problem in (*limited, (("ending", "goodbye"), len(case.rows.ending.goodbye), goodbye)):
        if lines > _TWO_WAYS:
            found.add((*path, _TWO_WAYS), "SW225", problem, "leave it out, or make it part of one of the two")


def _check_reading(case: CaseFile, found: Found) -> None:
    lines = list(spoken_lines(case.rows))
    for path, line in lines:
        if line.count(" ") + 1 < _LONG_SENTENCE:
            continue
        words, sentences, syllables = counted(line)
        if words >= _LONG_SENTENCE * sentences and grade(words, sentences, syllables) > _LONG_LINE:
            problem = f"{words} words in {sentences} sentence{'s' * (sentences > 1)} are hard to follow by ear"
            found.add(path, "SW217", problem, "break it up where one would breathe")
    reached = grade(*counted(".\n".join(line for _, line in lines)))
    if reached > READING_AGE:
        problem = f"the patient's lines together read like school year {reached}"
        instead = f"write shorter sentences and plainer words, to year {READING_AGE} or less"
        found.add(("language",), "SW217", problem, instead)


def grade(words: int, sentences: int, syllables: int) -> int:
    """Return the school year by Flesch and Kincaid: 0.39 words a sentence and 11.8 syllables a word, less 15.59."""
    return max(0, (39 * words // max(1, sentences) + 1_180 * syllables // max(1, words) - 1_559) // 100)


def counted(text: str) -> tuple[int, int, int]:
    """Return words, sentences and syllables; the last by groups of vowels, which is right within a tenth in English.

    By tables of bytes rather than patterns: it looks at every letter of a case, each time a case is checked.
    """
    for sign, plainer in _PLAINER.items():
        text = text.replace(sign, plainer)
    kinds = f"{text} ".encode("ascii", "replace").translate(_KINDS)
    letters = kinds.replace(b".", b" ").replace(b" ", b"  ")
    words = len(letters.split())
    silent = sum(letters.count(ending) for ending in _SILENT) - sum(letters.count(word) for word in _NEVER_SILENT)
    syllables = len(letters.translate(_VOWELS_ONLY).split()) - silent
    return words, max(1, len(kinds.translate(_STOPS_ONLY).split())), max(words, syllables)
