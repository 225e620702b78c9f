"""Keys held down, fingers and gamepads: pygame's own events, posted into the running loop."""

import time
from dataclasses import dataclass, replace

import pygame
import pytest
from ui_demo import SessionDemo

from game.ui import app, gamepad
from game.ui.app import Loop
from game.ui.elements import Column, Scroll, Tabs
from game.ui.gamepad import Gamepads
from game.ui.geometry import Size
from game.ui.held import without_impatience
from game.ui.layout import place
from game.ui.shell import Shell
from game.ui.stack import Result, Stay
from game.ui.state import Back, Key, UiState
from game.ui.theme import Theme
from game.ui.widgets import Button, Choice, Tab, Text, TextField, Widget


@dataclass(frozen=True)
class Counting:
    """Two buttons, a field and a list; remembers what it was told, and may take its time over it."""

    heard: tuple[object, ...] = ()
    slow_ms: int = 0
    tab: str = "a"

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        tabs = [Tab(name, intent=f"tab {name}", selected=name == self.tab) for name in ("a", "b", "c")]
        rows = Scroll(Column([Choice(f"row {n}", intent=n, group="rows") for n in range(60)]), key="rows", grow=1)
        field = TextField("Field", key="field")
        buttons = [Button("one", intent="one", autofocus=True), Button("two", intent="two", shortcut="f2")]
        return place(Column([Text("counting"), *buttons, field, Tabs(tabs, key="tabs"), rows]), size, theme, ui)

    def handle(self, intent: object) -> Result:
        time.sleep(self.slow_ms / 1000)
        tab = str(intent).removeprefix("tab ") if str(intent).startswith("tab ") else self.tab
        return Stay(replace(self, heard=(*self.heard, intent), tab=tab))


@pytest.fixture
def loop(window) -> Loop:
    pygame.event.clear()
    return Loop(Shell(window, Counting(), clock=app.milliseconds))


def posted(loop: Loop, *events: tuple[int, dict[str, object]]) -> None:
    """Post events to pygame and let the loop take them all."""
    for kind, what in events:
        pygame.event.post(pygame.event.Event(kind, what))
    loop.turn(at_most_ms=0)


def down(key: int, mod: int = 0) -> tuple[int, dict[str, object]]:
    return pygame.KEYDOWN, {"key": key, "mod": mod, "unicode": ""}


def up(key: int) -> tuple[int, dict[str, object]]:
    return pygame.KEYUP, {"key": key, "mod": 0}


def heard(loop: Loop) -> tuple[object, ...]:
    return loop.shell.screen.heard


# -- keys that are held --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (pygame.K_RETURN, "one"),
        (pygame.K_KP_ENTER, "one"),
        (pygame.K_SPACE, "one"),
        (pygame.K_ESCAPE, Back()),
        (pygame.K_F2, "two"),
    ],
)
def test_a_key_held_down_acts_once_and_again_after_it_was_let_go(loop, key, told):
    posted(loop, *[down(key)] * 5)
    posted(loop, down(key))
    assert heard(loop) == (told,)
    posted(loop, up(key), down(key))
    assert heard(loop) == (told, told)


def test_arrows_and_backspace_go_on_while_they_are_held(loop):
    posted(loop, down(pygame.K_TAB), up(pygame.K_TAB), down(pygame.K_TAB), up(pygame.K_TAB))
    posted(loop, *[(pygame.TEXTINPUT, {"text": "m"})] * 5)
    assert loop.shell.ui.text("field") == "mmmmm"
    posted(loop, *[down(pygame.K_BACKSPACE)] * 3)
    assert loop.shell.ui.text("field") == "mm"
    posted(loop, *[down(pygame.K_LEFT)] * 2, (pygame.TEXTINPUT, {"text": "a"}))
    assert loop.shell.ui.text("field") == "amm"


def test_keys_let_go_in_another_window_are_not_held_here(loop):
    posted(loop, down(pygame.K_RETURN), (pygame.WINDOWFOCUSLOST, {}), down(pygame.K_RETURN))
    assert heard(loop) == ("one", "one")


def test_a_press_repeated_while_the_window_was_busy_counts_once(window, monkeypatch):
    pygame.event.clear()
    monkeypatch.setattr(app, "_BUSY_MS", 20)
    loop = Loop(Shell(window, Impatient(slow_ms=40), clock=app.milliseconds))
    posted(loop, down(pygame.K_RETURN), up(pygame.K_RETURN))
    assert heard(loop) == ("one", "two")


@dataclass(frozen=True)
class Impatient(Counting):
    """While it works at the first thing, somebody presses Enter twice more, and then F2."""

    def handle(self, intent: object) -> Result:
        if not self.heard:
            again = [down(pygame.K_RETURN), up(pygame.K_RETURN)] * 2
            for kind, what in [*again, down(pygame.K_F2), up(pygame.K_F2)]:
                pygame.event.post(pygame.event.Event(kind, what))
        return super().handle(intent)


def test_of_what_came_meanwhile_only_the_same_press_is_dropped():
    def made(*events: tuple[int, dict[str, object]]) -> list[pygame.event.Event]:
        return [pygame.event.Event(kind, what) for kind, what in events]

    enter = made(down(pygame.K_RETURN), up(pygame.K_RETURN))
    typed = made((pygame.TEXTINPUT, {"text": "m"}))
    assert without_impatience(enter, [*enter, *enter, *typed, *enter]) == [enter[1], enter[1], *typed, *enter]
    assert without_impatience(typed, enter) == enter
    click = made((pygame.MOUSEBUTTONDOWN, {"pos": (5, 5), "button": 1}))
    elsewhere = made((pygame.MOUSEBUTTONDOWN, {"pos": (90, 5), "button": 1}))
    assert without_impatience(click, [*click, *elsewhere]) == elsewhere


# -- fingers -------------------------------------------------------------------------------------------


def finger(kind: int, place: tuple[int, int], size: Size, number: int = 0) -> tuple[int, dict[str, object]]:
    x, y = place[0] / size.w, place[1] / size.h
    return kind, {"x": x, "y": y, "dx": 0.0, "dy": 0.0, "finger_id": number, "touch_id": 0}


def test_a_finger_presses_what_it_touches(loop):
    button = next(widget for widget in loop.shell.widgets if getattr(widget, "label", "") == "two")
    size = loop.shell.window.size
    place = button.rect.centre
    posted(loop, finger(pygame.FINGERDOWN, place, size), finger(pygame.FINGERUP, place, size))
    assert heard(loop) == ("two",)


def test_a_finger_that_moves_scrolls_and_presses_nothing(loop):
    size = loop.shell.window.size
    places = [(600, y) for y in (600, 560, 480, 400)]
    moves = [finger(pygame.FINGERMOTION, place, size) for place in places[1:]]
    posted(loop, finger(pygame.FINGERDOWN, places[0], size), *moves, finger(pygame.FINGERUP, places[-1], size))
    assert loop.shell.ui.offsets["rows"] == 200
    assert heard(loop) == ()


def test_a_second_finger_neither_presses_nor_lets_go(loop):
    size = loop.shell.window.size
    one, two = ((w.rect.centre) for w in loop.shell.widgets if isinstance(w, Button))
    posted(
        loop,
        finger(pygame.FINGERDOWN, one, size),
        finger(pygame.FINGERDOWN, two, size, number=1),
        finger(pygame.FINGERUP, two, size, number=1),
        finger(pygame.FINGERUP, one, size),
    )
    assert heard(loop) == ("one",)


def test_a_click_that_sdl_makes_of_a_touch_is_not_a_second_press(loop):
    size = loop.shell.window.size
    place = next(w.rect.centre for w in loop.shell.widgets if isinstance(w, Button))
    mouse = {"pos": place, "button": 1, "touch": True}
    posted(
        loop,
        finger(pygame.FINGERDOWN, place, size),
        (pygame.MOUSEBUTTONDOWN, mouse),
        finger(pygame.FINGERUP, place, size),
        (pygame.MOUSEBUTTONUP, mouse),
    )
    assert heard(loop) == ("one",)


# -- gamepads ------------------------------------------------------------------------------------------


def button(number: int, *, known: bool = True, pad: int = 7) -> list[tuple[int, dict[str, object]]]:
    """A button of a pad pressed and let go."""
    what = {"button": number, "instance_id": pad}
    if known:
        return [(pygame.CONTROLLERBUTTONDOWN, what), (pygame.CONTROLLERBUTTONUP, what)]
    return [(pygame.JOYBUTTONDOWN, what), (pygame.JOYBUTTONUP, what)]


@pytest.mark.parametrize("known", [True, False])
def test_a_pad_moves_the_focus_and_presses(loop, known):
    if known:
        posted(loop, *button(pygame.CONTROLLER_BUTTON_DPAD_DOWN))
    else:
        posted(loop, (pygame.JOYHATMOTION, {"hat": 0, "value": (0, -1), "instance_id": 7}))
    posted(loop, *button(0, known=known))
    assert heard(loop) == ("two",)


@pytest.mark.parametrize("known", [True, False])
def test_a_pad_goes_back_and_changes_tabs(loop, known):
    posted(loop, *button(1, known=known))
    after = pygame.CONTROLLER_BUTTON_RIGHTSHOULDER if known else 5
    before = pygame.CONTROLLER_BUTTON_LEFTSHOULDER if known else 4
    posted(loop, *button(after, known=known))
    posted(loop, *button(before, known=known))
    posted(loop, *button(before, known=known))
    assert heard(loop) == (Back(), "tab b", "tab a", "tab c")


def test_a_stick_moves_once_until_it_has_been_let_go(loop):
    for value in (20_000, 24_000, 32_767):
        posted(
            loop,
            (pygame.CONTROLLERAXISMOTION, {"axis": pygame.CONTROLLER_AXIS_LEFTY, "value": value, "instance_id": 7}),
        )
    posted(loop, *button(pygame.CONTROLLER_BUTTON_A))
    assert heard(loop) == ("two",)


def test_the_right_stick_scrolls(loop):
    axis = {"axis": pygame.CONTROLLER_AXIS_RIGHTY, "value": 32_767, "instance_id": 7}
    posted(loop, (pygame.CONTROLLERAXISMOTION, axis))
    assert loop.shell.ui.offsets["rows"] > 0


def test_a_direction_that_is_held_goes_on_and_a_button_does_not():
    pads = Gamepads()
    stick = pygame.event.Event(pygame.JOYAXISMOTION, axis=1, value=1.0, instance_id=7)
    press = pygame.event.Event(pygame.JOYBUTTONDOWN, button=0, instance_id=7)
    assert list(pads.heard([stick, press, press], 1_000)) == [Key("down"), Key("enter")]
    assert (pads.wait_ms(1_100), list(pads.due(1_100))) == (300, [])
    assert list(pads.due(1_400)) == [Key("down")]
    assert pads.wait_ms(1_400) == 110
    middle = pygame.event.Event(pygame.JOYAXISMOTION, axis=1, value=0.1, instance_id=7)
    assert list(pads.heard([middle], 1_500)) == []
    assert pads.wait_ms(1_500) is None


def test_a_pad_that_is_unplugged_holds_nothing_any_more():
    pads = Gamepads()
    stick = pygame.event.Event(pygame.JOYAXISMOTION, axis=1, value=1.0, instance_id=7)
    assert list(pads.heard([stick], 0)) == [Key("down")]
    list(pads.heard([pygame.event.Event(pygame.JOYDEVICEREMOVED, instance_id=7)], 0))
    assert pads.wait_ms(0) is None


def test_a_pad_that_is_gone_before_it_could_be_opened_is_no_fault(loop):
    loop.pads.start()
    try:
        posted(
            loop, (pygame.JOYDEVICEADDED, {"device_index": 55}), (pygame.CONTROLLERDEVICEADDED, {"device_index": 55})
        )
        posted(loop, *button(0))
    finally:
        loop.pads.stop()
    assert heard(loop) == ("one",)


def test_pads_cost_nothing_before_the_first_frame(loop):
    assert not pygame.joystick.get_init()
    assert loop.pads.wait_ms(0) is None


@pytest.mark.parametrize("key", sorted({*gamepad.BUTTONS.values(), *gamepad.NUMBERED.values()}, key=repr))
def test_what_a_button_means_can_be_pressed_on_a_keyboard_too(window, key):
    shell = Shell(window, SessionDemo(), clock=app.milliseconds)
    shell.feed([key])
    assert shell.running
