"""The stack of screens, wake-ups, looks, and the loop around them."""

from dataclasses import dataclass
from pathlib import Path

import pygame
import pytest
from ui_demo import ReportDemo, SessionDemo

from game.ui import app
from game.ui.app import Loop
from game.ui.elements import Column, Scroll
from game.ui.events import Clicks, Scale, translated
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.shell import Shell
from game.ui.stack import Pop, Push, Quit, Reset, Restyle, Result, Screen, Stay
from game.ui.state import Back, Composing, Key, Pointer, Typed, UiState, Wake, Wheel
from game.ui.theme import Appearance, Theme
from game.ui.widgets import Button, Text, TextField, Widget


@dataclass(frozen=True)
class Answers:
    """A screen whose buttons are results: pressing one answers with it."""

    name: str
    buttons: tuple[tuple[str, Result], ...] = ()
    heard: tuple[object, ...] = ()

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        field = TextField("Field", key="field")
        rows = Scroll(Column([Text(f"line {n}") for n in range(60)]), key="rows", grow=1)
        buttons = [Button(label, intent=result) for label, result in self.buttons]
        return place(Column([Text(self.name), *buttons, field, rows]), size, theme, ui)

    def handle(self, intent: object) -> Result:
        if isinstance(intent, Stay | Push | Pop | Reset | Restyle | Quit):
            return intent
        return Stay(Answers(self.name, self.buttons, (*self.heard, intent)))


OTHER = Answers("other", (("done", Pop("the answer")), ("close", Pop())))


def named(person) -> str:
    return person.shell.screen.name


# -- results -------------------------------------------------------------------------------------------


def test_a_pushed_screen_answers_the_one_below(hand):
    person = hand(Answers("first", (("open", Push(OTHER)),))).press("enter")
    assert named(person) == "other"
    person.click("done")
    assert (named(person), person.shell.screen.heard) == ("first", ("the answer",))


def test_a_screen_closed_without_answer_says_nothing(hand):
    person = hand(Answers("first", (("open", Push(OTHER)),))).press("enter").click("close")
    assert (named(person), person.shell.screen.heard) == ("first", ())


def test_a_push_can_leave_another_screen_below(hand):
    person = hand(Answers("first", (("open", Push(OTHER, below=Answers("changed"))),))).press("enter").click("close")
    assert named(person) == "changed"


def test_the_last_screen_ends_the_program_with_its_answer(hand):
    person = hand(OTHER).click("done")
    assert (person.shell.running, person.shell.answer) == (False, "the answer")
    person.press("enter")


def test_reset_closes_everything(hand):
    person = hand(Answers("first", (("open", Push(Answers("second", (("reset", Reset(OTHER)),)))),)))
    person.press("enter").click("reset").click("done")
    assert not person.shell.running


def test_quit_ends_at_once(hand):
    assert not hand(Answers("first", (("quit", Quit()),))).press("enter").shell.running


def test_what_was_typed_and_scrolled_is_there_on_return(hand):
    person = hand(Answers("first", (("open", Push(OTHER)),)))
    person.press("tab").type("note").wheel((600, 500), 4)
    before = person.shell.ui.offsets
    person.click("open").click("close")
    assert before == person.shell.ui.offsets != {}
    assert person.node("Field").value == "note"


def test_stay_empties_fields_moves_the_focus_and_forgets_places(hand):
    again = Stay(texts={"field": "fresh"}, focus="field", forget=("rows",))
    person = hand(Answers("first", (("again", again),)))
    person.press("tab").type("old").wheel((600, 500), 4).click("again")
    assert person.node("Field").value == "fresh"
    assert (person.focus, person.shell.ui.offsets) == ("Field", {})
    assert person.type("!").node("Field").value == "fresh!"


# -- looks ---------------------------------------------------------------------------------------------


def test_a_screen_can_change_the_looks_and_the_caller_hears_of_it(hand):
    dark = Appearance("dark", 150)
    person = hand(Answers("first", (("dark", Restyle(dark)),))).press("enter")
    assert person.shell.theme.appearance == dark
    assert person.chosen == [dark]


def test_ctrl_plus_and_minus_change_the_text_size_anywhere(hand):
    person = hand(ReportDemo()).press("ctrl+plus", "ctrl+plus", "ctrl+minus")
    assert [look.text for look in person.chosen] == [125, 150, 125]
    assert person.shell.theme.em > hand(ReportDemo()).shell.theme.em


# -- time ----------------------------------------------------------------------------------------------


def test_a_screen_is_woken_once_when_it_asked(hand):
    person = hand(Answers("first", (("later", Stay(wake_ms=40)),))).press("enter")
    assert person.shell.wait_ms() == 40
    person.now = 39
    person.shell.wake()
    assert person.shell.screen.heard == ()
    person.now = 40
    person.shell.wake()
    person.shell.wake()
    assert person.shell.screen.heard == (Wake(),)
    assert person.shell.wait_ms() is None


def test_a_covered_screen_is_woken_when_it_is_on_top_again(hand):
    person = hand(Answers("first", (("later", Stay(wake_ms=40)), ("open", Push(OTHER)))))
    person.press("enter").click("open")
    person.now = 99
    assert person.shell.wait_ms() is None
    person.click("close")
    person.shell.wake()
    assert person.shell.screen.heard == (Wake(),)


# -- the loop ------------------------------------------------------------------------------------------


def event(kind: int, **what: object) -> pygame.event.Event:
    return pygame.event.Event(kind, what)


def key_event(key: int, mod: int = 0) -> pygame.event.Event:
    return event(pygame.KEYDOWN, key=key, mod=mod, unicode="")


@pytest.fixture
def loop(window) -> Loop:
    return Loop(Shell(window, Answers("first", (("quit", Quit()),)), clock=app.milliseconds))


def test_events_posted_to_pygame_reach_the_screen(loop):
    pygame.event.post(key_event(pygame.K_RETURN))
    loop.turn(at_most_ms=2000)
    assert not loop.shell.running


def test_closing_the_window_ends_the_program(loop):
    loop.take([event(pygame.QUIT)])
    assert not loop.shell.running


def test_an_intent_posted_from_elsewhere_is_handed_to_the_screen(loop):
    app.post("news")
    loop.take(pygame.event.get())
    assert loop.shell.screen.heard == ("news",)


def test_a_resized_window_is_laid_out_and_painted_anew(loop):
    pygame.display.set_mode((900, 500), pygame.RESIZABLE)
    loop.take([event(pygame.WINDOWSIZECHANGED, x=900, y=500)])
    assert loop.shell.window.size == (900, 500)
    assert loop.shell.draw()[0].size == (900, 500)


def test_nothing_is_painted_when_nothing_changed(loop):
    assert loop.shell.draw()
    assert loop.shell.draw() == ()
    loop.take([event(pygame.KEYUP, key=pygame.K_a, mod=0)])
    assert loop.shell.draw() == ()


def test_a_screenshot_shows_what_the_window_shows(loop, tmp_path: Path):
    loop.shell.draw()
    loop.shell.screenshot(tmp_path / "shot.png")
    saved = pygame.image.load(str(tmp_path / "shot.png"))
    assert pygame.image.tobytes(saved, "RGB") == pygame.image.tobytes(loop.shell.window.surface, "RGB")


class Fails:
    """A screen that raises when anything happens."""

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        return place(Button("press", intent=1), size, theme, ui)

    def handle(self, intent: object) -> Result:
        raise ArithmeticError(intent)


def test_what_a_screen_raises_comes_through_after_the_window_is_closed(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")

    def press() -> Result:
        pygame.event.post(key_event(pygame.K_RETURN))
        return Stay()

    with pytest.raises(ArithmeticError):
        app.run(Fails(), title="test", after_first_frame=press)
    assert not pygame.display.get_init()


def test_run_shows_a_frame_before_it_does_the_slow_work_and_returns_the_answer(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    shown: list[tuple[int, ...]] = []

    def slow() -> Result:
        surface = pygame.display.get_surface()
        assert surface is not None
        shown.append(tuple(surface.get_at((5, 700))))
        pygame.event.post(key_event(pygame.K_RETURN))
        return Reset(OTHER)

    first: Screen = SessionDemo()
    assert app.run(first, title="test", after_first_frame=slow) == "the answer"
    assert shown != [(0, 0, 0, 255)]


# -- from pygame's events to ours ----------------------------------------------------------------------

SCALE = Scale((1280, 720), (2560, 1440))


def meant(*events: pygame.event.Event) -> list[object]:
    return list(translated(events, SCALE, Clicks(), 0))


def test_keys_have_names_and_modifiers(window):
    shift, ctrl = pygame.KMOD_LSHIFT, pygame.KMOD_LCTRL | pygame.KMOD_LMETA
    events = [key_event(pygame.K_TAB, shift), key_event(pygame.K_KP_ENTER), key_event(pygame.K_e, ctrl)]
    assert meant(*events) == [Key("tab", shift=True), Key("enter"), Key("e", ctrl=True)]


def test_text_and_composition_are_told_apart(window):
    events = event(pygame.TEXTINPUT, text="é"), event(pygame.TEXTEDITING, text="ni", start=0, length=2)
    assert meant(*events) == [Typed("é"), Composing("ni")]


def test_places_are_logical_and_of_moves_only_the_last_counts(window):
    moves = [event(pygame.MOUSEMOTION, pos=(n, 40), rel=(0, 0), buttons=(0, 0, 0), touch=False) for n in (10, 20, 30)]
    down = event(pygame.MOUSEBUTTONDOWN, pos=(200, 100), button=1, touch=False)
    assert meant(*moves, down, moves[0]) == [
        Pointer("move", 15, 20),
        Pointer("down", 100, 50),
        Pointer("move", 5, 20),
    ]


def test_a_touch_is_a_touch_and_not_also_a_click(window):
    finger = event(pygame.FINGERDOWN, x=0.5, y=0.25, dx=0, dy=0, finger_id=0, touch_id=0)
    echo = event(pygame.MOUSEBUTTONDOWN, pos=(640, 180), button=1, touch=True)
    assert meant(finger, echo) == [Pointer("down", 640, 180, touch=True)]


def test_only_the_left_button_presses(window):
    assert meant(event(pygame.MOUSEBUTTONDOWN, pos=(1, 1), button=3, touch=False)) == []


def test_the_wheel_turns_towards_the_end_of_the_text(window):
    (wheel,) = meant(event(pygame.MOUSEWHEEL, x=0, y=-1, flipped=False))
    assert isinstance(wheel, Wheel)
    assert wheel.lines == 1


def test_clicks_are_counted_when_near_in_time_and_place():
    clicks = Clicks()
    taken = [clicks.count(now, x, 5) for now, x in ((0, 5), (200, 7), (390, 5), (900, 5), (1000, 90))]
    assert taken == [1, 2, 3, 1, 1]


def test_back_is_told_to_the_screen_on_top(hand):
    assert hand(Answers("first")).press("escape").shell.screen.heard == (Back(),)
