"""Which rectangles differ between two frames."""

from collections import defaultdict
from functools import singledispatch

from game.ui.geometry import Rect
from game.ui.paint.look import Look, reach
from game.ui.widgets import Widget

Item = tuple[Widget, Look]
_MANY = 48


def changed(before: tuple[Item, ...], after: tuple[Item, ...], window: Rect) -> tuple[Rect, ...]:
    """Return rectangles, none overlapping another, that hold every difference between two frames.

    An item that is equal in both, in the same order among its equals, is no difference.
    """
    start = 0
    shortest = min(len(before), len(after))
    while start < shortest and before[start] == after[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if len(old) == len(new) == 1 and old[0][0] is new[0][0]:
        rects = [touched(new[0][0], old[0][1], new[0][1], window)]
    else:
        rects = [reach(widget, window) for widget, _ in _unmatched(old, new)]
    return merged([rect for rect in rects if rect.area])


@singledispatch
def touched(widget: Widget, before: Look, after: Look, window: Rect) -> Rect:  # noqa: ARG001 (for those who know better)
    """Return where a widget that only looks different has changed: anywhere it paints, if its kind says no better."""
    return reach(widget, window)


def _unmatched(before: tuple[Item, ...], after: tuple[Item, ...]) -> list[Item]:
    """Return items of either frame without an equal in the other, or painted in another order."""
    places: defaultdict[tuple[type, Rect], list[int]] = defaultdict(list)
    for index, (widget, _) in enumerate(before):
        places[type(widget), widget.rect].append(index)
    kept: set[int] = set()
    touched = []
    last = -1
    for item in after:
        found = next((n for n in places[type(item[0]), item[0].rect] if n > last and before[n] == item), None)
        if found is None:
            touched.append(item)
        else:
            kept.add(found)
            last = found
    return touched + [item for index, item in enumerate(before) if index not in kept]


def merged(rects: list[Rect]) -> tuple[Rect, ...]:
    """Join rectangles until none overlaps another."""
    if len(rects) > _MANY:
        whole = rects[0]
        for rect in rects:
            whole = whole.union(rect)
        return (whole,)
    done: list[Rect] = []
    for rect in rects:
        joined = rect
        while near := [other for other in done if other.overlaps(joined)]:
            done = [other for other in done if other not in near]
            for other in near:
                joined = joined.union(other)
        done.append(joined)
    return tuple(done)
