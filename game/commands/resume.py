"""`resume`: go on with a treatment from its log."""

from argparse import Namespace

from game.commands.manners import FINE, Refused
from game.commands.play import terminal
from game.commands.records import case_of_log, read_log_file
from game.manual import load_manual
from game.play import CannotResume, CannotSave, Playthrough
from game.record import LogDamaged


def run(options: Namespace) -> int:
    """Go on with a treatment where it was left, in the window or in the terminal."""
    begun = _resumed(options)
    with begun:
        if options.text:
            from game.text import go_on  # noqa: PLC0415

            go_on(terminal(), begun)
            return FINE
        raise NotImplementedError


def _resumed(options: Namespace) -> Playthrough:
    book = load_manual()
    log, _ = read_log_file(options.log)
    case = case_of_log(options.log, log.header.case, options.case, book)
    try:
        return Playthrough.resume(book, case, options.log)
    except (CannotResume, CannotSave, LogDamaged) as error:
        raise Refused(str(error)) from None
