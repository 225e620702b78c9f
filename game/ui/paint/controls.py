"""How buttons, rows, tabs, fields, sliders, meters and the clock are drawn."""

# One signature serves every kind, and few kinds need all of it.
# ruff: noqa: ARG001

import math
from dataclasses import replace

import pygame

from game.ui import anatomy, text
from game.ui.geometry import Rect
from game.ui.paint.brush import Brush, mix
from game.ui.paint.draw import draw, focus_ring, ground
from game.ui.paint.look import Look
from game.ui.theme import Colour
from game.ui.widgets import Button, Choice, Clock, Meter, Slider, Tab, TextField

_BAR = 4


@draw.register
def _(widget: Button, brush: Brush, look: Look) -> None:
    theme, rect = brush.theme, widget.rect
    high = anatomy.pressable_height(widget, rect.w, theme)
    rect = Rect(rect.x, rect.y + (rect.h - high) // 2, rect.w, high)
    radius, ink = theme.small_radius + 2, brush.ink("text")
    if not widget.enabled:
        ink = brush.ink("muted")
        brush.outlined(rect, brush.ink("surface"), brush.ink("track"), radius)
    elif widget.kind == "primary":
        ink = brush.ink("on_accent")
        deeper = 40 if look.pressed else 20 if look.hovered else 0
        brush.rounded(rect, mix(brush.ink("accent"), brush.ink("text"), deeper), radius)
    elif widget.kind == "quiet":
        ink = brush.ink("accent")
        if look.hovered or look.pressed:
            brush.rounded(rect, ground(brush, look, brush.ink("surface")), radius)
    else:
        edge = brush.ink("costly" if widget.kind == "danger" else "outline")
        ink = brush.ink("costly") if widget.kind == "danger" else ink
        brush.outlined(rect, ground(brush, look, brush.ink("raised")), edge, radius)
    inner = rect.inset(anatomy.BUTTON_X, 0)
    face = theme.face("body", bold=True)
    lines = text.wrap(face, widget.label, max(1, inner.w))
    top = rect.y + (rect.h - len(lines) * text.line_height(face, theme)) // 2
    brush.paragraph(face, lines, ink, Rect(inner.x, top, inner.w, 0), widget.align)
    focus_ring(brush, rect, look, radius)


@draw.register
def _(widget: Tab, brush: Brush, look: Look) -> None:
    theme, rect = brush.theme, widget.rect
    if look.hovered or look.pressed:
        brush.rounded(rect, ground(brush, look, brush.ink("surface")), theme.small_radius)
    ink = brush.ink("accent" if widget.selected else "muted")
    if widget.selected:
        line = Rect(rect.x + anatomy.BUTTON_X // 2, rect.bottom - 3, rect.w - anatomy.BUTTON_X, 3)
        brush.rounded(line, ink, 1)
    face = theme.face("body", bold=widget.selected)
    inner = rect.inset(anatomy.BUTTON_X // 2, anatomy.BUTTON_Y - 1)
    brush.label(face, widget.label, ink, inner, "centre")
    if widget.marked:
        brush.disc(rect.right - anatomy.TAB_X // 2 - 1, rect.y + anatomy.BUTTON_Y + 2, 4, brush.ink("accent"))
    focus_ring(brush, rect, look, theme.small_radius)


@draw.register
def _(widget: Choice, brush: Brush, look: Look) -> None:
    theme, rect = brush.theme, widget.rect
    if look.hovered or look.pressed or widget.marked:
        shade = ground(brush, look, brush.ink("hover"))
        brush.rounded(rect, shade, theme.small_radius)
    elif look.focused:  # a line only: what the focus rests on must not look chosen
        brush.frame(rect, brush.ink("track"), theme.small_radius, 1)
    if widget.marked:
        bar = Rect(rect.x + 3, rect.y + 5, _BAR, rect.h - 10)
        brush.rounded(bar, brush.ink("accent"), _BAR // 2)
    inner = Rect(rect.x + anatomy.ROW_X, rect.y, rect.w - anatomy.choice_chrome(widget, theme), rect.h)
    face, small = theme.face("body"), anatomy.caption(theme)
    ink = brush.ink("text" if widget.enabled else "muted")
    words_high = anatomy.label_height(face, widget.label, inner.w, theme)
    noted = rect.w - 2 * anatomy.ROW_X
    words_high += anatomy.label_height(small, widget.note, noted, theme) if widget.note else 0
    top = rect.y + (anatomy.choice_height(widget, rect.w, theme) - words_high) // 2
    below = brush.label(face, widget.label, ink, Rect(inner.x, top, inner.w, 0))
    if widget.note:
        brush.label(small, widget.note, brush.ink("muted"), Rect(inner.x, below, noted, 0))
    if widget.trailing:
        lower = top + (text.line_height(face, theme) - text.line_height(small, theme)) // 2
        end = Rect(inner.right, lower, rect.right - anatomy.ROW_X - inner.right, 0)
        brush.label(small, widget.trailing, brush.ink("muted"), end, "end")
    focus_ring(brush, rect, look, theme.small_radius)


# -- text field ----------------------------------------------------------------------------------------


@draw.register
def _(widget: TextField, brush: Brush, look: Look) -> None:
    theme = brush.theme
    if widget.show_label:
        brush.label(anatomy.caption(theme, bold=True), widget.label, brush.ink("muted"), widget.rect)
    box = anatomy.field_box(widget, widget.rect, theme)
    edge = brush.ink("accent" if look.focused else "outline")
    brush.outlined(box, brush.ink("raised"), edge, theme.small_radius, 2 if look.focused else 1)
    inner = anatomy.field_text(widget, widget.rect, theme)
    _typed(widget, brush, look, inner)
    focus_ring(brush, box, look, theme.small_radius)


def _typed(widget: TextField, brush: Brush, look: Look, inner: Rect) -> None:
    """Write the words with selection, composition and caret, or the placeholder where there are none."""
    theme = brush.theme
    face, step = theme.face("body"), text.line_height(theme.face("body"), theme)
    shown = look.typed
    if look.composing:
        shown = look.typed[: look.caret] + look.composing + look.typed[look.caret :]
    spans = text.spans(face, shown, max(1, inner.w))
    chosen = sorted((look.caret, look.anchor))
    for number, (start, end) in enumerate(spans):
        y = inner.y + number * step
        first, last = max(start, chosen[0]), min(end, chosen[1])
        if first < last and not look.composing:
            left = inner.x + text.width(face, shown[start:first])
            wide = text.width(face, shown[first:last])
            brush.fill(Rect(left, y + 1, wide, step - 2), brush.ink("selection"))
        brush.words(face, shown[start:end], brush.ink("text"), inner.x, y)
        _underline(brush, look, shown[:end], start, Rect(inner.x, y + step - 3, 0, 1))
    if not shown and widget.placeholder:
        hint = theme.face("body", italic=True)
        brush.label(hint, widget.placeholder, brush.ink("muted"), inner.moved(_BAR, 0))
    if look.focused:
        place = look.caret + len(look.composing)
        line, x = text.caret_place(face, shown, max(1, inner.w), place)
        brush.fill(Rect(inner.x + x, inner.y + line * step + 2, 2, step - 4), brush.ink("accent"))


def _underline(brush: Brush, look: Look, shown: str, start: int, line: Rect) -> None:
    """Underline what an input method is composing, on the line of `shown` that begins at `start`."""
    first, last = max(start, look.caret), min(len(shown), look.caret + len(look.composing))
    if look.composing and first < last:
        face = brush.theme.face("body")
        left = line.x + text.width(face, shown[start:first])
        brush.fill(Rect(left, line.y, text.width(face, shown[first:last]), 1), brush.ink("text"))


# -- numbers -------------------------------------------------------------------------------------------


def _labelled(brush: Brush, rect: Rect, label: str, end: str) -> int:
    """Write a label with words at its end and return the y below."""
    theme = brush.theme
    bold = theme.face("body", bold=True)
    wide = text.width(bold, end)
    below = brush.label(
        theme.face("body"),
        label,
        brush.ink("text"),
        Rect(rect.x, rect.y, rect.w - wide - theme.space("normal"), 0),
    )
    brush.words(bold, end, brush.ink("text"), rect.right - wide, rect.y)
    return below


@draw.register
def _(widget: Slider, brush: Brush, look: Look) -> None:
    theme = brush.theme
    _labelled(brush, widget.rect, widget.label, anatomy.slider_value_words(widget))
    track = anatomy.slider_track(widget, widget.rect, theme)
    x, y = anatomy.slider_knob(widget, track)
    brush.rounded(track, brush.ink("track"), track.h // 2)
    zero, _ = anatomy.slider_knob(replace(widget, value=max(0, widget.minimum)), track)
    left, right = sorted((zero, x))
    brush.rounded(Rect(left, track.y, right - left, track.h), brush.ink("accent"), track.h // 2)
    reach = anatomy.knob(theme)
    size = reach if look.pressed or look.hovered else reach - 1
    brush.disc(x, y, size, brush.ink("accent"))
    brush.disc(x, y, size - reach // 3 - 1, brush.ink("raised"))
    focus_ring(brush, Rect(x - reach, y - reach, 2 * reach, 2 * reach), look, reach)


@draw.register
def _(widget: Meter, brush: Brush, look: Look) -> None:
    theme, rect = brush.theme, widget.rect
    below = _labelled(brush, rect, widget.label, widget.words) + anatomy.LABEL_GAP
    bar = Rect(rect.x, below, rect.w, anatomy.bar_high(theme))
    brush.rounded(bar, brush.ink("track"), bar.h // 2)
    filled = rect.w * min(widget.maximum, max(0, widget.value)) // max(1, widget.maximum)
    if filled:
        part = Rect(bar.x, bar.y, max(bar.h, filled), bar.h)
        brush.rounded(part, brush.hue(widget.tone), bar.h // 2)
    small = anatomy.caption(theme)
    for value, name in widget.marks:
        x = bar.x + bar.w * value // max(1, widget.maximum)
        wide = text.width(small, name)
        brush.fill(Rect(min(x, bar.right - 2), bar.y - 2, 2, bar.h + 5), brush.ink("text"))
        left = min(max(bar.x, x - wide // 2), bar.right - wide)
        brush.words(small, name, brush.ink("muted"), left, bar.bottom + 1)
    focus_ring(brush, rect, look, theme.small_radius)


@draw.register
def _(widget: Clock, brush: Brush, look: Look) -> None:
    theme, rect = brush.theme, widget.rect
    size, bold = anatomy.clock_dial(theme), theme.face("body", bold=True)
    tone = brush.ink("warning" if widget.minutes <= widget.low else "accent")
    dial = Rect(rect.x, rect.y + (rect.h - size) // 2, size, size)
    share = 1000 * min(widget.total, max(0, widget.minutes)) // max(1, widget.total)
    empty = brush.ink("track")
    brush.stamp(("dial", share, tone, empty), dial, lambda surface, _: _dial(surface, share, tone, empty), fine=4)
    room = Rect(dial.right + theme.space("small"), rect.y, rect.right - dial.right - theme.space("small"), rect.h)
    high = anatomy.label_height(bold, anatomy.clock_words(widget), room.w, theme)
    top = rect.y + (rect.h - high) // 2
    brush.label(bold, anatomy.clock_words(widget), tone, Rect(room.x, top, room.w, 0))


def _dial(surface: pygame.Surface, share: int, tone: Colour, empty: Colour) -> None:
    """Draw a disc whose filled part is the time left, running out clockwise from the top."""
    radius = surface.get_width() // 2
    surface.fill((*empty, 0))
    pygame.draw.circle(surface, (*empty, 255), (radius, radius), radius)
    points = [(radius, radius)]
    for step in range(61):
        turn = 2 * math.pi * (1 - share / 1000 * (1 - step / 60))
        points.append((round(radius + radius * math.sin(turn)), round(radius - radius * math.cos(turn))))
    if share:
        pygame.draw.polygon(surface, (*tone, 255), points)
