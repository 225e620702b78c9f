"""The conversation: typed out, opened line by line, kept, searched in all sessions; what is new is said and marked."""

from dataclasses import replace

import pytest
from hidden import hollowed
from ui_layouts import complaints
from ui_screens import after_session, begun, desk_of, in_session, never, opened, played_until

from game.treatment import Say
from game.ui.geometry import Size
from game.ui.screens.flow import where
from game.ui.screens.intents import Open, Pick, Show
from game.ui.screens.lines import Typing
from game.ui.screens.session import Session
from game.ui.screens.transcript import FIELD, Reading, Transcript, searching
from game.ui.state import Back, Hurry, UiState, Wake
from game.ui.theme import Appearance, load
from game.ui.widgets import Choice, Tab, Text

ROOMS = [(Size(1280, 720), 100), (Size(1280, 720), 200), (Size(1920, 1080), 150), (Size(900, 600), 125)]
SAYS = ("explore_person", "person:clare")


def talked(book, cases, mode="practice"):
    """A first session in which Rosalind has told a fact about Clare; and the turn in which she did."""
    play = opened(begun(book, cases["rosalind"], mode))
    while not any(event.kind == "fact_told" for event in play.turns[-1][1]):
        play.act(Say(*SAYS))
    return play, play.turns[-1][0]


def spoken(user):
    return [widget for widget in user.shell.widgets if isinstance(widget, Text)]


def words(widgets):
    return " ".join(widget.text for widget in widgets if isinstance(widget, Text))


# -- typed out ---------------------------------------------------------------------------------------------


def said_something(book, cases, hand, looks):
    desk = desk_of(opened(begun(book, cases["rosalind"])))
    user = hand(where(desk), looks)
    user.press("f1").press("escape")
    session = user.shell.screen
    assert isinstance(session, Session)
    user.shell.apply(session._act((Say(*SAYS),), spoken=True))
    return user


def last_line(user):
    return [widget for widget in spoken(user) if widget.role == "patient_line"][-1]


def test_the_patients_words_are_typed_out_in_little_more_than_a_second(book, cases, hand):
    user = said_something(book, cases, hand, Appearance())
    assert last_line(user).shown == 0
    shown, waited = [], 0
    while (wait := user.shell._wake_ms()) is not None:
        waited += wait
        user.now += wait
        user.shell.wake()
        shown.append(last_line(user).shown)
    assert shown[-1] == -1
    assert shown[:-1] == sorted(set(shown[:-1]))
    assert 200 <= waited <= 1_600


@pytest.mark.parametrize("how", ["key", "click"])
def test_any_key_or_click_shows_the_rest_and_still_does_what_it_does(book, cases, hand, how):
    user = said_something(book, cases, hand, Appearance())
    if how == "key":
        user.type("s")
        assert user.shell.ui.text("palette.field") == "s"
    else:
        user.click("Timeline", "tab")
        assert user.node("Timeline", "tab").selected
    assert last_line(user).shown == -1
    assert user.shell._wake_ms() is None


@pytest.mark.parametrize("looks", [Appearance(reduced_motion=True), Appearance(typewriter=False)])
def test_nothing_is_typed_out_where_nobody_wants_it(book, cases, hand, looks):
    user = said_something(book, cases, hand, looks)
    assert last_line(user).shown == -1
    assert user.shell._wake_ms() is None


def test_a_slider_moved_while_words_are_typed_still_counts(book, cases):
    from game.ui.state import Changed

    play, turn = talked(book, cases)
    screen = replace(where(desk_of(play)), reading=Reading(typing=Typing(turn, 0)))
    result = screen.handle(Changed("evidence.share.0", 70))
    assert result.screen.reading.typing is None
    result.screen.handle(Wake())
    assert play.treatment.workbook.probabilities[0] == 70
    assert screen.handle(Hurry()).screen.reading.typing is None


# -- a line opened -----------------------------------------------------------------------------------------


def test_a_line_is_opened_and_closed_by_keys_alone(book, cases, hand):
    play, turn = talked(book, cases)
    user = hand(where(desk_of(play)))
    user.press("ctrl+f")
    assert isinstance(user.shell.screen, Transcript)
    assert user.focus == "Search the conversation"
    user.press("escape")
    for _stop in range(30):
        user.press("shift+tab")
        if user.shell.ui.focus.startswith(f"talk.{turn}."):
            break
    user.press("enter")
    assert "What you were asking" in words(user.shell.widgets)
    user.press("enter")
    assert "What you were asking" not in words(user.shell.widgets)


def test_a_line_is_opened_and_its_card_pinned_by_the_mouse_alone(book, cases, hand):
    play, turn = talked(book, cases)
    user = hand(where(desk_of(play)))
    line = next(w for w in spoken(user) if w.key.startswith(f"talk.{turn}.") and w.role == "patient_line")
    user.click(f"Rosalind: {line.text}")
    user.click("Pin as speaking for role dispute")
    ((fact, area), weight) = next(iter(play.treatment.workbook.pins.items()))
    assert (area, weight) == ("role_dispute", 1)
    user.click("Take the pin out: role dispute")
    assert play.treatment.workbook.pins.get((fact, area), 0) == 0


def test_words_are_noted_with_when_they_were_said(book, cases):
    play, turn = talked(book, cases)
    screen = where(desk_of(play)).handle(Pick("line.open", str(turn))).screen
    screen.handle(Pick("line.note", str(turn)))
    (note,) = play.treatment.workbook.notes
    lines = [row for row in screen.look.transcript if row.turn == turn]
    assert note.startswith(f"Session 1, minute {lines[0].minute}:")
    assert all(row.words in note for row in lines)


@pytest.mark.parametrize(("mode", "inside"), [("guided", True), ("practice", False), ("exam", False)])
def test_what_moved_in_the_patient_shows_in_guided_mode_only(book, cases, mode, inside):
    play, turn = talked(book, cases, mode)
    screen = where(desk_of(play)).handle(Pick("line.open", str(turn))).screen
    shown = words(screen.scene(Size(1280, 720), load(), UiState()))
    assert ("What moved in the patient" in shown) is inside
    causes = {book.responses[event.cause].words for event in play.turns[-1][1] if event.kind == "patient_moved"}
    assert causes
    assert all((cause in shown) is inside for cause in causes)


def test_in_an_exam_no_technique_is_named_before_the_end(book, cases):
    play, turn = talked(book, cases, "exam")
    asked = desk_of(play).look.turn_view(turn).asked[0]
    assert asked.technique == ""
    play = played_until(begun(book, cases["rosalind"], "exam"), "random", never)
    look = desk_of(play).look
    views = [look.turn_view(turn) for turn, _events in play.turns]
    assert any(asked.technique for view in views for asked in view.asked)
    assert all(view.changes is not None for view in views)


@pytest.mark.parametrize("mode", ["guided", "practice", "exam"])
def test_no_opened_line_changes_when_what_is_hidden_changes(book, cases, mode):
    play = played_until(begun(book, cases["owen"], mode), "expert", in_session(2, 25))
    desk = desk_of(play)
    seen = desk.look
    hollow = replace(seen, _case=hollowed(cases["owen"], play.treatment))
    for turn, _events in play.turns:
        shown = []
        for look in (seen, hollow):
            desk.sitting._look = look
            screen = replace(where(desk), reading=Reading(opened=turn))
            shown.append(screen.scene(Size(1280, 720), load(), UiState()))
        assert shown[0] == shown[1], turn


# -- searching and jumping ---------------------------------------------------------------------------------


def long_ago(book, cases):
    return desk_of(played_until(begun(book, cases["rosalind"]), "expert", in_session(3, 10)))


def test_a_search_goes_through_every_session_and_around_its_ends(book, cases, hand):
    desk = long_ago(book, cases)
    user = hand(where(desk))
    user.press("ctrl+f").type("Your")
    places = [n for n, row in enumerate(desk.look.transcript) if "your" in row.words.lower()]
    assert len({desk.look.transcript[n].session for n in places}) > 1
    assert f"{len(places)} found" in words(user.shell.widgets)
    for turned in range(len(places) + 1):
        user.press("enter")
        assert user.shell.screen.at == places[turned % len(places)]
        assert f"{turned % len(places) + 1} of {len(places)}" in words(user.shell.widgets)
    user.press("f2")
    assert user.shell.screen.at == places[-1]
    user.click("The next place")
    assert user.shell.screen.at == places[0]


def test_what_is_found_is_marked_and_in_sight(book, cases, hand):
    desk = long_ago(book, cases)
    user = hand(searching(desk)).click("Search the conversation").type("clare").press("enter", "enter")
    found = [w for w in spoken(user) if w.found]
    assert found
    assert all("clare" in w.text.lower() for w in found)
    here = next(w for w in found if w.key == user.shell.screen._key(user.shell.screen.at))
    assert here.rect.intersect(here.clip).area
    user.shell.draw()


def test_nothing_found_is_said(book, cases, hand):
    user = hand(searching(long_ago(book, cases))).click("Search the conversation").type("zeppelin").press("enter")
    assert "Not found" in words(user.shell.widgets)
    assert user.shell.screen.at == -1


def test_sessions_have_headings_and_can_be_jumped_to(book, cases, hand):
    desk = long_ago(book, cases)
    user = hand(searching(desk))
    headings = [w.text for w in spoken(user) if w.role == "heading"]
    assert [text for text in headings if text.startswith("Session")] == ["Session 1", "Session 2", "Session 3"]
    user.click("Session 2", "button")
    heading = next(w for w in spoken(user) if w.key == "transcript.session.2")
    assert 0 <= heading.rect.y - heading.clip.y <= 40
    user.press("alt+up")
    assert user.shell.screen.session == 1


def test_what_was_kept_while_reading_is_there_on_return(book, cases, hand):
    play, turn = talked(book, cases)
    user = hand(where(desk_of(play)))
    user.press("ctrl+f")
    user.shell.deliver(Pick("line.open", str(turn)))
    user.shell.deliver(Pick("line.note", str(turn)))
    user.press("escape")
    assert isinstance(user.shell.screen, Session)
    assert len(user.shell.screen.look.workbook.notes) == 1


def test_between_sessions_lines_can_be_kept_too(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", after_session(1))
    user = hand(where(desk_of(play)))
    user.shell.deliver(Open("transcript"))
    turn = next(row.turn for row in user.shell.screen.spoken if row.speaker == "therapist")
    before = len(play.treatment.workbook.notes)
    user.shell.deliver(Pick("line.note", str(turn)))
    user.shell.deliver(Back())
    assert len(user.shell.screen.look.workbook.notes) == before + 1


# -- what is new -------------------------------------------------------------------------------------------


def test_what_is_new_is_announced_and_marked_until_its_page_is_opened(book, cases, hand):
    play = opened(begun(book, cases["rosalind"]))
    user = hand(where(desk_of(play)))
    session = user.shell.screen
    while not session.pane.news:
        user.shell.apply(session._act((Say(*SAYS),), spoken=True))
        session = user.shell.screen
    card = session.look.workbook.cards[-1]
    live = [w.text for w in spoken(user) if w.role == "live"]
    assert any(text.startswith("New in the workbook") and card.title in text for text in live)
    tab = next(w for w in user.shell.widgets if isinstance(w, Tab) and w.key == "workbook.evidence")
    assert tab.marked
    assert tab.name == "Evidence, something new"
    user.shell.deliver(Show("evidence"))
    tab = next(w for w in user.shell.widgets if isinstance(w, Tab) and w.key == "workbook.evidence")
    assert not tab.marked
    assert tab.name == ""
    rows = [w for w in user.shell.widgets if isinstance(w, Choice) and w.key == f"evidence.card.{card.fact}"]
    assert [row.trailing for row in rows] == ["new"]


def test_notes_of_ones_own_are_no_news(book, cases):
    play, _turn = talked(book, cases)
    screen = where(desk_of(play))
    after = screen.handle(Pick("circle.place", screen.look.workbook.people[0].ref.partition(":")[2]))
    assert after.screen.pane.news == ()
    assert after.screen.reading.news == ""
    assert after.focus.startswith("circle:")


# -- every room --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "text"), ROOMS)
def test_the_conversation_is_whole_in_every_room(book, cases, size, text):
    play, turn = talked(book, cases, "guided")
    desk = desk_of(play)
    here = where(desk)
    reading = Reading(opened=turn, news="New in the workbook: evidence “Quarrels with Clare at handover”.")
    look = load(Appearance("light", text))
    for screen in (
        replace(here, reading=reading),
        replace(here, side="talk", reading=reading),
        replace(searching(desk), opened=turn, at=2),
        replace(searching(long_ago(book, cases)), at=5),
    ):
        ui = UiState(texts={FIELD: "clare"})
        assert not complaints(screen.scene(size, look, ui), size, look, ui)
