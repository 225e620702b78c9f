"""The shell: a stack of screens in a window. Events go in, intents go to the top screen, changes get painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pygame

from game.ui import clipboard, fields, focus, keymap
from game.ui.geometry import NOWHERE, Rect
from game.ui.interaction import interact
from game.ui.motion import Motion
from game.ui.paint import Painter
from game.ui.stack import Pop, Push, Quit, Reset, Restyle, Result, Screen, Stay
from game.ui.state import Copied, Hurry, InputEvent, Key, Pointer, Typed, UiState, Wake
from game.ui.theme import PLAIN, Appearance, Theme, load
from game.ui.widgets import Widget
from game.ui.window import Window


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen on the stack with the state of its window, and when it wants to be woken (milliseconds)."""

    screen: Screen
    ui: UiState = UiState()  # noqa: RUF009 (a value)
    wake_at: int | None = None
    types: bool = False
    """Whether it wakes to type words out."""


class Shell:
    """Runs screens in a window, one event at a time. `clock` returns milliseconds that never go back."""

    def __init__(
        self,
        window: Window,
        first: Screen,
        *,
        clock: Callable[[], int],
        appearance: Appearance = PLAIN,
        on_appearance: Callable[[Appearance], None] | None = None,
        on_help: Callable[[], Screen] | None = None,
    ) -> None:
        self.window = window
        self.running = True
        self.answer: object | None = None
        """What the last screen was closed with."""
        self.widgets: tuple[Widget, ...] = ()
        self._appearance = appearance
        self._on_appearance = on_appearance
        self._on_help = on_help
        self._clock = clock
        self._painter = Painter()
        self._motion = Motion(clock)
        self._stack = [Entry(first)]
        self._seen: tuple[object, ...] = ()
        self._echo = ""
        self._listening: Rect | None = NOWHERE
        self._refresh()

    # -- what can be asked -----------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        """The screen on top."""
        return self._stack[-1].screen

    @property
    def takes_any_key(self) -> bool:
        """Whether the screen on top wants every key to mean only itself, as when another key is chosen."""
        return bool(getattr(self.screen, "takes_any_key", False))

    @property
    def ui(self) -> UiState:
        """The state of the window for the screen on top."""
        return self._stack[-1].ui

    @property
    def theme(self) -> Theme:
        """The theme at the present text size and pixel density."""
        return load(self._appearance, self.window.density)

    def wait_ms(self) -> int | None:
        """Return how long nothing will happen by itself; None means for ever."""
        waits = [ms for ms in (self._wake_ms(), self._motion.wait_ms()) if ms is not None]
        return min(waits, default=None)

    def screenshot(self, path: Path) -> None:
        """Write what the window shows to a PNG file."""
        pygame.image.save(self.window.surface, str(path))

    # -- what goes in ----------------------------------------------------------------------------------

    def feed(self, events: Sequence[InputEvent]) -> None:
        """Let events take their effect, in order."""
        if events:
            self._motion.stirred()
        for event in events:
            if not self.running:
                return
            echo, self._echo = self._echo, ""
            if isinstance(event, Typed) and event.text.lower() == echo:
                continue
            if not self._own_key(event):
                self._take(event)

    def deliver(self, intent: object) -> None:
        """Hand an intent to the screen on top and do what it answers."""
        self.apply(self.screen.handle(intent))

    def wake(self) -> None:
        """Let what moves go on, and deliver `Wake` if the screen on top asked for it and the time has come."""
        self._motion.go_on()
        if self.running and self._wake_ms() == 0:
            self._stack[-1] = replace(self._stack[-1], wake_at=None, types=False)
            self.deliver(Wake())

    def resized(self) -> None:
        """Lay out and paint everything anew after the window changed its size or was covered."""
        self.window.resized()
        self._painter.forget()
        self._refresh()

    def apply(self, result: Result) -> None:
        """Do what a screen answered."""
        match result:
            case Stay():
                self._stay(result)
            case Push():
                if result.below is not None:
                    self._stack[-1] = replace(self._stack[-1], screen=result.below)
                self._stack.append(Entry(result.screen, wake_at=self._at(result.wake_ms)))
            case Pop():
                self._pop(result.answer)
            case Reset():
                self._stack = [Entry(result.screen, wake_at=self._at(result.wake_ms))]
            case Restyle():
                wanted = result.appearance
                self.restyle(wanted if isinstance(wanted, Appearance) else wanted(self._appearance))
                self._stay(Stay(result.screen))
            case Quit():
                self.running = False
        if self.running:
            self._refresh()

    def restyle(self, appearance: Appearance) -> None:
        """Change theme, text size or motion."""
        if appearance != self._appearance:
            self._appearance = appearance
            self._refresh()
            if self._on_appearance is not None:
                self._on_appearance(appearance)

    # -- what comes out --------------------------------------------------------------------------------

    def draw(self) -> tuple[pygame.Rect, ...]:
        """Paint what changed, show it, and return the rectangles; empty when nothing changed."""
        ui = replace(self.ui, pose=self._motion.pose)
        painted = self._painter.paint(self.window.surface, self.widgets, ui, self.theme)
        if painted:
            pygame.display.update(list(painted))
        return painted

    # -- inside ----------------------------------------------------------------------------------------

    def _own_key(self, event: InputEvent) -> bool:
        """Answer the few keys that work everywhere: help, text size, sound, full screen, paste."""
        if not isinstance(event, Key) or self.takes_any_key:
            return False
        if event == Key("f1") and self._on_help is not None:
            page = self._on_help()
            if type(page) is not type(self.screen):
                self.apply(Push(page))
            return True
        if event.ctrl and event.name in {"plus", "minus"}:
            look = self._appearance
            self.restyle(look.larger() if event.name == "plus" else look.smaller())
            self._echo = "+" if event.name == "plus" else "-"
            return True
        if event.ctrl and event.name == "v":
            self._take(Typed(clipboard.text()))
            return True
        if event == Key("f8"):
            self.restyle(self._appearance.sounded())
            return True
        if event == Key("f11"):
            pygame.display.toggle_fullscreen()
            return True
        return False

    def _take(self, event: InputEvent) -> None:
        if self._stack[-1].types and (isinstance(event, Key) or (isinstance(event, Pointer) and event.kind == "down")):
            self._stack[-1] = replace(self._stack[-1], wake_at=None, types=False)
            self.deliver(Hurry())
        ui, intents = interact(self.widgets, self.ui, event, self.theme)
        self._set_ui(ui)
        # A key that did something may be followed by the same key as text, meant for what had the focus before.
        if intents and isinstance(event, Key):
            self._echo = " " if event.name == "space" else event.name
        for intent in intents:
            if isinstance(intent, Copied):
                clipboard.put(intent.text)
            elif self.running:
                self.deliver(intent)

    def _set_ui(self, ui: UiState) -> None:
        if ui is not self.ui:
            self._stack[-1] = replace(self._stack[-1], ui=ui)
            self._refresh()

    def _stay(self, result: Stay) -> None:
        entry = self._stack[-1]
        ui = entry.ui
        for key, words in result.texts.items():
            ui = ui.typed(key, words)
        for key in result.forget:
            ui = ui.scrolled(key, None)
        wake_at = entry.wake_at if result.wake_ms is None else self._at(result.wake_ms)
        looks = self._appearance
        if result.types and (looks.reduced_motion or not looks.typewriter):
            wake_at = None
        types = result.types or (entry.types and result.wake_ms is None)
        self._stack[-1] = Entry(result.screen or entry.screen, ui, wake_at, types=types and wake_at is not None)
        if result.focus:
            self._refresh()
            target = focus.find(self.widgets, result.focus)
            if target is not None:
                self._set_ui(focus.given(self.widgets, self.ui, target, ring=self.ui.ring))
        if result.reveal:
            self._refresh()
            target = focus.find(self.widgets, result.reveal)
            if target is not None:
                self._set_ui(focus.topped(self.widgets, self.ui, target))

    def _pop(self, answer: object | None) -> None:
        self._stack.pop()
        if not self._stack:
            self.running, self.answer = False, answer
        elif answer is not None:
            self._seen = ()
            self._refresh()
            self.deliver(answer)

    def _wake_ms(self) -> int | None:
        wake_at = self._stack[-1].wake_at if self._stack else None
        return None if wake_at is None else max(0, wake_at - self._clock())

    def _at(self, wake_ms: int | None) -> int | None:
        return None if wake_ms is None else self._clock() + wake_ms

    def _refresh(self) -> None:
        """Ask the screen for its scene again if anything changed that a scene may depend on."""
        keymap.use(self._appearance.keys)
        for _ in range(2):
            entry, theme, size = self._stack[-1], self.theme, self.window.size
            ui = entry.ui
            held = ui.drag if ui.drag is not None and ui.drag.part == "token" else None
            here = focus.find(self.widgets, ui.focus)
            told = ui.focus if ui.composing or (here is not None and here.told) else ""
            seen = (entry.screen, theme, size, ui.texts, ui.offsets, told, ui.composing, held)
            if not _same(seen, self._seen):
                self.widgets = entry.screen.scene(size, theme, ui)
                self._seen = seen
            settled = focus.settled(self.widgets, ui)
            if settled is ui:
                break
            self._stack[-1] = replace(entry, ui=settled)
        self._motion.shows(self.widgets, still=self.theme.reduced_motion)
        field = _text_field(self.widgets, self.ui)
        if field != self._listening:
            self._listening = field
            _listen_for_text(field)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Compare screens by identity, since equal ones may be costly to compare, and the rest by value."""
    return len(one) == len(other) and one[0] is other[0] and one[1:] == other[1:]


def _text_field(widgets: tuple[Widget, ...], ui: UiState) -> Rect | None:
    """Return where typed text goes, or None when it goes nowhere."""
    field = fields.typed_into(widgets, ui)
    return None if field is None else field.rect


def _listen_for_text(field: Rect | None) -> None:
    """Have SDL send text, and show input methods in place, only while there is a field for it."""
    if field is None:
        pygame.key.stop_text_input()
    else:
        pygame.key.start_text_input()
        pygame.key.set_text_input_rect(pygame.Rect(*field))
