"""Charts: lines that are equal hide none, and each is named at its end."""

from itertools import pairwise

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.diagrams import Chart, Series
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.paint import Painter
from game.ui.paint.charts import spread
from game.ui.state import UiState
from game.ui.theme import load

HUES = ("series_1", "series_2", "series_3", "series_4")


def painted(values):
    """The pixels of a chart of lines."""
    series = tuple(
        Series(f"line {n}", tuple(enumerate(row, 1)), hue)
        for n, (row, hue) in enumerate(zip(values, HUES, strict=False))
    )
    look, size = load(), Size(800, 400)
    chart = Chart(series, "time", "%", (1, len(values[0]), 1), (0, 100, 25), height_em=14, name="chart")
    surface = pygame.Surface(size)
    Painter().paint(surface, place(chart, size, look, UiState()), UiState(), look)
    return surface, look


def pixels_of(surface, colour):
    return pygame.mask.from_threshold(surface, (*colour, 255), (12, 12, 12, 255)).count()


@pytest.mark.parametrize("lines", [2, 3, 4])
def test_equal_lines_are_all_to_be_seen(window, lines):
    surface, look = painted([[25, 25, 25, 25]] * lines)
    for hue in HUES[:lines]:
        alone, _ = painted([[25, 25, 25, 25] if each == hue else [0, 0, 0, 0] for each in HUES[:lines]])
        assert pixels_of(surface, look.hue(hue)) * 4 > pixels_of(alone, look.hue(hue)), hue


def test_lines_of_one_chart_differ_without_their_colours(window):
    grey = []
    for n in range(3):
        values = [[0, 0, 0]] * n + [[60, 60, 60]]
        surface, look = painted(values)
        mask = pygame.mask.from_threshold(surface, (*look.hue(HUES[n]), 255), (40, 40, 40, 255))
        row = max(
            range(surface.get_height()), key=lambda y, m=mask: sum(m.get_at((x, y)) for x in range(m.get_size()[0]))
        )
        grey.append(tuple(mask.get_at((x, row)) for x in range(100, 500)))
    assert len(set(grey)) == 3


@given(st.lists(st.integers(0, 200), min_size=1, max_size=6))
def test_names_at_the_ends_stand_apart_and_inside(tops):
    places = spread(sorted(tops), 20, 0, 220)
    assert all(after - before >= 20 for before, after in pairwise(places))
    assert places[-1] + 20 <= 220
    assert places[0] >= 0


def test_names_that_have_room_stay_where_they_are():
    assert spread([10, 60, 120], 20, 0, 200) == [10, 60, 120]
