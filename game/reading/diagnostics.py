"""What is wrong with a file, where, and what to write instead."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Place: TypeAlias = tuple[int, int]  # line and column, both counted from 1

CODES: Final[Mapping[str, str]] = {
    "SW001": "The file cannot be opened, or is not an ordinary file.",
    "SW002": "The file is larger than any case or manual needs to be.",
    "SW003": "The file is not saved as UTF-8 text.",
    "SW004": "The layout (YAML) is broken, so nothing after this place could be read.",
    "SW005": "Anchors (`&name`) and aliases (`*name`) are not used here: write the text out.",
    "SW006": "Tags (`!name`) and directives (`%NAME`) are not used here.",
    "SW007": "Merge keys (`<<`) are not used here: write the keys out.",
    "SW008": "The same key stands twice in one place.",
    "SW009": "Lists and keys are nested too deeply.",
    "SW010": "The file is empty, or holds more than one document.",
    "SW011": "A key must be a plain word.",
    "SW012": "The file holds a character that cannot be seen or printed safely.",
    "SW013": "One text is longer than can be shown.",
    "SW014": "The file holds too many values.",
    "SW015": "The file must consist of keys and their values, not of a list or a single text.",
    "SW020": "This key is not known here.",
    "SW021": "A required key is missing, or nothing is written after it.",
    "SW022": "The value is of the wrong kind, for example a text instead of a list.",
    "SW023": "The value must be a whole number.",
    "SW024": "The number is too small or too large.",
    "SW025": "The value is not one of the allowed words.",
    "SW026": "There are too few or too many entries.",
    "SW027": "The text is empty, too short or too long.",
    "SW028": "An id may hold only letters, digits and underscores, and starts with a letter.",
    "SW029": "The value must be true or false.",
    "SW030": "The same id is given to two things.",
    "SW031": "The id names nothing that exists.",
    "SW032": "The file name leads out of the case's own folder.",
    "SW099": "There are more mistakes than are listed.",
}

MAX_DIAGNOSTICS: Final = 200


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One mistake: its place (line and column count from 1), its code, and how to mend it.

    `path` reads like `people[1].fields.contact` and is empty when the whole file is meant.
    """

    file: str
    line: int
    column: int
    path: str
    code: str
    problem: str
    instead: str
    meant: str = field(default="", compare=False)
    """What to put in the place of the word that stands there, where only one thing can have been meant."""

    def __str__(self) -> str:
        """Give `file:line:column: path: what is wrong; what to write instead [code]`."""
        path = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {path}{self.problem}; {self.instead} [{self.code}]"


class Faults(Exception):
    """Everything wrong with one or more files; `diagnostics` is in the order of file, line and column."""

    diagnostics: tuple[Diagnostic, ...]

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics))
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type["Faults"], tuple[tuple[Diagnostic, ...]]]:
        return Faults, (self.diagnostics,)


class Ledger:
    """Collects the diagnostics of one file, at most `limit` of them, then one (SW099) that says so."""

    def __init__(self, file: str, limit: int = MAX_DIAGNOSTICS) -> None:
        self._file = file
        self._limit = limit
        self._found: list[Diagnostic] = []
        self._left_out: Place | None = None

    @property
    def full(self) -> bool:
        """Whether further faults would only be left out, so that working out their wording is wasted."""
        return len(self._found) >= self._limit

    @property
    def overflown(self) -> bool:
        """Whether faults have been left out already."""
        return self._left_out is not None

    def add(self, place: Place, path: str, code: str, problem: str, instead: str, meant: str = "") -> None:
        """Record one fault; beyond the limit, remember only that there were more."""
        if self.full:
            self._left_out = max(self._left_out or place, place)
        else:
            self._found.append(Diagnostic(self._file, *place, path, code, problem, instead, meant))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Give what was recorded, by line and column; SW099 comes last, when there were more."""
        found = sorted(self._found)
        if self._left_out:
            last = max([self._left_out, *((each.line, each.column) for each in found)])
            problem = f"there are more than {self._limit} mistakes, and the others are not listed"
            instead = "mend the ones above first, then check again"
            found.append(Diagnostic(self._file, *last, "", "SW099", problem, instead))
        return tuple(found)


_LONGEST_GUESS: Final = 60
_MOST_GUESSES: Final = 400


def nearest(word: str, allowed: Collection[str]) -> str | None:
    """Give the allowed word that was probably meant by `word`, or None when none is close.

    Bounded work: very long words are not guessed at, and of very many allowed words only those that
    share the first letter (at most 400) are compared.
    """
    if not word or len(word) > _LONGEST_GUESS:
        return None
    candidates = {_plain(each): each for each in allowed}
    plain = _plain(word)
    if plain in candidates:
        return candidates[plain]
    names = list(candidates)
    if len(names) > _MOST_GUESSES:
        names = [name for name in names if name[:1] == plain[:1]][:_MOST_GUESSES]
    import difflib  # only mistakes need it, and it is slow to import

    close = difflib.get_close_matches(plain, names, n=1, cutoff=0.6)
    return candidates[close[0]] if close else None


_SURE: Final = 0.7
_AHEAD: Final = 0.08


def surely_meant(word: str, allowed: Collection[str]) -> str:
    """Give the allowed word that alone can have been meant by `word`; '' when none is close, or two are."""
    first = nearest(word, allowed)
    if first is None or _plain(word) == _plain(first):
        return first or ""
    from difflib import SequenceMatcher

    def likeness(other: str) -> float:
        return SequenceMatcher(None, _plain(word), _plain(other)).ratio()

    rest = [each for each in allowed if each != first]
    second = nearest(word, rest)
    ahead = second is None or likeness(first) - likeness(second) >= _AHEAD
    return first if ahead and likeness(first) >= _SURE else ""


def quoted(text: str, longest: int = 60) -> str:
    """Quote a piece of the file for a message, on one line and shortened where it is long."""
    flat = " ".join(text[: longest + 1].split())
    return f"'{flat}'" if len(text) <= longest else f"'{flat[: longest - 1]}…'"


def listing(words: Iterable[str], longest: int = 12) -> str:
    """Name the allowed words for a message: the first dozen, and how many more there are."""
    names = list(words)
    more = f" and {len(names) - longest} more" if len(names) > longest else ""
    return ", ".join(quoted(name) for name in names[:longest]) + more


def _plain(word: str) -> str:
    return word.casefold().strip().replace("-", "_").replace(" ", "_")
