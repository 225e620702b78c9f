"""How long a cohort takes here: `pytest tests/author/test_cohort_speed.py --benchmark-only`."""

import os

from game.author.bench import THERAPISTS
from game.author.casting import Company, Job, play_all
from game.author.crew import Processes
from game.case import load_case

MANY = 1_000


def test_a_cohort_of_a_thousand_treatments(book, benchmark) -> None:
    """Every therapist of the bench in turn, on a case of the shelf, in as many processes as there are processors."""
    company = Company(book, (load_case("ines", book),))
    jobs = [Job(0, THERAPISTS[number % len(THERAPISTS)], number) for number in range(MANY)]
    with Processes(os.cpu_count() or 1) as crew:
        plays = benchmark.pedantic(lambda: list(play_all(crew, company, jobs)), rounds=1)
    assert len(plays) == MANY
