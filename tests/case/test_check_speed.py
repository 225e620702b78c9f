"""What an author waits for after saving: `pytest --benchmark-only tests/case`."""

from typing import Any

from game.author.previewing import reloaded
from game.case import advice, load_case, read_case
from game.manual import load_manual
from game.play import Playthrough
from game.resources import scenarios_folder
from game.treatment import OpenSession, Say

BOOK = load_manual()
LONG = scenarios_folder() / "owen" / "case.yaml"


def check_again() -> int:
    case, tree, faults = read_case(LONG, BOOK)
    assert case is not None
    assert tree is not None
    return len(faults) + len(advice(case, tree, BOOK))


def test_checking_a_long_case_again_in_one_process(benchmark: Any) -> None:
    assert len(LONG.read_text(encoding="utf-8").splitlines()) > 1_500
    assert benchmark(check_again) < 10


def test_reading_a_saved_case_again_and_making_its_turns_again(benchmark: Any) -> None:
    play = Playthrough.start(BOOK, load_case(LONG, BOOK), seed=1)
    play.act(OpenSession())
    for intent in ("ask_story", "empathise", "ask_course", "explore", "ask_people") * 2:
        play.act(Say(intent))

    def saved() -> str | None:
        case, _, _ = read_case(LONG, BOOK)
        assert case is not None
        return reloaded(BOOK, case, play).stopped

    assert benchmark(saved) is None
