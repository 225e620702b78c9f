"""A treatment gone on with in a case that has been edited: its actions are made again, as far as they can be."""

from dataclasses import dataclass

from game.case import CaseFile
from game.manual import Book
from game.play import Playthrough
from game.record import branch
from game.treatment import Event, IllegalAction
from game.treatment.events import Replied

_LISTED = ("facts", "people", "events", "incidents", "decisions", "rehearsals", "weeks")


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The treatment in the edited case, and what an author should know about it."""

    play: Playthrough
    changes: tuple[str, ...]
    """What was added, changed or taken out, by id."""
    stopped: str | None
    """Why not all turns could be made again; None when they could."""
    news: tuple[int, str] | None
    """The last turn in which the patient now says something else, and what."""


def reloaded(book: Book, case: CaseFile, before: Playthrough) -> Reloaded:
    """Make the turns of `before` again in `case`, with the same seed, up to the first that is no longer possible."""
    header = before.log.header
    play = Playthrough.start(
        book, case, seed=header.seed, mode=header.mode, course=header.course, sessions=header.sessions
    )
    stopped, news = None, None
    for line in branch(before.log):
        try:
            events = play.act(line.action)
        except IllegalAction as refused:
            stopped = f"turn {len(play.turns) + 1} can no longer be made: {refused}"
            break
        if _said(events) and _said(events) != _said(line.events):
            news = (line.turn, _said(events))
    return Reloaded(play, changes(before.case, case), stopped, news)


def changes(before: CaseFile, after: CaseFile) -> tuple[str, ...]:
    """Return what was changed between two readings of a case, row by row and key by key."""
    found = []
    for key in _LISTED:
        was = {row.id: row for row in getattr(before.rows, key)}
        now = {row.id: row for row in getattr(after.rows, key)}
        found += [f"new: {key}.{name}" for name in now.keys() - was.keys()]
        found += [f"gone: {key}.{name}" for name in was.keys() - now.keys()]
        found += [f"changed: {key}.{name}" for name in now.keys() & was.keys() if now[name] != was[name]]
    for key in ("patient", "treatment", "measure", "referral", "key", "risk", "formulation", "ending", "lines"):
        if getattr(before.rows, key) != getattr(after.rows, key):
            found.append(f"changed: {key}")
    return tuple(sorted(found))


def _said(events: tuple[Event, ...]) -> str:
    return " ".join(event.words for event in events if isinstance(event, Replied))
