"""The patient as a drawn figure: what anybody in the room could see, as a value and in words."""

from dataclasses import dataclass
from typing import Literal

from game.ui.widgets import Picture

Posture = Literal["open", "wary", "closed"]

_ADVERB = ("a little ", "", "very ")
_POSTURE: dict[Posture, str] = {
    "open": "sits open and meets your eyes",
    "wary": "watches you and weighs the words",
    "closed": "sits closed and looks away",
}


@dataclass(frozen=True, slots=True)
class Figure(Picture):
    """A face and shoulders. Colours are "#rrggbb"; `strength` is 0 slight, 1 plain, 2 strong."""

    layers: tuple[str, ...] = ()
    head: str = "short"
    skin: str = "#c99a78"
    hair: str = "#3a2a20"
    clothing: str = "#5b7a8c"
    affect: str = "calm"
    strength: int = 1
    posture: Posture = "open"


@dataclass(frozen=True, slots=True)
class Chairs(Picture):
    """The empty consulting room: two armchairs, a lamp, a window."""

    layers: tuple[str, ...] = ()


def strength_of(intensity: int) -> int:
    """Return how strongly a feeling shows: 0 below 3,500 thousandths of 10, 2 from 6,500."""
    return 0 if intensity < 3_500 else 1 if intensity < 6_500 else 2


def feeling_words(affect: str, intensity: int) -> str:
    """Return what the face says, such as "very sad"."""
    return affect if affect in {"calm", "numb"} else f"{_ADVERB[strength_of(intensity)]}{affect}"


def posture_words(posture: Posture) -> str:
    """Return how somebody sits, as the rest of a sentence about them."""
    return _POSTURE[posture]
