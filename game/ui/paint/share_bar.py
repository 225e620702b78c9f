"""How a bar is drawn that is divided among parts: each in a hue of its own, with its letters where they have room."""

from itertools import accumulate

from game.ui import anatomy, text
from game.ui.diagrams import ShareBar
from game.ui.geometry import Rect
from game.ui.paint.brush import Brush
from game.ui.paint.draw import draw, focus_ring
from game.ui.paint.look import Look

_BAND = 5


@draw.register
def _(widget: ShareBar, brush: Brush, look: Look) -> None:
    theme, rect = brush.theme, widget.rect
    brush.outlined(rect, brush.ink("raised"), brush.ink("outline"), theme.small_radius // 2)
    face = anatomy.caption(theme, bold=True)
    ends = [rect.x + rect.w * share // 100 for share in accumulate(share for _label, share in widget.parts)]
    left = rect.x
    for number, ((label, share), right) in enumerate(zip(widget.parts, ends, strict=True), 1):
        if share:
            # A band of colour below the words: they keep the contrast of plain text.
            brush.fill(
                Rect(left + 1, rect.bottom - _BAND, max(1, right - left - 1), _BAND), brush.hue(f"series_{number}")
            )
            brush.fill(Rect(left, rect.y, 1, rect.h), brush.ink("outline"))
            words = f"{label} {share}"
            wide = text.width(face, words)
            if wide + 4 <= right - left:
                brush.words(face, words, brush.ink("text"), left + (right - left - wide) // 2, rect.y)
        left = right
    focus_ring(brush, rect, look, theme.small_radius // 2)
