"""A whole treatment in a real window by the mouse alone: in the guided mode, where every move can be seen."""

from pathlib import Path

import pytest
from window_driver import desktop_in
from window_expert import HurriedExpert
from window_hands import AtTheMouse
from window_therapy import CASE, Therapy

from game.case import CaseFile
from game.manual import Book
from game.ui.screens.intents import Open
from game.ui.screens.report import Debrief
from game.ui.window import Window


def test_a_whole_treatment_is_played_by_mouse_alone_to_the_score_of_its_text_twin(
    window: Window, book: Book, cases: dict[str, CaseFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desktop_in(tmp_path) as desktop:
        therapy = Therapy(AtTheMouse, desktop, window, book, cases[CASE], HurriedExpert(notes=False), monkeypatch)
        user = therapy.begin("guided")
        done = therapy.play_to_the_end(user)
        user.choose(Open("report"))
        assert isinstance(user.screen, Debrief)
        user.sees()
        assert desktop.hands.keys == 0
        assert desktop.hands.clicks >= 100
        therapy.leave(user)
        assert therapy.score_is_its_twins(done, "guided") > 0
