"""The one entry to drawing a widget; each kind registers its own function beside this module."""

from functools import singledispatch

from game.ui.geometry import Rect
from game.ui.paint.brush import Brush, mix
from game.ui.paint.look import FOCUS_REACH, Look
from game.ui.theme import Colour
from game.ui.widgets import Fill, Widget


@singledispatch
def draw(widget: Widget, brush: Brush, look: Look) -> None:  # noqa: ARG001 (one signature serves every kind)
    """Draw one widget. Raises `TypeError` for a kind nobody taught the painter."""
    raise TypeError(f"the painter cannot draw a {type(widget).__name__}")


def focus_ring(brush: Brush, rect: Rect, look: Look, radius: int) -> None:
    """Draw the focus ring around a rectangle if it is to be seen."""
    if look.ringed:
        reach = FOCUS_REACH - 2
        brush.frame(rect.inset(-reach), brush.ink("focus_ring"), radius + reach, brush.theme.focus_width)


def ground(brush: Brush, look: Look, base: Colour) -> Colour:
    """Return the colour under something pressable, hovered or pressed or neither."""
    if look.pressed:
        return brush.ink("pressed")
    return brush.ink("hover") if look.hovered else base


def needs_outline(brush: Brush, fill: Fill) -> bool:
    """Tell whether a fill cannot be told from the background, as in the high contrast theme."""
    return fill != "background" and mix(brush.ink(fill), brush.ink("background"), 0) == brush.ink("background")
