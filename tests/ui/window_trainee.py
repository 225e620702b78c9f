"""A trainee at a real window, who knows where everything is from a twin of it in memory.

Every key and click goes to the display's own devices and, as an event, to the twin: the same screens in a shell that
nobody sees. So the trainee finds things by their keys rather than by pixels, and can tell what the window must show.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from zlib import crc32

from window_driver import HIGH, WIDE, Desktop, Stuck

from game.play import Playthrough
from game.ui import anatomy, focus, pointer
from game.ui.circle import circle
from game.ui.diagrams import Rings, Token
from game.ui.shell import Shell
from game.ui.stack import Screen
from game.ui.state import InputEvent, Key, Pointer, Typed, UiState, Wheel
from game.ui.widgets import Slider, Tab, TextField, Widget
from game.ui.window import Window

_MODIFIERS = {"shift": "left shift", "ctrl": "left ctrl", "alt": "left alt"}
_LONGEST_WAY = 8
_MOST_WHEEL = 60


class Trainee:
    """Uses the window; `play` is the treatment of the twin, and `log` is the file that the window writes."""

    def __init__(self, desktop: Desktop, window: Window, screen: Screen, log: Path, album: Path | None = None) -> None:
        self.desktop = desktop
        self.log = log
        self.play: Playthrough | None = None
        self.pictures: list[str] = []
        self.now = 0
        self._frames: dict[int, int] | None = None
        self._album = album
        self._window = window
        self._shell = Shell(window, screen, clock=lambda: self.now)
        self._fresh_field = False
        """Whether a field has begun to listen, and the window may not have got so far."""
        self._clicks = 0
        self._feed(Pointer("move", WIDE - 1, HIGH - 1))

    # -- what there is -------------------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        return self._shell.screen

    @property
    def ui(self) -> UiState:
        return self._shell.ui

    @property
    def widgets(self) -> tuple[Widget, ...]:
        return self._shell.widgets

    def find(self, key: str) -> Widget | None:
        return focus.find(self.widgets, key)

    def widget(self, key: str) -> Widget:
        found = self.find(key)
        if found is None:
            self.stuck(f"{key!r} is not on {type(self.screen).__name__}: {[w.key for w in self.widgets]}")
        return found

    @property
    def _listening(self) -> bool:
        """Whether typed characters go anywhere; else the system sends none."""
        here = focus.focused(self.widgets, self.ui)
        return here is not None and (isinstance(here, TextField) or focus.owner_of(self.widgets, here) is not None)

    # -- keys ----------------------------------------------------------------------------------------------

    def press(self, *names: str) -> None:
        """Press keys, such as `enter` or `shift+tab`."""
        before = self._listening
        for name in names:
            self._feed_key(name)
        self.desktop.hands.press(*names)
        self._fresh_field |= self._listening and not before

    def type(self, words: str) -> None:
        """Type small letters, figures and spaces into the field that has the focus."""
        assert self._listening, f"{self.ui.focus!r} takes no words"
        if self._fresh_field:
            self.sees()
        if self._frames is None:
            self._feed(*(Key("space" if character == " " else character) for character in words), Typed(words))
        else:
            for character in words:
                self._feed_key(character)
        self.desktop.hands.press(*words)

    def reach(self, key: str) -> None:
        """Move the focus there: by Tab to its place in the order, then by arrows inside its group."""
        for _ in range(_LONGEST_WAY):
            if self.ui.focus == key:
                return
            self.press(*self._way_to(self.widget(key)))
        self.stuck(f"{key!r} cannot be reached by keys; the focus is on {self.ui.focus!r}")

    def _way_to(self, widget: Widget) -> list[str]:
        widgets = self.widgets
        here = focus.focused(widgets, self.ui)
        if here is not None and widget.group and here.group == widget.group:
            inside = [member.key for member in focus.members(widgets, widget.group)]
            steps = inside.index(widget.key) - inside.index(here.key)
            forward, back = ("right", "left") if isinstance(widget, Tab) else ("down", "up")
            return [forward if steps > 0 else back] * abs(steps)
        if isinstance(here, TextField) and here.owns and here.owns == widget.group:
            return ["down"]
        stops = focus.stops(widgets)
        places = {stop.group or stop.key: place for place, stop in enumerate(stops)}
        start = places[here.group or here.key] if here is not None else 0
        steps = (places[widget.group or widget.key] - start) % len(stops)
        return ["tab"] * steps if 2 * steps <= len(stops) else ["shift+tab"] * (len(stops) - steps)

    # -- mouse ---------------------------------------------------------------------------------------------

    def click(self, key: str) -> None:
        """Click on it, turning the wheel first where it is out of sight."""
        self._bring_into_sight(key)
        self._press_at(*self._spot(key))

    def drag(self, key: str, x: int, y: int) -> None:
        """Take hold of it and let it go elsewhere."""
        start = self._spot(key)
        self._point(*start)
        self._feed(Pointer("down", *start))
        self.desktop.hands.button("mousedown")
        self._point(x, y)
        self._feed(Pointer("up", x, y))
        self.desktop.hands.button("mouseup")

    def slide(self, key: str, value: int) -> None:
        """Click on a slider where `value` is."""
        self._bring_into_sight(key)
        slider = self.widget(key)
        assert isinstance(slider, Slider)
        track = anatomy.slider_track(slider, slider.rect, self._shell.theme)
        places = [x for x in range(track.x, track.right) if anatomy.slider_value_at(slider, track, x) == value]
        self._press_at(places[len(places) // 2], track.centre[1])

    def drop_on_ring(self, token_key: str, ring: int) -> None:
        """Drag a person of the circle onto a ring, straight away from the middle or towards it."""
        self._bring_into_sight(token_key)
        token = self.widget(token_key)
        assert isinstance(token, Token)
        rings = self.widget(token.owner)
        assert isinstance(rings, Rings)
        shape = circle(rings, rings.rect, self._shell.theme)
        inner = shape.radii[ring - 1] if ring else shape.core
        self.drag(token_key, shape.x, shape.y + (inner + shape.radii[ring]) // 2)

    def _press_at(self, x: int, y: int) -> None:
        before = self._listening
        self._point(x, y)
        self._feed(Pointer("down", x, y), Pointer("up", x, y))
        self.desktop.hands.button("click")
        self._fresh_field |= self._listening and not before

    def _point(self, x: int, y: int) -> None:
        self._feed(Pointer("move", x, y))
        self.desktop.hands.point(x, y)

    def _bring_into_sight(self, key: str) -> None:
        for _ in range(_MOST_WHEEL):
            widget = self.widget(key)
            area = focus.find(self.widgets, widget.within)
            shown = widget.rect if widget.clip is None else widget.rect.intersect(widget.clip)
            if area is None or shown.area == widget.rect.area:
                return
            lines = 1 if widget.rect.centre[1] > area.rect.centre[1] else -1
            self._point(*area.rect.centre)
            self._feed(Wheel(*area.rect.centre, lines))
            self.desktop.hands.button("click", 5 if lines > 0 else 4)
        self.stuck(f"{key!r} cannot be brought into sight")

    def _spot(self, key: str) -> tuple[int, int]:
        widget = self.widget(key)
        x, y = widget.rect.centre
        found = pointer.under(self.widgets, x, y)
        if found is None or found.key != key:
            self.stuck(f"{key!r} cannot be clicked on: {found.key if found else 'nothing'} is there")
        return x, y

    # -- by whichever hand ---------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Press a button, take a row of a list: one time in three with the mouse, else with the keyboard."""
        self._clicks += 1
        if not self.widget(key).enabled:
            self.stuck(f"{key!r} cannot be chosen now")
        if self._clicks % 3 == 0:
            self.click(key)
            return
        self.reach(key)
        self.press("enter")

    # -- eyes ----------------------------------------------------------------------------------------------

    def sees(self) -> None:
        """Wait until the window shows, pixel for pixel, what its twin shows. Raises Stuck."""
        self._shell.draw()
        wanted = self._twin_frame()
        self._wait(f"the window to show {type(self.screen).__name__}", lambda: self.desktop.display.frame() == wanted)
        self._fresh_field = False

    def watch(self) -> None:
        """From now on keep every frame in mind, with the number of turns that had been taken when it came."""
        self._frames = {}
        self._keep_frame()

    def turns_shown(self) -> int | None:
        """Return how many turns the window shows, at least; None for a frame that is half painted."""
        assert self._frames is not None
        return self._frames.get(crc32(self.desktop.display.frame()))

    def picture(self, name: str) -> None:
        """See that the window shows what it should; keep a picture of it, once, where there is an album."""
        if name in self.pictures:
            return
        self.sees()
        self.pictures.append(name)
        if self._album is not None:
            self.desktop.display.save(self._album / f"{len(self.pictures):02}-{name.replace(' ', '-')}.png")

    def _twin_frame(self) -> bytes:
        return self._window.surface.get_buffer().raw

    # -- time and turns ------------------------------------------------------------------------------------

    def let_rest(self, milliseconds: int) -> None:
        """Let the twin's time pass; the window's passes by itself."""
        self.now += milliseconds
        self._shell.wake()
        self._keep_frame()

    def turn_is_written(self) -> None:
        """Wait until the window's log has every line of the twin's, and see that they are the same."""
        wanted = self.written_by_twin()
        self._wait("the turn to be written", lambda: self.log.exists() and self.log.stat().st_size >= len(wanted))
        found = self.log.read_bytes()
        if found != wanted:
            self.stuck(f"the window wrote {_last_line(found)}, and its twin {_last_line(wanted)}")
        self._fresh_field = False

    def written_by_twin(self) -> bytes:
        """Return what the twin has written: what the window's log must hold."""
        assert self.play is not None
        assert self.play.path is not None
        return self.play.path.read_bytes()

    def _wait(self, what: str, met: Callable[[], bool]) -> None:
        if not self.desktop.patience.until(met):
            self.stuck(f"waited in vain for {what}")

    def stuck(self, why: str) -> NoReturn:
        """Raise Stuck, with what was attempted last and pictures of the window as it is and as it should be."""
        folder = self.desktop.folder
        self._shell.draw()
        self._shell.screenshot(folder / "should-be.png")
        self.desktop.display.save(folder / "is.png")
        written = _last_line(self.log.read_bytes()) if self.log.exists() else "nothing"
        done = "\n  ".join(self.desktop.hands.done)
        raise Stuck(f"{why}\nlast attempted:\n  {done}\nlast written: {written}\nsee {folder}/is.png, should-be.png")

    # -- the twin ------------------------------------------------------------------------------------------

    def _feed_key(self, name: str) -> None:
        """Do to the twin what the keyboard does: the keys that are held, the key, the text it makes."""
        *held, key = name.split("+")
        listening = self._listening
        for word in held:
            self._feed(Key(_MODIFIERS[word], **{word: True}))
        self._feed(Key("space" if key == " " else key, shift="shift" in held, ctrl="ctrl" in held, alt="alt" in held))
        if len(key) == 1 and "ctrl" not in held and listening:
            self._feed(Typed(key))

    def _feed(self, *events: InputEvent) -> None:
        for event in events:
            self._shell.feed([event])
            self._shell.wake()
            self._keep_frame()

    def _keep_frame(self) -> None:
        if self._frames is not None:
            self._shell.draw()
            turns = len(self.play.turns) if self.play is not None else 0
            self._frames.setdefault(crc32(self._twin_frame()), turns)


def _last_line(written: bytes) -> str:
    return written.rstrip(b"\n").rpartition(b"\n")[2].decode(errors="replace")[:300]
