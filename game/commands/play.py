"""`play`: a treatment in the window, or in the terminal with --text."""

import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from secrets import randbelow
from typing import TYPE_CHECKING

from game.case import CaseFile, load_case, shelf
from game.commands.manners import FINE, Refused
from game.commands.records import open_case
from game.manual import Book, load_manual
from game.places import new_log
from game.play import CannotSave
from game.reading import Faults

if TYPE_CHECKING:
    from game.text import Console

_SEEDS = 10**9


def run(options: Namespace) -> int:
    """Play a new treatment."""
    return _in_text(options) if options.text else _in_window(options)


def _in_text(options: Namespace) -> int:
    from game.text import Launch, play  # noqa: PLC0415

    book = load_manual()
    case = open_case(options.case, book) if options.case else None
    launch = Launch(
        seed=seed_of(options),
        case=case,
        mode=options.mode,
        sessions=options.sessions,
        course="realistic" if options.realistic else "teaching",
    )
    cases = () if case else cases_on_shelf(book)
    try:
        play(terminal(), book, cases, launch, lambda name: log_path(options, name))
    except CannotSave as error:
        raise Refused(str(error)) from None
    return FINE


def seed_of(options: Namespace) -> int:
    """Return the seed asked for, or one drawn now; it is kept in the log either way."""
    return randbelow(_SEEDS) if options.seed is None else int(options.seed)


def log_path(options: Namespace, case: str) -> Path:
    """Return the file asked for, or a new one where treatments are kept. Raises Refused."""
    if options.log is not None:
        return Path(options.log)
    try:
        return new_log(case)
    except OSError as error:
        sentence = f"There is no place to keep the treatment ({error.strerror}). Name one: --log FILE"
        raise Refused(sentence) from None


def cases_on_shelf(book: Book) -> tuple[CaseFile, ...]:
    """Return every case on the shelf. Raises Refused for one with faults."""
    try:
        return tuple(load_case(folder, book) for folder in shelf())
    except Faults as faults:
        raise Refused(str(faults)) from None


def terminal() -> "Console":
    """Return the console on this terminal or pipe, with line editing where people type."""
    from game.text import Console  # noqa: PLC0415

    if sys.stdin.isatty():
        with suppress(ImportError):  # not on Windows
            import readline  # noqa: F401, PLC0415
    return Console(sys.stdin, sys.stdout)


def _in_window(options: Namespace) -> int:
    raise NotImplementedError(options)
