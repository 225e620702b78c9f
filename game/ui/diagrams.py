"""Pictures of data: the closeness circle, the strip of sessions, the chart. Values, whole numbers."""

from dataclasses import dataclass
from typing import Literal

from game.ui.likeness import Likeness
from game.ui.widgets import Tone, Widget

Hue = Literal["series_1", "series_2", "series_3", "series_4", "good", "costly", "warning", "muted"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the circle: `ring` counts from 0, the closest."""

    key: str
    name: str
    ring: int
    tone: Tone = "text"
    portrait: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Rings(Widget):
    """Concentric rings named from the closest outwards, with people who can be moved.

    Every person is a widget of their own (`Token`). Left and Up bring a person one ring closer, Right and
    Down one ring further, or they are dragged; each move hands over `Moved(key of the rings, person, ring)`.
    """

    centre: str
    rings: tuple[str, ...]
    people: tuple[Person, ...]
    movable: bool = True
    height_em: int = 22


@dataclass(frozen=True, slots=True)
class Token(Widget):
    """A person placed on the rings. Made by the layout from `Rings`."""

    label: str
    owner: str
    person: str
    ring: int
    rings: tuple[str, ...]
    movable: bool = True
    tone: Tone = "text"
    portrait: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Cell(Widget):
    """One cell of a strip, such as a session: a short label, a hue, a sign for those who do not see hues."""

    label: str
    hue: Hue = "series_1"
    sign: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A line: points are (x, y), in rising x."""

    name: str
    points: tuple[tuple[int, int], ...]
    hue: Hue = "series_1"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """Something that happened at `x`: a numbered flag on the chart, its words below."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day, counted from the first session."""

    label: str
    day: int
    open: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that lasted from one day to another."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TimeLine(Widget):
    """A life on a line: stretches as bars, marks with their names, a curve of (day, value) below.

    Shows the days `first` to `last`; Left and Right or dragging go along it, plus and minus or the wheel nearer and
    further, inside `limits`, Home shows all: each hands over `Ranged`. `name` says what it shows.
    """

    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]
    curve: tuple[tuple[int, int], ...]
    curve_name: str
    first: int
    last: int
    limits: tuple[int, int]
    top: int = 27
    """The highest value of the curve."""


@dataclass(frozen=True, slots=True)
class ShareBar(Widget):
    """One bar divided among up to four parts, (short label, per cent) each; together they are 100."""

    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Chart(Widget):
    """A line or bar chart with both axes labelled. `x` and `y` are (from, to, step between ticks).

    Each line is told apart by its sign as well as its hue. `name` says what the chart shows.
    """

    series: tuple[Series, ...]
    x_label: str
    y_label: str
    x: tuple[int, int, int]
    y: tuple[int, int, int]
    markers: tuple[Marker, ...] = ()
    bars: bool = False
    height_em: int = 16
