"""What somebody looks like, and the small round portrait of them as a widget."""

from dataclasses import dataclass
from typing import NamedTuple

from game.ui.widgets import Picture


class Likeness(NamedTuple):
    """Names of drawings of the portrait set, colours as "#rrggbb", whether years show."""

    head: str = "medium_1"
    accessory: str = "none"
    facial_hair: str = "none"
    skin: str = "#d08b5b"
    hair: str = "#2c1b18"
    clothing: str = "#5b7a8c"
    lined: bool = False


@dataclass(frozen=True, slots=True)
class Medallion(Picture):
    """A small round portrait. `name` says whose it is; give it a height in ems and as much width."""

    layers: tuple[str, ...] = ()
    person: Likeness = Likeness()  # noqa: RUF009 (a value)
    height_em: int = 2
