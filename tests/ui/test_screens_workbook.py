"""The workbook's pages: what is moved, weighed and written is kept, and only when the hand has come to rest."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_screens import after_session, begun, desk_of, in_session, opened, played_until

from game.ui.screens import workbook
from game.ui.screens.between import Between
from game.ui.screens.evidence import balanced
from game.ui.screens.figure import feeling_words, strength_of
from game.ui.screens.flow import where
from game.ui.screens.intents import Pick, Show
from game.ui.screens.manual import entries
from game.ui.screens.session import Session
from game.ui.screens.timeline import moved, when_words
from game.ui.state import Changed, Moved, Submitted, Wake
from game.ui.widgets import Text, TextField


@given(
    st.lists(st.integers(0, 100), min_size=3, max_size=3),
    st.integers(0, 3),
    st.integers(0, 100),
)
def test_probabilities_always_add_up_to_a_hundred(cuts, place, value):
    ends = [0, *sorted(cuts), 100]
    shares = tuple(after - before for before, after in pairwise(ends))
    found = balanced(shares, place, value)
    assert sum(found) == 100
    assert found[place] == value
    assert min(found) >= 0


def test_the_others_keep_their_proportions():
    assert balanced((40, 30, 20, 10), 0, 70) == (70, 15, 10, 5)
    assert balanced((100, 0, 0, 0), 0, 40) == (40, 20, 20, 20)


@pytest.mark.parametrize(
    ("month", "words"),
    [
        (0, "the month of the first session"),
        (-1, "1 month before"),
        (-14, "1 year 2 months before"),
        (-24, "2 years before"),
        (3, "3 months after"),
    ],
)
def test_months_are_said_in_words(month, words):
    assert when_words(month) == words


def test_an_event_stays_on_the_timeline():
    assert moved(-720, -12) == -720
    assert moved(6, 1) == 6
    assert moved(None, -1) == -7


def test_a_feeling_is_named_with_its_strength():
    assert [feeling_words("sad", n) for n in (0, 4_000, 9_000)] == ["a little sad", "sad", "very sad"]
    assert feeling_words("numb", 9_000) == "numb"
    assert [strength_of(n) for n in (3_499, 3_500, 6_499, 6_500)] == [0, 1, 1, 2]


def test_a_slider_counts_once_when_the_hand_rests(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    screen = where(desk_of(play)).handle(Show("evidence")).screen
    for value in (30, 50, 70):
        result = screen.handle(Changed("evidence.share.0", value))
        screen = result.screen
    assert result.wake_ms == workbook.REST_MS
    assert play.treatment.workbook.probabilities == (25, 25, 25, 25)
    screen = screen.handle(Wake()).screen
    assert play.treatment.workbook.probabilities == (70, 10, 10, 10)
    assert len(play.turns) == 2
    assert screen.handle(Wake()).screen.pane.shares is None
    assert len(play.turns) == 2


def test_a_draft_is_kept_before_the_session_goes_on(book, cases):
    from game.ui.screens.intents import Open

    play = played_until(begun(book, cases["rosalind"]), "supportive", in_session(1, 41))
    screen = where(desk_of(play)).handle(Show("evidence")).screen
    screen = screen.handle(Changed("evidence.share.1", 55)).screen
    screen.handle(Open("end"))
    assert play.treatment.workbook.probabilities[1] == 55
    assert not play.treatment.hour.open


def test_people_are_placed_and_moved_at_each_time(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    screen = where(desk_of(play))
    person = screen.look.workbook.people[0].ref.partition(":")[2]
    screen = screen.handle(Pick("circle.place", person)).screen
    screen = screen.handle(Pick("circle.when", "before")).screen
    screen = screen.handle(Moved("circle", person, 4)).screen
    assert play.treatment.workbook.rings == {(person, "now"): 2, (person, "before"): 4}
    assert screen.look.workbook.people[0].before == 4


def test_an_event_is_moved_month_by_month_and_placed_once(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    screen = where(desk_of(play)).handle(Show("timeline")).screen
    event = screen.look.workbook.events[0].ref
    screen = screen.handle(Pick("timeline.event", event)).screen
    for by in ("-12", "-1", "-1"):
        screen = screen.handle(Pick("timeline.move", by)).screen
    screen = screen.handle(Wake()).screen
    assert play.treatment.workbook.months == {event.partition(":")[2]: -20}
    assert len(play.turns) == 2


def test_a_card_is_pinned_with_its_weight(book, cases):
    play = played_until(begun(book, cases["rosalind"]), "supportive", in_session(1, 30))
    screen = where(desk_of(play)).handle(Show("evidence")).screen
    card = screen.look.workbook.cards[0].fact
    screen = screen.handle(Pick("evidence.card", card)).screen
    screen = screen.handle(Changed("evidence.weight.grief", 2)).screen
    screen = screen.handle(Pick("evidence.card", card)).screen
    assert play.treatment.workbook.pins == {(card, "grief"): 2}
    assert screen.pane.card == ""


def test_a_note_is_kept_and_its_field_emptied(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    screen = where(desk_of(play)).handle(Show("plan")).screen
    kept = screen.handle(Submitted("plan.note", "  Ask about the phone.  "))
    assert play.treatment.workbook.notes == ("Ask about the phone.",)
    assert kept.texts == {"plan.note": ""}
    assert screen.handle(Submitted("plan.note", "   ")).screen is None


def test_notes_can_be_kept_between_sessions(book, cases):
    play = played_until(begun(book, cases["rosalind"]), "expert", after_session(1))
    screen = where(desk_of(play))
    assert isinstance(screen, Between)
    screen.handle(Submitted("plan.note", "Next time: the room at his mother's."))
    assert play.treatment.workbook.notes[-1] == "Next time: the room at his mother's."


def test_every_row_of_the_manual_can_be_looked_up_with_its_reference(book):
    shown = entries(book)
    rows = book.rows
    assert {row.name for row in (*rows.tasks, *rows.techniques, *rows.errors, *rows.areas)} <= {e.title for e in shown}
    assert all(entry.reference and entry.status in {"sourced", "recalled", "design"} for entry in shown)


def test_the_manual_is_found_by_words(book, cases, hand):
    user = hand(where(desk_of(opened(begun(book, cases["rosalind"])))))
    user.press("alt+5")
    assert isinstance(user.shell.screen, Session)
    user.click("Search the manual").type("sick role")
    words = [w.text for w in user.shell.widgets if isinstance(w, Text)]
    assert any("The sick role" in each for each in words)


def test_the_pages_open_by_their_keys(book, cases, hand):
    user = hand(where(desk_of(opened(begun(book, cases["rosalind"])))))
    for number, (_, label) in enumerate(workbook.PAGES, 1):
        user.press(f"alt+{number}")
        assert user.node(label, "tab").selected
    assert not any(isinstance(w, TextField) and w.key == "plan.note" for w in user.shell.widgets)
