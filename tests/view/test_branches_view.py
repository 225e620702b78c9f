"""Two ways side by side: the same up to the fork, the score only once the treatment is over."""

import pytest

from game.play import Playthrough
from game.record import branch
from game.treatment import EndSession, OpenSession, Say
from game.view.branches import forks


@pytest.fixture
def play(book, nora) -> Playthrough:
    begun = Playthrough.start(book, nora, seed=1, mode="practice")
    begun.act(OpenSession())
    begun.act(Say("introduce_frame"))
    begun.act(Say("fill_scale"))
    return begun


def forks_of(play: Playthrough):
    return forks(play.book, play.case, play.treatment, play.log)


def test_nothing_tried_again_is_no_fork(play) -> None:
    assert forks_of(play) == ()


def test_both_ways_begin_at_the_fork_and_have_the_same_before(play) -> None:
    play.act(Say("reassure"))
    play.rewind(4)
    play.act(Say("ask_suicide"))
    (fork,) = forks_of(play)
    assert (fork.turn, fork.session) == (4, 1)
    assert {line.turn for line in (*fork.now.lines, *fork.then.lines)} == {4}
    assert fork.now.lines != fork.then.lines
    assert all(line.turn < 4 for line in fork.before)
    assert fork.then.look_again
    assert fork.now.scales == fork.then.scales  # the one that was shared before they parted
    assert len(fork.now.scales) == 1


def test_a_way_that_was_taken_up_again_word_for_word_is_no_fork(play) -> None:
    play.act(Say("ask_suicide"))
    play.rewind(4)
    play.act(Say("ask_suicide"))
    assert forks_of(play) == ()


def test_the_score_is_told_of_both_only_after_the_end(play) -> None:
    play.act(Say("reassure"))
    play.rewind(4)
    play.act(EndSession())
    assert [way.composite for fork in forks_of(play) for way in (fork.now, fork.then)] == [None, None]
    while not play.treatment.over:
        play.act(EndSession() if play.treatment.hour.open else OpenSession())
    (fork,) = forks_of(play)
    assert fork.now.composite is not None
    assert fork.then.composite is not None
    assert fork.now.sessions_closed > fork.then.sessions_closed == 0


def test_the_latest_fork_comes_first(play) -> None:
    for words in ("reassure", "ask_people"):
        play.act(Say(words))
        play.rewind(4)
    play.act(Say("ask_suicide"))
    first, second = forks_of(play)
    assert first.then.lines[0].words != second.then.lines[0].words
    assert first.then.lines[0].words in {line.words for line in first.then.lines if line.speaker == "therapist"}
    assert len(branch(play.log)) == 4
