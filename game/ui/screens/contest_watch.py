"""Telling the screen of a contest when something about its seat has changed."""

import threading
from dataclasses import dataclass
from typing import Final
from weakref import WeakSet

import pygame

from game.seat import Seat
from game.seat.telling import time_left

_EVERY_S: Final = 0.25
_watched: "Final[WeakSet[Seat]]" = WeakSet()


@dataclass(frozen=True, slots=True)
class Heard:
    """Something about the seat has changed."""


def watch(seat: Seat) -> None:
    """See to it that the screen on top hears of every change of a seat, for as long as the seat lives."""
    if seat not in _watched:
        _watched.add(seat)
        threading.Thread(target=_look_after, args=(seat,), name="watch", daemon=True).start()


def _look_after(seat: Seat) -> None:
    from game.ui.app import post

    known: object = None
    while not seat.is_closed:
        if (shown := _shown(seat)) != known:
            known = shown
            try:
                post(Heard())
            except pygame.error:
                return  # the window is closed
        seat.wait(lambda shown=shown: _shown(seat) != shown, _EVERY_S)  # type: ignore[misc]


def _shown(seat: Seat) -> object:
    seen = seat.snapshot
    version = None if seen is None else seen.version
    return seat.standing, version, seat.saving, seat.trouble, seat.gone, seat.report is None, time_left(seat.left_ms)
