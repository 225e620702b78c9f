"""The conversation of a session as it goes on: lines, what is opened below one, what a supervisor says of a turn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.sitting import Outlook
from game.ui.elements import Box, Column, Element, Scroll
from game.ui.screens import lines as said
from game.ui.screens.intents import Earlier
from game.ui.screens.lines import Typing, line
from game.ui.screens.parts import small
from game.ui.widgets import Button, Text, Tone
from game.view import Comment, Utterance
from game.view.supervisor import Remark
from game.words import _


@dataclass(frozen=True, slots=True)
class Reading:
    """How the conversation of a session is being read."""

    earlier: int = 0
    """How many sessions before this one are shown."""
    opened: int = 0
    """The turn that is opened; 0 is none."""
    typing: Typing | None = None
    news: str = ""
    """What has come to the workbook with the last words."""


def _lines(spoken: Iterable[Utterance], look: Outlook, reading: Reading) -> list[Element]:
    """Return the conversation, with what a supervisor says after the turns that call for it."""
    remarks: Sequence[Remark] = look.remarks if look.guided else ()
    left = {remark.turn: remark.comments for remark in remarks}
    shown: list[Element] = []
    turn = place_in_turn = 0
    for utterance in spoken:
        if utterance.turn != turn:
            shown += _after(turn, left.pop(turn, ()), look, reading)
            turn, place_in_turn = utterance.turn, 0
        set_ = said.typed_out(line(utterance, look.first_name), utterance, reading.typing)
        shown.append(said.openable(utterance, set_, key=f"talk.{turn}.{place_in_turn}", group="talk.lines"))
        place_in_turn += 1
    shown += _after(turn, left.pop(turn, ()), look, reading)
    for comments in left.values():
        shown += remarked(comments)
    return shown


def _after(turn: int, comments: Sequence[Comment], look: Outlook, reading: Reading) -> list[Element]:
    details = [said.opened(look, turn)] if turn and turn == reading.opened else []
    return [*details, *remarked(comments)]


def remarked(comments: Sequence[Comment]) -> list[Element]:
    """Return the supervisor's remarks on one turn, gaps before praise."""
    return [_remark(comment) for comment in comments]


def _remark(comment: Comment) -> Element:
    tone: Tone = "good" if comment.good else "costly"
    sign = _("✓ Well done") if comment.good else _("△ Look again")
    instead = _("You could say: “{words}”", words=comment.instead)
    return Box(
        Column(
            [
                Text(f"{sign}: {comment.title}", style="caption", tone=tone, bold=True),
                small(_aim(comment), "text"),
                small(_("Gap: {gap}", gap=comment.gap), "text") if comment.gap not in ("", comment.title) else None,
                small(instead, "text", italic=True) if comment.instead else None,
                small(comment.reference),
            ],
            gap="hair",
            padding="tight",
        ),
        fill="raised",
        padding="small",
        stripe=tone,
        rounded=False,
        name=_("Supervisor"),
    )


def _aim(comment: Comment) -> str:
    """Return what the manual wants, named as the goal where there is a gap to it."""
    return comment.says if comment.good or not comment.goal else _("Goal: {goal}", goal=comment.goal)


def conversation(look: Outlook, reading: Reading) -> Element:
    """Return what was said in this session and so many before it, with the way further back."""
    first = max(1, look.room.session - reading.earlier)
    spoken = [line for line in look.transcript if line.session >= first]
    back = Button(_("Show session {number}", number=first - 1), key="talk.earlier", kind="quiet", intent=Earlier())
    news = Text(reading.news, role="live", style="caption", tone="accent") if reading.news else None
    return Column([back if first > 1 else None, *_lines(spoken, look, reading), news], gap="small")


def panel(
    look: Outlook, reading: Reading, *, above: Element | None = None, tools: Element | None = None, grow: int = 0
) -> Element:
    """Return the conversation, kept at its end."""
    shown = Scroll(conversation(look, reading), key="talk", name=_("Conversation"), stick=True, grow=1, min_em=5)
    return Box(Column([above, shown, tools], gap="tight"), padding="small", shadow=True, grow=grow)
