"""What has newly come to the workbook: said in a line, and marked on the tab until that is opened."""

from dataclasses import replace
from typing import TYPE_CHECKING

from game.sitting import Outlook
from game.view import Workbook
from game.words import _

if TYPE_CHECKING:
    from game.ui.screens.workbook import Pane

PAGE_OF = {"person": "circle", "event": "timeline", "fact": "evidence"}
"""The page of the workbook on which something of a kind stands."""


def since(before: Outlook, now: Outlook) -> tuple[str, ...]:
    """Return the refs (`person:ruth`, `event:easter`, `fact:quarrel`) that have come to the workbook since `before`."""
    if before is now or before.turn == now.turn:
        return ()
    known = set(_refs(before.workbook))
    return tuple(ref for ref in _refs(now.workbook) if ref not in known)


def _refs(workbook: Workbook) -> tuple[str, ...]:
    cards = (f"fact:{card.fact}" for card in workbook.cards)
    return (*(row.ref for row in workbook.people), *(row.ref for row in workbook.events), *cards)


def words(refs: tuple[str, ...], look: Outlook) -> str:
    """Return what is new in one line; nothing when nothing is."""
    if not refs:
        return ""
    book = look.workbook
    cards = [f"“{card.title}”" for card in book.cards if f"fact:{card.fact}" in refs]
    called = [(row.ref, row.name) for row in book.people] + [(row.ref, row.name) for row in book.events]
    names = [name for ref, name in called if ref in refs]
    parts = []
    if cards:
        parts.append(_("evidence {cards}", cards=", ".join(cards)))
    if names:
        parts.append(_("to speak of: {names}", names=", ".join(names)))
    return _("New in the workbook: {what}.", what="; ".join(parts))


def noted(pane: "Pane", refs: tuple[str, ...], shown: str) -> "Pane":
    """Return the pane with what is new marked: on the open page `shown` its rows, else the tab."""
    here = tuple(ref for ref in refs if page_of(ref) == shown)
    there = tuple(ref for ref in refs if page_of(ref) != shown)
    return replace(pane, news=(*pane.news, *there), fresh=(*pane.fresh, *here))


def looked_at(pane: "Pane", page: str) -> "Pane":
    """Return the pane after a page was opened: the tab's mark goes, and its rows are marked while it lies open."""
    fresh = tuple(ref for ref in pane.news if page_of(ref) == page)
    return replace(pane, news=tuple(ref for ref in pane.news if ref not in fresh), fresh=fresh)


def page_of(ref: str) -> str:
    """Return the page on which a ref stands."""
    return PAGE_OF[ref.partition(":")[0]]
