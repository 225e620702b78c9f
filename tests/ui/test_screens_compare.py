"""Two ways side by side, and the week between two sessions."""

import pytest
from ui_layouts import complaints
from ui_screens import after_session, begun, desk_of, in_session, never, played_until

from game.treatment import EndSession, Say
from game.ui.geometry import Size
from game.ui.screens.between import Between
from game.ui.screens.compare import Compare
from game.ui.screens.flow import debrief, where
from game.ui.state import UiState
from game.ui.theme import Appearance, load
from game.ui.widgets import Text

ROOMS = [(Size(1280, 720), 100), (Size(1280, 720), 200), (Size(1366, 768), 150), (Size(3840, 2160), 200)]


def said(screen, high: int = 720) -> list[str]:
    return [w.text for w in screen.scene(Size(1920, high), load(), UiState()) if isinstance(w, Text)]


@pytest.fixture
def tried_again(book, cases):
    """Two sessions of Rosalind's, the last turns of the second tried twice."""
    play = played_until(begun(book, cases["rosalind"]), "interrogator", in_session(2, 30))
    play.rewind(len(play.turns) - 2)
    play.act(Say("reassure"))
    play.act(EndSession())
    return play


@pytest.mark.parametrize(("size", "text"), ROOMS)
def test_both_ways_are_whole_in_every_room(tried_again, size, text) -> None:
    look, ui = load(Appearance(text=text)), UiState()
    for screen in (Compare(desk_of(tried_again).look), Compare(desk_of(tried_again).look, side="then")):
        assert not complaints(screen.scene(size, look, ui), size, look, ui)


def test_what_was_said_on_either_way_stands_beside_the_other(tried_again, hand) -> None:
    desk = desk_of(tried_again)
    user = hand(where(desk))
    user.click("Compare both ways")
    assert isinstance(user.shell.screen, Compare)
    (fork,) = desk.look.forks
    words = said(user.shell.screen)
    for way in (fork.now, fork.then):
        assert way.lines[0].words in words
    assert words.count("The score of both comes with the debrief.") == 2
    user.press("escape")
    assert isinstance(user.shell.screen, Between)


def test_in_a_narrow_room_one_turns_from_one_to_the_other(tried_again, hand) -> None:
    screen = Compare(desk_of(tried_again).look)
    (fork,) = screen.look.forks
    user = hand(screen, Appearance(text=200))
    user.click("Before you went back", "tab")
    assert user.shell.screen.side == "then"
    assert fork.then.lines[0].words in [w.text for w in user.shell.widgets if isinstance(w, Text)]


def test_after_the_end_both_have_their_score(tried_again, hand) -> None:
    play = played_until(tried_again, "supportive", never)
    shown = debrief(desk_of(play))
    user = hand(shown)
    user.click("Compare both ways")
    words = " ".join(said(user.shell.screen))
    assert f"{shown.report.composite / 1_000:.1f} of 100" in words
    assert "The score of both comes with the debrief." not in words


def test_nothing_to_compare_is_said(book, cases) -> None:
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(1, 10))
    action = play.log.lines[-1].action
    play.take_back()
    play.act(action)
    assert any("nothing to compare" in words for words in said(Compare(desk_of(play).look)))


def test_in_an_exam_there_is_no_other_way(book, cases, hand) -> None:
    play = played_until(begun(book, cases["rosalind"], "exam"), "expert", after_session(1))
    assert desk_of(play).look.forks == ()
    user = hand(where(desk_of(play)))
    assert not any(w.key == "between.compare" for w in user.shell.widgets)


# ---- the week


def test_the_scale_stands_between_two_sessions_as_it_was_filled_in(book, cases) -> None:
    play = played_until(begun(book, cases["rosalind"]), "expert", after_session(3))
    desk = desk_of(play)
    scale = desk.look.week.scale
    words = said(where(desk), 2160)
    assert "PHQ-9 in session 3" in words
    assert all(row.name in words for row in scale.items)
    assert any(f"than in session {scale.since}" in line or "The same total" in line for line in words)


def test_what_was_not_told_of_the_week_stays_untold(book, cases) -> None:
    for policy, told in (("expert", True), ("interrogator", False)):
        play = played_until(begun(book, cases["rosalind"]), policy, after_session(4))
        desk = desk_of(play)
        assert bool(desk.look.week.told) == told
        assert any("told of the week" in words for words in said(where(desk), 2160)) == told


def test_a_gap_can_be_gone_to_from_between_two_sessions(book, cases, hand) -> None:
    play = played_until(begun(book, cases["rosalind"]), "interrogator", after_session(2))
    desk = desk_of(play)
    gaps = [remark for remark in desk.look.remarks if any(not comment.good for comment in remark.comments)]
    assert gaps
    user = hand(where(desk), Appearance())
    going = [w for w in user.shell.widgets if w.key.startswith("between.remark.")]
    assert [w.intent.turn for w in going] == [remark.turn for remark in gaps]
    user.shell.deliver(going[0].intent)
    assert user.shell.screen.turn == gaps[0].turn
