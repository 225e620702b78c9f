"""A whole treatment in a real window by the keyboard alone."""

from pathlib import Path

import pytest
from window_driver import desktop_in
from window_expert import HurriedExpert
from window_hands import AtTheKeyboard
from window_therapy import CASE, Therapy

from game.case import CaseFile
from game.manual import Book
from game.ui.screens.report import Debrief
from game.ui.window import Window


def test_a_whole_treatment_is_played_by_keyboard_alone_to_the_score_of_its_text_twin(
    window: Window, book: Book, cases: dict[str, CaseFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desktop_in(tmp_path) as desktop:
        therapy = Therapy(AtTheKeyboard, desktop, window, book, cases[CASE], HurriedExpert(), monkeypatch)
        user = therapy.begin("exam")
        done = therapy.play_to_the_end(user)
        user.keys("enter")
        assert isinstance(user.screen, Debrief)
        user.sees()
        assert desktop.hands.clicks == 0
        assert desktop.hands.keys >= 300
        therapy.leave(user)
        assert therapy.score_is_its_twins(done, "exam") > 0
