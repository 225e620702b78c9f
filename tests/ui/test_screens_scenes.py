"""Every screen that a good and a random therapist come to, on every case: nothing overlaps, is cut or out of reach."""

from dataclasses import replace

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

from game.languages import speak_in
from game.ui import names
from game.ui.geometry import Size
from game.ui.state import UiState
from game.ui.theme import THEMES, Appearance, load

SIZES = (Size(1280, 720), Size(1366, 768), Size(1920, 1080), Size(3840, 2160))
LANGUAGES = ("en", "de")
COMBINATIONS = (
    # In every room and at every size of text, the languages by turns.
    *(
        (size, Appearance(text=percent), LANGUAGES[(row + column) % 2])
        for row, percent in enumerate((100, 150, 200))
        for column, size in enumerate(SIZES)
    ),
    (Size(1280, 720), Appearance(font="dyslexic"), "de"),
    (Size(1280, 720), Appearance(text=200, font="dyslexic", leading=150), "en"),
    (Size(1920, 1080), Appearance(text=150, font="dyslexic", leading=125), "de"),
    (Size(900, 600), Appearance(text=125), "en"),
)
"""Every room and size of text, and what else changes the layout. Themes do not: a test says so."""
MOMENTS = {
    "first session": ("guided", "expert", in_session(1, 20)),
    "at work": ("practice", "expert", working),
    "between": ("practice", "random", after_session(2)),
    "exam": ("exam", "random", in_session(3, 15)),
    "over": ("practice", "expert", never),
    "over at random": ("exam", "random", never),
}


@pytest.fixture(autouse=True)
def english():
    """Whatever a test speaks, the next one begins in English."""
    yield
    speak_in("en")


def wrong_with(name, screen, texts, size, appearance, code="en"):
    look = load(appearance)
    ui = UiState(texts=texts)
    widgets = screen.scene(size, look, ui)
    found = complaints(widgets, size, look, ui)
    found += [f"{w} has no name" for w in names.focusable(widgets) if not names.name_of(w) and w.intent is not None]
    room = f"{size.w} x {size.h}, {appearance.text} %, {appearance.font}, {code}"
    return [f"{name} at {room}: {complaint}" for complaint in found]


def wrong_with_all(shown):
    """What is wrong with screens: each kind of them meets every combination, in one of the treatments it is seen in.

    `shown` has for each language the kinds, and for each kind the screens that are of it, in the same order.
    """
    found = []
    for number, (size, appearance, code) in enumerate(COMBINATIONS):
        speak_in(code)
        for kind, seen in shown[code].items():
            name, screen, texts = seen[number % len(seen)]
            found += wrong_with(f"{kind} ({name})", screen, texts, size, appearance, code)
    return found


def by_kind(made):
    """Screens by what they are called, those of procedures all together."""
    kinds = {}
    for case, (name, screen, texts) in made:
        kinds.setdefault(name.split(" ")[0] if name.startswith("working") else name, []).append((case, screen, texts))
    return kinds


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_screen_reached_is_whole_in_every_room_and_language(book, cases, moment):
    mode, policy, until = MOMENTS[moment]
    plays = {case: played_until(begun(book, cases[case], mode), policy, until) for case in CASES}
    shown = {}
    for code in LANGUAGES:
        speak_in(code)
        shown[code] = by_kind((case, each) for case, play in plays.items() for each in screens_of(desk_of(play)))
    assert all(len(kinds) > 5 for kinds in shown.values())
    found = wrong_with_all(shown)
    assert not found, "\n".join(found[:5])


def test_the_screens_before_a_treatment_are_whole(book, cases):
    shelf = [cases[name] for name in CASES]
    shown = {}
    for code in LANGUAGES:
        speak_in(code)
        shown[code] = by_kind(
            (case.rows.id, each)
            for case in shelf
            for each in screens_before(desk_of(begun(book, case), shelf), case.rows.id)
        )
    found = wrong_with_all(shown)
    assert not found, "\n".join(found[:5])


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_theme_changes_colours_and_nothing_else(book, cases, moment):
    mode, policy, until = MOMENTS[moment]
    desk = desk_of(played_until(begun(book, cases["rosalind"], mode), policy, until))
    for name, screen, texts in screens_of(desk):
        light, *others = (placed(screen, texts, Appearance(theme)) for theme in THEMES)
        assert all(other == light for other in others), name


def placed(screen, texts, appearance):
    """What is on a screen and where; not what happens on activation, which may hold what is set."""
    return [replace(w, intent=None) for w in screen.scene(SIZES[0], load(appearance), UiState(texts=texts))]


def test_the_same_moment_gives_the_same_scene(book, cases):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(2, 10))
    for name, screen, texts in screens_of(desk_of(play)):
        first = screen.scene(Size(1280, 720), load(), UiState(texts=texts))
        again = screen.scene(Size(1280, 720), load(), UiState(texts=texts))
        assert first == again, name
