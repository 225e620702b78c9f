"""What a screen reader costs, late in a session: `pytest --benchmark-only tests/ui/test_screen_reader_speed.py`."""

from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from ui_screens import begun, desk_of, in_session, played_until

from game.ui import focus
from game.ui.accessibility import tree
from game.ui.geometry import Size
from game.ui.names import focusable
from game.ui.screen_reader_tree import Updates
from game.ui.screens.flow import where
from game.ui.state import UiState
from game.ui.theme import PLAIN, load

accesskit = pytest.importorskip("accesskit")


def frame(book, case, minutes_gone):
    screen = where(desk_of(played_until(begun(book, case, "exam"), "expert", in_session(3, minutes_gone))))
    widgets = screen.scene(Size(1280, 720), load(PLAIN), UiState())
    return widgets, focus.settled(widgets, UiState())


@pytest.fixture(scope="module")
def frames(book, cases):
    """The session before and after a turn."""
    return [frame(book, cases["ines"], minutes) for minutes in (30, 36)]


def telling(seen, scope="session"):
    """Return a function that tells AccessKit the frames one after another, over and over."""
    updates, following = Updates(accesskit), cycle(seen)

    def tell():
        return updates.update(tree(*next(following)), title="Sixteen Weeks", scope=scope, density=1_000)

    assert tell() is not None
    return tell


def test_an_update_when_the_focus_moves(benchmark: Any, frames) -> None:
    widgets, ui = frames[0]
    one, two, *_ = (widget.key for widget in focusable(widgets))
    update = benchmark(telling([(widgets, replace(ui, focus=key)) for key in (one, two)]))
    assert 1 <= len(update.nodes) <= 3


def test_an_update_after_a_turn(benchmark: Any, frames) -> None:
    assert len(benchmark(telling(frames)).nodes) > 10


def test_finding_that_there_is_nothing_to_tell(benchmark: Any, frames) -> None:
    assert benchmark(telling(frames[:1])) is None
