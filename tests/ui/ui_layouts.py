"""What every placed scene must obey, as a list of complaints; and random screens to try it on."""

from itertools import combinations

from hypothesis import strategies as st

from game.ui import sizes
from game.ui.diagrams import Cell, Chart, Person, Rings, Series, Token
from game.ui.elements import Box, Column, Element, Grid, Row, Scroll, Space, Strip, Tabs
from game.ui.geometry import Rect, Size
from game.ui.state import UiState
from game.ui.theme import Theme
from game.ui.widgets import (
    Badge,
    Button,
    Choice,
    Clock,
    Divider,
    Meter,
    Panel,
    Picture,
    ScrollArea,
    Slider,
    Tab,
    Text,
    TextField,
    Widget,
)

_GROUNDS = (Panel, ScrollArea)
"""What others stand on."""


def seen(widget: Widget) -> Rect:
    """The visible part."""
    return widget.rect if widget.clip is None else widget.rect.intersect(widget.clip)


def complaints(widgets: tuple[Widget, ...], size: Size, theme: Theme, ui: UiState) -> list[str]:
    """Everything wrong with a placed scene, in words; empty when nothing is."""
    window = Rect(0, 0, *size)
    found = []
    for widget in widgets:
        frame = widget.clip or window
        if not window.encloses(seen(widget)) and seen(widget).area:
            found.append(f"{widget} leaves the window")
        if widget.rect.x < frame.x or widget.rect.right > frame.right:
            found.append(f"{widget} is cut at its side")
        if widget.clip is None and not window.encloses(widget.rect):
            found.append(f"{widget} leaves the window and cannot be scrolled to")
        if not isinstance(widget, (*_GROUNDS, Token)) and widget.rect.w > 0:
            needed = sizes.height(widget, widget.rect.w, theme, ui)
            if needed > widget.rect.h:
                found.append(f"{widget} needs a height of {needed}")
    leaves = [w for w in widgets if not isinstance(w, (*_GROUNDS, Token)) and seen(w).area]
    for one, other in combinations(leaves, 2):
        if one.layer == other.layer and seen(one).overlaps(seen(other)):
            found.append(f"{one} overlaps {other}")
    keys = [widget.key for widget in widgets if widget.key]
    if len(keys) != len(set(keys)):
        found.append(f"keys are not unique: {keys}")
    return found


PEOPLE = (Person("m", "Mother", 0), Person("b", "Boss", 1))
words = st.sampled_from(
    (
        "Yes",
        "How was the week?",
        "He said he would ring on Sunday, about the house, and he did not.",
        "Supercalifragilisticexpialidociousness",
        "Wie war’s? Füße, Übergänge — „Ärger“",
        "Как вы?",
        "first line\nsecond line",
        "",
    )
)
_leaves = st.one_of(
    st.builds(Text, words, style=st.sampled_from(("caption", "body", "lead", "title", "display"))),
    st.builds(
        Text,
        words,
        role=st.sampled_from(("patient_line", "therapist_line", "note", "heading")),
        speaker=st.sampled_from(("", "Clare")),
    ),
    st.builds(
        Button, words, intent=st.just("press"), kind=st.sampled_from(("primary", "secondary", "quiet", "danger"))
    ),
    st.builds(Choice, words, note=words, trailing=st.sampled_from(("", "3 min")), intent=st.just("choose")),
    st.builds(TextField, words, placeholder=words, initial=words, lines=st.integers(1, 3), key=st.just("field")),
    st.builds(Slider, words, value=st.integers(0, 100)),
    st.builds(Meter, words, value=st.integers(0, 10), maximum=st.just(10), words=st.sampled_from(("", "6 of 10"))),
    st.builds(Badge, words),
    st.builds(Clock, minutes=st.integers(-2, 50), total=st.just(50)),
    st.just(Divider()),
    st.just(Picture(("portraits/nobody.svg",), name="nobody", height_em=5)),
    st.just(
        Rings("Ana", ("close", "far"), (Person("m", "Mother", 0), Person("b", "Boss", 1)), key="rings", height_em=12)
    ),
    st.just(Chart((Series("a", ((0, 1), (3, 2))),), "week", "score", (0, 4, 1), (0, 3, 1), height_em=9)),
    st.just(Strip([Cell(str(n)) for n in range(5)], key="strip")),
    st.just(Tabs([Tab("Circle", intent=1, selected=True), Tab("Timeline", intent=2)], key="tabs")),
)
_gaps = st.sampled_from(("none", "tight", "normal", "wide"))


def _containers(child: st.SearchStrategy[Element]) -> st.SearchStrategy[Element]:
    children = st.lists(child, max_size=4)
    return st.one_of(
        st.builds(
            Column,
            children,
            gap=_gaps,
            padding=_gaps,
            align=st.sampled_from(("stretch", "start", "centre", "end")),
            justify=st.sampled_from(("start", "centre", "end")),
            grow=st.integers(0, 2),
        ),
        st.builds(
            Row,
            children,
            gap=_gaps,
            padding=_gaps,
            align=st.sampled_from(("stretch", "start", "centre", "end")),
            justify=st.sampled_from(("start", "centre", "end", "between")),
            grow=st.integers(0, 2),
        ),
        st.builds(Grid, children, min_em=st.integers(6, 30), gap=_gaps),
        st.builds(Box, child, padding=_gaps, shadow=st.booleans(), outlined=st.booleans(), grow=st.integers(0, 2)),
        st.builds(Scroll, child, key=st.sampled_from(("a", "b")), stick=st.booleans(), grow=st.integers(0, 1)),
        st.builds(Space, grow=st.integers(0, 1)),
    )


trees: st.SearchStrategy[Element] = st.recursive(_leaves, _containers, max_leaves=9).map(lambda tree: Column([tree]))
"""Random screens, two or three containers deep."""

window_sizes = st.builds(Size, st.integers(640, 2400), st.integers(360, 1400))
