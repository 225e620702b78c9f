"""Two trainees at a real window: one who has only the keyboard, and one who has only the mouse."""

from typing import Literal

from window_trainee import Trainee

from game.ui import anatomy, focus, pointer
from game.ui.circle import circle
from game.ui.diagrams import Rings, Token
from game.ui.state import Key, Pointer, Typed, Wheel
from game.ui.widgets import Slider, Tab, TextField, Widget

_MODIFIERS = {"shift": "left shift", "ctrl": "left ctrl", "alt": "left alt"}
_LONGEST_WAY = 8
_MOST_STEPS = 40
_MOST_WHEEL = 80


class AtTheKeyboard(Trainee):
    """Reaches everything by Tab, arrows and the keys that are named on the screen."""

    def press(self, widget: Widget) -> None:
        """Press the key that does it; where there is none, go there and press Enter."""
        if widget.shortcut:
            self.keys(widget.shortcut)
        else:
            self.reach(widget.key)
            if self.find(widget.key) is not None and not getattr(self.widget(widget.key), "selected", False):
                self.keys("enter")

    def write(self, field: Widget, words: str) -> None:
        """Go to the field and type."""
        self.reach(field.key)
        self.sees()
        self.feed(*(event for character in words for event in _typed(character)))
        self.desktop.hands.press(*words)

    def submit(self) -> None:
        """Press the keys that keep a note."""
        self.keys("ctrl+enter")

    def set(self, key: str, value: int) -> None:
        """Go there and press arrows until it is right."""
        self.reach(key)
        for _ in range(_MOST_STEPS):
            away = value - self._value(key)
            if not away:
                return
            self.keys("right" if away > 0 else "left")
        self.stuck(f"{key!r} does not come to {value}")

    def keys(self, *names: str) -> None:
        """Press keys, such as `enter` or `shift+tab`."""
        for name in names:
            self.feed(*_pressed(name, listening=self._listening))
        self.desktop.hands.press(*names)

    def reach(self, key: str) -> None:
        """Move the focus there: by Tab to its place in the order, then by arrows inside its group."""
        for _ in range(_LONGEST_WAY):
            if self.ui.focus == key:
                return
            self.keys(*self._way_to(self.widget(key)))
            if self.find(key) is None:
                return  # a tab opens what it shows as soon as it is reached
        self.stuck(f"{key!r} cannot be reached by keys; the focus is on {self.ui.focus!r}")

    def widget(self, key: str) -> Widget:
        """Return what must be there."""
        found = self.find(key)
        if found is None:
            self.stuck(f"{key!r} is not on {type(self.screen).__name__}")
        return found

    @property
    def _listening(self) -> bool:
        """Whether typed characters go anywhere; else the system sends none."""
        here = focus.focused(self.widgets, self.ui)
        return here is not None and (isinstance(here, TextField) or focus.owner_of(self.widgets, here) is not None)

    def _value(self, key: str) -> int:
        widget = self.widget(key)
        assert isinstance(widget, Slider | Token)
        return widget.value if isinstance(widget, Slider) else widget.ring

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


class AtTheMouse(Trainee):
    """Points, clicks, drags and turns the wheel."""

    types = False

    def press(self, widget: Widget) -> None:
        """Click on it, turning the wheel first where it is out of sight."""
        self._bring_into_sight(widget.key)
        self._click(*self._spot(widget.key))

    def set(self, key: str, value: int) -> None:
        """Click on a slider where the value is, or drag a person onto a ring."""
        self._bring_into_sight(key)
        widget = self.find(key)
        if isinstance(widget, Slider):
            track = anatomy.slider_track(widget, widget.rect, self.shell.theme)
            places = [x for x in range(track.x, track.right) if anatomy.slider_value_at(widget, track, x) == value]
            self._click(places[len(places) // 2], track.centre[1])
            return
        assert isinstance(widget, Token)
        rings = self.find(widget.owner)
        assert isinstance(rings, Rings)
        shape = circle(rings, rings.rect, self.shell.theme)
        inner = shape.radii[value - 1] if value else shape.core
        self._drag(self._spot(key), (shape.x, shape.y + (inner + shape.radii[value]) // 2))

    def _click(self, x: int, y: int) -> None:
        self._point(x, y)
        self.feed(Pointer("down", x, y), Pointer("up", x, y))
        self.desktop.hands.button("click")
        # Two clicks in one place shortly after one another would be a double click.
        self._point(x, y - 12 if y > 12 else y + 12)

    def _drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self._point(*start)
        self.feed(Pointer("down", *start))
        self.desktop.hands.button("mousedown")
        self._point(*end)
        self.feed(Pointer("up", *end))
        self.desktop.hands.button("mouseup")

    def _point(self, x: int, y: int) -> None:
        self.feed(Pointer("move", x, y))
        self.desktop.hands.point(x, y)

    def _bring_into_sight(self, key: str) -> None:
        for _ in range(_MOST_WHEEL):
            widget = self.find(key)
            if widget is None:
                self.stuck(f"{key!r} is not on {type(self.screen).__name__}")
            area = focus.find(self.widgets, widget.within)
            shown = widget.rect if widget.clip is None else widget.rect.intersect(widget.clip)
            if area is None or shown.area == widget.rect.area:
                return
            lines: Literal[-1, 1] = 1 if widget.rect.centre[1] > area.rect.centre[1] else -1
            self._point(*area.rect.centre)
            self.feed(Wheel(*area.rect.centre, lines))
            self.desktop.hands.button("click", 5 if lines > 0 else 4)
        self.stuck(f"{key!r} cannot be brought into sight")

    def _spot(self, key: str) -> tuple[int, int]:
        widget = self.find(key)
        assert widget is not None
        shown = widget.rect if widget.clip is None else widget.rect.intersect(widget.clip)
        x, y = shown.centre
        found = pointer.under(self.widgets, x, y)
        if found is None or found.key != key:
            self.stuck(f"{key!r} cannot be clicked on: {found.key if found else 'nothing'} is there")
        return x, y


def _typed(character: str) -> list[Key | Typed]:
    return [Key("space" if character == " " else character), Typed(character)]


def _pressed(name: str, *, listening: bool) -> list[Key | Typed]:
    """Return what the keyboard sends for a key: those that are held, the key, and the text it makes."""
    *held, key = name.split("+")
    events: list[Key | Typed] = []
    down: dict[str, bool] = {}
    for word in held:
        down[word] = True
        events.append(Key(_MODIFIERS[word], **{word: True}))
    events.append(Key("space" if key == " " else key, **down))
    if len(key) == 1 and "ctrl" not in held and listening:
        events.append(Typed(key))
    return events
