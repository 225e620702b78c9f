"""Every case of the shelf on the bench: in order, not to be got round or guessed, solvable, variants as hard."""

import pytest
from shelved import CASES

from game.author.bench import bench_case
from game.author.crew import Alone
from game.author.verdict import faults
from game.case import load_case


@pytest.mark.parametrize("case", CASES)
def test_a_case_of_the_shelf_is_fair(book, case: str) -> None:
    bench = bench_case(Alone(), book, load_case(case, book), n=2, seed=1)
    assert faults(bench) == ()
    assert bench.solved is not None
    # Lines may be there for one treatment in a thousand; facts, work and weeks are there for everybody.
    assert {smell.kind for smell in bench.smells} <= {"unspoken"}
