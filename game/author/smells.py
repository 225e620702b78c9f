"""Scenario smells: what a treatment can be got through with too easily, and what nobody who played ever met."""

import statistics
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from game.author.casting import ONLY
from game.author.figures import percent
from game.author.plays import Play, lines_of
from game.case import CaseFile, spoken_lines

Kind = Literal["always_right", "unreached", "unspoken", "one_way_week", "unchosen"]

NAMES: Final = {
    "always_right": "Always-right option",
    "unreached": "Unreachable optimum",
    "unspoken": "Unreachable reply",
    "one_way_week": "Week that goes one way only",
    "unchosen": "Option nobody chose",
}
_EARNS_MUCH: Final = 0.25
"""A move that alone earns so much of the expert's score is too good to be true."""


class Met(Protocol):
    """What was reached, and which of the case's lines were spoken."""

    @property
    def reached(self) -> AbstractSet[str]:
        """Names as in `Play.reached`."""
        ...

    @property
    def lines(self) -> AbstractSet[int]:
        """Places of lines."""
        ...


@dataclass(frozen=True, slots=True)
class Smell:
    """Something to look at: what kind, which move, row or line, and a sentence about it."""

    kind: Kind
    what: str
    sentence: str


def always_right_candidates(expert: Sequence[Play]) -> tuple[str, ...]:
    """Return the moves an expert makes in every session of every treatment and that never cost anything."""
    every = [moves for play in expert for moves in play.moves]
    common = frozenset.intersection(*every) if every else frozenset()
    costly = frozenset[str]().union(*(play.costly for play in expert))
    return tuple(sorted(common - costly))


def always_right(alone: Sequence[Play], expert_mean: float) -> Iterator[Smell]:
    """Yield the moves that alone earn much: `alone` are treatments by therapists who make no other."""
    for move in dict.fromkeys(play.who for play in alone):
        earned = statistics.fmean(play.composite for play in alone if play.who == move)
        share = earned / expert_mean if expert_mean else 0.0
        if share >= _EARNS_MUCH:
            name = move.removeprefix(ONLY)
            sentence = f"“{name}” in every session and nothing else earns {percent(share)} of what the expert earns."
            yield Smell("always_right", name, sentence)


def unmet(case: CaseFile, met: Iterable[Met]) -> Iterator[Smell]:
    """Yield what a case has in store and none of `met` came upon: treatments, or what was asked without end."""
    everywhere = list(met)
    reached = frozenset[str]().union(*(each.reached for each in everywhere))
    spoken = frozenset[int]().union(*(each.lines for each in everywhere))
    yield from _unreached(case, reached)
    yield from _weeks(case, reached)
    yield from _unchosen(case, reached)
    yield from _unspoken(case, spoken)


def _unreached(case: CaseFile, reached: frozenset[str]) -> Iterator[Smell]:
    for fact in case.rows.facts:
        if f"fact:{fact.id}" not in reached:
            yield Smell("unreached", f"fact:{fact.id}", f"Nobody was ever told “{fact.card}”.")
    rows = case.rows
    for kind, things in (("incident", rows.incidents), ("decision", rows.decisions), ("rehearsal", rows.rehearsals)):
        for row in things:
            if f"completed:{kind}:{row.id}" not in reached:
                yield Smell("unreached", f"{kind}:{row.id}", f"Nobody worked “{row.name}” through to its end.")


def _weeks(case: CaseFile, reached: frozenset[str]) -> Iterator[Smell]:
    for week in case.rows.weeks:
        went = [how for how in ("done", "not_done") if f"week:{week.id}:{how}" in reached]
        if not went:
            yield Smell("one_way_week", f"week:{week.id}", f"“{week.name}” never happened.")
        elif len(went) == 1:
            how = {"done": "well", "not_done": "badly"}[went[0]]
            sentence = f"“{week.name}” always went {how}."
            yield Smell("one_way_week", f"week:{week.id}", sentence)


def _unchosen(case: CaseFile, reached: frozenset[str]) -> Iterator[Smell]:
    chosen = {tuple(name.split(":")[2:5:2]) for name in reached if name.startswith("step:")}
    for decision in case.rows.decisions:
        for option in decision.options:
            if (decision.id, option.id) not in chosen:
                yield Smell("unchosen", f"{decision.id}.{option.id}", f"Nobody chose “{option.name}”.")
    for incident in case.rows.incidents:
        for place, better in enumerate(incident.better):
            if (incident.id, str(place)) not in chosen:
                yield Smell("unchosen", f"{incident.id}.{place}", f"Nobody tried “{better.words}”.")


def _unspoken(case: CaseFile, spoken: frozenset[int]) -> Iterator[Smell]:
    places = lines_of(case)
    for path, words in spoken_lines(case.rows):
        if places[words] not in spoken and "intended" not in path:
            yield Smell("unspoken", _written(path), f"“{words}” was never said, whatever was asked.")


def _written(path: tuple[str | int, ...]) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
