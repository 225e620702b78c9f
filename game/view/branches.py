"""Two ways side by side: the one that counts, and one that was gone back on, from the turn at which they part.

Before the debrief only what a supervisor could say of them is counted; the score, which knows the key, comes after.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from game.case import CaseFile
from game.manual import Book
from game.record import Log, TurnLine, branch
from game.record.branches import branches, parting
from game.scoring import score
from game.treatment import Event, Treatment
from game.treatment.events import ScaleFilled, SessionClosed, SessionOpened
from game.view.session import Utterance, transcript
from game.view.supervisor import commented

Turns = tuple[tuple[int, tuple[Event, ...]], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One of two ways, from where they part."""

    lines: tuple[Utterance, ...]
    well_done: tuple[str, ...]
    """What a supervisor would praise, by name."""
    look_again: tuple[str, ...]
    scales: tuple[tuple[int, int], ...]
    """Session and total, from the last sharing before they part on."""
    sessions_closed: int
    composite: int | None
    """Thousandths of a point, for the sessions closed; None before the debrief."""


@dataclass(frozen=True, slots=True)
class Fork:
    """A turn at which a way was left and another taken."""

    turn: int
    session: int
    before: tuple[Utterance, ...]
    """The last words that both have in common."""
    now: Way
    then: Way


def forks(book: Book, case: CaseFile, now: Treatment, log: Log) -> tuple[Fork, ...]:
    """Return every fork of the treatment, the latest first; none where nothing else was tried since."""
    counts = branch(log)
    found = []
    for tried in reversed(branches(log)):
        turn = parting(counts, tried.turns)
        if turn <= len(tried.turns):
            found.append(_fork(book, case, now, counts, tried.turns, turn))
    return tuple(found)


def _fork(
    book: Book, case: CaseFile, now: Treatment, counts: Sequence[TurnLine], tried: Sequence[TurnLine], turn: int
) -> Fork:
    common = _turns(counts[: turn - 1])
    opened = [event.number for _turn, events in common for event in events if isinstance(event, SessionOpened)]
    return Fork(
        turn=turn,
        session=opened[-1] if opened else 0,
        before=transcript(book, common)[-2:],
        now=_way(book, case, now, _turns(counts), turn),
        then=_way(book, case, now, _turns(tried), turn),
    )


def _turns(lines: Sequence[TurnLine]) -> Turns:
    return tuple((line.turn, line.events) for line in lines)


def _way(book: Book, case: CaseFile, now: Treatment, turns: Turns, fork: int) -> Way:
    said = [comment for number, _events, row in commented(book, turns) if number >= fork for comment in row]
    return Way(
        lines=tuple(line for line in transcript(book, turns) if line.turn >= fork),
        well_done=tuple(comment.title for comment in said if comment.good),
        look_again=tuple(comment.title for comment in said if not comment.good),
        scales=_scales(turns, fork),
        sessions_closed=sum(isinstance(event, SessionClosed) for _turn, events in turns for event in events),
        composite=_composite(book, case, now, turns) if now.over else None,
    )


def _scales(turns: Turns, fork: int) -> tuple[tuple[int, int], ...]:
    """Return the totals shared since the fork, and the last one before it to compare with."""
    session, shared = 0, []
    for number, events in turns:
        for event in events:
            if isinstance(event, SessionOpened):
                session = event.number
            elif isinstance(event, ScaleFilled):
                shared.append((number, session, sum(event.items)))
    before = [row for row in shared if row[0] < fork][-1:]
    return tuple((session, total) for _number, session, total in [*before, *(row for row in shared if row[0] >= fork)])


def _composite(book: Book, case: CaseFile, now: Treatment, turns: Turns) -> int:
    return score(book, case, now.windows, turns, realistic=now.course == "realistic").composite
