"""Every code with what it means, and the longer explanations that are kept in a file of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from game.author.bands import BAND_CODES
from game.case import ADVICE_CODES, CASE_CODES, Severity, severity_of
from game.manual import MANUAL_CODES
from game.reading import CODES, Length, nearest, read_file, shape
from game.record import EXEMPLAR_CODES

_Prose = Annotated[str, Length(1, 1200)]


@dataclass(frozen=True, slots=True)
class Why:
    """The longer explanation of one code."""

    why: _Prose
    wrong: _Prose
    right: _Prose
    numbers: _Prose | None = None


@dataclass(frozen=True, slots=True)
class _Explanations:
    codes: Mapping[str, Why]


@dataclass(frozen=True, slots=True)
class Explained:
    """A code, how much it matters, what it means, and why."""

    code: str
    severity: Severity
    means: str
    more: Why | None

    def __str__(self) -> str:
        """Give it as text for a terminal."""
        parts = [f"{self.code} ({self.severity}): {self.means}"]
        if self.more is not None:
            parts.append(self.more.why)
            if self.more.numbers is not None:
                parts.append(self.more.numbers)
            parts += [f"Wrong:\n{_indented(self.more.wrong)}", f"Right:\n{_indented(self.more.right)}"]
        return "\n\n".join(parts)


@cache
def meanings() -> Mapping[str, str]:
    """Return every code with what it means, in order."""
    every = {**CODES, **MANUAL_CODES, **CASE_CODES, **EXEMPLAR_CODES, **BAND_CODES, **ADVICE_CODES}
    return dict(sorted(every.items()))


@cache
def reasons() -> Mapping[str, Why]:
    """Return the longer explanations by code."""
    return shape(_Explanations, read_file(Path(__file__).with_name("explanations.yaml"))).codes


def explained(code: str) -> Explained | None:
    """Return what there is to say about a code; None for one that does not exist."""
    code = code.strip().upper()
    means = meanings().get(code)
    return None if means is None else Explained(code, severity_of(code), means, reasons().get(code))


def nearest_code(word: str) -> str | None:
    """Return the code that was probably meant."""
    return nearest(word.upper(), tuple(meanings()))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
