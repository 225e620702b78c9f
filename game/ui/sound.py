"""Soft sounds: the quiet of the room, a page, a clock five minutes before the end, a bell. Never needed.

What is heard follows from what is on the screen. Devices are slow to open and can be missing or be pulled out, so all
of it happens on a thread of its own, which begins with the first sound and says nothing when there is no device.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Final, Literal

import pygame

from game.ui import synthesis

Cue = Literal["page", "five_minutes", "session_end"]
_LAST_MINUTES: Final = 5
_FADE_MS: Final = 900
_TONE: Final = "tone"
_LOUDNESS: Final[Mapping[str, float]] = {_TONE: 0.22, "page": 0.35, "five_minutes": 0.5, "session_end": 0.5}
"""Of the full scale, at the full volume."""
_BUFFER: Final = 4096
"""Samples handed to the device at once: many, so that it seldom wakes the processor."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What of a screen can be heard: the session that is open (0: none), its minutes left, the page that lies open."""

    session: int = 0
    minutes_left: int = 0
    page: str = ""


QUIET: Final = Heard()


def heard(screen: object) -> Heard:
    """Return what can be heard on a screen; nothing on one that is outside a treatment."""
    room = getattr(getattr(screen, "look", None), "room", None)
    page = str(getattr(getattr(screen, "pane", None), "tab", ""))
    if room is None:
        return QUIET
    return Heard(room.session if room.in_session else 0, room.minutes_left, page)


def cues(before: Heard, now: Heard) -> tuple[Cue, ...]:
    """Return what sounds when one screen follows another."""
    found: list[Cue] = []
    if before.page and now.page and before.page != now.page:
        found.append("page")
    if before.session and before.session == now.session and before.minutes_left > _LAST_MINUTES >= now.minutes_left:
        found.append("five_minutes")
    if before.session and not now.session and now.page:
        found.append("session_end")
    return tuple(found)


class Sound:
    """Plays what is heard on the screens that it is shown, at the volume chosen (0 to 100)."""

    def __init__(self) -> None:
        self._heard = QUIET
        self._volume: int | None = None
        self._tells: SimpleQueue[tuple[str, int] | None] = SimpleQueue()
        self._thread: Thread | None = None

    def follow(self, screen: object, volume: int) -> None:
        """Let what can be heard change with what is on the screen now. Costs next to nothing when nothing changed."""
        now = heard(screen)
        if now == self._heard and volume == self._volume:
            return
        before, self._heard = self._heard, now
        turned, self._volume = self._volume not in {None, volume}, volume
        if self._thread is None and not volume:
            return
        for cue in cues(before, now):
            self._tell(cue, volume)
        if turned or bool(before.session) != bool(now.session):
            self._tell(_TONE, volume if now.session else 0)
        if turned and not now.session:
            self._tell("page", volume)

    def close(self) -> None:
        """Fall silent and give the device back."""
        if self._thread is not None:
            self._tells.put(None)
            self._thread.join(timeout=2)
            self._thread = None

    def _tell(self, what: str, volume: int) -> None:
        if self._thread is None:
            self._thread = Thread(target=_play, args=(self._tells,), name="sound", daemon=True)
            self._thread.start()
        self._tells.put((what, volume))


def _play(tells: "SimpleQueue[tuple[str, int] | None]") -> None:
    """Play what is told until None comes."""
    made: dict[str, pygame.mixer.Sound] = {}
    while (told := tells.get()) is not None:
        what, volume = told
        try:
            if volume and _open():
                if what not in made:
                    made[what] = pygame.mixer.Sound(buffer=synthesis.MADE[what]())
                sound = made[what]
                sound.set_volume(volume / 100 * _LOUDNESS[what])
                if what != _TONE:
                    sound.play()
                elif not sound.get_num_channels():
                    sound.play(loops=-1, fade_ms=_FADE_MS)
            elif what in made:
                made[what].fadeout(_FADE_MS)
        except pygame.error:
            # The device went away: what was made belongs to it, and another may be there the next time.
            made.clear()
            pygame.mixer.quit()
    made.clear()
    pygame.mixer.quit()


def _open() -> bool:
    """Open the device if need be; tell whether there is one."""
    if pygame.mixer.get_init():
        return True
    if not has_device():
        return False
    try:
        pygame.mixer.init(synthesis.RATE, -16, 1, _BUFFER, allowedchanges=0)
    except pygame.error:
        return False
    return True


def has_device(environment: Mapping[str, str] = os.environ, devices: Path = Path("/dev/snd")) -> bool:
    """Tell whether it is worth asking for a device: on Linux the attempt alone fills the terminal with complaints."""
    if not sys.platform.startswith("linux"):
        return True
    if environment.get("SDL_AUDIODRIVER") or environment.get("PULSE_SERVER") or any(devices.glob("pcm*p")):
        return True
    folder = environment.get("XDG_RUNTIME_DIR")
    return folder is not None and any((Path(folder) / name).exists() for name in ("pulse/native", "pipewire-0"))
