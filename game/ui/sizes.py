"""How wide and how high each kind of widget wants to be, one small function a kind."""

# One signature serves every kind, and few kinds need all of it.
# ruff: noqa: ARG001

from functools import singledispatch

from game.ui import anatomy, text
from game.ui.diagrams import Cell, Chart, Rings, ShareBar, TimeLine
from game.ui.geometry import Rect
from game.ui.state import UiState
from game.ui.theme import Theme
from game.ui.widgets import (
    Badge,
    Button,
    Choice,
    Clock,
    Divider,
    Meter,
    Picture,
    Slider,
    Tab,
    Text,
    TextField,
    Widget,
)

_CELL_EM, _FIELD_EM = 3, 16
_CELL_PADDING = 6


@singledispatch
def natural_width(widget: Widget, theme: Theme) -> int:
    """Return the width in logical pixels at which a widget's words need not wrap."""
    raise TypeError(f"{type(widget).__name__} has no natural width; place it through its container")


@natural_width.register
def _(widget: Text, theme: Theme) -> int:
    padding = 2 * anatomy.BUBBLE_X if anatomy.has_bubble(widget) else 0
    return text.natural_width(anatomy.face_of(widget, theme), widget.text) + padding


@natural_width.register(Button)
@natural_width.register(Tab)
def _(widget: Button | Tab, theme: Theme) -> int:
    padding = 2 * (anatomy.TAB_X if isinstance(widget, Tab) else anatomy.BUTTON_X)
    wide = text.natural_width(theme.face("body", bold=True), widget.label) + padding
    return max(theme.target, wide)


@natural_width.register
def _(widget: Choice, theme: Theme) -> int:
    label = text.natural_width(theme.face("body"), widget.label)
    note = text.natural_width(anatomy.caption(theme), widget.note)
    return max(label, note) + anatomy.choice_chrome(widget, theme)


@natural_width.register
def _(widget: Badge, theme: Theme) -> int:
    return text.natural_width(anatomy.caption(theme, bold=True), widget.label) + 2 * anatomy.BADGE_X


@natural_width.register
def _(widget: Clock, theme: Theme) -> int:
    label = text.width(theme.face("body", bold=True), anatomy.clock_words(widget))
    return anatomy.clock_dial(theme) + theme.space("small") + label


@natural_width.register
def _(widget: Cell, theme: Theme) -> int:
    label = text.width(anatomy.caption(theme, bold=True), widget.label)
    return max(_CELL_EM * theme.em, label + 2 * _CELL_PADDING)


@natural_width.register(Picture)
@natural_width.register(Rings)
def _(widget: Picture | Rings, theme: Theme) -> int:
    return widget.height_em * theme.em


@natural_width.register(TextField)
@natural_width.register(Slider)
@natural_width.register(Meter)
@natural_width.register(Chart)
@natural_width.register(TimeLine)
@natural_width.register(ShareBar)
def _(widget: Widget, theme: Theme) -> int:
    return _FIELD_EM * theme.em


@natural_width.register
def _(widget: Divider, theme: Theme) -> int:
    return theme.em


@singledispatch
def height(widget: Widget, wide: int, theme: Theme, ui: UiState) -> int:
    """Return the least height in logical pixels that shows a widget wholly at a width."""
    raise TypeError(f"{type(widget).__name__} has no height of its own; place it through its container")


@height.register
def _(widget: Text, wide: int, theme: Theme, ui: UiState) -> int:
    return anatomy.text_height(widget, wide, theme)


@height.register(Button)
@height.register(Tab)
def _(widget: Button | Tab, wide: int, theme: Theme, ui: UiState) -> int:
    return anatomy.pressable_height(widget, wide, theme)


@height.register
def _(widget: Choice, wide: int, theme: Theme, ui: UiState) -> int:
    return anatomy.choice_height(widget, wide, theme)


@height.register
def _(widget: TextField, wide: int, theme: Theme, ui: UiState) -> int:
    return anatomy.field_height(widget, anatomy.field_words(widget, ui), wide, theme)


@height.register
def _(widget: Slider, wide: int, theme: Theme, ui: UiState) -> int:
    return anatomy.slider_height(widget, wide, theme)


@height.register
def _(widget: Meter, wide: int, theme: Theme, ui: UiState) -> int:
    return anatomy.meter_height(widget, wide, theme)


@height.register
def _(widget: Badge, wide: int, theme: Theme, ui: UiState) -> int:
    return anatomy.badge_height(widget, wide, theme)


@height.register
def _(widget: Clock, wide: int, theme: Theme, ui: UiState) -> int:
    dial = anatomy.clock_dial(theme)
    bold = theme.face("body", bold=True)
    room = wide - dial - theme.space("small")
    return max(dial, anatomy.label_height(bold, anatomy.clock_words(widget), room, theme))


@height.register
def _(widget: Cell, wide: int, theme: Theme, ui: UiState) -> int:
    line = text.line_height(anatomy.caption(theme), theme)
    return max(theme.target, 2 * line + 2 * anatomy.BADGE_Y + anatomy.CELL_BAND)


@height.register
def _(widget: Picture, wide: int, theme: Theme, ui: UiState) -> int:
    return widget.height_em * theme.em


@height.register
def _(widget: Rings, wide: int, theme: Theme, ui: UiState) -> int:
    return min(wide, widget.height_em * theme.em)


@height.register
def _(widget: Chart, wide: int, theme: Theme, ui: UiState) -> int:
    return widget.height_em * theme.em + anatomy.legend_height(widget, wide, theme)


@height.register
def _(widget: ShareBar, wide: int, theme: Theme, ui: UiState) -> int:
    return text.line_height(anatomy.caption(theme, bold=True), theme) + 6


@height.register
def _(widget: TimeLine, wide: int, theme: Theme, ui: UiState) -> int:
    return anatomy.time_parts(widget, Rect(0, 0, wide, 0), theme).axis.bottom


@height.register
def _(widget: Divider, wide: int, theme: Theme, ui: UiState) -> int:
    return 1
