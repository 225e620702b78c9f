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
_WORD: Final = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS: Final = re.compile(r"[aeiouy]+", re.IGNORECASE)
_SILENT: Final = re.compile(r"[^aeiouyl]e[sd]?\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[.!?:;…]+")

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


def check_wording(case: CaseFile, found: Found) -> None:
    """Report identities as causes (SW216), hard lines (SW217), slots and markup (SW224), lines never said (SW225)."""
    _check_causes(case, found)
    _check_signs(case, found)
    _check_never_said(case, found)
    if case.rows.language.startswith("en"):
        _check_reading(case, found)


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
    words = sentences = syllables = 0
    for path, line in spoken_lines(case.rows):
        counted = _counted(line)
        words, sentences, syllables = words + counted[0], sentences + counted[1], syllables + counted[2]
        if counted[0] >= _LONG_SENTENCE and counted[0] >= _LONG_SENTENCE * counted[1] and grade(*counted) > _LONG_LINE:
            problem = f"{counted[0]} words in {counted[1]} sentence{'s' * (counted[1] > 1)} are hard to follow by ear"
            found.add(path, "SW217", problem, "break it up where one would breathe")
    reached = grade(words, sentences, syllables) if words else 0
    if reached > READING_AGE:
        problem = f"the patient's lines together read like school year {reached}"
        found.add(
            ("language",), "SW217", problem, f"shorter sentences and plainer words, to year {READING_AGE} or less"
        )


def grade(words: int, sentences: int, syllables: int) -> int:
    """Return the school year by Flesch and Kincaid: 0.39 words a sentence and 11.8 syllables a word, less 15.59."""
    return max(0, (39 * words // max(1, sentences) + 1_180 * syllables // max(1, words) - 1_559) // 100)


def _counted(line: str) -> tuple[int, int, int]:
    """Return words, sentences and syllables; the last by groups of vowels, which is right within a tenth in English."""
    words = len(_WORD.findall(line))
    sentences = max(1, len(_SENTENCE.findall(line)))
    return words, sentences, max(words, len(_VOWELS.findall(line)) - len(_SILENT.findall(line)))
