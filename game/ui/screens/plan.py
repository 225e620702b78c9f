"""The plan: what was agreed, what is left of the time, and the trainee's own notes."""

from game.treatment import Action, WriteNote
from game.ui.elements import Box, Column, Element
from game.ui.screens.outlook import Outlook
from game.ui.screens.parts import count, paragraphs, small
from game.ui.widgets import Divider, Text, TextField

FIELD = "plan.note"
_LONGEST = 2_000


def kept(words: str) -> tuple[Action, ...]:
    """Return the action that keeps a note."""
    return (WriteNote(words.strip()[:_LONGEST]),)


def page(look: Outlook) -> Element:
    """Return what was agreed and the notes, the newest first."""
    book, room = look.workbook, look.room
    left = count(room.remaining, "session")
    return Column(
        [
            _line("Focus", book.focus or "None offered yet."),
            _line("Goals", "; ".join(book.goals) if book.goals else "None agreed yet."),
            _line("Contract", "Agreed." if room.contract else "Not agreed yet."),
            _line("Time", f"{left} after this one." if room.in_session else f"{left} left."),
            Divider(),
            None
            if room.over
            else TextField(
                "A note to yourself",
                "What to come back to…",
                key=FIELD,
                lines=3,
                multiline=True,
                limit=_LONGEST,
            ),
            None if room.over else small("Ctrl Enter keeps it."),
            *(Box(paragraphs(note), fill="paper", padding="small", rounded=False) for note in reversed(book.notes)),
        ],
        gap="small",
    )


def _line(name: str, words: str) -> Element:
    return Column([small(name), Text(words)], gap="none")
