"""Every word painted on every screen, against the very pixels it is painted on: seven to one, in every theme."""

from dataclasses import replace

import pygame
import pytest
from test_ui_theme import contrast
from ui_screens import (
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

from game.ui import text
from game.ui.geometry import Size
from game.ui.paint import Painter
from game.ui.paint.brush import Brush
from game.ui.screens.transcript import FIELD, Transcript
from game.ui.state import UiState
from game.ui.theme import THEMES, Appearance, load

SIZE = Size(1280, 720)
LEAST = 7
_ACROSS = 12
MOMENTS = {
    "guided": ("guided", "expert", in_session(2, 20)),
    "working": ("practice", "expert", working),
    "between": ("practice", "random", after_session(2)),
    "over": ("practice", "expert", never),
}


@pytest.fixture
def faint(monkeypatch):
    """Every word that is painted with less contrast than it should have."""
    found = set()
    paint = Brush.words

    def words(brush, face, line, colour, x, y):
        drawn = text.render(face, line, colour) if line else None
        if drawn is not None:
            spot = pygame.Rect(x, y, *drawn.get_size())  # one device pixel is one logical pixel here
            least = min((contrast(colour, ground) for ground in grounds(brush.surface, spot)), default=LEAST)
            if least < LEAST:
                found.add((line, round(least, 1)))
        paint(brush, face, line, colour, x, y)

    monkeypatch.setattr(Brush, "words", words)
    return found


def grounds(surface, spot):
    """The colours under a line, where it can be seen."""
    seen = spot.clip(surface.get_clip())
    if not (seen.w and seen.h):
        return set()
    xs = [seen.x + seen.w * n // _ACROSS for n in range(_ACROSS)]
    return {tuple(surface.get_at((x, seen.y + seen.h * part // 4)))[:3] for x in xs for part in (1, 2, 3)}


def painted(screen, texts, theme):
    look = load(Appearance(theme))
    first = UiState(texts=texts)
    widgets = screen.scene(SIZE, look, first)
    focus = next((w.key for w in widgets if w.intent is not None), "")
    hover = next((w.key for w in reversed(widgets) if w.intent is not None), "")
    Painter().paint(pygame.Surface(SIZE), widgets, replace(first, focus=focus, ring=True, hover=hover), look)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("moment", MOMENTS)
def test_every_word_of_every_screen_stands_out(window, book, cases, faint, moment, theme):
    mode, policy, until = MOMENTS[moment]
    desk = desk_of(played_until(begun(book, cases["rosalind"], mode), policy, until))
    for _, screen, texts in screens_of(desk):
        painted(screen, texts, theme)
    assert not faint


@pytest.mark.parametrize("theme", THEMES)
def test_every_word_before_a_treatment_stands_out(window, book, cases, faint, theme):
    desk = desk_of(begun(book, cases["rosalind"]), list(cases.values()))
    for _, screen, texts in screens_before(desk, "rosalind"):
        painted(screen, texts, theme)
    assert not faint


@pytest.mark.parametrize("theme", THEMES)
def test_words_that_were_searched_for_stand_out_where_they_are_marked(window, book, cases, faint, theme):
    look = desk_of(played_until(begun(book, cases["rosalind"]), "expert", in_session(3))).look
    painted(Transcript(look.transcript, look.first_name), {FIELD: "e"}, theme)
    assert not faint


def test_a_word_that_is_too_faint_is_found(window, faint):
    look = load()
    surface = pygame.Surface(SIZE)
    surface.fill((255, 255, 255))
    brush = Brush(surface, look)
    brush.words(look.face("body"), "Grey on white", (118, 118, 118), 10, 10)
    brush.words(look.face("body"), "Ink on white", (0, 0, 0), 10, 60)
    assert faint == {("Grey on white", 4.5)}
