"""A whole treatment in a real window that is only read and operated through AT-SPI, as a screen reader does."""

from pathlib import Path

import pytest
from window_atspi import ScreenReader, dbus_session, skip_without_atspi
from window_driver import desktop_in
from window_expert import HurriedExpert
from window_reader import AtTheReader
from window_therapy import CASE, Therapy

from game.case import CaseFile
from game.manual import Book
from game.ui.screens.intents import Open
from game.ui.screens.report import Debrief
from game.ui.window import Window


def test_a_whole_treatment_is_heard_and_operated_by_screen_reader_alone_to_the_score_of_its_text_twin(
    window: Window, book: Book, cases: dict[str, CaseFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    skip_without_atspi()
    with desktop_in(tmp_path) as desktop, dbus_session(desktop.display.name) as session:
        reader = ScreenReader(session["DBUS_SESSION_BUS_ADDRESS"])
        therapy = Therapy(
            lambda *place: AtTheReader(*place, reader),
            desktop,
            window,
            book,
            cases[CASE],
            HurriedExpert(moves=2),
            monkeypatch,
        )
        therapy.env = session
        user = therapy.begin("exam")
        done = therapy.play_to_the_end(user)
        user.choose(Open("report"))
        assert isinstance(user.screen, Debrief)
        user.sees()
        score = f"{user.screen.report.composite}"
        therapy.leave(user)
        print(reader.listen(0.2))
        assert therapy.score_is_its_twins(done, "exam") > 0
        print(score, desktop.hands.keys)
        reader.close()
