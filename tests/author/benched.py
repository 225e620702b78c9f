"""What the tests of the bench share: a small company, and plays to set beside one another."""

from dataclasses import replace
from typing import Any

from game.author.bench import ORDER, THERAPISTS, Bench, Rank, Standing
from game.author.plays import Heard, Play
from game.author.reading_case import Reading

EVEN = {"grief": 250, "role_dispute": 250, "role_transition": 250, "interpersonal_deficits": 250}
PLAY = Play(
    who="x",
    seed=1,
    composite=50_000,
    heard=(),
    minutes=(48, 50),
    reached=frozenset(),
    chosen=None,
    shares={},
    lines=frozenset(),
    moves=(frozenset({"explore"}),),
    costly=frozenset(),
)


def play(**changes: Any) -> Play:
    """Return a play that is like no other in nothing but these."""
    return replace(PLAY, **changes)


def heard(*facts: str) -> tuple[Heard, ...]:
    """Return facts as they were heard, one a session."""
    return tuple(Heard(fact, number, 10 * number) for number, fact in enumerate(facts, 1))


def fair_bench(**changes: Any) -> Bench:
    """Return what the bench would say of a case that is fair by every number."""
    points = {"expert": 95.0, "competent": 85.0, "supportive": 35.0, "wrong_focus": 45.0}
    standings = tuple(
        Standing(who, (points.get(who, 10.0), points.get(who, 10.0)), points.get(who, 10.0) / 95.0)
        for who in THERAPISTS
    )
    bench = Bench(
        case="small",
        title="Small",
        n=2,
        seed=1,
        standings=standings,
        ranks=tuple(Rank(better, worse, 1.0) for better, worse in ORDER),
        reading=Reading(EVEN, (), EVEN, 250, 990),
        facts=(),
        learners=6,
        path=(),
        solved=3,
        minutes=(48.0,),
        smells=(),
        variants=(),
        unheard=("One.", "Two.", "Three."),
        missed=(),
        lines=50,
    )
    return replace(bench, **changes)
