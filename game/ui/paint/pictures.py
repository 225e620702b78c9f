"""How images, the closeness circle and the strip of sessions are drawn."""

# One signature serves every kind, and few kinds need all of it.
# ruff: noqa: ARG001

from functools import lru_cache

import pygame

from game.resources import assets_folder
from game.ui import anatomy, text
from game.ui.circle import PORTRAIT_GAP, circle, ring_label
from game.ui.diagrams import Cell, Rings, Token
from game.ui.geometry import Rect
from game.ui.paint import charts  # noqa: F401 (registers how charts are drawn)
from game.ui.paint.brush import Brush, mix
from game.ui.paint.draw import draw, focus_ring, ground
from game.ui.paint.look import Look
from game.ui.paint.medallion import medallion
from game.ui.theme import Colour
from game.ui.widgets import Picture


@draw.register
def _(widget: Picture, brush: Brush, look: Look) -> None:
    area = brush.device(widget.rect)
    drawn = _fitted(widget.layers, area.size) if area.w and area.h else None
    if drawn is not None:
        left, top = (area.w - drawn.get_width()) // 2, (area.h - drawn.get_height()) // 2
        brush.surface.blit(drawn, (area.x + left, area.y + top))
    else:
        brush.outlined(widget.rect, brush.ink("paper"), brush.ink("border"), brush.theme.radius)
        inner = widget.rect.inset(anatomy.ROW_X)
        brush.label(anatomy.caption(brush.theme), widget.name, brush.ink("muted"), inner, "centre")
    focus_ring(brush, widget.rect, look, brush.theme.radius)


@lru_cache(maxsize=24)
def _fitted(layers: tuple[str, ...], room: tuple[int, int]) -> pygame.Surface | None:
    """Lay the files over one another and fit them into the room, or None when one of them cannot be read."""
    try:
        parts = [_loaded(name, room) for name in layers]
    except (OSError, pygame.error):
        return None
    if not parts:
        return None
    whole = pygame.Surface(parts[0].get_size(), pygame.SRCALPHA)
    for part in parts:
        whole.blit(part, (0, 0))
    return whole


def _loaded(name: str, room: tuple[int, int]) -> pygame.Surface:
    """Return one file as large as the room allows: a drawing drawn so, a photograph scaled."""
    path = assets_folder() / name
    if path.suffix == ".svg":
        drawing: pygame.Surface = pygame.image.load_sized_svg(str(path), room)
        return drawing
    image = pygame.image.load(str(path))
    if image.get_bitsize() < 24:
        image = image.convert_alpha() if pygame.display.get_surface() else image.convert(32)
    wide, high = image.get_size()
    scale = min(room[0] / wide, room[1] / high)
    return pygame.transform.smoothscale(image, (max(1, round(wide * scale)), max(1, round(high * scale))))


@draw.register
def _(widget: Rings, brush: Brush, look: Look) -> None:
    theme, shape = brush.theme, circle(widget, widget.rect, brush.theme)
    edge = mix(brush.ink("border"), brush.ink("outline"), 30)
    fills = tuple(brush.ink("raised" if n % 2 else "paper") for n in range(len(shape.radii)))
    outer = shape.radii[-1]
    brush.stamp(
        ("rings", shape.radii, fills, edge),
        Rect(shape.x - outer, shape.y - outer, 2 * outer, 2 * outer),
        lambda surface, scale: _bands(surface, scale, shape.radii, (edge, *fills)),
        fine=3,
    )
    small = anatomy.caption(theme)
    for n, name in enumerate(widget.rings):
        place = ring_label(widget, shape, n, theme)
        # A plate, because a long name reaches over the edges of its ring.
        brush.rounded(place.inset(-4, 0), fills[n], theme.small_radius)
        brush.words(small, name, brush.ink("muted"), place.x, place.y)
    brush.disc(shape.x, shape.y, shape.core, brush.ink("accent"))
    bold = anatomy.caption(theme, bold=True)
    lines = text.wrap(bold, widget.centre, max(1, 2 * shape.core - 8))
    high = len(lines) * text.line_height(bold, theme)
    inner = Rect(shape.x - shape.core, shape.y - high // 2, 2 * shape.core, high)
    brush.paragraph(bold, lines, brush.ink("on_accent"), inner, "centre")


def _bands(surface: pygame.Surface, scale: int, radii: tuple[int, ...], colours: tuple[Colour, ...]) -> None:
    """Discs from the outermost inwards, each with a thin edge."""
    edge, *fills = colours
    middle = surface.get_width() // 2, surface.get_height() // 2
    surface.fill((*edge, 0))
    for radius, fill in reversed(list(zip(radii, fills, strict=True))):
        reach = min(radius * scale // 1000, middle[0])
        pygame.draw.circle(surface, (*edge, 255), middle, reach)
        pygame.draw.circle(surface, (*fill, 255), middle, reach - max(1, scale * 3 // 2000))


@draw.register
def _(widget: Token, brush: Brush, look: Look) -> None:
    theme, rect = brush.theme, widget.rect
    radius, ink = rect.h // 2, theme.ink(widget.tone)
    if look.pressed:
        brush.rounded(rect.moved(0, 2), brush.ink("outline"), radius)
    fill = ground(brush, look, brush.ink("surface"))
    brush.outlined(rect, fill, ink, radius, 2 if look.focused or look.pressed else 1)
    face = anatomy.caption(theme, bold=True)
    top = rect.y + (rect.h - text.line_height(face, theme)) // 2
    left = rect.x + (rect.w - text.width(face, widget.label)) // 2
    if widget.portrait is not None:
        medallion(brush, widget.portrait, Rect(rect.x, rect.y, rect.h, rect.h))
        left = rect.x + rect.h + PORTRAIT_GAP
    brush.words(face, widget.label, ink, left, top)
    focus_ring(brush, rect, look, radius)


@draw.register
def _(widget: Cell, brush: Brush, look: Look) -> None:
    theme, rect = brush.theme, widget.rect
    radius = theme.small_radius
    edge = brush.ink("accent") if widget.marked else brush.ink("border")
    brush.outlined(rect, ground(brush, look, brush.ink("raised")), edge, radius, 2 if widget.marked else 1)
    brush.rounded(Rect(rect.x, rect.y, rect.w, anatomy.CELL_BAND), brush.hue(widget.hue), (radius, radius, 0, 0))
    bold, small = anatomy.caption(theme, bold=True), anatomy.caption(theme)
    step = text.line_height(small, theme)
    high = step * (2 if widget.sign else 1)
    top = rect.y + anatomy.CELL_BAND + (rect.h - anatomy.CELL_BAND - high) // 2
    below = brush.label(bold, widget.label, brush.ink("text"), Rect(rect.x, top, rect.w, 0), "centre")
    if widget.sign:
        brush.label(small, widget.sign, brush.ink("text"), Rect(rect.x, below, rect.w, 0), "centre")
    focus_ring(brush, rect, look, radius)
