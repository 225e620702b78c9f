"""Playing in the window. Imports little, so that the title is seen before anything slow is loaded."""

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.commands.manners import CANNOT, FINE, Refused

if TYPE_CHECKING:
    from game.case import CaseFile
    from game.play import Playthrough
    from game.record import Mode
    from game.ui.screens.desk import Desk, Start


def play(options: Namespace) -> int:
    """Open the window on the title; a case that was named is the only one on the shelf."""
    only = _case_named(options) if options.case else None
    return _open(lambda: _desk(options, only))


def resume(options: Namespace) -> int:
    """Open the window on a treatment that has been begun."""
    from game.commands.treatments import go_on_with
    from game.manual import load_manual

    with go_on_with(options.log, options.case, load_manual()) as begun:
        return _open(lambda: _desk_with(begun))


def _open(prepare: "Callable[[], Desk]") -> int:
    try:
        from game.commands.looks import keep_looks, kept_looks
        from game.ui.screens import open_game
        from game.ui.window import NoDisplay
    except ImportError as error:
        sentence = f"The window needs pygame-ce, which cannot be loaded here ({error}). Run `sixteen-weeks --text`."
        raise Refused(sentence, CANNOT) from None
    try:
        open_game(prepare, appearance=kept_looks(), on_appearance=keep_looks)
    except NoDisplay as error:
        raise Refused(str(error), CANNOT) from None
    return FINE


def _case_named(options: Namespace) -> "CaseFile":
    from game.commands.records import open_case
    from game.manual import load_manual

    return open_case(options.case, load_manual())


def _desk(options: Namespace, only: "CaseFile | None") -> "Desk":
    """Return the desk, with the treatment that was played last where it can be gone on with."""
    from game.commands.treatments import cases_on_shelf
    from game.manual import load_manual
    from game.ui.screens.desk import Desk

    book = load_manual()
    cases = (only,) if only else cases_on_shelf(book)
    begun, notice = (None, "") if only else _last_played()
    return Desk(book, cases, _starter(options), begun, notice, options.mode or "guided")


def _desk_with(begun: "Playthrough") -> "Desk":
    from game.commands.treatments import cases_on_shelf
    from game.ui.screens.desk import Desk

    options = Namespace(seed=None, sessions=None, realistic=False, log=None)
    return Desk(begun.book, cases_on_shelf(begun.book), _starter(options), begun, mode=begun.mode)


def _starter(options: Namespace) -> "Start":
    from game.commands.treatments import course_of, log_path, seed_of
    from game.manual import load_manual
    from game.play import Playthrough

    def start(case: "CaseFile", mode: "Mode") -> Playthrough:
        return Playthrough.start(
            load_manual(),
            case,
            seed=seed_of(options),
            mode=mode,
            course=course_of(options),
            sessions=options.sessions,
            path=log_path(options, case.rows.id),
        )

    return start


def _last_played() -> "tuple[Playthrough | None, str]":
    """Return the treatment played last, if it is not over; or why it cannot be gone on with."""
    from game.commands.treatments import go_on_with
    from game.manual import load_manual
    from game.places import kept_logs

    for path in kept_logs()[:1]:
        try:
            begun = go_on_with(path, None, load_manual())
        except Refused as refused:
            return None, str(refused)
        if not begun.treatment.over:
            return begun, ""
        begun.close()
    return None, ""
