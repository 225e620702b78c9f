"""The system's own accessibility: one small interface, with AccessKit's adapter for each system behind it."""

import sys
from collections.abc import Callable
from typing import Any, Protocol

import pygame

Asked = Callable[[], None]
"""Told when a reader appears or is gone; comes from another thread."""
Deeds = Callable[[Any], None]
"""Told what a reader wants done, as an `accesskit.ActionRequest`; may come from another thread."""


class Bridge(Protocol):
    """What the window needs of a system's accessibility. Every method is called from the thread of the window."""

    def update(self, make: Callable[[], Any]) -> None:
        """Hand the update that `make` returns to whoever reads."""
        ...

    def focused(self, *, here: bool) -> None:
        """Say whether the window has the keyboard."""
        ...

    def moved(self, outer: Any, inner: Any) -> None:
        """Say where on the desktop the window is, with its frame and without, in pixels."""
        ...


class UnixBridge:
    """AT-SPI over D-Bus, on Linux and its relatives. It finds out by itself where a window is on other systems."""

    def __init__(self, kit: Any, appeared: Asked, gone: Asked, deed: Deeds) -> None:
        self._adapter = kit.unix.Adapter(appeared, deed, gone)

    def update(self, make: Callable[[], Any]) -> None:
        """Hand over an update."""
        self._adapter.update_if_active(make)

    def focused(self, *, here: bool) -> None:
        """Pass it on."""
        self._adapter.update_window_focus_state(here)

    def moved(self, outer: Any, inner: Any) -> None:
        """Pass it on."""
        self._adapter.set_root_window_bounds(outer, inner)


class WindowsBridge:
    """UI Automation: the window's procedure is wrapped, so it hears of focus and place by itself."""

    def __init__(self, kit: Any, appeared: Asked, deed: Deeds) -> None:
        self._adapter = kit.windows.SubclassingAdapter(_handle(), appeared, deed)

    def update(self, make: Callable[[], Any]) -> None:
        """Hand over an update and raise its events."""
        _raised(self._adapter.update_if_active(make))

    def focused(self, *, here: bool) -> None:
        """Nothing to say: the window's own messages tell."""

    def moved(self, outer: Any, inner: Any) -> None:
        """Nothing to say: the window's own messages tell."""


class MacBridge:
    """NSAccessibility: the content view is wrapped, and asked through SDL's window, which keeps the focus itself."""

    def __init__(self, kit: Any, appeared: Asked, deed: Deeds) -> None:
        kit.macos.add_focus_forwarder_to_window_class("SDLWindow")
        self._adapter = kit.macos.SubclassingAdapter.for_window(_handle(), appeared, deed)

    def update(self, make: Callable[[], Any]) -> None:
        """Hand over an update and raise its events."""
        _raised(self._adapter.update_if_active(make))

    def focused(self, *, here: bool) -> None:
        """Pass it on and raise its events."""
        _raised(self._adapter.update_view_focus_state(here))

    def moved(self, outer: Any, inner: Any) -> None:
        """Nothing to say: the view knows where it is."""


def before_shown() -> bool:
    """Tell whether this system wants its bridge before the window is seen for the first time."""
    return sys.platform in {"win32", "darwin"}


def bridge_for(kit: Any, appeared: Asked, gone: Asked, deed: Deeds) -> Bridge | None:
    """Return the bridge for this system and the window that is open; None where there is none."""
    match sys.platform:
        case "win32":
            return WindowsBridge(kit, appeared, deed)
        case "darwin":
            return MacBridge(kit, appeared, deed)
    return UnixBridge(kit, appeared, gone, deed) if hasattr(kit, "unix") else None


def _handle() -> Any:
    return pygame.display.get_wm_info()["window"]


def _raised(events: Any) -> None:
    if events is not None:
        events.raise_events()
