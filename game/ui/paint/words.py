"""How text, panels, badges and scroll bars are drawn."""

# One signature serves every kind, and few kinds need all of it.
# ruff: noqa: ARG001

from game.ui import anatomy, text
from game.ui.geometry import Rect
from game.ui.paint.brush import Brush
from game.ui.paint.draw import draw, focus_ring, needs_outline
from game.ui.paint.look import Look
from game.ui.theme import Face
from game.ui.widgets import Badge, Divider, Fill, Panel, ScrollArea, Text, Tone

_STRIPE = 4
_SMALL_CORNER = 3
_FILLS: dict[str, Fill] = {"patient_line": "patient", "therapist_line": "therapist", "note": "paper"}
_TONES: dict[str, Tone] = {"patient_line": "patient", "therapist_line": "therapist", "note": "accent"}


@draw.register
def _(widget: Text, brush: Brush, look: Look) -> None:
    theme = brush.theme
    parts = anatomy.text_parts(widget, widget.rect, theme)
    if anatomy.has_bubble(widget):
        _bubble(widget, brush, parts.bubble)
        if widget.speaker:
            name = Rect(parts.inner.x, parts.bubble.y + anatomy.BUBBLE_Y, parts.inner.w, parts.speaker_high)
            brush.label(anatomy.caption(theme, bold=True), widget.speaker, theme.ink(_TONES[widget.role]), name)
            brush.label(anatomy.caption(theme), widget.when, brush.ink("muted"), name, "end")
    face = anatomy.face_of(widget, theme)
    if widget.found:
        _mark(widget, brush, parts)
    lines = parts.lines if widget.shown < 0 else _begun(widget, parts, face)
    brush.paragraph(face, lines, theme.ink(widget.tone), parts.inner, widget.align)
    if look.hovered and anatomy.has_bubble(widget):
        brush.frame(parts.bubble, brush.ink("outline"), theme.small_radius, 1)
    focus_ring(brush, parts.bubble, look, theme.small_radius)


def _begun(widget: Text, parts: anatomy.TextParts, face: Face) -> tuple[str, ...]:
    """Return the lines as far as they have been said."""
    spans = text.spans(face, widget.text, parts.inner.w)
    return tuple(widget.text[start : min(end, widget.shown)] for start, end in spans if start < widget.shown)


def _mark(widget: Text, brush: Brush, parts: anatomy.TextParts) -> None:
    """Mark what was searched for, on every line it reaches into, with a line below it for those who see no hue."""
    face, wanted, said = anatomy.face_of(widget, brush.theme), widget.found.lower(), widget.text.lower()
    step, ink = text.line_height(face, brush.theme), brush.ink("accent")
    for number, (start, end) in enumerate(text.spans(face, widget.text, parts.inner.w)):
        place = said.find(wanted)
        while place >= 0:
            first, last = max(start, place), min(end, place + len(wanted))
            if first < last:
                left = parts.inner.x + text.width(face, widget.text[start:first])
                spot = Rect(left, parts.inner.y + number * step, text.width(face, widget.text[first:last]), step)
                brush.fill(spot, brush.ink("selection"))
                brush.fill(Rect(spot.x, spot.bottom - 3, spot.w, 2), ink)
            place = said.find(wanted, place + 1)


def _bubble(widget: Text, brush: Brush, bubble: Rect) -> None:
    """Draw a bubble: a patient's leans on the left and a therapist's on the right, so shapes differ too."""
    round_, sharp = brush.theme.radius, _SMALL_CORNER
    radii = {
        "patient_line": (sharp, round_, round_, round_),
        "therapist_line": (round_, sharp, round_, round_),
        "note": (sharp, sharp, sharp, sharp),
    }[widget.role]
    fill = _FILLS[widget.role]
    if needs_outline(brush, fill):
        brush.outlined(bubble, brush.ink(fill), brush.ink("border"), radii)
    else:
        brush.rounded(bubble, brush.ink(fill), radii)
    if widget.role == "note":
        brush.fill(Rect(bubble.x, bubble.y, _STRIPE, bubble.h), brush.theme.ink("accent"))


@draw.register
def _(widget: Panel, brush: Brush, look: Look) -> None:
    if widget.backdrop:
        brush.dim(widget.rect)
        return
    radius = brush.theme.radius if widget.rounded else 0
    if widget.shadow:
        brush.shadow(widget.rect, radius)
    fill = brush.ink(widget.fill)
    if widget.outlined or needs_outline(brush, widget.fill):
        brush.outlined(widget.rect, fill, brush.ink("border"), radius)
    else:
        brush.rounded(widget.rect, fill, radius)
    if widget.stripe:
        brush.rounded(
            Rect(widget.rect.x, widget.rect.y, _STRIPE + 1, widget.rect.h),
            brush.theme.ink(widget.stripe),
            (min(radius, _STRIPE), 0, 0, min(radius, _STRIPE)),
        )


@draw.register
def _(widget: Divider, brush: Brush, look: Look) -> None:
    line = Rect(widget.rect.x, widget.rect.y + widget.rect.h // 2, widget.rect.w, 1)
    brush.fill(line, brush.ink("border"))


@draw.register
def _(widget: Badge, brush: Brush, look: Look) -> None:
    theme = brush.theme
    face, ink = anatomy.caption(theme, bold=True), theme.ink(widget.tone)
    high = anatomy.badge_height(widget, widget.rect.w, theme)
    pill = Rect(widget.rect.x, widget.rect.y + (widget.rect.h - high) // 2, widget.rect.w, high)
    brush.outlined(pill, brush.ink("raised"), ink, high // 2)
    inner = pill.inset(anatomy.BADGE_X, anatomy.BADGE_Y)
    brush.label(face, widget.label, ink, inner, "centre")
    focus_ring(brush, pill, look, high // 2)


@draw.register
def _(widget: ScrollArea, brush: Brush, look: Look) -> None:
    thumb = anatomy.scroll_thumb(widget)
    if thumb is not None:
        track = Rect(thumb.x, widget.rect.y + 2, thumb.w, widget.rect.h - 4)
        brush.rounded(track, brush.ink("track"), thumb.w // 2)
        brush.rounded(thumb, brush.ink("outline"), thumb.w // 2)
    if look.ringed:
        brush.frame(widget.rect, brush.ink("focus_ring"), brush.theme.small_radius, brush.theme.focus_width - 1)
