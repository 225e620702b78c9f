"""What the window of the room shows: season, weather and light, by the week of the treatment. No rule depends on it."""

from dataclasses import dataclass
from typing import Final, Literal
from zlib import crc32

Season = Literal["winter", "spring", "summer", "autumn"]
Weather = Literal["clear", "fair", "cloudy", "rain", "snow", "fog"]

_DAYS: Final = 364
_FIRST_WEEK: Final = 10
"""Day of its month on which a treatment begins."""
_CHANCES: Final[dict[Season, tuple[tuple[Weather, int], ...]]] = {
    "winter": (("clear", 15), ("fair", 15), ("cloudy", 30), ("rain", 15), ("snow", 15), ("fog", 10)),
    "spring": (("clear", 25), ("fair", 30), ("cloudy", 20), ("rain", 20), ("snow", 0), ("fog", 5)),
    "summer": (("clear", 45), ("fair", 30), ("cloudy", 12), ("rain", 13), ("snow", 0), ("fog", 0)),
    "autumn": (("clear", 15), ("fair", 25), ("cloudy", 25), ("rain", 25), ("snow", 0), ("fog", 10)),
}


@dataclass(frozen=True, slots=True)
class Outside:
    """One afternoon: `day` of the year from 0, `dusk` 0 broad day, 1 low light, 2 dark."""

    day: int = 100
    weather: Weather = "clear"
    dusk: int = 0

    @property
    def season(self) -> Season:
        """The season of the day."""
        return _season(self.day)


def outside(month: int, seed: int, week: int) -> Outside:
    """Return the afternoon of a session in a treatment begun in `month` (0 to 11), whatever happens in it."""
    day = (month * _DAYS // 12 + _FIRST_WEEK + 7 * (week - 1)) % _DAYS
    season = _season(day)
    drawn = crc32(f"{seed}:{week}:weather".encode()) % 100
    for weather, chance in _CHANCES[season]:
        if drawn < chance:
            return Outside(day, weather, _dusk(day))
        drawn -= chance
    raise AssertionError(season)


def _season(day: int) -> Season:
    seasons: tuple[Season, ...] = ("winter", "spring", "summer", "autumn")
    return seasons[(day + 31) % _DAYS // 91]


def _dusk(day: int) -> int:
    """Return how dark a late afternoon is: the year is darkest around its turn."""
    from_turn = min((day + 10) % _DAYS, (_DAYS - 10 - day) % _DAYS)
    return 2 if from_turn < 30 else 1 if from_turn < 65 else 0
