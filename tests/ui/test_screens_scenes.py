"""Every screen that a good and a random therapist come to, on every case: nothing overlaps, is cut or out of reach."""

import pytest
from ui_layouts import complaints
from ui_screens import (
    CASES,
    after_session,
    begun,
    desk_of,
    in_session,
    never,
    played_until,
    screens_before,
    screens_of,
    working,
)

from game.ui import names
from game.ui.geometry import Size
from game.ui.state import UiState
from game.ui.theme import Appearance, load

ROOMS = [(Size(1280, 720), 100), (Size(1280, 720), 200), (Size(1920, 1080), 100), (Size(1920, 1080), 200)]
MORE_ROOMS = [(Size(1366, 768), 150), (Size(3840, 2160), 200), (Size(900, 600), 125)]
MOMENTS = {
    "first session": ("guided", "expert", in_session(1, 20)),
    "at work": ("practice", "expert", working),
    "between": ("practice", "random", after_session(2)),
    "exam": ("exam", "random", in_session(3, 15)),
    "over": ("practice", "expert", never),
    "over at random": ("exam", "random", never),
}


def wrong_with(name, screen, texts, size, text, theme="light"):
    look = load(Appearance(theme, text))
    ui = UiState(texts=texts)
    widgets = screen.scene(size, look, ui)
    found = complaints(widgets, size, look, ui)
    found += [f"{w} has no name" for w in names.focusable(widgets) if not names.name_of(w) and w.intent is not None]
    return [f"{name} at {size.w} x {size.h}, {text} %: {complaint}" for complaint in found]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("case", CASES)
def test_every_screen_reached_is_whole_in_every_room(book, cases, case, moment):
    mode, policy, until = MOMENTS[moment]
    desk = desk_of(played_until(begun(book, cases[case], mode), policy, until))
    shown = list(screens_of(desk))
    assert len(shown) > 5
    found = [
        complaint
        for name, screen, texts in shown
        for size, text in ROOMS
        for complaint in wrong_with(name, screen, texts, size, text)
    ]
    assert not found, "\n".join(found[:5])


@pytest.mark.parametrize("theme", ["dark", "high_contrast"])
@pytest.mark.parametrize(
    ("size", "text"), [*ROOMS, (Size(1366, 768), 150), (Size(3840, 2160), 200), (Size(900, 600), 125)]
)
def test_the_screens_before_a_treatment_are_whole(book, cases, size, text, theme):
    shelf = [cases[name] for name in CASES]
    desk = desk_of(begun(book, shelf[0]), shelf)
    for name, screen, texts in screens_before(desk, shelf[0].rows.id):
        assert not wrong_with(name, screen, texts, size, text, theme)


def test_the_same_moment_gives_the_same_scene(book, cases):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(2, 10))
    for name, screen, texts in screens_of(desk_of(play)):
        first = screen.scene(Size(1280, 720), load(), UiState(texts=texts))
        again = screen.scene(Size(1280, 720), load(), UiState(texts=texts))
        assert first == again, name
