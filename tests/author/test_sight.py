"""What a scripted therapist sees: the same, whether or not it looked before."""

from random import Random

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.treatment import begin, step


def test_a_look_that_leans_on_the_last_one_sees_what_a_fresh_one_sees(book, nora) -> None:
    chance = Random(1)
    therapist = POLICIES["expert"](chance)
    now, sight = begin(book, nora, seed=1), None
    kept = 0
    while not now.over:
        before, sight = sight, Sight(book, nora, now, chance, before=sight)
        fresh = Sight(book, nora, now, chance)
        action = therapist.choose(sight)
        assert (sight.told, sight.moves, sight.totals(), sight.room) == (
            fresh.told,
            fresh.moves,
            fresh.totals(),
            fresh.room,
        )
        kept += before is not None and sight.moves is before.moves
        now, _ = step(book, nora, now, action)
    assert kept > 50
