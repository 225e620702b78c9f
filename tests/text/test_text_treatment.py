"""The text twin plays whole treatments: same actions, same log, same score."""

from pathlib import Path
from random import Random

import pytest
from typist import Screen, Typist

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.case import CaseFile, load_case
from game.manual import Book
from game.play import Playthrough
from game.record import branch, load_exemplar, play_exemplar
from game.resources import scenarios_folder
from game.scoring import Scorecard, score
from game.text import Console, go_on
from game.treatment import Action

CASES = ("ines", "mehdi", "owen", "rosalind")


def rate(play: Playthrough) -> Scorecard:
    return score(play.book, play.case, play.treatment.windows, play.turns)


def typed_through(play: Playthrough, actions: tuple[Action, ...], after: tuple[str, ...] = ()) -> str:
    """Play `actions` by typing; return what was shown."""
    screen = Screen()
    go_on(Console(Typist(play, actions, screen, after), screen, width=80), play)
    return screen.getvalue()


def by_policy(book: Book, case: CaseFile, policy: str, seed: int) -> Playthrough:
    chance = Random(seed)
    therapist = POLICIES[policy](chance)
    play = Playthrough.start(book, case, seed=seed, sessions=8)
    while not play.treatment.over:
        play.act(therapist.choose(Sight(book, case, play.treatment, chance)))
    return play


def actions_of(play: Playthrough) -> tuple[Action, ...]:
    return tuple(line.action for line in branch(play.log))


@pytest.mark.parametrize(("name", "policy"), [("ines", "expert"), ("rosalind", "wrong_focus"), ("owen", "cbt")])
def test_a_typed_treatment_has_the_same_events_and_score(book: Book, name: str, policy: str, tmp_path: Path) -> None:
    case = load_case(name, book)
    acted = by_policy(book, case, policy, seed=5)
    with Playthrough.start(book, case, seed=5, sessions=8, path=tmp_path / "typed.jsonl") as typed:
        shown = typed_through(typed, actions_of(acted))
        assert typed.turns == acted.turns
        assert rate(typed) == rate(acted)
    assert f"{rate(acted).composite / 1_000:.1f} of 100" in shown


def test_a_typed_treatment_leaves_the_same_log_as_its_actions(book: Book, tmp_path: Path) -> None:
    case = load_case("ines", book)
    typed, acted = tmp_path / "typed.jsonl", tmp_path / "acted.jsonl"
    with Playthrough.start(book, case, seed=7, sessions=8, path=typed) as play:
        typed_through(play, actions_of(by_policy(book, case, "expert", seed=7)))
        actions = actions_of(play)
    with Playthrough.start(book, case, seed=7, sessions=8, path=acted) as again:
        for action in actions:
            again.act(action)
    assert typed.read_bytes() == acted.read_bytes()


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("which", ["exemplar", "careless"])
def test_every_exemplar_can_be_typed(book: Book, name: str, which: str) -> None:
    case = load_case(name, book)
    log = play_exemplar(book, case, load_exemplar(scenarios_folder() / name / f"{which}.yaml", book, case))
    header = log.header
    typed = Playthrough.start(
        book, case, seed=header.seed, mode=header.mode, course=header.course, sessions=header.sessions
    )
    typed_through(typed, tuple(line.action for line in log.lines))  # type: ignore[union-attr]
    assert typed.turns == tuple((line.turn, line.events) for line in branch(log))


def test_the_end_of_the_input_keeps_the_log_and_says_how_to_go_on(book: Book, tmp_path: Path) -> None:
    case, path = load_case("ines", book), tmp_path / "kept.jsonl"
    first = actions_of(by_policy(book, case, "expert", seed=5))[:12]
    with Playthrough.start(book, case, seed=5, sessions=8, path=path) as play:
        shown = typed_through(play, first)
    assert f"sixteen-weeks resume {path} --text" in " ".join(shown.split())
    with Playthrough.resume(book, case, path) as resumed:
        assert actions_of(resumed) == first


def test_nothing_hidden_is_shown_before_the_debrief(book: Book) -> None:
    case = load_case("ines", book)
    actions = actions_of(by_policy(book, case, "supportive", seed=3))
    play = Playthrough.start(book, case, seed=3, sessions=8)
    shown = " ".join(typed_through(play, actions[:-1]).split())
    assert case.rows.key.why not in shown
    untold = [fact for fact in case.rows.facts if fact.id not in play.treatment.knowledge.told]
    assert untold
    assert not [fact.card for fact in untold if fact.card in shown]
