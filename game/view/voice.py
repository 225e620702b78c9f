"""What it was like to sit with you, in the patient's view: where the bond rose and fell, said plainly.

Everything said rests on the whole of what happened: a move that warmed in one breath and hurt in the next counts by
what was left of it, and nothing is said to have helped where the bond did not grow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from game.case import CaseFile
from game.treatment import Event, Treatment
from game.treatment.events import PatientMoved, Said, SessionOpened, StepTaken
from game.words import _, later

Turns = Iterable[tuple[int, tuple[Event, ...]]]

_WORTH_SAYING = -150
"""Alliance (thousandths of 10) that something must have cost to be taken home."""
_GROWN = 500
"""Alliance (thousandths of 10) by which the bond must have grown for something to have helped."""
_LONGEST = 160
"""Letters of what one remembers of somebody's words."""
HELPED: Mapping[str, str] = MappingProxyType(
    {
        "heard": later("What helped most: you had heard me."),
        "understood": later("What helped most: you said back what I had said, and let me put it right."),
        "open_question": later("What helped most: you asked so that I could tell it my way."),
        "feeling_welcomed": later("What helped most: there was room for what I felt."),
        "room_given": later("What helped most: you could be quiet with me."),
        "invited": later("What helped most: you asked what I thought of it."),
        "relieved": later("What helped most: you took some of the blame off me."),
        "explained": later("What helped most: you explained things so that I could use them."),
        "hope_given": later("What helped most: you had hope for me, and a reason for it."),
        "focus_clear": later("What helped most: we kept to what we had agreed on."),
        "linked": later("What helped most: I began to see what the low days had to do with what had happened."),
        "procedure_step": later("What helped most: we took one thing and went through it step by step."),
        "worked_through": later("What helped most: we took one thing and stayed with it to the end."),
        "strain_repaired": later("What helped most: you asked what had gone wrong between us."),
        "success_credited": later("What helped most: when something had gone well, you said that it was my doing."),
        "taken_up": later("What helped most: you came back to what had happened in my week."),
        "setback_shared": later("What helped most: when it went badly, you did not blame anybody."),
        "ending_spoken": later("What helped most: we could talk about the ending before it came."),
        "formulation_fits": later("What helped most: what you said about my trouble fitted."),
        "contract_agreed": later("What helped most: we agreed what we would do, and for how long."),
        "told_something": later("What helped most: that I had told somebody."),
    }
)
"""In the patient's words, by the manual's row for what moved them."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """What one turn did to the bond: in all, and by cause (thousandths of 10)."""

    session: int
    words: str
    alliance: int
    causes: tuple[tuple[str, int], ...]


def patients_voice(case: CaseFile, now: Treatment, turns: Turns) -> tuple[str, ...]:
    """Return one to four sentences composed from how the bond moved and at whose words."""
    moved = tuple(_moves(turns))
    spoken = [_in_all(case, now)]
    if now.inner.alliance >= case.rows.patient.alliance * 1_000 + _GROWN:
        spoken += _what_helped(moved)
    cost = min(moved, key=lambda turn: turn.alliance, default=None)
    if cost is not None and cost.alliance <= _WORTH_SAYING and cost.words:
        spoken.append(
            _("What I went home with in session {session}: ‘{words}’", session=cost.session, words=cost.words)
        )
    if now.phase == "dropped_out":
        spoken.append(_("After that I did not come back."))
    return tuple(spoken)


def _moves(turns: Turns) -> Iterable[_Moved]:
    session = 0
    for _number, events in turns:
        session = next((event.number for event in events if isinstance(event, SessionOpened)), session)
        causes = tuple((event.cause, event.alliance) for event in events if isinstance(event, PatientMoved))
        if causes:
            words = next((event.words for event in events if isinstance(event, Said | StepTaken)), "")
            yield _Moved(session, words, sum(amount for _cause, amount in causes), causes)


def _what_helped(moved: tuple[_Moved, ...]) -> list[str]:
    """Return what helped most over the whole treatment, and the words that are remembered gladly."""
    gains: dict[str, int] = {}
    for turn in moved:
        if turn.alliance > 0:
            for cause, amount in turn.causes:
                gains[cause] = gains.get(cause, 0) + amount
    said = []
    known = [cause for cause in gains if cause in HELPED and gains[cause] > 0]
    if known:
        said.append(_(HELPED[max(known, key=lambda cause: gains[cause])]))
    quotable = [turn for turn in moved if turn.alliance > 0 and 0 < len(turn.words) <= _LONGEST]
    best = max(quotable, key=lambda turn: turn.alliance, default=None)
    if best is not None:
        said.append(_("I still hear you say, in session {session}: ‘{words}’", session=best.session, words=best.words))
    return said


def _in_all(case: CaseFile, now: Treatment) -> str:
    began, ended = case.rows.patient.alliance * 1_000, now.inner.alliance
    if ended >= 7_000:
        return _("I could say things in that room that I had not said anywhere.")
    if ended >= began + 1_000:
        return _("It took me a while, and then I looked forward to coming.")
    if ended >= began - 500:
        return _("It was all right. I am not sure you knew me by the end.")
    return _("I watched what I said, more each week.")
