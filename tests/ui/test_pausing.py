"""Escape opens a pause wherever a treatment goes on, and leaves nothing without a word."""

import pytest
from ui_screens import after_session, begun, desk_of, in_session, played_until

from game.ui.screens import flow
from game.ui.screens.between import Between
from game.ui.screens.settings import Settings
from game.ui.screens.title import Title


@pytest.fixture
def paused(book, cases, hand):
    """Return a function that has somebody press Escape at a moment of a treatment."""

    def at(moment):
        play = played_until(begun(book, cases["rosalind"]), "expert", moment)
        return hand(flow.where(desk_of(play))).press("escape")

    return at


def words(user):
    return " ".join(getattr(widget, "text", "") for widget in user.shell.widgets)


def test_between_sessions_escape_opens_a_pause_and_closes_it_again(paused):
    user = paused(after_session(2))
    assert isinstance(user.shell.screen, Between)
    assert "10 sessions are left. Everything is saved" in words(user)
    user.press("escape")
    assert user.shell.screen.message is None
    assert isinstance(user.shell.screen, Between)


def test_the_pause_leads_to_the_title_and_to_the_settings_and_back(paused):
    user = paused(after_session(2)).click("Settings")
    assert isinstance(user.shell.screen, Settings)
    user.press("escape")
    assert isinstance(user.shell.screen, Between)
    user.press("escape").click("To the title")
    assert isinstance(user.shell.screen, Title)


@pytest.mark.parametrize(
    ("moment", "told"), [(in_session(2), "minutes left"), (lambda now: now.over, "The treatment is over")]
)
def test_the_pause_says_where_the_treatment_stands(paused, moment, told):
    assert told in words(paused(moment))
