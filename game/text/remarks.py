"""A supervisor's remarks: in full where something is new, in a word where it has been said before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from game.manual import Book
from game.text.console import Console
from game.treatment import Event
from game.treatment.events import Said, SessionOpened, StepTaken
from game.view import Comment, commented
from game.words import _

Turns = Iterable[tuple[int, tuple[Event, ...]]]
Row = tuple[str, str]
"""Kind and id of the manual's row that a remark rests on."""
_NONE: Final[frozenset[Row]] = frozenset()


@dataclass(frozen=True, slots=True)
class Remarked:
    """A turn a supervisor has something to say about: its number, your words in it, the remarks."""

    turn: int
    words: str
    comments: tuple[Comment, ...]


def remarked_turns(book: Book, turns: Turns) -> tuple[Remarked, ...]:
    """Return the turns of the session that was last that call for a remark."""
    made: list[Remarked] = []
    for turn, events, said in commented(book, turns):
        if any(isinstance(event, SessionOpened) for event in events):
            made = []
        if said:
            words = next((event.words for event in events if isinstance(event, Said | StepTaken)), "")
            made.append(Remarked(turn, words, said))
    return tuple(made)


def praised(book: Book, turns: Turns) -> frozenset[Row]:
    """Return what was praised in these turns."""
    return frozenset(_row(remark) for _turn, _events, said in commented(book, turns) for remark in said if remark.good)


def show_remarks(console: Console, remarks: Sequence[Comment], known: frozenset[Row] = _NONE) -> None:
    """Print remarks: gaps with what to say instead, then what was done well; what is `known` by its name only."""
    gaps = [remark for remark in remarks if not remark.good]
    for place, gap in enumerate(gaps):
        instead = _("Instead, for example: “{words}”", words=gap.instead) if gap.instead else ""
        last_of_its_source = all(later.reference != gap.reference for later in gaps[place + 1 : place + 2])
        console.say(_line(_("Look at this"), gap, instead, cited=last_of_its_source), "costly")
    for remark in remarks:
        if remark.good and _row(remark) not in known:
            console.say(_line(_("Well done"), remark), "good")
    again = [remark.title for remark in remarks if remark.good and _row(remark) in known]
    if again:
        console.say(_("[Good] {what}.", what="; ".join(again)), "good")


def _row(remark: Comment) -> Row:
    return remark.kind, remark.id


def _line(mark: str, remark: Comment, instead: str = "", *, cited: bool = True) -> str:
    says = "" if remark.says == remark.title else remark.says
    reference = f"({remark.reference})" if cited else ""
    return " ".join(filter(None, (f"[{mark}] {remark.title}.", says, instead, reference)))
