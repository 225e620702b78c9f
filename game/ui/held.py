"""What is held down: a key held acts once, unless it moves or erases; of several fingers only the first counts."""

from collections.abc import Iterable, Iterator

import pygame

_REPEATING = frozenset(
    {
        pygame.K_UP,
        pygame.K_DOWN,
        pygame.K_LEFT,
        pygame.K_RIGHT,
        pygame.K_BACKSPACE,
        pygame.K_DELETE,
        pygame.K_PAGEUP,
        pygame.K_PAGEDOWN,
    }
)
"""Keys that act again while they are held. Typed text repeats by itself: it comes as text, not as keys."""
_PRESSES = {
    pygame.KEYDOWN: "key",
    pygame.MOUSEBUTTONDOWN: "pos",
    pygame.FINGERDOWN: "finger_id",
    pygame.JOYBUTTONDOWN: "button",
    pygame.CONTROLLERBUTTONDOWN: "button",
}
"""Events that press something, and what tells one from another of its kind."""


class Held:
    """Which keys and which finger are down. One for each window."""

    def __init__(self) -> None:
        self._keys: set[int] = set()
        self._finger: tuple[int, int] | None = None

    def first(self, events: Iterable[pygame.event.Event]) -> Iterator[pygame.event.Event]:
        """Yield the events without the presses of keys that are down already, and without second fingers."""
        for event in events:
            if event.type in {pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP}:
                if self._is_first_finger(event):
                    yield event
            elif not self._is_repeat(event):
                yield event

    def _is_repeat(self, event: pygame.event.Event) -> bool:
        match event.type:
            case pygame.KEYDOWN:
                again = event.key in self._keys
                self._keys.add(event.key)
                return again and event.key not in _REPEATING
            case pygame.KEYUP:
                self._keys.discard(event.key)
            case pygame.WINDOWFOCUSLOST:
                # What is let go in another window is never heard of here.
                self._keys.clear()
                self._finger = None
        return False

    def _is_first_finger(self, event: pygame.event.Event) -> bool:
        finger = (int(getattr(event, "touch_id", 0)), int(getattr(event, "finger_id", 0)))
        if event.type == pygame.FINGERDOWN and self._finger is None:
            self._finger = finger
        mine = finger == self._finger
        if mine and event.type == pygame.FINGERUP:
            self._finger = None
        return mine


def without_impatience(done: Iterable[pygame.event.Event], since: list[pygame.event.Event]) -> list[pygame.event.Event]:
    """Return what came in `since`, while the window was busy with what was `done`, less the same press again.

    Who presses Enter three times because nothing seems to happen means it once. Whoever does something else has moved
    on: from there everything counts.
    """
    last = next((_deed(event) for event in reversed(list(done)) if event.type in _PRESSES), None)
    kept: list[pygame.event.Event] = []
    for number, event in enumerate(since):
        if event.type in _PRESSES and _deed(event) == last:
            continue
        if event.type in _PRESSES or event.type == pygame.TEXTINPUT:
            return kept + since[number:]
        kept.append(event)
    return kept


def _deed(event: pygame.event.Event) -> tuple[int, object]:
    return event.type, getattr(event, _PRESSES[event.type], None)
