"""From pygame's events to the toolkit's, in logical pixels; touches as touches, not as the mouse SDL makes of them."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pygame

from game.ui.held import Held
from game.ui.state import Composing, InputEvent, Key, Pointer, Typed, Wheel

_SPECIAL = {
    pygame.K_TAB: "tab",
    pygame.K_RETURN: "enter",
    pygame.K_KP_ENTER: "enter",
    pygame.K_ESCAPE: "escape",
    pygame.K_SPACE: "space",
    pygame.K_BACKSPACE: "backspace",
    pygame.K_DELETE: "delete",
    pygame.K_UP: "up",
    pygame.K_DOWN: "down",
    pygame.K_LEFT: "left",
    pygame.K_RIGHT: "right",
    pygame.K_HOME: "home",
    pygame.K_END: "end",
    pygame.K_PAGEUP: "pageup",
    pygame.K_PAGEDOWN: "pagedown",
    pygame.K_PLUS: "plus",
    pygame.K_KP_PLUS: "plus",
    pygame.K_EQUALS: "plus",
    pygame.K_MINUS: "minus",
    pygame.K_KP_MINUS: "minus",
    **{getattr(pygame, f"K_F{n}"): f"f{n}" for n in range(1, 13)},
}
_COMMAND = pygame.KMOD_META if sys.platform == "darwin" else pygame.KMOD_CTRL
_AGAIN_MS, _AGAIN_PIXELS = 400, 6


@dataclass(frozen=True, slots=True)
class Scale:
    """From window coordinates to logical pixels: logical size over window size."""

    logical: tuple[int, int]
    window: tuple[int, int]

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return a place in logical pixels."""
        across = x * self.logical[0] / max(1, self.window[0])
        return int(across), int(y * self.logical[1] / max(1, self.window[1]))


class Clicks:
    """Counts clicks that come quickly after one another in one place."""

    def __init__(self) -> None:
        self._last = (-_AGAIN_MS, 0, 0)
        self._count = 0

    def count(self, now: int, x: int, y: int) -> int:
        """Return 1 for a click, 2 for a double click and so on; `now` is in milliseconds."""
        then, last_x, last_y = self._last
        near = abs(x - last_x) <= _AGAIN_PIXELS and abs(y - last_y) <= _AGAIN_PIXELS
        self._count = self._count + 1 if near and now - then < _AGAIN_MS else 1
        self._last = (now, x, y)
        return self._count


def translated(
    events: Iterable[pygame.event.Event], scale: Scale, clicks: Clicks, now: int, held: Held | None = None
) -> Iterator[InputEvent]:
    """Yield what pygame's events mean here; of pointer moves in a row only the last.

    With `held`, keys that are held down do not act again and again, and only the first finger counts.
    """
    waiting: Pointer | None = None
    for event in events if held is None else held.first(events):
        meant = _meaning(event, scale, clicks, now)
        if isinstance(meant, Pointer) and meant.kind == "move":
            waiting = meant
            continue
        if meant is not None:
            if waiting is not None:
                yield waiting
                waiting = None
            yield meant
    if waiting is not None:
        yield waiting


def _meaning(event: pygame.event.Event, scale: Scale, clicks: Clicks, now: int) -> InputEvent | None:
    match event.type:
        case pygame.KEYDOWN:
            return _key(event)
        case pygame.TEXTINPUT:
            return Typed(event.text)
        case pygame.TEXTEDITING:
            return Composing(event.text)
        case pygame.MOUSEWHEEL:
            return Wheel(*scale.at(*pygame.mouse.get_pos()), -event.y)
        case pygame.WINDOWLEAVE:
            return Pointer("leave", -1, -1)
        case pygame.FINGERDOWN | pygame.FINGERMOTION | pygame.FINGERUP:
            return _finger(event, scale, clicks, now)
        case pygame.MOUSEMOTION | pygame.MOUSEBUTTONDOWN | pygame.MOUSEBUTTONUP:
            return _mouse(event, scale, clicks, now)
    return None


def _key(event: pygame.event.Event) -> Key | None:
    name = _SPECIAL.get(event.key) or pygame.key.name(event.key).lower()
    if not name:
        return None
    mod = event.mod
    return Key(
        name,
        shift=bool(mod & pygame.KMOD_SHIFT),
        ctrl=bool(mod & _COMMAND),
        alt=bool(mod & pygame.KMOD_ALT),
    )


def _mouse(event: pygame.event.Event, scale: Scale, clicks: Clicks, now: int) -> Pointer | None:
    if getattr(event, "touch", False):
        return None
    x, y = scale.at(*event.pos)
    if event.type == pygame.MOUSEMOTION:
        return Pointer("move", x, y)
    if event.button != pygame.BUTTON_LEFT:
        return None
    if event.type == pygame.MOUSEBUTTONUP:
        return Pointer("up", x, y)
    shift = bool(pygame.key.get_mods() & pygame.KMOD_SHIFT)
    return Pointer("down", x, y, shift=shift, clicks=clicks.count(now, x, y))


def _finger(event: pygame.event.Event, scale: Scale, clicks: Clicks, now: int) -> Pointer:
    x, y = int(event.x * scale.logical[0]), int(event.y * scale.logical[1])
    if event.type == pygame.FINGERDOWN:
        return Pointer("down", x, y, touch=True, clicks=clicks.count(now, x, y))
    return Pointer("move" if event.type == pygame.FINGERMOTION else "up", x, y, touch=True)
