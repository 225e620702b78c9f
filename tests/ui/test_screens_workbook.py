"""The workbook's pages: what is moved, weighed and written is kept, and only when the hand has come to rest."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_layouts import complaints
from ui_screens import after_session, begun, desk_of, in_session, opened, played_until

from game.treatment import PlaceEvent, WriteNote
from game.ui.diagrams import ShareBar, TimeLine
from game.ui.geometry import Size
from game.ui.screens import workbook
from game.ui.screens.between import Between
from game.ui.screens.evidence import balanced
from game.ui.screens.flow import where
from game.ui.screens.formulation import Formulation
from game.ui.screens.intents import Pick, Show
from game.ui.screens.manual import entries
from game.ui.screens.session import Session
from game.ui.screens.timeline import moved, role_moved, when_words
from game.ui.screens.workbook import Pane
from game.ui.state import Changed, Moved, Ranged, Submitted, UiState, Wake
from game.ui.theme import Appearance, load
from game.ui.widgets import Choice, Tab, Text, TextField
from game.view.appearance import feeling_words, strength_of
from game.view.jotted import Role

ROOM = Size(1280, 720)


def scene_of(screen):
    """The widgets of a screen in a plain window."""
    return screen.scene(ROOM, load(), UiState())


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


def test_a_role_is_put_on_the_timeline_moved_and_taken_out(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    screen = where(desk_of(play)).handle(Show("timeline")).screen
    result = screen.handle(Submitted("timeline.role", "  night nurse "))
    assert result.texts == {"timeline.role": ""}
    screen = result.screen
    assert [(role.name, role.first, role.last) for role in screen.look.workbook.jotted.roles] == [
        ("night nurse", -120, 0)
    ]
    screen = screen.handle(Pick("timeline.role", "night nurse")).screen
    for by in ("-12", "-12", "1"):
        screen = screen.handle(Pick("timeline.from", by)).screen
    screen = screen.handle(Pick("timeline.to", "-1")).screen
    turns = len(play.turns)
    screen = screen.handle(Wake()).screen
    assert len(play.turns) == turns + 1
    (role,) = screen.look.workbook.jotted.roles
    assert (role.first, role.last) == (-143, -1)
    screen = screen.handle(Pick("timeline.gone", "night nurse")).screen
    assert screen.look.workbook.jotted.roles == ()


def test_a_role_never_ends_before_it_begins():
    role = Role("wife", -10, -5)
    assert role_moved(role, "from", 12) == (-5, -5)
    assert role_moved(role, "to", -12) == (-10, -10)


def test_the_timeline_shows_everything_placed_and_looks_nearer_on_demand(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    event = desk_of(play).look.workbook.events[0].ref.partition(":")[2]
    play.act(PlaceEvent(event, -300))
    screen = where(desk_of(play)).handle(Show("timeline")).screen
    whole = next(w for w in scene_of(screen) if isinstance(w, TimeLine))
    assert [mark.day for mark in whole.marks] == [-300 * 365 // 12]
    assert whole.first < whole.marks[0].day < 0 < whole.last
    screen = screen.handle(Pick("timeline.see", "in")).screen
    nearer = next(w for w in scene_of(screen) if isinstance(w, TimeLine))
    assert nearer.last - nearer.first < whole.last - whole.first
    screen = screen.handle(Ranged("timeline.line", -30, 30)).screen
    assert next((w.first, w.last) for w in scene_of(screen) if isinstance(w, TimeLine)) == (-30, 30)
    screen = screen.handle(Pick("timeline.see", "all")).screen
    assert next(w for w in scene_of(screen) if isinstance(w, TimeLine)) == whole


def test_a_plan_is_kept_for_its_session_and_ticked_line_by_line(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    screen = where(desk_of(play)).handle(Show("plan")).screen
    screen = screen.handle(Submitted("plan.session.1", "Her nights\nThe phone ")).screen
    result = screen.handle(Pick("plan.tick", "1"))
    screen = result.screen
    assert screen.look.workbook.jotted.plan_for(1) == "Her nights\n✓ The phone"
    assert result.texts == {"plan.session.1": "Her nights\n✓ The phone"}
    rows = {w.label: w.marked for w in scene_of(screen) if isinstance(w, Choice) and w.group == "plan.ticks"}
    assert rows == {"Her nights": False, "The phone": True}
    assert screen.look.workbook.jotted.plain == ()
    screen = screen.handle(Pick("plan.tick", "1")).screen
    assert screen.look.workbook.jotted.plan_for(1) == "Her nights\nThe phone"


def test_the_plan_shows_the_trainees_own_words_and_nothing_the_score_wants(book, cases):
    play = played_until(begun(book, cases["rosalind"]), "supportive", in_session(1, 20))
    screen = where(desk_of(play)).handle(Show("plan")).screen
    shown = " ".join(w.text for w in scene_of(screen) if isinstance(w, Text))
    assert not [row.name for row in book.rows.tasks if " " in row.name and row.name in shown]


def test_the_four_probabilities_are_one_bar(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    screen = where(desk_of(play)).handle(Show("evidence")).screen.handle(Changed("evidence.share.0", 70)).screen
    (bar,) = (w for w in scene_of(screen) if isinstance(w, ShareBar))
    assert [share for _label, share in bar.parts] == [70, 10, 10, 10]
    assert len({label for label, _share in bar.parts}) == 4
    assert "Grief 70 %" in bar.name


def test_the_manual_names_sources_and_says_how_far_they_were_checked(book, cases):
    screen = where(desk_of(opened(begun(book, cases["rosalind"])))).handle(Show("manual")).screen
    screen = screen.handle(Pick("manual.section", "Techniques")).screen
    shown = [w.text for w in scene_of(screen) if isinstance(w, Text) and w.text.startswith("Source")]
    assert len(shown) == len(book.rows.techniques)
    assert all(text.rstrip(".").endswith(("source", "again", "correction")) for text in shown)


@pytest.mark.parametrize("mode", ["guided", "practice"])
def test_the_tabs_of_the_workbook_stand_in_one_row(book, cases, mode):
    screen = where(desk_of(opened(begun(book, cases["rosalind"], mode))))
    screen = replace(screen, pane=replace(screen.pane, news=("person:x", "event:y", "fact:z")))
    tabs = [w for w in scene_of(screen) if isinstance(w, Tab) and w.group == "workbook.tabs"]
    assert len({tab.rect.y for tab in tabs}) == 1


def test_the_preview_of_the_formulation_stays_in_sight_and_rows_do_not_wrap_anew(book, cases):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(2, 30))
    view = desk_of(play).look.formulation
    form = Formulation(desk_of(play), view)
    plain = scene_of(form)
    chosen = form.handle(Pick("formulation.area", "grief")).screen
    chosen = chosen.handle(Pick("formulation.about", view.abouts[0].ref)).screen
    for card in view.evidence:
        chosen = chosen.handle(Pick("formulation.evidence", card.ref)).screen
    after = scene_of(chosen)
    places = {w.key: w.rect for w in plain if isinstance(w, Choice)}
    assert places
    assert all(places[w.key] == w.rect for w in after if isinstance(w, Choice))
    scrolled = chosen.scene(ROOM, load(), UiState(offsets={"formulation.parts": 10_000}))
    words = next(w for w in scrolled if isinstance(w, Text) and w.role == "therapist_line")
    assert words.rect == next(w.rect for w in after if isinstance(w, Text) and w.role == "therapist_line")
    assert all(w.label[0].isupper() for w in after if isinstance(w, Choice))


@pytest.mark.parametrize(
    ("size", "text"), [((1280, 720), 100), ((1280, 720), 200), ((1920, 1080), 150), ((900, 600), 125)]
)
def test_pages_full_of_what_the_trainee_wrote_are_whole_in_every_room(book, cases, size, text):
    play = played_until(begun(book, cases["rosalind"]), "supportive", in_session(1, 30))
    for words in (
        "Plan for session 1: Ask how the nights were, and since when\n✓ Clare\nThe phone in the sluice",
        "Role: senior nurse on a renal ward who trains the others, from month -240 to month 0",
        "Role: daughter, from month -6 to month 0",
        "Ask about the phone.",
    ):
        play.act(WriteNote(words))
    rows = desk_of(play).look.workbook.events
    for n, row in enumerate(rows):
        play.act(PlaceEvent(row.ref.partition(":")[2], -3 * (n + 1) ** 2))
    here = where(desk_of(play))
    look, room = load(Appearance("light", text)), Size(*size)
    pane = Pane(event=rows[0].ref, role="daughter", fresh=(rows[0].ref, here.look.workbook.people[0].ref))
    for tab in ("timeline", "plan", "evidence", "circle"):
        screen = replace(here, side=tab, pane=replace(pane, tab=tab))
        ui = UiState()
        assert not complaints(screen.scene(room, look, ui), room, look, ui), tab
