"""A whole treatment in a real window that is only read and operated through AT-SPI, as a screen reader does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from window_atspi import ScreenReader, dbus_session, skip_without_atspi
from window_driver import desktop_in
from window_expert import HurriedExpert
from window_reader import AtTheReader
from window_therapy import CASE, Therapy

from game.case import CaseFile
from game.manual import Book
from game.ui.screens.intents import Open, Show
from game.ui.screens.report import Debrief
from game.ui.window import Window


@pytest.fixture
def therapy(
    window: Window, book: Book, cases: dict[str, CaseFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Therapy]:
    """A treatment on a desktop with a D-Bus session, where somebody reads before the window opens."""
    skip_without_atspi()
    with desktop_in(tmp_path) as desktop, dbus_session(desktop.display.name) as session:
        reader = ScreenReader(session["DBUS_SESSION_BUS_ADDRESS"])
        expert = HurriedExpert(moves=2)
        therapy = Therapy(
            lambda *place: AtTheReader(*place, reader), desktop, window, book, cases[CASE], expert, monkeypatch
        )
        therapy.env = session
        yield therapy
        reader.close()


def test_a_whole_treatment_is_heard_and_operated_by_screen_reader_alone_to_the_score_of_its_text_twin(
    therapy: Therapy,
) -> None:
    user = therapy.begin("exam")
    assert isinstance(user, AtTheReader)
    done = therapy.play_to_the_end(user)
    user.choose(Open("report"))
    assert isinstance(user.screen, Debrief)
    said = [f"{user.screen.patient}: {line.words}" for line in user.screen.spoken if line.speaker == "patient"]
    user.choose(Show("score"))
    user.sees()
    read = {seen.name for seen in user.reader.tree()}
    therapy.leave(user)

    assert [words for words in user.reader.listen() if words in said] == said
    composite = therapy.score_is_its_twins(done, "exam")
    assert f"{composite / 1_000:.1f}" in read
    assert (therapy.desktop.hands.keys, therapy.desktop.hands.clicks) == (0, 0)
