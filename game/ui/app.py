"""The program's loop: open the window, wait inside SDL, let the shell work, close the window whatever happens."""

import time
from collections.abc import Callable

import pygame

from game.ui.events import Clicks, Scale, translated
from game.ui.gamepad import Gamepads
from game.ui.geometry import Size
from game.ui.held import Held, without_impatience
from game.ui.keymap import keymap
from game.ui.screen_reader import ScreenReader
from game.ui.screen_reader_bridge import before_shown
from game.ui.shell import Shell
from game.ui.sound import Sound
from game.ui.speech.aloud import Aloud
from game.ui.stack import Result, Screen
from game.ui.theme import PLAIN, Appearance
from game.ui.waiting import wait
from game.ui.window import DEFAULT, Window, close_window, open_window

_POSTED = pygame.event.custom_type()
_BUSY_MS = 300
"""Work after which what was pressed meanwhile is taken for impatience."""
_REDRAW = {pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED, pygame.WINDOWEXPOSED, pygame.WINDOWRESTORED}


def run(
    first: Screen,
    *,
    title: str,
    appearance: Appearance = PLAIN,
    on_appearance: Callable[[Appearance], None] | None = None,
    after_first_frame: Callable[[], Result] | None = None,
    on_help: Callable[[], Screen] | None = None,
    size: Size = DEFAULT,
) -> object | None:
    """Show `first` and run until the last screen closes; return what it was closed with, None if quit.

    `after_first_frame` is called once something is to be seen: the place for slow imports; its result is
    applied. `on_appearance` hears of each change of looks, `on_help` returns the screen for F1. Raises `NoDisplay`;
    whatever a screen raises comes through after the window is closed.
    """
    window = open_window(title, size, shown=not before_shown())
    pads, reader, aloud, sound = Gamepads(), ScreenReader(), Aloud(), Sound()
    try:
        if before_shown():
            reader.start()
            window.show()
        shell = Shell(
            window,
            first,
            clock=milliseconds,
            appearance=appearance,
            on_appearance=on_appearance,
            on_help=on_help,
        )
        loop = Loop(shell, pads, reader, aloud, sound)
        shell.draw()
        if after_first_frame is not None:
            shell.apply(after_first_frame())
        pads.start()
        reader.start()
        while shell.running:
            loop.turn()
        return shell.answer
    finally:
        pads.stop()
        reader.close()
        aloud.close()
        sound.close()
        close_window()


def post(intent: object) -> None:
    """Hand an intent to the screen on top, from any thread."""
    pygame.event.post(pygame.event.Event(_POSTED, intent=intent))


def milliseconds() -> int:
    """Return a clock that never goes back."""
    return time.monotonic_ns() // 1_000_000


class Loop:
    """One shell and the events of its window."""

    def __init__(
        self,
        shell: Shell,
        pads: Gamepads | None = None,
        reader: ScreenReader | None = None,
        aloud: Aloud | None = None,
        sound: Sound | None = None,
    ) -> None:
        self.shell = shell
        self.pads = pads or Gamepads()
        self.reader = reader or ScreenReader()
        self.aloud = aloud or Aloud()
        self.sound = sound
        self._clicks = Clicks()
        self._held = Held()

    def turn(self, at_most_ms: int | None = None) -> None:
        """Paint what changed, wait for the next event or wake-up (or so long at most), and let it take effect."""
        shell = self.shell
        shell.draw()
        self.reader.tell(shell)
        self.aloud.tell(shell)
        if self.sound is not None:
            self.sound.follow(shell.screen, shell.theme.appearance.volume)
        waits = [ms for ms in (shell.wait_ms(), at_most_ms, self.pads.wait_ms(milliseconds())) if ms is not None]
        wait(min(waits, default=None))
        events = pygame.event.get()
        began = milliseconds()
        self.take(events)
        if milliseconds() - began > _BUSY_MS:
            self.take(without_impatience(events, pygame.event.get()))
        self.reader.hear(shell, events)
        shell.wake()
        if shell.running:
            shell.draw()

    def take(self, events: list[pygame.event.Event]) -> None:
        """Let a batch of pygame's events take effect; drawing once for all of them is left to the caller."""
        shell = self.shell
        if any(event.type in _REDRAW for event in events):
            shell.resized()
        batch: list[pygame.event.Event] = []
        for event in events:
            if event.type not in {pygame.QUIT, _POSTED}:
                batch.append(event)
                continue
            self._feed(batch)
            batch = []
            if event.type == pygame.QUIT:
                shell.running = False
            elif shell.running:
                shell.deliver(event.intent)
        self._feed(batch)

    def _feed(self, events: list[pygame.event.Event]) -> None:
        shell = self.shell
        scale = Scale(shell.window.size, _window_size(shell.window))
        now = milliseconds()
        keys = keymap(() if shell.takes_any_key else shell.theme.appearance.keys)
        meant = (keys.meant(event) for event in translated(events, scale, self._clicks, now, self._held))
        shell.feed(self.aloud.heard(event for event in meant if event is not None))
        shell.feed([*self.pads.heard(events, now), *self.pads.due(now)])


def _window_size(window: Window) -> tuple[int, int]:
    """Return the size that pointer positions refer to, which is not the surface's on every display."""
    size = getattr(pygame.display, "get_window_size", window.surface.get_size)()
    return int(size[0]), int(size[1])
