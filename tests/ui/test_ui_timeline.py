"""The time line: zoom and pan by keys, wheel and dragging; names that do not cover each other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui import anatomy
from game.ui.diagrams import Mark, Stretch, TimeLine
from game.ui.elements import Column
from game.ui.geometry import Rect, Size
from game.ui.interaction import interact
from game.ui.layout import place
from game.ui.paint.timelines import placed
from game.ui.stack import Stay
from game.ui.state import Key, Pointer, Ranged, UiState, Wheel
from game.ui.theme import load
from game.ui.timeline import day_of, day_of_session, panned, step_of, tick_words, ticks, zoomed

LIMITS = (-4_000, 400)
MARKS = (
    Mark("The move back to Kisumu", -3_600),
    Mark("Otieno's death", -430, open=True),
    Mark("The fixed nights", -90),
)
WIDE = Size(900, 500)


def line(first=LIMITS[0], last=LIMITS[1]):
    return TimeLine(
        MARKS, (Stretch("Nurse", -3_000, 0),), ((0, 15), (7, 14)), "PHQ-9", first, last, LIMITS, key="line", name="Time"
    )


def shown(widget):
    look = load()
    return place(Column([widget], padding="wide"), WIDE, look, UiState()), look


def answered(widget, event, ui=None):
    widgets, look = shown(widget)
    state, intents = interact(widgets, ui or UiState(focus="line"), event, look)
    return state, intents


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("left", lambda a: a.last < -1_000),
        ("right", lambda a: a.first > -2_000),
        ("plus", lambda a: (a.first, a.last) == (-1_800, -1_200)),
        ("minus", lambda a: (a.first, a.last) == (-2_350, -650)),
        ("home", lambda a: (a.first, a.last) == LIMITS),
    ],
)
def test_keys_go_along_nearer_and_further(key, wanted):
    _, (intent,) = answered(line(-2_000, -1_000), Key(key))
    assert isinstance(intent, Ranged)
    assert wanted(intent)


def test_the_wheel_zooms_and_the_day_under_it_stays():
    widget = line(-2_000, -1_000)
    widgets, _ = shown(widget)
    rect = next(w.rect for w in widgets if w.key == "line")
    x = rect.x + rect.w // 4
    _, (intent,) = answered(widget, Wheel(x, rect.centre[1], -1))
    assert intent.last - intent.first < 1_000
    before = anatomy.time_day(widget, rect, x)
    after = anatomy.time_day(line(intent.first, intent.last), rect, x)
    assert abs(after - before) <= 5


def test_the_wheel_further_than_all_scrolls_the_page_instead():
    widgets, _ = shown(line())
    rect = next(w.rect for w in widgets if w.key == "line")
    _, intents = answered(line(), Wheel(*rect.centre, 1))
    assert intents == ()


@pytest.mark.parametrize("touch", [False, True])
def test_dragging_takes_the_line_along(touch):
    widget = line(-2_000, -1_000)
    widgets, look = shown(widget)
    rect = next(w.rect for w in widgets if w.key == "line")
    x, y = rect.centre
    ui, _ = interact(widgets, UiState(), Pointer("down", x, y, touch=touch), look)
    ui, (intent,) = interact(widgets, ui, Pointer("move", x + rect.w // 10, y, touch=touch), look)
    assert intent.last - intent.first == 1_000
    assert abs(intent.first + 2_100) <= 2
    _, intents = interact(widgets, ui, Pointer("up", x + rect.w // 10, y, touch=touch), look)
    assert intents == ()


@given(st.integers(-4_000, 300), st.integers(60, 4_400), st.integers(10, 400), st.integers(-5_000, 5_000))
def test_what_is_shown_stays_inside_the_line(first, span, percent, where):
    widget = line(*panned(line(), first)) if span >= 4_400 else line(first, min(LIMITS[1], first + span))
    for low, high in (zoomed(widget, percent), zoomed(widget, percent, where), panned(widget, where)):
        assert LIMITS[0] <= low < high <= LIMITS[1]


@given(st.integers(-20_000, 0), st.integers(30, 20_000))
def test_a_few_days_get_a_name_each_its_own(first, span):
    days = ticks(first, first + span)
    assert len(days) <= 9
    assert all(first <= day <= first + span for day in days)
    words = [tick_words(day, step_of(first, first + span)) for day in days]
    assert len(set(words)) == len(words)


def test_days_are_said_in_short_words():
    assert [tick_words(day) for day in (0, -730, 365, -91)] == ["start", "−2 y", "+1 y", "−3 mo"]
    assert tick_words(14, 14) == "+2 wk"
    assert (day_of(-12), day_of_session(1), day_of_session(3)) == (-365, 0, 14)


@given(st.lists(st.tuples(st.integers(-4_000, 400), st.integers(20, 300)), max_size=12))
def test_names_of_marks_never_cover_each_other(found):
    marks = tuple(Mark(str(n), day) for n, (day, _wide) in enumerate(found))
    widget = TimeLine(marks, (), (), "", *LIMITS, LIMITS)
    rect = Rect(0, 0, 600, 100)
    spots = [spot for _, spot in placed(widget, 20, rect, tuple(wide for _day, wide in found), 5)]
    assert not any(one.overlaps(other) for one, other in combinations(spots, 2))
    assert all(rect.x <= spot.x and spot.right <= rect.right for spot in spots)


def test_the_open_mark_is_named_before_all_others():
    marks = (*(Mark(f"m{n}", -n) for n in range(20)), Mark("mine", -5, open=True))
    widget = TimeLine(marks, (), (), "", *LIMITS, LIMITS)
    named = [mark.label for mark, _ in placed(widget, 20, Rect(0, 0, 600, 40), (200,) * 21, 2)]
    assert named[0] == "mine"


def test_a_screen_reader_hears_what_is_on_the_line():
    from game.ui import accessibility

    widgets, _ = shown(line())
    node = accessibility.named(accessibility.tree(widgets, UiState()), "Time")
    assert "Otieno's death" in node.value
    assert "Nurse: " in node.value
    assert "PHQ-9 15: start" in node.value


def test_the_line_is_painted_with_and_without_the_focus(hand):
    class One:
        def scene(self, size, theme, ui):
            return place(Column([line()], padding="wide"), size, theme, ui)

        def handle(self, _intent):
            return Stay()

    user = hand(One())
    user.press("tab")
    assert user.focus == "Time"
    assert user.shell.draw()
