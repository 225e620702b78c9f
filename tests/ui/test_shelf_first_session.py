"""The guided first session: offered, never forced, done by doing, by keys or by mouse, and there again after a kill."""

import pytest
from archives import Trained
from ui_layouts import complaints, seen

from game.play import Playthrough
from game.treatment import EndSession, OpenSession, Say
from game.ui import accessibility
from game.ui.geometry import Size
from game.ui.screens.between import Between
from game.ui.screens.care import Care
from game.ui.screens.coach import LESSONS
from game.ui.screens.coached import Coached, Frame, coached
from game.ui.screens.desk import FIRST
from game.ui.screens.flow import where
from game.ui.screens.referral import Referral
from game.ui.screens.session import Session
from game.ui.screens.shelf import Shelf
from game.ui.screens.title import Title
from game.ui.state import Changed, UiState
from game.ui.theme import Appearance, load

FIRST_DRAFT_MS = 60_000


@pytest.fixture
def trained(book, cases, tmp_path):
    somebody = Trained(book, cases, tmp_path)
    yield somebody
    somebody.close()


def title_of(user):
    """The title of the hint that is shown; empty when none is."""
    return next((widget.text for widget in user.shell.widgets if widget.key == "coach.title"), "")


def framed(user):
    """The key of what has the frame around it; empty when nothing has."""
    frame = next((widget for widget in user.shell.widgets if isinstance(widget, Frame)), None)
    if frame is None:
        return ""
    return next(w.key for w in user.shell.widgets if w.key and w is not frame and seen(w).inset(-4) == frame.rect)


def begun(hand, trained):
    user = hand(Title(trained.desk(is_new_here=True)))
    user.press("enter")
    while not isinstance(user.shell.screen, Coached):
        user.press("enter")
    return user


def press_key_of(user, prefix):
    """Press what has a key that begins so, by its accessible name."""
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key.startswith(prefix)))


def rested(user):
    """Let what was moved about be kept."""
    for _ in range(3):
        user.now += FIRST_DRAFT_MS
        user.shell.wake()
    return user


def test_it_is_offered_first_to_somebody_new_and_nobody_has_to(hand, trained):
    user = hand(Title(trained.desk(is_new_here=True)))
    assert user.focus == "Begin with a guided session"
    user.click("Treat a patient")
    assert isinstance(user.shell.screen, Shelf)


def test_it_stays_to_be_had_for_those_who_have_played(hand, trained):
    user = hand(Title(trained.desk()))
    assert user.focus == "Treat a patient"
    user.click("Guided first session")
    assert isinstance(user.shell.screen, Care | Referral)


def test_it_begins_with_the_letter_and_writes_a_log_like_any_other(hand, trained, book, cases):
    user = begun(hand, trained)
    assert isinstance(user.shell.screen.screen, Session)
    (log,) = trained.logs.iterdir()
    assert log.name.startswith(FIRST)
    assert log.read_bytes().count(b"\n") == 2


def test_every_hint_is_done_by_doing_it(hand, trained):
    user = begun(hand, trained)
    shown = [title_of(user)]

    def next_is(title):
        assert title_of(user) == title, [w.text for w in user.shell.widgets if w.key == "coach.words"]
        shown.append(title)

    user.press("f9")
    next_is("Find something to say")
    assert framed(user) == "palette.field"
    user.type("brings")
    next_is("Say it")
    user.press("enter", "enter")
    next_is("Keep a piece of evidence")
    for _ in range(12):
        if user.shell.screen.desk.look.workbook.cards:
            break
        user.type("how have you been").press("enter", "enter")
    desk = user.shell.screen.desk
    assert desk.look.workbook.cards
    user.press("alt+3")
    assert framed(user).startswith("evidence.card.")
    press_key_of(user, "evidence.card.")
    assert framed(user).startswith("evidence.")
    slider = next(w for w in user.shell.widgets if w.key.startswith("evidence.weight."))
    user.shell.deliver(Changed(slider.key, 2))
    rested(user)
    next_is("Put somebody on the circle")
    assert desk.look.workbook.people
    user.press("alt+1")
    assert framed(user).startswith("circle")
    press_key_of(user, "circle.place.")
    rested(user)
    next_is("Ask about suicide")
    user.press("ctrl+k").type("suicide").press("enter", "enter")
    next_is("Say how sure you are")
    user.press("alt+3")
    assert framed(user).startswith("evidence.share.")
    user.shell.deliver(Changed("evidence.share.0", 60))
    rested(user)
    next_is("End the session")
    user.press("f6")
    if any(w.key == "message.answer0" for w in user.shell.widgets):
        assert framed(user) == "message.answer0"
        press_key_of(user, "message.answer0")
    assert isinstance(user.shell.screen.screen, Between)
    next_is("That was a first session")
    assert shown[0] == "This is the room"
    user.click("Close the hints")
    assert isinstance(user.shell.screen, Between)


def test_the_hints_can_be_done_without_at_any_moment(hand, trained):
    user = begun(hand, trained).click("Without hints")
    assert isinstance(user.shell.screen, Session)
    user.press("escape").click("To the title").click("Continue with")
    assert isinstance(user.shell.screen, Session)


def test_after_a_pause_the_hints_are_where_they_were(hand, trained):
    user = begun(hand, trained).press("f9")
    user.type("brings").press("enter", "enter")
    was = title_of(user)
    user.press("escape").click("To the title")
    assert isinstance(user.shell.screen, Title)
    user.click("Continue with")
    assert title_of(user) == was


def test_after_a_kill_too_since_they_are_read_from_the_log(hand, trained, book, cases, tmp_path):
    user = begun(hand, trained).press("f9")
    user.type("brings").press("enter", "enter")
    was = title_of(user)
    (log,) = trained.logs.iterdir()
    copy = log.with_name(log.name.replace("2026-11-20", "2026-11-21"))
    copy.write_bytes(log.read_bytes())
    with Playthrough.resume(book, cases["small"], copy) as again:
        user = hand(Title(trained.desk(again))).click("Continue with")
        assert title_of(user) == was


def test_an_ordinary_treatment_has_no_hints(hand, trained, book, cases):
    play = Playthrough.start(book, cases["small"], seed=1, mode="guided", path=trained.logs / "small-1.jsonl")
    desk = trained.desk(play)
    assert coached(desk, where(desk)) != Coached(where(desk), desk)
    assert not isinstance(coached(desk, where(desk)), Coached)
    play.close()


def test_a_screen_reader_hears_each_hint_and_reaches_its_buttons(hand, trained):
    user = begun(hand, trained)
    nodes = accessibility.tree(user.shell.widgets, user.shell.ui)
    words = next(node for node in nodes if node.key == "coach.words")
    assert words.live
    assert accessibility.named(nodes, "Next hint", "button").actions
    assert accessibility.named(nodes, "Without hints", "button").actions


def test_what_a_hint_opens_has_hints_too_and_the_message_over_the_room(hand, trained):
    user = begun(hand, trained).press("f9", "escape")
    assert title_of(user) == "Find something to say"
    user.press("escape", "f4")
    assert isinstance(user.shell.screen, Coached)
    assert title_of(user)


@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("size", [Size(1280, 720), Size(1366, 768), Size(1920, 1080), Size(3840, 2160)])
def test_with_every_hint_the_room_is_whole(trained, size, text):
    desk = trained.desk()
    assert desk.begin_first_session() is None

    def look():
        theme, ui = load(Appearance("light", text)), UiState()
        found = complaints(coached(desk, where(desk)).scene(size, theme, ui), size, theme, ui)
        assert not found, found[:3]

    desk.act(OpenSession())
    look()
    desk.noted.add("welcome")
    look()
    for intent in ("opening", "ask_suicide"):
        if intent in {move.intent for move in desk.look.moves}:
            desk.act(Say(intent))
            look()
    desk.act(EndSession())
    look()


def test_every_hint_names_something_that_is_there_to_be_used():
    assert [row.id for row in LESSONS] == ["welcome", "reach", "say", "pin", "place", "danger", "odds", "end"]
    assert all(row.targets and row.title and row.words for row in LESSONS)
