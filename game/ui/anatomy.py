"""Where the parts of a widget are: shared by the layout, the painter and the pointer, so that they agree."""

from dataclasses import dataclass
from functools import lru_cache

from game.ui import text as words
from game.ui.diagrams import Chart, TimeLine
from game.ui.geometry import Rect
from game.ui.state import UiState
from game.ui.theme import Face, Theme
from game.ui.widgets import Badge, Button, Choice, Clock, Meter, ScrollArea, Slider, Tab, Text, TextField
from game.words import n_

BUBBLE_X, BUBBLE_Y = 16, 10
BUTTON_X, BUTTON_Y = 18, 7
TAB_X = 9
ROW_X, ROW_Y = 14, 7
FIELD_X, FIELD_Y = 12, 8
BADGE_X, BADGE_Y = 10, 3
CELL_BAND = 8
GUTTER = 14
LABEL_GAP = 4
LEGEND_EM = 2
_BUBBLE_PERCENT = 88
_LEAST_THUMB = 28
_MOST_LANES = 5
_CURVE_EM = 4


def face_of(widget: Text, theme: Theme) -> Face:
    """Return the typeface of a text."""
    heading = widget.role == "heading"
    return theme.face(widget.style, bold=widget.bold or heading, italic=widget.italic or widget.role == "note")


def caption(theme: Theme, bold: bool = False) -> Face:
    """Return the small typeface."""
    return theme.face("caption", bold=bold)


def has_bubble(widget: Text) -> bool:
    """Tell whether the text stands on a background of its own."""
    return widget.role in {"patient_line", "therapist_line", "note"}


@dataclass(frozen=True, slots=True)
class TextParts:
    """A text laid out: its bubble, the lines, and where the first of them starts."""

    bubble: Rect
    inner: Rect
    lines: tuple[str, ...]
    speaker_high: int


def text_parts(widget: Text, rect: Rect, theme: Theme) -> TextParts:
    """Lay a text out in `rect`; a patient's bubble keeps left, a therapist's right, both narrow."""
    face = face_of(widget, theme)
    if not has_bubble(widget):
        return TextParts(rect, rect, words.wrap(face, widget.text, rect.w), 0)
    most = rect.w if widget.role == "note" else rect.w * _BUBBLE_PERCENT // 100
    needed = max(
        words.natural_width(face, widget.text),
        words.width(caption(theme, bold=True), widget.speaker) + _when_room(widget, theme),
    )
    wide = most if widget.role == "note" else min(most, needed + 2 * BUBBLE_X)
    x = rect.right - wide if widget.role == "therapist_line" else rect.x
    bubble = Rect(x, rect.y, wide, rect.h)
    speaker_high = words.line_height(caption(theme, bold=True), theme) if widget.speaker else 0
    inner = Rect(x + BUBBLE_X, rect.y + BUBBLE_Y + speaker_high, max(1, wide - 2 * BUBBLE_X), rect.h)
    return TextParts(bubble, inner, words.wrap(face, widget.text, inner.w), speaker_high)


def _when_room(widget: Text, theme: Theme) -> int:
    return words.width(caption(theme), widget.when) + theme.space("small") if widget.when else 0


def text_height(widget: Text, wide: int, theme: Theme) -> int:
    """Return the height of a text wrapped to a width."""
    parts = text_parts(widget, Rect(0, 0, wide, 0), theme)
    lines = len(parts.lines) * words.line_height(face_of(widget, theme), theme)
    return lines + parts.speaker_high + (2 * BUBBLE_Y if has_bubble(widget) else 0)


def label_height(face: Face, label: str, wide: int, theme: Theme) -> int:
    """Return the height of a wrapped label."""
    return len(words.wrap(face, label, max(1, wide))) * words.line_height(face, theme)


def pressable_height(widget: Button | Tab, wide: int, theme: Theme) -> int:
    """Return the height of a button or tab, never below the least comfortable target."""
    padding = 2 * (TAB_X if isinstance(widget, Tab) else BUTTON_X)
    needed = label_height(theme.face("body", bold=True), widget.label, wide - padding, theme)
    return max(theme.target, needed + 2 * BUTTON_Y)


def choice_chrome(widget: Choice, theme: Theme) -> int:
    """Return the width that padding and the words at the end take from a row of a list."""
    trailing = max(words.width(caption(theme), widget.trailing), words.width(caption(theme), widget.reserve))
    return 2 * ROW_X + (trailing + theme.space("normal") if trailing else 0)


def choice_height(widget: Choice, wide: int, theme: Theme) -> int:
    """Return the height of a row of a list."""
    inner = wide - choice_chrome(widget, theme)
    high = label_height(theme.face("body"), widget.label, inner, theme)
    if widget.note:
        high += label_height(caption(theme), widget.note, wide - 2 * ROW_X, theme)
    return max(theme.target, high + 2 * ROW_Y)


# -- text field ----------------------------------------------------------------------------------------


def field_words(widget: TextField, ui: UiState) -> str:
    """Return what stands in a field, with what an input method is still composing."""
    typed = ui.text(widget.key, widget.initial)
    if not ui.composing or ui.focus != widget.key:
        return typed
    return typed[: ui.caret] + ui.composing + typed[ui.caret :]


def field_box(widget: TextField, rect: Rect, theme: Theme) -> Rect:
    """Return the frame of a field, below its label."""
    if not widget.show_label:
        return rect
    high = label_height(caption(theme, bold=True), widget.label, rect.w, theme) + LABEL_GAP
    return Rect(rect.x, rect.y + high, rect.w, max(0, rect.h - high))


def field_text(widget: TextField, rect: Rect, theme: Theme) -> Rect:
    """Return where the typed text stands."""
    return field_box(widget, rect, theme).inset(FIELD_X, FIELD_Y)


def field_height(widget: TextField, typed: str, wide: int, theme: Theme) -> int:
    """Return the height of a field that shows all of what was typed."""
    face = theme.face("body")
    inner = max(1, wide - 2 * FIELD_X)
    shown = max(len(words.spans(face, typed, inner)), len(words.wrap(face, widget.placeholder, inner)))
    lines = max(widget.lines, shown) * words.line_height(face, theme)
    high = max(theme.target, lines + 2 * FIELD_Y)
    return high + field_box(widget, Rect(0, 0, wide, 0), theme).y


# -- slider, meter, clock ------------------------------------------------------------------------------


def slider_value_words(widget: Slider) -> str:
    """Return the value with its unit, and with its sign where it may be below zero, as in "+2"."""
    sign = "−" if widget.value < 0 else "+" if widget.value and widget.minimum < 0 else ""
    between = "" if widget.unit in {"", "%"} else " "
    return f"{sign}{abs(widget.value)}{between}{widget.unit}"


def labelled_height(label: str, end: str, wide: int, theme: Theme) -> int:
    """Return the height of a label with words at its end."""
    room = wide - words.width(theme.face("body", bold=True), end) - theme.space("normal")
    return label_height(theme.face("body"), label, room, theme)


def knob(theme: Theme) -> int:
    """Return the radius of a slider's knob."""
    return theme.em * 2 // 3


def bar_high(theme: Theme) -> int:
    """Return the height of the bar of a meter."""
    return theme.em * 5 // 7


def slider_track(widget: Slider, rect: Rect, theme: Theme) -> Rect:
    """Return the line a slider's knob moves on, one pixel high for every pixel it may be dragged."""
    top = rect.y + labelled_height(widget.label, slider_value_words(widget), rect.w, theme)
    reach, thick = knob(theme), 2 * (theme.em // 6) + 2
    return Rect(rect.x + reach, top + reach + 2 - thick // 2, max(1, rect.w - 2 * reach), thick)


def slider_knob(widget: Slider, track: Rect) -> tuple[int, int]:
    """Return the middle of the knob."""
    span = max(1, widget.maximum - widget.minimum)
    value = min(widget.maximum, max(widget.minimum, widget.value))
    return track.x + track.w * (value - widget.minimum) // span, track.y + track.h // 2


def slider_value_at(widget: Slider, track: Rect, x: int) -> int:
    """Return the value under a pointer, on a step and inside the range."""
    span = widget.maximum - widget.minimum
    raw = (x - track.x) * span / track.w
    stepped = widget.minimum + round(raw / widget.step) * widget.step
    return min(widget.maximum, max(widget.minimum, stepped))


def slider_height(widget: Slider, wide: int, theme: Theme) -> int:
    """Return the height of a slider with its label."""
    return labelled_height(widget.label, slider_value_words(widget), wide, theme) + 2 * knob(theme) + 4


def meter_height(widget: Meter, wide: int, theme: Theme) -> int:
    """Return the height of a bar with its label and the names of its marks."""
    marks = words.line_height(caption(theme), theme) if widget.marks else 0
    return labelled_height(widget.label, widget.words, wide, theme) + LABEL_GAP + bar_high(theme) + marks


def clock_words(widget: Clock) -> str:
    """Return what a clock says."""
    return n_("{count} minute left", "{count} minutes left", max(0, widget.minutes))


def clock_dial(theme: Theme) -> int:
    """Return the diameter of a clock's dial."""
    return words.line_height(theme.face("body"), theme) + 4


def badge_height(widget: Badge, wide: int, theme: Theme) -> int:
    """Return the height of a badge at a width."""
    return label_height(caption(theme, bold=True), widget.label, wide - 2 * BADGE_X, theme) + 2 * BADGE_Y


def legend(chart: Chart) -> tuple[str, ...]:
    """Return the words below a chart, one entry for each series and marker."""
    return (*(series.name for series in chart.series), *(marker.label for marker in chart.markers))


def legend_height(chart: Chart, wide: int, theme: Theme) -> int:
    """Return the height of the words below a chart."""
    room = wide - LEGEND_EM * theme.em
    return sum(label_height(caption(theme), entry, room, theme) for entry in legend(chart))


# -- time line -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeParts:
    """Where the bars, the names of marks, the curve and the axis of a time line are."""

    bars: Rect
    marks: Rect
    curve: Rect
    axis: Rect
    lane: int


def time_lanes(widget: TimeLine) -> int:
    """Return how many lines the names of the marks get."""
    return min(_MOST_LANES, max(1, len(widget.marks)))


def time_parts(widget: TimeLine, rect: Rect, theme: Theme) -> TimeParts:
    """Divide a time line from its top."""
    lane = words.line_height(caption(theme), theme) + 4
    bars = Rect(rect.x, rect.y, rect.w, lane * len(widget.stretches))
    marks = Rect(rect.x, bars.bottom, rect.w, lane * time_lanes(widget))
    curve = Rect(rect.x, marks.bottom + 4, rect.w, _CURVE_EM * theme.em if widget.curve else 0)
    return TimeParts(bars, marks, curve, Rect(rect.x, curve.bottom + 4, rect.w, lane), lane)


def time_x(widget: TimeLine, rect: Rect, day: int) -> int:
    """Return where a day stands."""
    return rect.x + rect.w * (day - widget.first) // max(1, widget.last - widget.first)


def time_day(widget: TimeLine, rect: Rect, x: int) -> int:
    """Return the day at a place."""
    return widget.first + (widget.last - widget.first) * (x - rect.x) // max(1, rect.w)


# -- scroll bar ----------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def _thumb(rect: Rect, gutter: int, content: int, offset: int) -> Rect | None:
    if content <= rect.h or gutter <= 0:
        return None
    track = Rect(rect.right - gutter + 4, rect.y + 2, gutter - 8, max(1, rect.h - 4))
    high = min(track.h, max(_LEAST_THUMB, track.h * rect.h // content))
    top = track.y + (track.h - high) * offset // (content - rect.h)
    return Rect(track.x, top, track.w, high)


def scroll_thumb(area: ScrollArea) -> Rect | None:
    """Return the part of the scroll bar to drag, or None when everything fits."""
    return _thumb(area.rect, area.gutter, area.content, area.offset)


def offset_for_thumb(area: ScrollArea, origin: int, moved: int) -> int:
    """Return the offset when the thumb is dragged by `moved` pixels from where `origin` was the offset."""
    thumb = scroll_thumb(area)
    if thumb is None:
        return 0
    room = max(1, area.rect.h - 4 - thumb.h)
    return min(area.furthest, max(0, origin + moved * area.furthest // room))
