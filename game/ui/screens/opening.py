"""Opening the game: the title is on the screen before anything slow is loaded."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from game.ui.app import run
from game.ui.geometry import Size
from game.ui.screens.message import Message
from game.ui.screens.title import NAME, Title
from game.ui.stack import Push, Reset, Result, Screen
from game.ui.theme import PLAIN, Appearance
from game.ui.window import DEFAULT
from game.words import _

if TYPE_CHECKING:
    from game.ui.screens.desk import Desk


def open_game(
    prepare: "Callable[[], Desk]",
    *,
    appearance: Appearance = PLAIN,
    on_appearance: Callable[[Appearance], None] | None = None,
    size: Size = DEFAULT,
    first: "Callable[[Desk], Screen] | None" = None,
) -> None:
    """Show the window and play until it closes. Raises `NoDisplay`; whatever `prepare` raises comes through.

    `prepare` is called once the title can be seen: load the manual and the cases there, and return the desk. `first`
    returns the screen to go to at once, above the title.
    """
    title = Title()
    run(
        title,
        title=NAME,
        appearance=appearance,
        on_appearance=on_appearance,
        after_first_frame=lambda: ready(title, prepare, first),
        on_help=keys,
        size=size,
    )


def ready(title: Title, prepare: "Callable[[], Desk]", first: "Callable[[Desk], Screen] | None" = None) -> Result:
    """Return the title with everything loaded, and what must be said first; or what is above it from the beginning."""
    desk = prepare()
    from game.view.lexicon import warm

    warm(desk.book.rows.intents)
    message = Message(_("Before you go on"), desk.notice) if desk.notice else None
    if first is not None:
        return Push(first(desk), below=replace(title, desk=desk, message=message))
    # Not `Stay`, which would leave the focus where it was while there was nothing yet to go on with.
    return Reset(replace(title, desk=desk, message=message))


def keys() -> Screen:
    """Return the page of keys, which is loaded when it is asked for."""
    from game.ui.screens.keys import Keys

    return Keys()
