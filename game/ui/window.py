"""The window of the game: opened with the little of pygame that it needs, and never without a display to show it."""

import os
import time
from dataclasses import dataclass

import pygame

from game.ui.geometry import Size
from game.ui.paint.icon import icon
from game.ui.paint.painter import logical_size

DEFAULT = Size(1280, 720)
_ROOMY = Size(1920, 1080)
_LARGEST_DENSITY = 3000
_LAST_MESSAGE_S = 0.05
_STEP = 250
_INVISIBLE = {"dummy", "offscreen", "evdev"}


class NoDisplay(RuntimeError):
    """There is nothing to open a window on. The message is a sentence for the person who started the game."""


_SENTENCE = "No display to open a window on. Run `sixteen-weeks --text` to play in this terminal instead."


@dataclass(slots=True)
class Window:
    """An open window: its surface, and how many of its pixels make a logical one."""

    surface: pygame.Surface
    density: int
    """Thousandths of a device pixel per logical pixel."""
    desktop: tuple[int, int]

    def show(self) -> None:
        """Show a window that was opened without being seen."""
        self.surface = pygame.display.set_mode(self.surface.get_size(), pygame.RESIZABLE | pygame.SHOWN)

    @property
    def size(self) -> Size:
        """Size in logical pixels."""
        return logical_size(self.surface.get_size(), self.density)

    def resized(self) -> None:
        """Take over the surface after the window changed its size."""
        surface = pygame.display.get_surface()
        if surface is not None:
            self.surface = surface
            self.density = density_for(surface.get_size(), self.desktop)


def open_window(title: str, size: Size = DEFAULT, *, shown: bool = True) -> Window:
    """Open the window, `size` logical pixels large where the desktop has room, to be seen at once if `shown`.

    Raises `NoDisplay`.

    A driver that shows nothing is only accepted from somebody who asked for it through SDL_VIDEODRIVER.
    """
    asked = bool(os.environ.get("SDL_VIDEODRIVER"))
    try:
        pygame.display.init()
        if not asked and pygame.display.get_driver() in _INVISIBLE:
            raise NoDisplay(_SENTENCE)
        desktop = pygame.display.get_desktop_sizes()[0]
        pygame.display.set_icon(icon())
        surface = pygame.display.set_mode(
            _device_size(size, desktop), pygame.RESIZABLE | (0 if shown else pygame.HIDDEN)
        )
    except (pygame.error, NoDisplay) as error:
        pygame.display.quit()
        raise NoDisplay(_SENTENCE) from error
    pygame.display.set_caption(title)
    pygame.key.set_repeat(380, 32)
    return Window(surface, density_for(surface.get_size(), desktop), desktop)


def close_window() -> None:
    """Close the display; fonts stay loaded, and a window can be opened again."""
    if pygame.display.get_init() and pygame.display.get_driver() == "x11":
        # SDL wakes itself by messages to its window over a second connection. One that the X server reads after the
        # window is gone is an error, for which Xlib ends the whole program; so the last one is given time to arrive.
        pygame.event.pump()
        time.sleep(_LAST_MESSAGE_S)
    pygame.display.quit()


def _device_size(size: Size, desktop: tuple[int, int]) -> tuple[int, int]:
    density = _desktop_density(desktop)
    wanted = size.w * density // 1000, size.h * density // 1000
    if pygame.display.get_driver() in _INVISIBLE:
        return wanted
    return min(wanted[0], desktop[0]), min(wanted[1], desktop[1])


def _desktop_density(desktop: tuple[int, int]) -> int:
    return _stepped(min(desktop[0] * 1000 // _ROOMY.w, desktop[1] * 1000 // _ROOMY.h))


def density_for(window: tuple[int, int], desktop: tuple[int, int]) -> int:
    """Return thousandths of a device pixel per logical pixel, in quarters from 1000 to 3000.

    A desktop much larger than 1920 x 1080 is taken for one with small pixels; but a window always keeps the
    room of 1280 x 720 logical pixels as long as it has that many pixels at all.
    """
    fits = min(window[0] * 1000 // DEFAULT.w, window[1] * 1000 // DEFAULT.h)
    return _stepped(min(_desktop_density(desktop), fits))


def _stepped(density: int) -> int:
    return min(_LARGEST_DENSITY, max(1000, density // _STEP * _STEP))
