"""What real treatments show about a case: its items, the wrong areas that were chosen, smells confirmed or cleared."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from game.author.casting import ONLY, Company, Job, play_job, probe_job
from game.author.items import Item, WrongChoice, criterion_items, fact_items, task_items, wrong_choices
from game.author.plays import Play
from game.author.probing import WAYS
from game.author.smells import Smell, always_right, always_right_candidates, unmet
from game.case import CaseFile
from game.manual import Book, adapted

Standing = Literal["confirmed", "cleared", "not met"]
"""Nobody met it and no asking can; it was suspected and somebody met it; it can be met and nobody did."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A smell, how it stands after real treatments, and how many of them met it."""

    smell: Smell
    standing: Standing
    met_by: int


@dataclass(frozen=True, slots=True)
class FieldReport:
    """Everything real treatments of one case show. Points are of 100."""

    case: str
    title: str
    treatments: int
    mean: float
    sd: float
    items: tuple[Item, ...]
    wrong: tuple[WrongChoice, ...]
    right: int
    """Treatments in which the key's area was formulated last."""
    smells: tuple[Weighed, ...]
    unheard: int
    """Lines that can be said and that nobody heard."""


def field_report(book: Book, case: CaseFile, plays: Sequence[Play]) -> FieldReport:
    """Return what `plays` (at least one) show of `case`; `book` is the manual without adaptations."""
    points = [play.composite / 1_000 for play in plays]
    own = adapted(book, case.rows.adaptation)
    weighed = _weighed(book, case, plays)
    chosen = [play.chosen for play in plays if play.chosen is not None]
    return FieldReport(
        case=case.rows.id,
        title=case.rows.title,
        treatments=len(plays),
        mean=statistics.fmean(points),
        sd=statistics.stdev(points) if len(points) > 1 else 0.0,
        items=(*fact_items(case, plays), *task_items(own, plays), *criterion_items(own, plays)),
        wrong=wrong_choices(case, plays),
        right=sum(choice.area == case.rows.key.area for choice in chosen),
        smells=tuple(row for row in weighed if (row.smell.kind, row.standing) != ("unspoken", "not met")),
        unheard=sum((row.smell.kind, row.standing) == ("unspoken", "not met") for row in weighed),
    )


def _weighed(book: Book, case: CaseFile, plays: Sequence[Play]) -> tuple[Weighed, ...]:
    """Set what endless asking never met beside what real people never met."""
    company = Company(book, (case,))
    probed = [probe_job(company, (0, way)) for way in WAYS]
    suspected = {(smell.kind, smell.what): smell for smell in unmet(case, probed)}
    missed = {(smell.kind, smell.what): smell for smell in unmet(case, plays)}
    rows = [Weighed(smell, "confirmed" if key in suspected else "not met", 0) for key, smell in missed.items()]
    missed_by = [{(smell.kind, smell.what) for smell in unmet(case, (play,))} for play in plays]
    rows += [
        Weighed(smell, "cleared", sum(key not in one for one in missed_by))
        for key, smell in suspected.items()
        if key not in missed
    ]
    return (*(Weighed(smell, "confirmed", 0) for smell in _always_right(company, plays)), *rows)


def _always_right(company: Company, plays: Sequence[Play]) -> tuple[Smell, ...]:
    """Return the moves that the best quarter made in every session and that alone earn much of what they earned."""
    best = sorted(plays, key=lambda play: -play.composite)[: max(1, len(plays) // 4)]
    moves = always_right_candidates(best)
    alone = [play_job(company, Job(0, f"{ONLY}{move}", best[0].seed)) for move in moves]
    return tuple(always_right(alone, statistics.fmean(play.composite for play in best)))
