"""Waiting for input inside SDL, because pygame's own `wait` looks every millisecond and keeps the processor awake."""

import ctypes
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pygame

_FALLBACK_MS = 250
_MAPS = Path("/proc/self/maps")
_NAMES = {"win32": "SDL2*.dll", "darwin": "libSDL2*.dylib"}
_FOREVER_MS = 3_600_000
"""Longest wait asked of SDL: it counts in a C int."""


def wait(timeout_ms: int | None) -> None:
    """Return when there is an event in pygame's queue, or after `timeout_ms` milliseconds (None: no limit).

    May return sooner. Where SDL itself cannot be called, waits as pygame does, a quarter of a second at most.
    """
    call = sdl_wait(loaded_library())
    if call is not None:
        call(_FOREVER_MS if timeout_ms is None else max(0, min(_FOREVER_MS, timeout_ms)))
        return
    short = _FALLBACK_MS if timeout_ms is None else max(1, min(_FALLBACK_MS, timeout_ms))
    event = pygame.event.wait(short)
    if event.type != pygame.NOEVENT:
        pygame.event.post(event)


@lru_cache(maxsize=4)
def sdl_wait(library: Path | None) -> Callable[[int], int] | None:
    """Return SDL's waiting function of a library file, or None if it does not have one.

    The function leaves the event in the queue. ctypes releases the interpreter meanwhile, so other threads go on.
    """
    if library is None:
        return None
    try:
        function = ctypes.CDLL(str(library)).SDL_WaitEventTimeout
    except (OSError, AttributeError):
        return None
    function.argtypes = (ctypes.c_void_p, ctypes.c_int)
    function.restype = ctypes.c_int
    return lambda milliseconds: int(function(None, milliseconds))


@lru_cache(maxsize=1)
def loaded_library() -> Path | None:
    """Return the file of the SDL library pygame has loaded, or None if it cannot be told."""
    if _MAPS.exists():
        return mapped_library(_MAPS.read_text(encoding="utf-8", errors="replace"))
    package = Path(pygame.__file__).parent
    pattern = _NAMES.get(sys.platform, "libSDL2*")
    folders = (package, package / ".dylibs", *package.parent.glob("pygame*.libs"))
    found = (file for folder in folders for file in sorted(folder.glob(pattern)))
    return next((file for file in found if not _is_companion(file.name)), None)


def mapped_library(maps: str) -> Path | None:
    """Return the SDL library among the mapped files that Linux lists for a process."""
    for line in maps.splitlines():
        _, slash, path = line.partition("/")
        name = path.rsplit("/", 1)[-1]
        if slash and name.startswith("libSDL2") and not _is_companion(name):
            return Path(slash + path)
    return None


def _is_companion(name: str) -> bool:
    """Tell SDL_image, SDL_ttf and SDL_mixer from SDL."""
    return any(part in name for part in ("_image", "_ttf", "_mixer", "_gfx"))
