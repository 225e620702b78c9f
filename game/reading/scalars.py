"""Converters for single values: text, whole numbers, true or false, and words from a list."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

from game.reading.diagnostics import Place, quoted
from game.reading.markers import Declares, FilePath, Ident, Length, Range, Refers
from game.reading.run import REFUSED, Run, Trail
from game.reading.tree import Value

Convert: TypeAlias = Callable[[Run, Value, Place, Trail], object]
Check: TypeAlias = Callable[[Run, str, Place, Trail], bool]

_IDENT: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
_ALMOST_WHOLE: Final = re.compile(r"([+-]?)0*([0-9][0-9_ ',]*?)(?:\.0*)?")
_YES: Final = frozenset(("yes", "y", "on", "true", "1"))
_NO: Final = frozenset(("no", "n", "off", "false", "0"))


def text(markers: tuple[Any, ...]) -> Convert:
    """Make a converter for text, given without white space around it; unmarked text must not be empty."""
    checks = [check for check in map(_text_check, markers) if check]
    if not any(isinstance(marker, Length | Ident | Refers | FilePath) for marker in markers):
        checks.insert(0, _length_check(Length(1, 1 << 30)))

    def convert(run: Run, value: Value, place: Place, trail: Trail) -> object:
        if type(value) is not str:
            return run.refuse(value, "a text", place, trail)
        value = value.strip()
        for check in checks:
            if not check(run, value, place, trail):
                return REFUSED
        return value

    return convert


def _text_check(marker: object) -> Check | None:
    match marker:
        case Length():
            return _length_check(marker)
        case Ident():
            return _check_ident
        case FilePath():
            return _check_file
        case Declares(kind):
            return lambda run, value, place, trail: run.declare(kind, value, place, trail)
        case Refers():
            return _reference_check(marker)
        case _:
            return None


def _length_check(length: Length) -> Check:
    def check(run: Run, value: str, place: Place, trail: Trail) -> bool:
        if length.lo <= len(value) <= length.hi:
            return True
        if not value:
            run.fault(place, trail, "SW027", "the text is empty", "write it out, or leave the key out")
        elif len(value) < length.lo:
            problem = f"the text has {len(value)} characters, fewer than {length.lo}"
            run.fault(place, trail, "SW027", problem, "write it out")
        else:
            problem = f"the text has {len(value):,} characters, more than {length.hi:,}"
            run.fault(place, trail, "SW027", problem, f"shorten it by {len(value) - length.hi:,}")
        return False

    return check


def _check_ident(run: Run, value: str, place: Place, trail: Trail) -> bool:
    if _IDENT.fullmatch(value):
        return True
    proposal = re.sub(r"[^A-Za-z0-9]+", "_", value[:60]).strip("_").lower()
    proposal = proposal if _IDENT.fullmatch(proposal) else f"id_{proposal}".rstrip("_")
    problem = f"{quoted(value)} cannot be an id: letters a-z, digits and '_', beginning with a letter, at most 60"
    run.fault(place, trail, "SW028", problem, f"write for example {quoted(proposal)}")
    return False


def _reference_check(refers: Refers) -> Check:
    def check(run: Run, value: str, place: Place, trail: Trail) -> bool:
        run.references.append((refers, value, place, trail))
        return True

    return check


def _check_file(run: Run, value: str, place: Place, trail: Trail) -> bool:
    parts = value.split("/")
    if "\\" in value or ":" in value or value.startswith(("/", "~")) or not {"", ".", ".."}.isdisjoint(parts):
        problem = f"{quoted(value)} is not the name of a file inside the folder of this file"
        instead = "write it from that folder on, with forward slashes, such as 'pictures/portrait.png'"
        run.fault(place, trail, "SW032", problem, instead)
        return False
    if run.tree.folder is not None:
        home = os.path.realpath(run.tree.folder)
        inside = Path(os.path.realpath(os.path.join(home, value))).is_relative_to(home)  # noqa: PTH118
        if not inside:
            problem = f"{quoted(value)} is a link that leads out of the folder of this file"
            run.fault(place, trail, "SW032", problem, "put a copy of the file itself there")
            return False
    return True


def whole_number(markers: tuple[Any, ...]) -> Convert:
    """Make a converter for whole numbers in plain decimal digits."""
    ranges = [marker for marker in markers if isinstance(marker, Range)]
    low = max((each.lo for each in ranges), default=-(10**15))
    high = min((each.hi for each in ranges), default=10**15)
    expected = f"a whole number from {low} to {high}" if ranges else "a whole number"

    def convert(run: Run, value: Value, place: Place, trail: Trail) -> object:
        if type(value) is not str:
            return run.refuse(value, expected, place, trail)
        if not _WHOLE.fullmatch(value):
            instead = _number_hint(value) or f"write {expected} in digits"
            meant = instead.removeprefix("write ").strip("'") if _number_hint(value) else ""
            return run.fault(place, trail, "SW023", f"{quoted(value)} is not a plain whole number", instead, meant)
        number = int(value)
        if not low <= number <= high:
            side = "small" if number < low else "large"
            return run.fault(place, trail, "SW024", f"{number} is too {side}", f"write {expected}")
        return number

    return convert


def _number_hint(written: str) -> str:
    found = _ALMOST_WHOLE.fullmatch(written)
    if not found:
        return ""
    sign, digits = found[1].replace("+", ""), re.sub("[^0-9]", "", found[2])
    plain = sign + digits if digits != "0" else "0"
    return f"write '{plain}'" if _WHOLE.fullmatch(plain) and plain != written else ""


def truth(run: Run, value: Value, place: Place, trail: Trail) -> object:
    """Convert `true` and `false`, and nothing else."""
    if type(value) is not str:
        return run.refuse(value, "'true' or 'false'", place, trail)
    if value in {"true", "false"}:
        return value == "true"
    plain = value.casefold().strip()
    meant = "true" if plain in _YES else "false" if plain in _NO else ""
    instead = f"write '{meant}'" if meant else "write 'true' or 'false'"
    return run.fault(place, trail, "SW029", f"{quoted(value)} is neither 'true' nor 'false'", instead, meant)


def choice(options: tuple[Any, ...]) -> Convert:
    """Make a converter for one of a few words (or numbers, as they are usually written)."""
    table = {str(option): option for option in options}

    def convert(run: Run, value: Value, place: Place, trail: Trail) -> object:
        if type(value) is not str:
            return run.refuse(value, f"one of the words {', '.join(table)}", place, trail)
        if value not in table:
            instead = run.choose(value, table, "")
            problem = f"{quoted(value)} is not an allowed word here"
            return run.fault(place, trail, "SW025", problem, instead, run.sure(value, table))
        return table[value]

    return convert
