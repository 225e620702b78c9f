"""How a screen is put together: columns, rows and boxes that know nothing about pixels.

`layout.place(tree, size, theme, ui)` turns such a tree into widgets with places. Gaps and padding are names
from the spacing scale; widths are ems of body text, so they grow with it. What does not fit the height of
the window scrolls; nothing is ever cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from game.ui.diagrams import Cell
from game.ui.widgets import Fill, Side, Tab, Tone, Widget

Gap = Literal["none", "hair", "tight", "small", "normal", "wide", "huge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What every container has."""

    grow: int = 0
    """Share of the space left over along the parent's direction."""
    width_em: int = 0
    """Wanted width in ems of body text; 0 is the natural width."""
    max_em: int = 0
    """Widest it gets, in ems, centred in what is left; 0 is no limit. 60 reads well."""


@dataclass(frozen=True, slots=True)
class Column(Layout):
    """Children below one another, as wide as the column, or as wide as they need with `align`."""

    children: "Sequence[Element | None]"
    gap: Gap = "normal"
    padding: Gap = "none"
    align: Literal["stretch", "start", "centre", "end"] = "stretch"
    justify: Side = "start"


@dataclass(frozen=True, slots=True)
class Row(Layout):
    """Children side by side; those that `grow` share what the others leave. What does not fit wraps below.

    With `wrap` off the children are squeezed instead (they wrap their words).
    """

    children: "Sequence[Element | None]"
    gap: Gap = "normal"
    padding: Gap = "none"
    align: Literal["stretch", "start", "centre", "end"] = "stretch"
    justify: Literal["start", "centre", "end", "between"] = "start"
    wrap: bool = True


@dataclass(frozen=True, slots=True)
class Grid(Layout):
    """Equal columns, as many as fit with at least `min_em` each; rows as tall as their tallest child."""

    children: "Sequence[Element | None]"
    min_em: int = 18
    gap: Gap = "normal"


@dataclass(frozen=True, slots=True)
class Box(Layout):
    """One child on a filled background. With a `name` it is a group for screen readers."""

    child: "Element"
    fill: Fill = "surface"
    padding: Gap = "normal"
    outlined: bool = False
    shadow: bool = False
    rounded: bool = True
    stripe: Tone | None = None
    """A line in this tone along the left edge."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Scroll(Layout):
    """One child that may be taller than the space. Give it `grow`, and a `key` to keep its place.

    With `stick` it shows the end, and stays there when the content grows, until somebody scrolls up.
    """

    child: "Element"
    key: str
    name: str = ""
    stick: bool = False
    padding: Gap = "none"
    min_em: int = 6
    """Least height in ems."""
    steady: bool = False
    """Whether it takes that height even when there is less inside, so that nothing below it jumps."""


@dataclass(frozen=True, slots=True)
class Tabs(Layout):
    """A row of tabs; wraps into more rows when it must."""

    tabs: Sequence[Tab]
    key: str


@dataclass(frozen=True, slots=True)
class Strip(Layout):
    """Equal cells in a row, such as one per session; wraps into more rows when it must."""

    cells: Sequence[Cell]
    key: str


@dataclass(frozen=True, slots=True)
class Modal(Layout):
    """A dialog over everything else, scrolling if it must. Anywhere in the tree, where it takes no room."""

    child: "Element"
    title: str
    wide_em: int = 34


@dataclass(frozen=True, slots=True)
class Space(Layout):
    """Nothing, for room: `Space(grow=1)` pushes what follows to the other end."""

    size: Gap = "none"


Element = Widget | Column | Row | Grid | Box | Scroll | Tabs | Strip | Modal | Space
