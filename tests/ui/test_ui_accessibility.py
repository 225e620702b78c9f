"""What a screen reader is told of the demo screens."""

import pytest
import ui_demo
from ui_demo import SAID, SessionDemo

from game.ui.accessibility import Node, named, tree
from game.ui.geometry import Rect, Size
from game.ui.names import can_focus
from game.ui.state import UiState
from game.ui.theme import load

HD = Size(1280, 720)
THEME = load()


def nodes(name: str, ui: UiState = UiState()) -> tuple[Node, ...]:  # noqa: B008
    return tree(ui_demo.screens()[name].scene(HD, THEME, ui), ui)


@pytest.mark.parametrize("name", ui_demo.screens())
def test_everything_that_can_be_focused_has_a_name_and_can_be_told_apart(name):
    ui = UiState()
    widgets = ui_demo.screens()[name].scene(HD, THEME, ui)
    reachable = [node for node in tree(widgets, ui) if "focus" in node.actions]
    assert all(node.name for node in reachable)
    assert len({(node.role, node.name) for node in reachable}) == len(reachable)
    top = max(widget.layer for widget in widgets)
    assert len(reachable) == sum(can_focus(w) for w in widgets if w.layer == top)


def test_a_line_says_who_speaks():
    node = named(nodes("session"), "Clare: That he noticed")
    assert (node.role, node.live) == ("paragraph", "polite")


def test_what_changes_by_itself_is_live_and_what_the_trainee_said_is_not():
    assert not named(nodes("session"), "You: Four hours.").live


def test_values_are_words():
    assert named(nodes("session"), "Alliance").value == "6 of 10"
    assert named(nodes("plan"), "Grief").value == "35%"
    assert named(nodes("session"), "Brother Tom").value == "less close"
    assert named(nodes("report"), "Quality").value == "2.7 of 5; short of pass"


def test_a_chart_is_told_point_by_point():
    value = named(nodes("report"), "Symptoms by session").value
    assert value.startswith("PHQ-9, patient's answers: 19 at session 1, ")
    assert "You agreed on the formulation at session 4" in value


def test_a_field_tells_what_was_typed():
    ui = UiState(texts={"palette.field": "say"}, focus="palette.field")
    node = named(nodes("session", ui), "What do you say?")
    assert (node.value, node.focused, node.actions) == ("say", True, ("focus", "set_text"))


def test_an_open_dialog_hides_the_rest():
    found = nodes("asking")
    assert found[0] == Node("dialog", "End the session now?", bounds=found[0].bounds)
    assert {node.name for node in found if "click" in node.actions} == {"End the session", "Stay"}


def test_what_is_scrolled_out_of_sight_has_no_bounds_but_is_there():
    screen = SessionDemo(said=(("patient_line", "Clare", "It was the first thing."), *SAID * 3))
    first = named(tree(screen.scene(HD, THEME, UiState()), UiState()), "Clare: It was the first thing.")
    assert first.bounds == Rect(0, 0, 0, 0)


def test_a_name_that_fits_none_or_several_lists_what_there_is():
    with pytest.raises(LookupError, match="2 nodes named 'End'"):
        named((Node("button", "End a"), Node("button", "End b")), "End")


def test_tabs_tell_which_is_open():
    tabs = [node for node in nodes("plan") if node.role == "tab"]
    assert [(tab.name, tab.selected) for tab in tabs] == [("Circle", False), ("Evidence", False), ("Plan", True)]
    assert SessionDemo().tab == "circle"
