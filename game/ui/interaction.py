"""The behaviour of the window as one pure function: widgets, state and event in, state and intents out."""

from game.ui import fields, keyboard, pointer, screen_reader_deeds
from game.ui.fields import Outcome
from game.ui.focus import settled
from game.ui.state import Asked, Composing, InputEvent, Key, Pointer, Typed, UiState, Wheel
from game.ui.theme import Theme
from game.ui.widgets import Widget


def interact(widgets: tuple[Widget, ...], ui: UiState, event: InputEvent, theme: Theme) -> Outcome:
    """Return the state after an event, and the intents it makes, in order.

    Intents are those of the widgets (opaque here) and the toolkit's own: `Back`, `Submitted`, `Changed`, `Moved`,
    `Copied`.
    """
    match event:
        case Key():
            return keyboard.press(widgets, ui, event, theme)
        case Typed() | Composing():
            return fields.typed(widgets, ui, event), ()
        case Pointer():
            return pointer.point(widgets, ui, event, theme)
        case Wheel():
            return pointer.turn(widgets, ui, event, theme)
        case Asked():
            return screen_reader_deeds.do(widgets, ui, event, theme)


__all__ = ["Outcome", "interact", "settled"]
