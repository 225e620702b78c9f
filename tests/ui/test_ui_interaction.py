"""Using a screen by keyboard, mouse and finger, found by the names a screen reader says."""

from dataclasses import dataclass, replace

import pytest
import ui_demo
from ui_demo import Do, ReportDemo, SessionDemo

from game.ui import focus
from game.ui.circle import circle
from game.ui.diagrams import Cell, Person, Rings
from game.ui.editing import Edit
from game.ui.elements import Column, Element, Modal, Row, Scroll, Strip, Tabs
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.stack import Result, Stay
from game.ui.state import Back, Changed, Composing, Key, Moved, Pointer, Submitted, Typed, UiState
from game.ui.theme import Theme
from game.ui.widgets import Button, Choice, ScrollArea, Slider, Tab, Text, TextField, Widget


@dataclass(frozen=True)
class Tree:
    """A screen that shows a tree and remembers what it was told."""

    tree: Element
    heard: tuple[object, ...] = ()

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        return place(self.tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        return Stay(replace(self, heard=(*self.heard, intent)))


@pytest.fixture
def use(hand):
    """Return a function that shows a tree to somebody."""
    return lambda tree: hand(Tree(tree))


def heard(person) -> tuple[object, ...]:
    return person.shell.screen.heard


def area(person, key: str) -> ScrollArea:
    found = focus.find(person.shell.widgets, key)
    assert isinstance(found, ScrollArea)
    return found


# -- moving about --------------------------------------------------------------------------------------


def test_tab_goes_through_the_demo_in_reading_order_and_around(hand):
    person = hand(SessionDemo(tab="plan"))
    order = [person.focus]
    while (name := person.press("tab").focus) != order[0]:
        order.append(name)
    expected = ["What do you say?", "Ask what she expects of her brother", "Debrief", "End session"]
    assert [name.split(",")[0] for name in order[:4]] == expected
    assert order[-4:] == ["Plan", "Grief", "Role dispute", "Formulation"]


def test_shift_tab_goes_the_same_way_back(hand):
    person = hand(SessionDemo(tab="plan"))
    there = [person.press("tab").focus for _ in range(5)]
    back = [person.press("shift+tab").focus for _ in range(5)]
    assert back == [*reversed(there[:-1]), "What do you say?"]


def test_arrows_move_between_buttons_too(use):
    person = use(Row([Button("a", intent=1), Button("b", intent=2), Button("c", intent=3)]))
    assert [person.press("right").focus, person.press("down").focus, person.press("left").focus] == ["b", "c", "b"]


def test_disabled_widgets_are_passed_over(use):
    person = use(Row([Button("a", intent=1), Button("b", intent=2, enabled=False), Button("c", intent=3)]))
    assert person.press("tab").focus == "c"


@pytest.mark.parametrize("key", ["enter", "space"])
def test_enter_and_space_press_a_button(use, key):
    person = use(Button("Go", intent="gone")).press(key)
    assert heard(person) == ("gone",)


def test_escape_asks_to_go_back(use):
    assert heard(use(Button("Go", intent=1)).press("escape")) == (Back(),)


def test_a_shortcut_works_from_anywhere_but_a_letter_not_while_typing(use):
    next_one = Button("Next", intent="next", shortcut="n")
    person = use(Column([TextField("Name", key="n"), next_one, Button("Help", intent="help", shortcut="ctrl+h")]))
    person.type("n").press("ctrl+h")
    assert heard(person) == ("help",)
    person.press("tab").type("n")
    assert heard(person) == ("help", "next")
    assert person.node("Name").value == "n"


def test_a_group_is_one_stop_entered_at_what_is_chosen(use):
    rows = [Choice(str(n), intent=n, group="list", marked=n == 2) for n in range(5)]
    person = use(Column([Button("before", intent="b"), *rows, Button("after", intent="a")]))
    assert person.press("tab").focus == "2"
    assert person.press("down").focus == "3"
    assert person.press("tab").focus == "after"
    assert person.press("shift+tab").focus == "2"


def test_arrows_stop_at_the_ends_of_a_group(use):
    person = use(Column([Choice(str(n), intent=n, group="list") for n in range(2)]))
    assert [person.press("down").focus, person.press("down").focus, person.press("up").focus] == ["1", "1", "0"]


def test_arrows_open_the_tabs_they_reach(use):
    tabs = [Tab("Circle", intent="circle", selected=True), Tab("Plan", intent="plan")]
    person = use(Column([Tabs(tabs, key="t"), Button("below", intent=0)]))
    assert heard(person.press("right")) == ("plan",)
    assert person.focus == "Plan"
    assert person.press("down").focus == "below"


def test_a_strip_is_walked_by_arrows_and_opened_by_enter(use):
    person = use(Strip([Cell(str(n), intent=n) for n in (1, 2, 3)], key="s"))
    assert heard(person.press("right", "right", "enter")) == (3,)


# -- modal ---------------------------------------------------------------------------------------------


def test_a_modal_keeps_the_focus_and_gives_it_back(hand):
    person = hand(SessionDemo()).press("tab", "tab")
    before = person.focus
    person.press("escape")
    assert person.focus == "Stay"
    assert {person.press("tab").focus for _ in range(4)} == {"Stay", "End the session"}
    person.click("Stay")
    assert person.focus == before


def test_nothing_below_a_modal_can_be_clicked_or_read(hand):
    person = hand(SessionDemo())
    debrief = person.node("Debrief").bounds.centre
    person.press("escape").drag(debrief)
    assert isinstance(person.shell.screen, SessionDemo)
    with pytest.raises(LookupError, match="0 nodes named 'Debrief'"):
        person.node("Debrief")


# -- typing --------------------------------------------------------------------------------------------


def test_typed_words_arrive_and_enter_hands_them_over(use):
    person = use(TextField("Name", key="name")).type("Clare H").press("enter")
    assert heard(person) == (Submitted("name", "Clare H"),)


def test_editing_keys_do_what_they_do_everywhere(use):
    person = use(TextField("Name", key="n"))
    person.type("one two three").press("ctrl+left", "backspace", "home", "delete").type("O")
    assert person.node("Name").value == "One twothree"
    person.press("end", "shift+home").type("x")
    assert person.node("Name").value == "x"
    person.type("yz").press("shift+left", "shift+left", "right").type("!").press("shift+home", "left").type("?")
    assert person.node("Name").value == "?xyz!"


def test_what_is_selected_can_be_copied_cut_and_pasted(use, monkeypatch):
    board: list[str] = [""]
    monkeypatch.setattr("pygame.scrap.put_text", lambda words: board.__setitem__(0, words))
    monkeypatch.setattr("pygame.scrap.get_text", lambda: board[0])
    person = use(TextField("Name", key="n")).type("abc").press("ctrl+a", "ctrl+x", "ctrl+v", "ctrl+v")
    assert person.node("Name").value == "abcabc"
    assert heard(person) == ()


def test_a_field_takes_no_more_than_its_limit_and_no_line_breaks(use):
    person = use(TextField("Name", key="n", limit=5))
    person.shell.feed([Typed("a\nb\x07cdefg")])
    assert person.node("Name").value == "a bcd"


def test_lines_are_broken_in_a_field_of_several_lines(use):
    person = use(TextField("Note", key="n", multiline=True)).type("ab").press("enter").type("c")
    person.press("up", "home").type("x").press("down", "end").type("y").press("ctrl+enter")
    assert heard(person) == (Submitted("n", "xab\ncy"),)


def test_an_input_method_composes_before_it_types(use):
    person = use(TextField("Name", key="n")).type("a")
    person.shell.feed([Composing("ni")])
    assert (person.node("Name").value, person.shell.ui.composing) == ("a", "ni")
    person.shell.feed([Typed("你")])
    assert (person.node("Name").value, person.shell.ui.composing) == ("a你", "")


def test_a_click_puts_the_caret_two_select_a_word_three_everything(use):
    person = use(TextField("Name", key="n", initial="one two three"))
    box = person.node("Name").bounds
    spot = (box.x + 14 + 40, box.bottom - 16)

    def click(times: int) -> str:
        person.shell.feed([Pointer("down", *spot, clicks=times), Pointer("up", *spot)])
        ui = person.shell.ui
        return Edit("one two three", ui.caret, ui.anchor).selected

    assert [click(1), click(2), click(3)] == ["", "two", "one two three"]


def test_dragging_selects(use):
    person = use(TextField("Name", key="n", initial="one two three"))
    box = person.node("Name").bounds
    person.drag((box.x + 12, box.bottom - 16), (box.right - 5, box.bottom - 16)).type("x")
    assert person.node("Name").value == "x"


def test_a_key_that_pressed_a_button_is_not_typed_into_the_field_that_comes(use, hand):
    @dataclass(frozen=True)
    class Opens(Tree):
        def handle(self, _intent: object) -> Result:
            return Stay(Tree(TextField("Name", key="n")))

    person = hand(Opens(Button("Open", intent=1))).type(" ")
    assert person.focus == "Name"
    assert person.node("Name").value == ""


def test_words_an_input_method_types_right_after_enter_are_kept(use):
    person = use(TextField("Name", key="n")).type("a").press("enter")
    person.shell.feed([Typed("你好")])
    assert person.node("Name").value == "a你好"


# -- the palette: a field with a list ------------------------------------------------------------------


def test_the_palette_finds_a_move_and_enter_takes_it(hand):
    person = hand(SessionDemo()).type("silence").press("enter")
    assert person.shell.screen.done == ("typed silence",)
    person.type("say nothing").press("enter")
    assert person.shell.screen.done[-1] == "Say nothing, and wait"
    assert (person.focus, person.node("What do you say?").value) == ("What do you say?", "")


def test_down_enters_the_list_typing_returns_to_the_field(hand):
    person = hand(SessionDemo()).press("down", "right")
    assert person.focus.startswith("Stay with the feeling")
    person.type("say")
    assert (person.focus, person.node("What do you say?").value) == ("What do you say?", "say")
    person.press("down", "backspace")
    assert (person.focus, person.node("What do you say?").value) == ("What do you say?", "sa")


def test_words_typed_after_a_look_elsewhere_go_to_the_field_the_screen_begins_with(hand):
    person = hand(SessionDemo(tab="plan")).press("tab", "tab", "tab")
    assert person.focus == "End session"
    person.type("say")
    assert (person.focus, person.node("What do you say?").value) == ("What do you say?", "say")


def test_larger_text_leaves_no_plus_in_the_field(hand):
    person = hand(SessionDemo())
    person.shell.feed([Key("plus", ctrl=True), Typed("+")])
    assert person.node("What do you say?").value == ""
    person.shell.feed([Key("plus"), Typed("+")])
    assert person.node("What do you say?").value == "+"


def test_a_space_nothing_has_a_use_for_leaves_the_focus_where_it_is(use):
    person = use(Column([TextField("Say", key="say", autofocus=True), Slider("Sure", 5, key="sure")])).press("tab")
    person.type(" ")
    assert (person.focus, person.node("Say").value) == ("Sure", "")
    person.type("a b")
    assert (person.focus, person.node("Say").value) == ("Say", "a b")


def test_up_from_the_first_choice_returns_to_the_field(hand):
    assert hand(SessionDemo()).press("down", "up").focus == "What do you say?"


# -- slider and circle ---------------------------------------------------------------------------------


def test_a_slider_moves_by_keys_and_stops_at_its_ends(use):
    person = use(Slider("Grief", 95, key="g", step=5))
    person.press("right", "left", "home", "pagedown")
    assert heard(person) == (Changed("g", 100), Changed("g", 90), Changed("g", 0), Changed("g", 45))
    assert heard(use(Slider("Grief", 100, key="g")).press("right")) == ()


def test_a_slider_follows_the_pointer(use):
    person = use(Column([Slider("Grief", 50, key="g")], padding="wide"))
    box = person.node("Grief").bounds
    person.drag((box.x + 2, box.bottom - 13), (box.right + 90, box.bottom - 13))
    assert heard(person) == (Changed("g", 0), Changed("g", 100))


def circle_of(*rings: int) -> Rings:
    people = tuple(Person(str(n), f"P{n}", ring) for n, ring in enumerate(rings))
    return Rings("Me", ("close", "mid", "far"), people, key="r")


def test_people_are_moved_by_keys(use):
    person = use(circle_of(1, 2))
    person.press("left", "down", "home", "end", "tab", "right")
    expected = (Moved("r", "0", 0), Moved("r", "0", 2), Moved("r", "0", 0), Moved("r", "0", 2))
    assert heard(person) == expected
    assert person.focus == "P1"


def test_people_are_dragged_to_another_ring_and_escape_lets_go(use):
    person = use(circle_of(2))
    rings = focus.find(person.shell.widgets, "r")
    assert isinstance(rings, Rings)
    shape = circle(rings, rings.rect, person.shell.theme)
    start, inside = person.node("P0").bounds.centre, (shape.x, shape.y - shape.core - 4)
    person.drag(start, inside)
    assert heard(person) == (Moved("r", "0", 0),)
    person.shell.feed([Pointer("down", *start), Pointer("move", *inside), Key("escape"), Pointer("up", *inside)])
    assert heard(person) == (Moved("r", "0", 0),)


# -- pointer -------------------------------------------------------------------------------------------


def test_a_click_counts_only_where_it_began(use):
    person = use(Row([Button("a", intent=1), Button("b", intent=2)]))
    a, b = person.node("a").bounds.centre, person.node("b").bounds.centre
    person.drag(a, b)
    assert heard(person) == ()
    assert heard(person.click("b")) == (2,)


def test_hover_follows_the_mouse_and_ends_when_it_leaves(use):
    person = use(Row([Button("a", intent=1), Text("no button")]))
    person.shell.feed([Pointer("move", *person.node("a").bounds.centre)])
    assert person.shell.ui.hover == "button:a"
    person.shell.feed([Pointer("leave", -1, -1)])
    assert person.shell.ui.hover == ""


def test_a_touch_presses_without_hover(use):
    person = use(Button("a", intent=1))
    spot = person.node("a").bounds.centre
    person.drag(spot, (spot[0] + 2, spot[1]), touch=True)
    assert heard(person) == (1,)
    assert person.shell.ui.hover == ""


# -- scrolling -----------------------------------------------------------------------------------------


def long_list(stick: bool = False) -> Element:
    rows: list[Element] = [Button(f"row {n}", intent=n) for n in range(60)]
    return Column([Text("title"), Scroll(Column(rows), key="list", name="Rows", stick=stick, grow=1)])


def test_the_wheel_scrolls_and_stops_at_the_ends(use):
    person = use(long_list()).wheel((600, 400), 2)
    assert area(person, "list").offset > 0
    person.wheel((600, 400), -50)
    assert area(person, "list").offset == 0
    person.wheel((600, 400), 5000)
    assert area(person, "list").offset == area(person, "list").furthest


def test_page_keys_scroll_the_area_around_the_focus(use):
    person = use(long_list())
    person.press("pagedown")
    page = area(person, "list").offset
    assert page > 300
    assert area(person.press("pageup"), "list").offset == 0
    person.press("end")
    assert area(person, "list").offset == area(person, "list").furthest
    assert area(person.press("home"), "list").offset == 0


def test_the_focus_is_scrolled_into_sight(use):
    person = use(long_list())
    for _ in range(40):
        person.press("tab")
        assert person.node(person.focus).bounds.h > 30


def test_an_area_with_nothing_to_press_is_a_stop_and_arrows_scroll_it(use):
    lines = Scroll(Column([Text(f"line {n}") for n in range(80)]), key="talk", name="Conversation")
    person = use(Column([Button("a", intent=1), Row([lines], grow=1)]))
    assert person.press("tab").focus == "Conversation"
    person.press("down", "down", "up")
    assert 0 < area(person, "talk").offset < 100


def test_the_scroll_bar_is_dragged_and_clicked_beside(use):
    person = use(long_list())
    frame = area(person, "list")
    x, top = frame.rect.right - 6, frame.rect.y + 10
    person.drag((x, top), (x, frame.rect.bottom + 200))
    assert area(person, "list").offset == frame.furthest
    person.drag((x, top))
    assert area(person, "list").offset == frame.furthest - frame.rect.h


def test_a_finger_pans_and_what_it_began_on_is_not_pressed(use):
    person = use(long_list())
    start = person.node("row 5").bounds.centre
    person.drag(start, (start[0], start[1] - 60), (start[0], start[1] - 120), touch=True)
    assert area(person, "list").offset == 120
    assert heard(person) == ()


def test_an_area_scrolled_back_to_its_end_sticks_again(use):
    person = use(long_list(stick=True))
    assert area(person, "list").offset == area(person, "list").furthest
    person.wheel((600, 400), -3)
    assert "list" in person.shell.ui.offsets
    person.wheel((600, 400), 100)
    assert "list" not in person.shell.ui.offsets


def test_the_conversation_follows_what_is_said(hand):
    person = hand(SessionDemo())
    person.press("enter")
    last = person.node("You: Ask what she expects")
    assert last.bounds.h > 0


# -- focus when the scene changes ----------------------------------------------------------------------


def test_the_focus_goes_to_what_asks_for_it_first(use):
    person = use(Column([Button("a", intent=1), TextField("Name", key="n", autofocus=True)]))
    assert person.focus == "Name"


def test_a_screen_without_anything_to_focus_has_none(use):
    person = use(Text("only words"))
    assert (person.focus, person.press("tab", "enter", "down").focus) == ("", "")


def test_focus_moves_on_when_its_widget_disappears(hand):
    @dataclass(frozen=True)
    class Vanishing(Tree):
        def handle(self, _intent: object) -> Result:
            return Stay(Tree(Column([Button("left over", intent=1)])))

    person = hand(Vanishing(Column([Button("a", intent=1), Button("b", intent=2)]))).press("tab", "enter")
    assert person.focus == "left over"


def test_a_dialog_in_a_dialog_returns_step_by_step(use):
    inner = Modal(Button("inner", intent=2), title="Second")
    outer = Modal(Column([Button("outer", intent=1), inner]), title="First")
    assert use(Column([Button("page", intent=0), outer])).focus == "inner"


# -- Edit, alone ---------------------------------------------------------------------------------------


def test_words_are_found_by_their_edges():
    edit = Edit("don't stop, Tom", 11, 11)
    assert (edit.word_left(), edit.word_right()) == (10, 15)
    assert edit.around(7).selected == "stop"


def test_erasing_at_the_ends_changes_nothing():
    assert Edit("ab", 0, 0).erase(-1) == Edit("ab", 0, 0)
    assert Edit("ab", 2, 2).erase(3) == Edit("ab", 2, 2)


def test_a_demo_of_every_screen_can_be_left_by_keys_alone(hand):
    person = hand(SessionDemo()).press("f2")
    assert isinstance(person.shell.screen, ReportDemo)
    person.press("escape")
    assert isinstance(person.shell.screen, SessionDemo)
    assert ui_demo.screens().keys() >= {"session", "report"}
    assert Do("stay") == Do("stay")


# -- what a scene hears of the focus -------------------------------------------------------------------

SCENES: list[str] = []


@dataclass(frozen=True)
class Listening:
    """Notes what has the focus whenever it is asked for its scene."""

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        SCENES.append(ui.focus)
        rows = [Choice(str(n), key=str(n), intent=n, group="rows", told=n == 2) for n in range(4)]
        return place(Column(rows), size, theme, ui)

    def handle(self, intent: object) -> Result:
        raise AssertionError(intent)


def test_a_scene_is_asked_for_again_only_where_it_says_something_else_under_the_focus(hand):
    SCENES.clear()
    person = hand(Listening())
    asked = len(SCENES)
    person.press("down")
    assert (person.focus, len(SCENES)) == ("1", asked)
    person.press("down")
    assert SCENES[asked:] == ["2"]
    person.press("down")
    assert SCENES[asked:] == ["2", "3"]
    person.press("up", "up", "up")
    assert SCENES[asked:] == ["2", "3", "2", "1"]


@pytest.mark.parametrize(("keys", "opened"), [(("ctrl+tab",), "plan"), (("ctrl+shift+tab",), "manual")])
def test_ctrl_tab_opens_the_next_tab_from_anywhere_and_goes_around(use, keys, opened):
    tabs = [Tab(name.title(), intent=name, selected=name == "circle") for name in ("circle", "plan", "manual")]
    person = use(Column([Button("elsewhere", intent=0), Tabs(tabs, key="t")])).press(*keys)
    assert heard(person) == (opened,)
    assert person.focus == "elsewhere"


def test_ctrl_tab_does_nothing_where_there_are_no_tabs(use):
    assert heard(use(Button("alone", intent=0)).press("ctrl+tab")) == ()


def test_a_finger_that_sweeps_in_one_stroke_scrolls_at_once(use):
    person = use(Scroll(Column([Choice(str(n), intent=n, group="rows") for n in range(99)]), key="rows"))
    person.drag((400, 500), (400, 300), touch=True)
    assert area(person, "rows").offset == 200
    assert heard(person) == ()
