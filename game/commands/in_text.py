"""Playing in a terminal or through a pipe."""

import sys
from argparse import Namespace
from contextlib import suppress

from game import text
from game.commands.manners import FINE, Refused
from game.commands.records import open_case, told_as
from game.commands.spoken import speak_here
from game.commands.treatments import cases_on_shelf, course_of, go_on_with, log_path, seed_of
from game.manual import load_manual
from game.play import CannotSave


def play(options: Namespace) -> int:
    """Play a new treatment."""
    book = load_manual()
    case = told_as(open_case(options.case, book), options.variant) if options.case else None
    launch = text.Launch(seed_of(options), case, options.mode, options.sessions, course_of(options))
    cases = () if case else cases_on_shelf(book)
    try:
        text.play(terminal(), book, cases, launch, lambda name: log_path(options, name))
    except CannotSave as error:
        raise Refused(str(error)) from None
    return FINE


def resume(options: Namespace) -> int:
    """Go on with a treatment."""
    with go_on_with(options.log, options.case, load_manual()) as begun:
        text.go_on(terminal(), begun)
    return FINE


def terminal() -> text.Console:
    """Return the terminal, or the pipe, as what the game speaks and listens through."""
    speak_here()
    if sys.stdin.isatty():
        with suppress(ImportError):  # Windows has none, and edits lines by itself
            import readline  # noqa: F401  (importing it makes input lines editable)
    return text.Console(sys.stdin, sys.stdout)
