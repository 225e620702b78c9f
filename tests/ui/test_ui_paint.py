"""Repainting a part must leave the same pixels as painting the whole."""

import random
from dataclasses import replace
from itertools import pairwise

import pygame
import pytest
import ui_demo
from hypothesis import given, settings
from hypothesis import strategies as st
from ui_layouts import trees

from game.ui.elements import Box, Column, Row
from game.ui.geometry import Rect, Size
from game.ui.layout import place
from game.ui.paint import Painter
from game.ui.paint.changes import changed, merged
from game.ui.paint.look import look_of
from game.ui.state import Drag, UiState
from game.ui.theme import THEMES, Appearance, Theme, load
from game.ui.widgets import Badge, Button, Panel, Picture, Text, TextField, Widget

HD = Size(1280, 720)
WINDOW = Rect(0, 0, *HD)
THEME = load()


def pixels(widgets: tuple[Widget, ...], ui: UiState, theme: Theme, device: tuple[int, int]) -> bytes:
    surface = pygame.Surface(device)
    surface.fill((255, 0, 255))
    Painter().paint(surface, widgets, ui, theme)
    return pygame.image.tobytes(surface, "RGB")


def states(screen: object) -> list[UiState]:
    """What a person does to a screen, one after another."""
    return [
        UiState(focus="palette.field"),
        UiState(focus="palette.field", texts={"palette.field": "say"}, caret=3, anchor=1),
        UiState(focus="palette.field", texts={"palette.field": "say"}, caret=3, anchor=3, composing="no"),
        UiState(focus="move:0", ring=True),
        UiState(focus="move:0", hover="move:1", offsets={"talk": 30}),
        UiState(focus="circle:boss", ring=True, drag=Drag("circle:boss", "token", (0, 0), (25, -14))),
        UiState(focus="grief", hover="grief", drag=Drag("grief", "slider", (0, 0), (0, 0))),
        UiState(focus="strip", offsets={"report": 200, "page": 60}),
    ]


@pytest.mark.parametrize("density", [1000, 1250, 2000])
@pytest.mark.parametrize("theme_name", THEMES)
def test_what_is_repainted_equals_a_whole_repaint(theme_name, density):
    theme = load(Appearance(theme_name), density)
    device = (HD.w * density // 1000, HD.h * density // 1000)
    surface, painter, chance = pygame.Surface(device), Painter(), random.Random(7)
    frames = [(screen, ui) for screen in ui_demo.screens().values() for ui in states(screen)]
    for screen, ui in chance.sample(frames, 18):
        widgets = screen.scene(HD, theme, ui)
        painter.paint(surface, widgets, ui, theme)
        assert pygame.image.tobytes(surface, "RGB") == pixels(widgets, ui, theme, device), (screen, ui)


@given(trees, trees, st.sampled_from((1000, 1500)))
@settings(max_examples=40, deadline=None)
def test_any_two_frames_after_one_another_leave_the_pixels_of_the_second(first, second, density):
    theme, ui, size = load(density=density), UiState(), Size(900, 600)
    device = (size.w * density // 1000, size.h * density // 1000)
    surface, painter = pygame.Surface(device), Painter()
    for tree in (first, second):
        widgets = place(tree, size, theme, ui)
        painter.paint(surface, widgets, ui, theme)
    assert pygame.image.tobytes(surface, "RGB") == pixels(widgets, ui, theme, device)


def test_an_equal_frame_repaints_nothing():
    surface, painter, ui = pygame.Surface(HD), Painter(), UiState()
    screen = ui_demo.SessionDemo()
    assert painter.paint(surface, screen.scene(HD, THEME, ui), ui, THEME)
    assert painter.paint(surface, screen.scene(HD, THEME, ui), ui, THEME) == ()


def test_a_hover_repaints_only_what_is_hovered():
    tree = Row([Button("left", intent=1), Button("right", intent=2)])
    widgets = place(tree, HD, THEME, UiState())
    surface, painter = pygame.Surface(HD), Painter()
    painter.paint(surface, widgets, UiState(), THEME)
    (area,) = painter.paint(surface, widgets, UiState(hover="button:right"), THEME)
    right = pygame.Rect(*widgets[1].rect)
    assert area.contains(right)
    assert area.width < right.width + 20


def test_another_theme_or_size_repaints_everything():
    painter, ui = Painter(), UiState()
    widgets = place(Text("a"), HD, THEME, ui)
    painter.paint(pygame.Surface(HD), widgets, ui, THEME)
    assert painter.paint(pygame.Surface(HD), widgets, ui, load(Appearance("dark"))) == (pygame.Rect(0, 0, *HD),)
    assert painter.paint(pygame.Surface((800, 600)), widgets, ui, load(Appearance("dark")))[0].size == (800, 600)


def test_a_changed_order_of_what_overlaps_is_a_difference():
    one, other = Panel(rect=Rect(0, 0, 50, 50)), Panel(rect=Rect(20, 20, 50, 50), fill="paper")
    items = [(widget, look_of(widget, UiState())) for widget in (one, other)]
    assert changed(tuple(items), tuple(reversed(items)), WINDOW)
    assert changed(tuple(items), tuple(items), WINDOW) == ()


@given(
    st.lists(
        st.builds(Rect, st.integers(0, 99), st.integers(0, 99), st.integers(1, 40), st.integers(1, 40)), max_size=12
    )
)
def test_merged_rectangles_cover_the_same_and_never_overlap(rects):
    joined = merged(rects)
    assert all(any(whole.encloses(rect) for whole in joined) for rect in rects)
    assert not any(a.overlaps(b) for n, a in enumerate(joined) for b in joined[:n])


def test_a_widget_never_paints_outside_its_scroll_area():
    clip = Rect(100, 100, 200, 50)
    button = Button("half out of sight", intent=1, key="b", rect=Rect(100, 80, 200, 40), clip=clip)
    surface = pygame.Surface(HD)
    Painter().paint(surface, (button,), UiState(focus="b", ring=True), THEME)
    background = (*THEME.colour("background"), 255)
    assert surface.get_at((200, 99)) == background
    assert surface.get_at((200, 110)) != background


def test_focus_shows_after_a_key_and_not_after_a_click():
    (field,) = place(Column([TextField("Name", key="f")]), HD, THEME, UiState())
    after_key, after_click = UiState(focus="f", ring=True), UiState(focus="f")
    ring = THEME.colour("focus_ring")

    def has_ring(ui: UiState) -> bool:
        data = pixels((field,), ui, THEME, HD)
        return bytes(ring) in {data[n : n + 3] for n in range(0, len(data), 3)}

    assert has_ring(after_key)
    assert not has_ring(after_click)


def test_a_disabled_button_looks_unlike_an_enabled_one():
    enabled = place(Button("Go", intent=1), HD, THEME, UiState())
    disabled = tuple(replace(widget, enabled=False) for widget in enabled)
    assert pixels(enabled, UiState(), THEME, HD) != pixels(disabled, UiState(), THEME, HD)


def test_a_picture_is_fitted_and_a_missing_one_says_what_it_would_show(tmp_path, monkeypatch):
    monkeypatch.setattr("game.ui.paint.pictures.assets_folder", lambda: tmp_path)
    red = pygame.Surface((10, 20))
    red.fill((200, 10, 10))
    pygame.image.save(red, str(tmp_path / "tall.png"))
    (tmp_path / "blue.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20">'
        '<rect width="10" height="20" fill="#0a0ac8"/></svg>'
    )
    surface, slot = pygame.Surface((200, 100)), Rect(0, 0, 200, 100)

    def middle_and_edge(*layers: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        Painter().paint(surface, (Picture(layers, name="A tired woman", rect=slot),), UiState(), THEME)
        return tuple(surface.get_at((100, 50)))[:3], tuple(surface.get_at((30, 50)))[:3]

    background = THEME.colour("background")
    assert middle_and_edge("tall.png") == ((200, 10, 10), background)
    assert middle_and_edge("tall.png", "blue.svg") == ((10, 10, 200), background)
    assert middle_and_edge("nobody.png")[0] == THEME.colour("paper")


def test_every_tone_of_a_badge_is_told_by_more_than_its_colour():
    widgets = ui_demo.screens()["evidence"].scene(HD, THEME, UiState())
    labels = [widget.label for widget in widgets if isinstance(widget, Badge)]
    assert len(labels) == len(set(labels))


def test_fills_that_cannot_be_told_from_the_background_get_an_edge():
    high = load(Appearance("high_contrast"))
    widgets = place(Column([Box(Text("a"))], padding="normal"), HD, high, UiState())
    surface = pygame.Surface(HD)
    Painter().paint(surface, widgets, UiState(), high)
    box = widgets[0].rect
    assert tuple(surface.get_at((box.centre[0], box.y)))[:3] == high.colour("border")


def test_the_focus_ring_is_whole_around_what_has_the_focus():
    widgets = place(Column([Button("Go", intent=1)], padding="wide", align="start"), HD, THEME, UiState())
    surface, rect = pygame.Surface(HD), widgets[0].rect
    Painter().paint(surface, widgets, UiState(focus="button:Go", ring=True), THEME)
    middle_x, middle_y = rect.centre
    for place_ in (
        (rect.x - 3, middle_y),
        (rect.right + 2, middle_y),
        (middle_x, rect.y - 3),
        (middle_x, rect.bottom + 2),
    ):
        assert tuple(surface.get_at(place_))[:3] == THEME.colour("focus_ring"), place_


def test_a_shadow_fades_out_before_it_is_cut():
    widgets = place(Column([Box(Text("a"), shadow=True)], padding="huge"), HD, THEME, UiState())
    surface, rect = pygame.Surface(HD), widgets[0].rect
    Painter().paint(surface, widgets, UiState(), THEME)
    background = THEME.colour("background")
    below = [tuple(surface.get_at((rect.centre[0], rect.bottom + n)))[:3] for n in range(30)]
    assert below[1] != background
    steps = [sum(after) - sum(before) for before, after in pairwise(below)]
    assert all(0 <= step <= 12 for step in steps)
    assert below[-1] == background
