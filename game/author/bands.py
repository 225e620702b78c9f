"""Whether an exemplar scores what its author says it does."""

from collections.abc import Mapping
from typing import Final

from game.case import CaseFile
from game.manual import Book
from game.reading import Diagnostic
from game.record import ExemplarFile, Log, replay, turns
from game.scoring import score
from game.treatment import Treatment

BAND_CODES: Final[Mapping[str, str]] = {
    "SW130": "The treatment is not played to its end.",
    "SW131": "The treatment scores outside its bounds.",
}


def band_faults(
    book: Book, case: CaseFile, exemplar: ExemplarFile, log: Log, now: Treatment | None = None
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the score of an exemplar that was played (SW130, SW131); `now` is where it ended."""
    now = now or replay(book, case, log)
    if not now.over:
        problem = f"session {now.hour.number} of {now.sessions} is the last that is played"
        return (exemplar.tree.diagnostic(("sessions",), "SW130", problem, "play every session agreed"),)
    card = score(book, case, now.windows, turns(log), realistic=now.course == "realistic")
    bounds, points = exemplar.rows.score, card.composite / 1_000
    for key, missed in (
        ("at_least", bounds.at_least is not None and points < bounds.at_least),
        ("at_most", bounds.at_most is not None and points > bounds.at_most),
    ):
        if missed:
            problem = f"the treatment scores {points:.1f}"
            instead = "change the bound, or what is done in the treatment"
            return (exemplar.tree.diagnostic(("score", key), "SW131", problem, instead),)
    return ()
