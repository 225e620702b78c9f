"""Rectangles in logical pixels: plain values, unlike pygame's, which change under one's hands."""

from typing import NamedTuple


class Size(NamedTuple):
    """Width and height in logical pixels."""

    w: int
    h: int


class Rect(NamedTuple):
    """Left, top, width and height in logical pixels; widths and heights are never negative."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column right of the rectangle."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row below the rectangle."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[int, int]:
        """The middle, rounded down."""
        return self.x + self.w // 2, self.y + self.h // 2

    @property
    def area(self) -> int:
        """Number of pixels covered."""
        return self.w * self.h

    def contains(self, x: int, y: int) -> bool:
        """Tell whether the pixel lies inside."""
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h

    def encloses(self, other: "Rect") -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def overlaps(self, other: "Rect") -> bool:
        """Tell whether at least one pixel is shared."""
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )

    def intersect(self, other: "Rect") -> "Rect":
        """Return the shared part, with zero size where nothing is shared."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Rect(x, y, max(0, min(self.right, other.right) - x), max(0, min(self.bottom, other.bottom) - y))

    def union(self, other: "Rect") -> "Rect":
        """Return the smallest rectangle around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def inset(self, dx: int, dy: int | None = None) -> "Rect":
        """Shrink by `dx` at left and right and `dy` (default `dx`) at top and bottom; negative grows."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, max(0, self.w - 2 * dx), max(0, self.h - 2 * dy))

    def moved(self, dx: int, dy: int) -> "Rect":
        """Return the same rectangle somewhere else."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)


NOWHERE = Rect(0, 0, 0, 0)
