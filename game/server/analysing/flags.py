"""What is odd about a run, with the reason. A flag is a question for the teacher; it changes no score by itself."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from game.server.analysing.played import Played
from game.treatment import EndSession, OpenSession, Say, TakeStep
from game.words import _, n_

Kind = Literal["fast", "same_path"]
_QUICK_MS: Final = 2_000
"""Nobody reads an answer and chooses the next words in less (proposed in classroom.md 4.4, not validated)."""
_OFTEN: Final = 30
"""Per cent of quick turns from which a run is flagged."""
_ENOUGH: Final = 12
"""Turns a run must have before anything is said about its speed, or its likeness to another."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something odd about a run, in a sentence that gives the reason."""

    run: str
    name: str
    kind: Kind
    says: str


def flags(runs: Sequence[Played]) -> tuple[Flag, ...]:
    """Return what is odd, by name: turns that came too quickly, and paths that are the same move by move."""
    found = [*_fast(runs), *_same(runs)]
    return tuple(sorted(found, key=lambda flag: (flag.name, flag.kind)))


def _fast(runs: Sequence[Played]) -> list[Flag]:
    found = []
    for run in runs:
        spoken = [at for at, action in zip(run.times, run.actions, strict=True) if isinstance(action, Say | TakeStep)]
        gaps = [after - before for before, after in pairwise(spoken)]
        quick = sum(gap < _QUICK_MS for gap in gaps)
        if len(spoken) >= _ENOUGH and 100 * quick >= _OFTEN * len(gaps):
            words = _(
                "{quick} of {all} turns came within two seconds of the one before: hardly time to read the answer.",
                quick=quick,
                all=len(gaps),
            )
            found.append(Flag(run.run, run.name, "fast", words))
    return found


def _same(runs: Sequence[Played]) -> list[Flag]:
    """Find runs that agree move by move from the first one on, for longer than chance and a good habit explain."""
    found: dict[str, Flag] = {}
    by_start: dict[tuple[bytes, ...], list[tuple[Played, tuple[bytes, ...]]]] = defaultdict(list)
    for run in runs:
        path = _spoken(run)
        if len(path) >= _ENOUGH:
            by_start[path[:_ENOUGH]].append((run, path))
    for group in by_start.values():
        for run, path in group:
            others = [(_common(path, other), twin.name) for twin, other in group if twin is not run]
            if others:
                long, name = max(others)
                words = n_(
                    "The first {count} move is the very same, in order, as that of {name}.",
                    "The first {count} moves are the very same, in order, as those of {name}.",
                    long,
                    name=name,
                )
                found[run.run] = Flag(run.run, run.name, "same_path", words)
    return list(found.values())


def _spoken(run: Played) -> tuple[bytes, ...]:
    pairs = zip(run.path, run.actions, strict=True)
    return tuple(path for path, action in pairs if not isinstance(action, OpenSession | EndSession))


def _common(one: tuple[bytes, ...], other: tuple[bytes, ...]) -> int:
    same = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        same += 1
    return same
