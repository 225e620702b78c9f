"""The patient as a drawn figure: what anybody in the room could see, as a value and in words."""

from dataclasses import dataclass

from game.ui.likeness import Likeness
from game.ui.motion import Alive
from game.ui.screens.expression import Posture
from game.ui.screens.outside import Outside
from game.ui.widgets import Picture
from game.words import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Alive):
    """Somebody in the armchair of the consulting room, in the week, the weather and the minute it is."""

    layers: tuple[str, ...] = ()
    person: Likeness = Likeness()  # noqa: RUF009 (a value)
    posture: Posture = "open"
    outside: Outside = Outside()  # noqa: RUF009 (a value)
    week: int = 1
    weeks: int = 16
    minutes: int = 0
    """Minutes of the session that are gone."""
    length: int = 50


@dataclass(frozen=True, slots=True)
class Chairs(Picture):
    """The empty consulting room: two armchairs, a lamp, a window."""

    layers: tuple[str, ...] = ()


def posture_words(posture: Posture) -> str:
    """Return how somebody sits, as the rest of a sentence about them."""
    return _POSTURE[posture]()


# Looked up when they are said, since the language can change.
_POSTURE = {
    "open": lambda: _("sits open and meets your eyes"),
    "wary": lambda: _("watches you and weighs the words"),
    "closed": lambda: _("sits closed and looks away"),
}
