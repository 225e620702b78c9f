"""A strong treatment shown to the class, where its players have agreed: stop, discuss, then see what was said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.server.boards import Place
from game.server.rating import span_of
from game.server.rows import Settings
from game.server.sittings import Sitting
from game.view import Comment, Utterance, commented, report_view, transcript
from game.view.report import MomentRow
from game.words import _

_BEFORE: Final = 3
"""Lines shown before a stop."""
_STRONG: Final = 4
"""Stops at moments that earned."""
_COMMENTS: Final = 2
_COSTLY: Final = 1
"""Stops at moments that cost."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place to stop: what led up to it, the question to discuss, what was said, and the supervisor's comment."""

    turn: int
    session: int
    before: tuple[Utterance, ...]
    question: str
    said: tuple[Utterance, ...]
    comments: tuple[Comment, ...]
    """The supervisor's: first on why the class stops here, then on what else there was in this turn."""


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """A treatment with its stops, in order. `name` is there only where everybody who played it agreed to that too."""

    best: bool
    """Whether no treatment of the class was more faithful."""
    name: str | None
    patient: str
    stops: tuple[Stop, ...]


def shown_run(places: Sequence[Place], agreed: frozenset[str]) -> Place | None:
    """Return the place whose run may be shown: the first in the best quarter whose players have all agreed.

    A run from further down is never shown, so that nobody is held up as an example who was not one.
    """
    last = max(1, -(-len(places) // 4))
    return next((place for place in places if place.rank <= last and place.run in agreed), None)


def walkthrough(settings: Settings, sitting: Sitting, *, best: bool, name: str | None) -> Walkthrough:
    """Return the walkthrough of a run."""
    told = report_view(
        sitting.book, sitting.case, sitting.now, sitting.turns, settings.mode, span=span_of(settings, sitting)
    )
    lines = transcript(sitting.book, sitting.turns)
    moments = sorted((*told.strong[:_STRONG], *told.costly[:_COSTLY]), key=lambda row: row.turn)
    remarks = {turn: said for turn, _events, said in commented(sitting.book, sitting.turns)}
    return Walkthrough(
        best,
        name,
        sitting.case.rows.patient.name,
        tuple(_stop(sitting, lines, row, remarks[row.turn]) for row in moments),
    )


def _stop(sitting: Sitting, lines: Sequence[Utterance], moment: MomentRow, remarks: Sequence[Comment]) -> Stop:
    here = [line for line in lines if line.session == moment.session and line.speaker != "note"]
    why = _to_the_class(sitting, moment.comment)
    others = [remark for remark in remarks if (remark.kind, remark.id) != (why.kind, why.id)]
    return Stop(
        turn=moment.turn,
        session=moment.session,
        before=tuple(line for line in here if line.turn < moment.turn)[-_BEFORE:],
        question=_question(moment.comment),
        said=tuple(line for line in here if line.turn == moment.turn),
        comments=(why, *others)[:_COMMENTS],
    )


def _to_the_class(sitting: Sitting, comment: Comment) -> Comment:
    """Return a comment that was written to the player in words for everybody."""
    book, case = sitting.book, sitting.case
    if comment.id in case.facts:
        fact = case.facts[comment.id]
        areas = sorted((-points, book.areas[area].name) for area, points in fact.signals.items() if points > 0)
        title = _("What came out: {card}", card=fact.card)
        says = _("It speaks for: {areas}.", areas=", ".join(name for _points, name in areas))
        return replace(comment, title=title, says=says, reference="")
    if comment.kind == "task" and comment.id == "I14":
        return replace(comment, title=book.tasks["I14"].name)
    return comment


def _question(comment: Comment) -> str:
    """Return what a class can talk about before it hears what was said; it gives the answer away in no case."""
    if comment.id == "I14":
        return _("Stop here. Which problem area would you offer now, and on what evidence?")
    if comment.kind == "red_line" or re.fullmatch(r"I0?5", comment.id):
        return _("Stop here. What has to be asked now, and how?")
    if comment.kind == "procedure":
        return _("Stop here. What is there to be worked on, and with which technique?")
    return _("Stop here. What would you say now, and what would you want to come of it?")
