"""Every screen can be read and used without eyes: names, order, live lines, and nothing for the pointer alone."""

from collections import Counter
from dataclasses import replace

import pytest
from ui_screens import (
    after_session,
    begun,
    desk_of,
    in_session,
    never,
    played_until,
    screens_before,
    screens_of,
    working,
)

from game.ui import focus, keyboard, screen_reader_deeds
from game.ui.accessibility import tree
from game.ui.diagrams import Token
from game.ui.geometry import Size
from game.ui.names import focusable
from game.ui.screens.procedure import Working
from game.ui.screens.session import Session
from game.ui.state import Asked, Key, UiState
from game.ui.theme import PLAIN, load
from game.ui.widgets import ScrollArea, Slider, Text, TextField

HD, NARROW = Size(1280, 720), Size(900, 600)
MOMENTS = {
    "first session": ("guided", "expert", in_session(1, 20)),
    "at work": ("practice", "expert", working),
    "between": ("practice", "random", after_session(2)),
    "exam": ("exam", "random", in_session(3, 15)),
    "over": ("guided", "expert", never),
}
THEME = load(PLAIN)


@pytest.fixture(scope="module")
def shown(book, cases):
    """Every screen by name, of one case at every moment, with what is typed there and the scene of it."""
    found = {}
    for moment, (mode, policy, until) in MOMENTS.items():
        desk = desk_of(played_until(begun(book, cases["ines"], mode), policy, until), cases.values())
        screens = [*screens_before(desk, "ines"), *screens_of(desk)] if moment == "first session" else screens_of(desk)
        for name, screen, texts in screens:
            for size in (HD, NARROW):
                ui = UiState(texts=texts)
                widgets = screen.scene(size, THEME, ui)
                ui = focus.settled(widgets, ui)
                found[f"{moment}: {name}, {size.w}"] = (screen, screen.scene(size, THEME, ui), ui)
    return found


def complaints(shown, judge):
    """What `judge` has to say about any of the screens."""
    return [f"{name}: {complaint}" for name, seen in shown.items() for complaint in judge(*seen)]


def test_whatever_can_have_the_focus_has_a_name(shown):
    def nameless(_screen, widgets, ui):
        reachable = [node for node in tree(widgets, ui) if "focus" in node.actions]
        yield from (f"{node.role} {node.key!r} has no name" for node in reachable if not node.name.strip())
        missing = {w.key for w in focusable(widgets)} - {node.key for node in reachable}
        yield from (f"{key!r} is not told of" for key in missing)

    assert complaints(shown, nameless) == []


def test_no_two_things_of_one_kind_have_one_name_in_the_same_place(shown):
    """A place is what is around a thing, and for lines of a conversation also the words above them, as of a session."""

    def alike(_screen, widgets, ui):
        nodes = tree(widgets, ui)
        called, above = Counter(), ""
        for node in nodes:
            around = [parent.name or parent.key for parent in parents(node, nodes)]
            if "focus" in node.actions:
                called[node.role, node.name, node.value, above if node.role == "paragraph" else "", *around] += 1
            elif node.role in {"heading", "label", "note"}:
                above = node.name
        yield from (f"{count} times {name}" for name, count in called.items() if count > 1)

    assert complaints(shown, alike) == []


def parents(node, nodes):
    """What is around a node, from the inside outwards."""
    while node.parent >= 0:
        node = nodes[node.parent]
        yield node


def test_the_focus_goes_in_reading_order_and_comes_to_everything(shown):
    def out_of_order(_screen, widgets, ui):
        read = [node.key for node in tree(widgets, ui) if "focus" in node.actions]
        reached = []
        for stop in focus.stops(widgets):
            inside = focus.members(widgets, stop.group) if stop.group else (stop,)
            reached += [widget.key for widget in inside]
        left = [key for key in read if key not in reached]
        yield from (f"{key!r} is not reached" for key in left)
        walked = [widget.key for widget in focus.stops(widgets) if not widget.group]
        if walked != [key for key in read if key in walked]:
            yield f"Tab goes {walked}, and it is read {read}"

    assert complaints(shown, out_of_order) == []


def test_what_the_patient_says_is_live_where_it_is_said(shown):
    def silent(screen, widgets, ui):
        nodes = tree(widgets, ui)
        lines = [w for w in widgets if isinstance(w, Text) and w.role == "patient_line" and not w.layer]
        live = [node.name for node in nodes if node.live == "polite" and node.role == "paragraph"]
        if lines and max(w.layer for w in widgets) == 0 and len(live) != len(lines):
            yield f"{len(lines)} lines, {len(live)} of them live"

    assert complaints(shown, silent) == []
    rooms = [
        name
        for name, (screen, widgets, ui) in shown.items()
        if isinstance(screen, Session | Working) and any(node.role == "paragraph" for node in tree(widgets, ui))
    ]
    assert len(rooms) >= 10


def test_whatever_the_pointer_can_do_keys_and_readers_can_do(shown):
    def for_the_pointer_alone(_screen, widgets, ui):
        for widget in focusable(widgets):
            here = focus.given(widgets, ui, widget)
            if isinstance(widget, TextField):
                written = screen_reader_deeds.do(widgets, here, Asked(widget.key, "write", words="x"), THEME)[0]
                if written.text(widget.key) != "x":
                    yield f"{widget.key!r} cannot be written into"
                continue
            if widget.intent is not None:
                by_key = keyboard.press(widgets, here, Key("enter"), THEME)[1]
                by_reader = screen_reader_deeds.do(widgets, here, Asked(widget.key, "click"), THEME)[1]
                if not by_key == by_reader == (widget.intent,):
                    yield f"{widget.key!r}: a key does {by_key}, a reader {by_reader}"
            if isinstance(widget, Slider) or (isinstance(widget, Token) and widget.movable):
                moved = [keyboard.press(widgets, here, Key(name), THEME)[1] for name in ("left", "right")]
                if not any(moved):
                    yield f"{widget.key!r} cannot be moved by keys"
            if isinstance(widget, ScrollArea):
                turned = [keyboard.press(widgets, here, Key(name), THEME)[0] for name in ("pageup", "pagedown")]
                if all(after.offsets == here.offsets for after in turned):
                    yield f"{widget.key!r} cannot be scrolled by keys"

    assert complaints(shown, for_the_pointer_alone) == []


def test_every_picture_and_diagram_says_what_it_shows(shown):
    def blind(_screen, widgets, ui):
        nodes = tree(replace_top(widgets), ui)
        yield from (
            f"a {n.role} without words" for n in nodes if n.role in {"image", "figure", "dialog"} and not n.name
        )

    def replace_top(widgets):
        return tuple(replace(widget, layer=0) for widget in widgets)

    assert complaints(shown, blind) == []
