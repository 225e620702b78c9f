"""A gamepad as a hand on the keyboard: its buttons and sticks become the keys that do the same.

Nothing is loaded before `Gamepads.start`, and without a pad nothing is waited for. Pads that SDL knows come as
controllers, with buttons that have names; of the others the usual numbering is taken.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pygame

from game.ui.state import Key

if TYPE_CHECKING:
    from pygame._sdl2.controller import Controller

_ACT, _BACK, _SPEAK, _STAR = Key("enter"), Key("escape"), Key("k", ctrl=True), Key("d", ctrl=True)
_TAB_BEFORE, _TAB_AFTER = Key("tab", ctrl=True, shift=True), Key("tab", ctrl=True)
_BEFORE, _AFTER = Key("tab", shift=True), Key("tab")
_HELP = Key("f1")

BUTTONS: dict[int, Key] = {
    pygame.CONTROLLER_BUTTON_A: _ACT,
    pygame.CONTROLLER_BUTTON_B: _BACK,
    pygame.CONTROLLER_BUTTON_X: _SPEAK,
    pygame.CONTROLLER_BUTTON_Y: _STAR,
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: _TAB_BEFORE,
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: _TAB_AFTER,
    pygame.CONTROLLER_BUTTON_BACK: _BEFORE,
    pygame.CONTROLLER_BUTTON_START: _HELP,
    pygame.CONTROLLER_BUTTON_DPAD_UP: Key("up"),
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: Key("down"),
    pygame.CONTROLLER_BUTTON_DPAD_LEFT: Key("left"),
    pygame.CONTROLLER_BUTTON_DPAD_RIGHT: Key("right"),
}
NUMBERED: dict[int, Key] = dict(enumerate((_ACT, _BACK, _SPEAK, _STAR, _TAB_BEFORE, _TAB_AFTER, _BEFORE, _HELP)))
AXES: dict[int, tuple[Key | None, Key]] = {
    pygame.CONTROLLER_AXIS_LEFTX: (Key("left"), Key("right")),
    pygame.CONTROLLER_AXIS_LEFTY: (Key("up"), Key("down")),
    pygame.CONTROLLER_AXIS_RIGHTY: (Key("pageup"), Key("pagedown")),
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: (None, _BEFORE),
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: (None, _AFTER),
}
"""What a controller's stick means towards its start (left, up) and its end. Triggers only have an end."""
_NUMBERED_AXES = {0: AXES[pygame.CONTROLLER_AXIS_LEFTX], 1: AXES[pygame.CONTROLLER_AXIS_LEFTY]}
_REPEATING = frozenset(Key(name) for name in ("up", "down", "left", "right", "pageup", "pagedown"))
_PRESSED, _LET_GO = 600, 350
"""Thousandths of a stick's way at which it counts as pressed, and below which as let go."""
_FULL = 32_767
_FIRST_MS, _NEXT_MS = 400, 110

Source = tuple[int, str]
"""A pad and one of its buttons or sticks."""


class Gamepads:
    """The pads that are plugged in, and which of their buttons and sticks are held."""

    def __init__(self) -> None:
        self._controllers: dict[int, Controller] = {}
        self._joysticks: dict[int, pygame.joystick.JoystickType] = {}
        self._held: dict[Source, tuple[Key, int]] = {}
        """The key that is held, and when it acts again."""

    def start(self) -> None:
        """Look for pads, now and whenever one is plugged in; a system that has no such thing is left alone."""
        try:
            from pygame._sdl2 import controller

            pygame.joystick.init()
            controller.init()
        except (ImportError, pygame.error):
            return

    def stop(self) -> None:
        """Let go of every pad."""
        self._controllers.clear()
        self._joysticks.clear()
        self._held.clear()
        if pygame.joystick.get_init():
            from pygame._sdl2 import controller

            controller.quit()
            pygame.joystick.quit()

    def heard(self, events: Iterable[pygame.event.Event], now: int) -> Iterator[Key]:
        """Yield the keys that pads mean; `now` is in milliseconds."""
        for event in events:
            match event.type:
                case pygame.CONTROLLERDEVICEADDED:
                    self._open_controller(event.device_index)
                case pygame.JOYDEVICEADDED:
                    self._open_joystick(event.device_index)
                case pygame.CONTROLLERDEVICEREMOVED | pygame.JOYDEVICEREMOVED:
                    self._close(event.instance_id)
                case pygame.CONTROLLERBUTTONDOWN | pygame.CONTROLLERBUTTONUP | pygame.CONTROLLERAXISMOTION:
                    yield from self._controlled(event, now)
                case pygame.JOYBUTTONDOWN | pygame.JOYBUTTONUP | pygame.JOYAXISMOTION | pygame.JOYHATMOTION:
                    if _pad(event) not in self._controllers:
                        yield from self._numbered(event, now)

    def wait_ms(self, now: int) -> int | None:
        """Return in how many milliseconds something that is held acts again; None when nothing is held."""
        due = [at for key, at in self._held.values() if key in _REPEATING]
        return max(0, min(due) - now) if due else None

    def due(self, now: int) -> Iterator[Key]:
        """Yield the keys that are held and act again now."""
        for source, (key, at) in tuple(self._held.items()):
            if key in _REPEATING and at <= now:
                self._held[source] = key, now + _NEXT_MS
                yield key

    # -- pads come and go ------------------------------------------------------------------------------

    def _open_controller(self, place: int) -> None:
        from pygame._sdl2.controller import Controller

        try:
            opened = Controller(place)
            self._controllers[opened.as_joystick().get_instance_id()] = opened
        except pygame.error:  # unplugged again meanwhile
            return

    def _open_joystick(self, place: int) -> None:
        try:
            opened = pygame.joystick.Joystick(place)
            self._joysticks[opened.get_instance_id()] = opened
        except pygame.error:
            return

    def _close(self, pad: int) -> None:
        self._controllers.pop(pad, None)
        self._joysticks.pop(pad, None)
        self._held = {source: row for source, row in self._held.items() if source[0] != pad}

    # -- what is pressed -------------------------------------------------------------------------------

    def _controlled(self, event: pygame.event.Event, now: int) -> Iterator[Key]:
        if event.type == pygame.CONTROLLERAXISMOTION:
            way = round(1000 * event.value / _FULL) if abs(event.value) > 1 else round(1000 * event.value)
            yield from self._moved(_pad(event), f"axis {event.axis}", AXES.get(event.axis), way, now)
        else:
            down = event.type == pygame.CONTROLLERBUTTONDOWN
            yield from self._turned(_pad(event), f"button {event.button}", BUTTONS.get(event.button), down, now)

    def _numbered(self, event: pygame.event.Event, now: int) -> Iterator[Key]:
        pad = _pad(event)
        match event.type:
            case pygame.JOYAXISMOTION:
                axis = _NUMBERED_AXES.get(event.axis)
                yield from self._moved(pad, f"axis {event.axis}", axis, round(1000 * event.value), now)
            case pygame.JOYHATMOTION:
                across, up = event.value
                yield from self._moved(pad, f"hat {event.hat} x", _NUMBERED_AXES[0], 1000 * across, now)
                yield from self._moved(pad, f"hat {event.hat} y", _NUMBERED_AXES[1], -1000 * up, now)
            case _:
                down = event.type == pygame.JOYBUTTONDOWN
                yield from self._turned(pad, f"button {event.button}", NUMBERED.get(event.button), down, now)

    def _moved(self, pad: int, what: str, ways: tuple[Key | None, Key] | None, way: int, now: int) -> Iterator[Key]:
        """Take a stick's place, in thousandths of its way; near its middle it has been let go."""
        if ways is None:
            return
        before, after = ways
        for end, key, far in ((f"{what} -", before, -way), (f"{what} +", after, way)):
            if far >= _PRESSED:
                yield from self._turned(pad, end, key, True, now)
            elif far < _LET_GO:
                yield from self._turned(pad, end, key, False, now)

    def _turned(self, pad: int, what: str, key: Key | None, down: bool, now: int) -> Iterator[Key]:
        """Press a key once when its button goes down, and let it go."""
        source = pad, what
        if not down:
            self._held.pop(source, None)
        elif key is not None and source not in self._held:
            self._held[source] = key, now + _FIRST_MS
            yield key


def _pad(event: pygame.event.Event) -> int:
    return int(getattr(event, "instance_id", 0))
