"""The plan: what was agreed, what is left of the time, what this session is to cover, and the trainee's own notes."""

from game.sitting import Outlook
from game.treatment import Action, WriteNote
from game.ui.elements import Box, Column, Element
from game.ui.screens.intents import Pick
from game.ui.screens.parts import paragraphs, small
from game.ui.widgets import Choice, Divider, Text, TextField
from game.view.jotted import plan_note
from game.words import _

FIELD = "plan.note"
PLAN_FIELD = "plan.session."
_LONGEST = 2_000
_LONGEST_PLAN = 800
_DONE = "✓ "


def kept(words: str) -> tuple[Action, ...]:
    """Return the action that keeps a note."""
    return (WriteNote(words.strip()[:_LONGEST]),)


def session_of(look: Outlook) -> int:
    """Return the session that can be planned: the one that is open, else the next."""
    return look.room.session + (0 if look.room.in_session else 1)


def planned(look: Outlook, words: str) -> tuple[Action, ...]:
    """Return the action that keeps what the session is to cover."""
    return (WriteNote(plan_note(session_of(look), words.strip()[:_LONGEST_PLAN])),)


def ticked(look: Outlook, place: int) -> tuple[Action, ...]:
    """Return the action that ticks a line of the plan, or takes the tick away."""
    return planned(look, _retyped(look, place))


def retyped(look: Outlook, place: int) -> dict[str, str]:
    """Return the field's words after a line was ticked."""
    return {field_key(look): _retyped(look, place)}


def field_key(look: Outlook) -> str:
    """Return the key of the field for the plan: each session has one of its own."""
    return f"{PLAN_FIELD}{session_of(look)}"


def _retyped(look: Outlook, place: int) -> str:
    lines = _lines(look)
    line = lines[place]
    lines[place] = line.removeprefix(_DONE) if line.startswith(_DONE) else f"{_DONE}{line}"
    return "\n".join(lines)


def _lines(look: Outlook) -> list[str]:
    words = look.workbook.jotted.plan_for(session_of(look))
    return [line.strip() for line in words.split("\n") if line.strip()]


def page(look: Outlook) -> Element:
    """Return what was agreed, the plan for the session, and the notes, the newest first."""
    book, room = look.workbook, look.room
    notes = reversed(book.jotted.plain)
    return Column(
        [
            _line(_("Focus"), book.focus or _("None offered yet.")),
            _line(_("Goals"), "; ".join(book.goals) if book.goals else _("None agreed yet.")),
            _line(_("Contract"), _("Agreed.") if room.contract else _("Not agreed yet.")),
            _line(_("Time"), _time(look)),
            Divider(),
            *([] if room.over else _plan(look)),
            None
            if room.over
            else TextField(
                _("A note to yourself"),
                _("What to come back to…"),
                key=FIELD,
                lines=3,
                multiline=True,
                limit=_LONGEST,
            ),
            None if room.over else small(_("Ctrl Enter keeps it.")),
            *(Box(paragraphs(note), fill="paper", padding="small", rounded=False) for note in notes),
        ],
        gap="small",
    )


def _time(look: Outlook) -> str:
    left = look.room.remaining
    if look.room.in_session:
        return _("1 session after this one.") if left == 1 else _("{count} sessions after this one.", count=left)
    return _("1 session left.") if left == 1 else _("{count} sessions left.", count=left)


def _plan(look: Outlook) -> list[Element]:
    """Return the trainee's own plan for the session: lines to tick, and the field they were written in."""
    number = session_of(look)
    lines = _lines(look)
    rows = [
        Choice(
            line.removeprefix(_DONE),
            trailing=_("✓ done") if line.startswith(_DONE) else "",
            reserve=_("✓ done"),
            marked=line.startswith(_DONE),
            key=f"plan.tick.{place}",
            group="plan.ticks",
            intent=Pick("plan.tick", str(place)),
        )
        for place, line in enumerate(lines)
    ]
    return [
        Text(_("Your plan for session {number}", number=number), bold=True),
        *([Column(rows, gap="hair")] if rows else []),
        TextField(
            _("What I want to cover, a line for each thing"),
            _("Yours alone: nothing is scored here."),
            initial="\n".join(lines),
            key=field_key(look),
            lines=2,
            multiline=True,
            limit=_LONGEST_PLAN,
        ),
        small(_("Ctrl Enter keeps it; then each line can be ticked.")),
        Divider(),
    ]


def _line(name: str, words: str) -> Element:
    return Column([small(name), Text(words)], gap="none")
