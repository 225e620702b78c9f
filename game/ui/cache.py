"""A bounded store of surfaces: the least recently used go when their pixels exceed the limit."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

import pygame


class SurfaceCache:
    """Surfaces by the values they were made from: at most `limit` bytes, but always the newest."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._surfaces: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._surfaces)

    def get(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """Return the surface of `key`, made by `make` if need be. Nobody may draw on it."""
        found = self._surfaces.get(key)
        if found is not None:
            self._surfaces.move_to_end(key)
            return found
        made = make()
        self._surfaces[key] = made
        self.bytes += _weight(made)
        while self.bytes > self._limit and len(self._surfaces) > 1:
            _, old = self._surfaces.popitem(last=False)
            self.bytes -= _weight(old)
        return made

    def clear(self) -> None:
        """Forget everything, as after a change of theme."""
        self._surfaces.clear()
        self.bytes = 0


def _weight(surface: pygame.Surface) -> int:
    return surface.get_width() * surface.get_height() * surface.get_bytesize()
