"""A supervisor's remarks: in full where something is new, in a word where it has been said before."""

from collections.abc import Sequence
from typing import Final

from game.text.console import Console
from game.view import Comment
from game.words import _

Row = tuple[str, str]
"""Kind and id of the manual's row that a remark rests on."""
_NONE: Final[frozenset[Row]] = frozenset()


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
