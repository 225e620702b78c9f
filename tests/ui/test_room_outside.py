"""The room follows the treatment: season and weather by the week, the clock by the minutes, the plant by the weeks."""

import pygame
import pytest
from ui_screens import begun, desk_of, in_session, played_until

from game.case import load_case
from game.manual import load_manual
from game.ui.geometry import Rect
from game.ui.paint import Painter
from game.ui.screens.appearance import outside_of
from game.ui.screens.figure import Figure
from game.ui.screens.outside import Outside, outside
from game.ui.state import UiState
from game.ui.theme import load

BOOK = load_manual()


def painted(**fields: object) -> bytes:
    surface = pygame.Surface((210, 300))
    figure = Figure(name="x", expression="calm", key="f", rect=Rect(0, 0, 210, 300), **fields)  # type: ignore[arg-type]
    Painter().paint(surface, (figure,), UiState(), load())
    return pygame.image.tobytes(surface, "RGB")


def test_the_same_week_of_the_same_treatment_has_the_same_weather() -> None:
    weeks = [outside(8, seed, week) for seed in (1, 2, 3) for week in range(1, 17)]
    assert weeks == [outside(8, seed, week) for seed in (1, 2, 3) for week in range(1, 17)]
    assert len({each.weather for each in weeks}) > 3


def test_sixteen_weeks_lead_from_one_season_to_the_next_and_past_the_turn_of_the_year() -> None:
    assert [outside(8, 1, week).season for week in (1, 16)] == ["autumn", "winter"]
    assert outside(11, 1, 16).season == "spring"
    assert 0 <= outside(11, 1, 16).day < 120


@pytest.mark.parametrize(("month", "season"), [(0, "winter"), (3, "spring"), (6, "summer"), (9, "autumn")])
def test_a_month_has_its_season(month: int, season: str) -> None:
    assert outside(month, 1, 1).season == season


def test_snow_falls_in_winter_only_and_afternoons_are_dark_around_the_turn_of_the_year() -> None:
    year = [outside(month, seed, 1) for month in range(12) for seed in range(60)]
    assert {each.season for each in year if each.weather == "snow"} == {"winter"}
    assert {outside(11, 1, 3).dusk, outside(5, 1, 1).dusk} == {2, 0}


@pytest.mark.parametrize(("case", "season"), [("ines", "spring"), ("mehdi", "autumn"), ("owen", "winter")])
def test_the_window_agrees_with_the_seasons_a_patient_speaks_of(case: str, season: str) -> None:
    play = played_until(begun(BOOK, load_case(case, BOOK)), "expert", in_session(1))
    assert outside_of(desk_of(play).look).season == season


def test_every_minute_moves_the_clock() -> None:
    assert len({painted(minutes=minutes) for minutes in (0, 1, 25, 49, 50)}) == 5


def test_every_week_the_room_is_another() -> None:
    assert len({painted(week=week, weeks=16) for week in range(1, 17)}) == 16


def test_season_weather_and_light_are_all_seen() -> None:
    sights = [
        Outside(day, weather, dusk)
        for day in (20, 110, 200, 290)
        for weather in ("clear", "rain", "fog")
        for dusk in (0, 1, 2)
    ]
    sights += [Outside(20, "snow"), Outside(20, "cloudy"), Outside(20, "fair")]
    assert len({painted(outside=each) for each in sights}) == len(sights)
