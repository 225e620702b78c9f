"""Playing in the window. Imports little, so that the title is seen before anything slow is loaded."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from game.commands.manners import CANNOT, FINE, Refused

if TYPE_CHECKING:
    from game.case import CaseFile
    from game.commands.library import Library
    from game.history import Archive
    from game.manual import Book
    from game.play import Playthrough
    from game.record import Mode
    from game.ui.screens.desk import Desk, Start
    from game.ui.stack import Screen

_LOOKED_THROUGH = 20
"""Logs, the latest first, among which an open treatment is looked for at the start; the history has them all."""


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


def join(address: str, name: str = "", words: str = "") -> int:
    """Open the window on joining a contest, with what was typed already."""
    options = Namespace(case=None, seed=None, mode=None, sessions=None, realistic=False, log=None, variant=None)

    def joining(desk: "Desk") -> "Screen":
        from game.ui.screens.joining import Joining

        return Joining(desk, address, name, words, again=bool(words))

    return _open(lambda: _desk(options, None), joining)


def _open(prepare: "Callable[[], Desk]", first: "Callable[[Desk], Screen] | None" = None) -> int:
    try:
        from game.commands.looks import first_looks, keep_looks, kept_looks
        from game.ui.screens import open_game
        from game.ui.system import speak_as_chosen
        from game.ui.window import NoDisplay
    except ImportError as error:
        sentence = f"The window needs pygame-ce, which cannot be loaded here ({error}). Run `sixteen-weeks --text`."
        raise Refused(sentence, CANNOT) from None
    unspoken = speak_as_chosen(kept_looks().language)
    looks, unread = first_looks()
    troubles = (unread, unspoken)
    try:
        open_game(lambda: _with_notice(prepare(), *troubles), appearance=looks, on_appearance=keep_looks, first=first)
    except NoDisplay as error:
        raise Refused(str(error), CANNOT) from None
    return FINE


def _with_notice(desk: "Desk", *words: str) -> "Desk":
    """Return the desk with what must be said on the title screen before what it had to say itself."""
    desk.notice = "\n".join(filter(None, (*words, desk.notice)))
    return desk


def _case_named(options: Namespace) -> "CaseFile":
    from game.commands.records import open_case, told_as
    from game.manual import load_manual

    return told_as(open_case(options.case, load_manual()), options.variant)


def _desk(options: Namespace, only: "CaseFile | None") -> "Desk":
    """Return the desk, with the treatment that was played last where it can be gone on with."""
    from game.commands.library import Library
    from game.manual import load_manual
    from game.places import kept_logs, seats_folder
    from game.ui.screens.desk import Desk

    book = load_manual()
    library = Library(book)
    logs = kept_logs()
    begun, notice = (None, "") if only else _last_open(library, book, logs)
    return Desk(
        book,
        (only,) if only else library,
        _starter(options),
        begun,
        notice,
        options.mode or "guided",
        options.sessions,
        first=None if only else _first_session,
        open_archive=lambda: archive_of(library, book),
        is_new_here=not logs,
        help_line=_HelpLine(),
        seats_folder=seats_folder(),
    )


def _desk_with(begun: "Playthrough") -> "Desk":
    from game.commands.library import Library
    from game.places import seats_folder
    from game.ui.screens.desk import Desk

    options = Namespace(seed=None, sessions=None, realistic=False, log=None)
    library = Library(begun.book)
    return Desk(
        begun.book,
        library,
        _starter(options),
        begun,
        mode=begun.mode,
        first=_first_session,
        open_archive=lambda: archive_of(library, begun.book),
        help_line=_HelpLine(),
        seats_folder=seats_folder(),
    )


class _HelpLine:
    """The number to ring in an emergency, kept with the settings."""

    def read(self) -> str:
        from game.places import help_line

        return help_line()

    def keep(self, number: str) -> bool:
        from game.places import keep_help_line

        return keep_help_line(number)


def archive_of(library: "Library", book: "Book") -> "Archive":
    """Return what was played on this machine."""
    from game import places
    from game.history import Archive, Places

    kept = Places(
        logs=places.logs_folder(),
        database=places.history_file(),
        everything=places.own_folders(),
        settings=places.settings_files,
        export_to=places.export_file,
    )
    return Archive(kept, book, library.find)


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


def _first_session(case: "CaseFile") -> "Playthrough":
    """Begin the guided first session; its log is like any other, and known by its name."""
    from game.commands.treatments import log_path, seed_of
    from game.manual import load_manual
    from game.play import Playthrough
    from game.ui.screens.desk import FIRST

    options = Namespace(seed=None, log=None)
    path = log_path(options, FIRST + case.rows.id)
    return Playthrough.start(load_manual(), case, seed=seed_of(options), mode="guided", path=path)


def _last_open(library: "Library", book: "Book", logs: tuple[Path, ...]) -> "tuple[Playthrough | None, str]":
    """Return the open treatment played last; with it, or without, why the latest log cannot be gone on with."""
    from game.commands.treatments import go_on_from, is_over

    notice = ""
    for path in logs[:_LOOKED_THROUGH]:
        try:
            if not is_over(path):
                return go_on_from(path, library, book), notice
        except Refused as refused:
            if path == logs[0]:
                notice = str(refused)
    return None, notice
