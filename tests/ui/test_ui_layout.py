import pytest
import ui_demo
from hypothesis import given, settings
from hypothesis import strategies as st
from ui_layouts import complaints, seen, trees, window_sizes

from game.ui.circle import circle, ring_label
from game.ui.diagrams import Cell, Person, Rings, Token
from game.ui.elements import Box, Column, Element, Grid, Modal, Row, Scroll, Space, Strip, Tabs
from game.ui.geometry import Rect, Size
from game.ui.layout import PAGE, place
from game.ui.state import Drag, UiState
from game.ui.theme import THEMES, Appearance, load, room
from game.ui.widgets import Button, Choice, Panel, ScrollArea, Tab, Text, TextField, Widget

HD = Size(1280, 720)
SIZES = (HD, Size(1366, 768), Size(1920, 1080), Size(3840, 2160))
THEME = load()
UI = UiState()


def placed(tree: Element, size: Size = HD, ui: UiState = UI, text: int = 100) -> tuple[Widget, ...]:
    return place(tree, size, load(Appearance(text=text)), ui)


@pytest.mark.parametrize("theme_name", THEMES)
@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.w}x{size.h}")
def test_every_demo_screen_fits_every_window_theme_and_text_size(size, text, theme_name):
    theme, ui = load(Appearance(theme_name, text)), UiState()
    for name, screen in ui_demo.screens().items():
        assert complaints(screen.scene(size, theme, ui), size, theme, ui) == [], name


@given(trees, window_sizes, st.sampled_from((100, 150, 200)))
@settings(max_examples=150, deadline=None)
def test_any_tree_of_elements_is_placed_inside_without_overlaps_and_uncut(tree, size, text):
    theme, ui = load(Appearance(text=text)), UiState()
    assert complaints(place(tree, size, theme, ui), size, theme, ui) == []


@given(trees, window_sizes)
@settings(max_examples=30, deadline=None)
def test_the_same_arguments_give_equal_widgets(tree, size):
    assert place(tree, size, THEME, UiState()) == place(tree, size, THEME, UiState())


def test_a_column_gives_what_is_left_to_the_child_that_grows():
    tree = Column([Text("a"), Box(Text("b"), padding="none", grow=1), Text("c")], gap="none")
    first, panel, _, last = placed(tree)
    assert (first.rect.y, panel.rect.y, panel.rect.bottom, last.rect.bottom) == (0, first.rect.h, last.rect.y, HD.h)


def test_growing_children_of_a_row_share_by_weight_and_fill_the_width():
    widgets = placed(Row([Box(Text("a"), grow=1), Box(Text("b"), grow=3)], gap="none"))
    assert [widget.rect.w for widget in widgets if isinstance(widget, Panel)] == [320, 960]


def test_a_row_that_does_not_fit_continues_below():
    buttons = placed(Row([Button("x" * 60, intent=n) for n in range(4)]))
    assert len({button.rect.y for button in buttons}) > 1


def test_a_row_told_not_to_wrap_squeezes_its_children_instead():
    texts = placed(Row([Text("word " * 60), Text("word " * 60)], wrap=False))
    assert {text.rect.y for text in texts} == {0}


def test_a_page_that_is_too_tall_scrolls_as_a_whole():
    widgets = placed(Column([Text("line")] * 80))
    assert isinstance(widgets[0], ScrollArea)
    assert widgets[0].key == PAGE
    assert widgets[0].furthest > 0


def test_an_area_that_sticks_shows_its_end_until_it_is_scrolled():
    tree = Column([Scroll(Column([Text(f"line {n}") for n in range(90)]), key="talk", stick=True, grow=1)])
    at_end, moved = placed(tree), placed(tree, ui=UiState(offsets={"talk": 40}))
    assert isinstance(at_end[0], ScrollArea)
    assert at_end[0].offset == at_end[0].furthest
    assert seen(at_end[-1]).area == at_end[-1].rect.area
    assert isinstance(moved[0], ScrollArea)
    assert moved[0].offset == 40


def test_an_offset_beyond_the_end_is_held_at_the_end():
    widgets = placed(Scroll(Column([Text("line")] * 80), key="a"), ui=UiState(offsets={"a": 10**6}))
    assert isinstance(widgets[0], ScrollArea)
    assert widgets[0].offset == widgets[0].furthest


def test_a_modal_takes_no_room_and_comes_last_on_a_layer_of_its_own():
    without, within = (
        placed(Column([Text("a")])),
        placed(Column([Text("a"), Modal(Button("ok", intent=1), title="Sure?")])),
    )
    assert within[: len(without)] == without
    assert {widget.layer for widget in within[len(without) :]} == {1}
    dialog = next(w for w in within if isinstance(w, Panel) and w.role == "dialog")
    assert dialog.name == "Sure?"


def test_a_modal_taller_than_the_window_scrolls():
    widgets = placed(Column([Modal(Column([Text("line")] * 80), title="Long")]))
    area = next(w for w in widgets if isinstance(w, ScrollArea))
    assert area.furthest > 0
    assert Rect(0, 0, *HD).encloses(area.rect)


def test_a_reading_column_is_no_wider_than_asked_and_stands_in_the_middle():
    (text,) = placed(Column([Text("word " * 300)], max_em=40))
    assert text.rect.w == 40 * THEME.em
    assert abs(text.rect.centre[0] - HD.w // 2) <= 1


def test_a_grid_has_as_many_columns_as_fit():
    def columns(text: int) -> int:
        return len({w.rect.x for w in placed(Grid([Text("a")] * 12, min_em=16), text=text)})

    assert columns(100) > columns(200) >= 1


def test_space_pushes_what_follows_to_the_other_end():
    _, last = placed(Row([Text("a"), Space(grow=1), Text("b")]))
    assert last.rect.right == HD.w


def test_conditions_leave_no_gap_where_they_put_nothing():
    assert placed(Column([Text("a"), None, Text("b")])) == placed(Column([Text("a"), Text("b")]))


def test_widgets_that_can_be_focused_get_keys_of_their_own():
    first, second, named = placed(
        Column([Button("Go", intent=1), Button("Go", intent=2), Button("Go", intent=3, key="go")])
    )
    assert (first.key, second.key, named.key) == ("button:Go", "button:Go#2", "go")


def test_tabs_and_strips_are_groups():
    tabs = placed(Tabs([Tab("a", intent=1), Tab("b", intent=2)], key="t"))
    cells = placed(Strip([Cell("1", intent=1), Cell("2", intent=2)], key="s"))
    assert {tab.group for tab in tabs} == {"t"}
    assert {cell.group for cell in cells} == {"s"}
    assert cells[0].rect.w == cells[1].rect.w == (HD.w - 2) // 2


def test_a_field_grows_with_what_is_typed_rather_than_cut_it():
    tree = Column([TextField("Note", key="note")])
    short, long = placed(tree)[0], placed(tree, ui=UiState(texts={"note": "word " * 120}))[0]
    assert long.rect.h > short.rect.h


def test_larger_text_and_a_smaller_window_come_to_the_same_arrangement():
    def arrangements(text: int) -> list[str]:
        return [room(size, load(Appearance(text=text))) for size in (Size(640, 480), HD, Size(2560, 1440))]

    assert arrangements(100) == ["narrow", "wide", "wide"]
    assert arrangements(200) == ["narrow", "narrow", "wide"]


def test_people_on_the_circle_cover_neither_one_another_nor_the_names_of_the_rings():
    names = ("Mother", "Tom", "Daniel", "Ms Okafor", "Aoife", "Mrs Lind", "Priest", "Neighbour")
    for together in (1, 3):
        people = tuple(Person(name, name, 1 + n % together) for n, name in enumerate(names))
        rings = Rings("Ana", ("closest", "close", "less close", "distant"), people, key="r")
        shown, *tokens = placed(rings, Size(430, 430))
        assert isinstance(shown, Rings)
        shape = circle(shown, shown.rect, THEME)
        others = [ring_label(shown, shape, n, THEME) for n in range(4)]
        for token in tokens:
            assert isinstance(token, Token)
            assert not any(token.rect.overlaps(other) for other in others), token.name
            assert shape.ring_at(*token.rect.centre) == token.ring
            others.append(token.rect)


def test_a_person_stays_in_the_direction_they_were_when_they_move_to_another_ring():
    def angle_side(ring: int) -> bool:
        people = (Person("a", "Ann", ring), Person("b", "Bo", 0))
        token = placed(Rings("Me", ("in", "mid", "out"), people, key="r"))[1]
        return token.rect.centre[0] > HD.w // 2

    assert angle_side(0) == angle_side(1) == angle_side(2)


def test_a_held_token_follows_the_pointer_inside_the_circle():
    tree = Rings("Me", ("in", "out"), (Person("a", "Ann", 0),), key="r")
    still = placed(tree)[1]
    moved = placed(tree, ui=UiState(drag=Drag("r:a", "token", (0, 0), (30, 20))))[1]
    away = placed(tree, ui=UiState(drag=Drag("r:a", "token", (0, 0), (-5000, 0))))[1]
    assert moved.rect == still.rect.moved(30, 20)
    assert Rect(0, 0, *HD).encloses(away.rect)


def test_choices_keep_their_second_line_and_their_minutes():
    (choice,) = placed(Column([Choice("Ask about the brother", note="Inventory", trailing="3 min", intent=1)]))
    (plain,) = placed(Column([Choice("Ask about the brother", intent=1)]))
    assert choice.rect.h > plain.rect.h


def test_a_row_that_just_fits_counts_its_gaps():
    buttons = [Button("first", intent=1), Button("second", intent=2)]
    row = Row([Row(buttons, gap="huge"), Text("after")], gap="none")
    first, second, after = placed(row)
    assert first.rect.right + THEME.space("huge") == second.rect.x
    assert after.rect.x == second.rect.right


def test_a_growing_child_keeps_its_least_width_beside_a_heavy_one():
    light, heavy = placed(Row([Text("needs its six ems", grow=1), Text("x " * 400, grow=100)], gap="none"))
    assert light.rect.w == 6 * THEME.em
    assert heavy.rect.w == HD.w - 6 * THEME.em
