"""The conversation: in the session as it goes on, and on a screen of its own to read back and to go back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from game.ui.elements import Box, Column, Element, Scroll
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.intents import Dismiss, Earlier, RewindTo
from game.ui.screens.message import Message
from game.ui.screens.outlook import Outlook, Remark
from game.ui.screens.parts import page, small
from game.ui.stack import Pop, Push, Result, Stay
from game.ui.state import Back, UiState, Wake
from game.ui.theme import Theme
from game.ui.widgets import Button, Text, Tone, Widget
from game.view import Comment, Utterance

YOU = "You"
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Look:
    """A line the reader has stopped at."""

    turn: int


def lines(spoken: Iterable[Utterance], patient: str, remarks: Sequence[Remark] = ()) -> list[Element]:
    """Return the conversation, with what a supervisor says after the turns that call for it."""
    said = {remark.turn: remark.comments for remark in remarks}
    shown: list[Element] = []
    turn = 0
    for utterance in spoken:
        if utterance.turn != turn:
            shown += remarked(said.pop(turn, ()))
            turn = utterance.turn
        shown.append(line(utterance, patient))
    for left in said.values():
        shown += remarked(left)
    return shown


def line(utterance: Utterance, patient: str) -> Text:
    """Return one line as it is set."""
    match utterance.speaker:
        case "patient":
            return Text(utterance.words, role="patient_line", speaker=patient)
        case "therapist":
            return Text(utterance.words, role="therapist_line", speaker=YOU)
    if len(utterance.words) > _SHORT:
        return Text(utterance.words, role="note")
    return Text(utterance.words, style="caption", tone="muted", bold=True, align="centre")


def remarked(comments: Sequence[Comment]) -> list[Element]:
    """Return the supervisor's remarks on one turn, gaps before praise."""
    return [_remark(comment) for comment in comments]


def _remark(comment: Comment) -> Element:
    tone: Tone = "good" if comment.good else "costly"
    sign = "✓ Well done" if comment.good else "△ Look again"
    return Box(
        Column(
            [
                Text(f"{sign}: {comment.title}", style="caption", tone=tone, bold=True),
                small(comment.says, "text") if comment.says != comment.title else None,
                small(f"You could say: “{comment.instead}”", "text", italic=True) if comment.instead else None,
                small(comment.reference),
            ],
            gap="hair",
            padding="tight",
        ),
        fill="raised",
        padding="small",
        stripe=tone,
        rounded=False,
        name="Supervisor",
    )


def conversation(look: Outlook, earlier: int) -> Element:
    """Return what was said in this session and so many before it, with the way further back."""
    first = max(1, look.room.session - earlier)
    spoken = [line for line in look.transcript if line.session >= first]
    back = Button(f"Show session {first - 1}", key="talk.earlier", kind="quiet", intent=Earlier())
    said = lines(spoken, look.first_name, look.remarks if look.guided else ())
    return Column([back if first > 1 else None, *said], gap="small")


def panel(
    look: Outlook, earlier: int, *, above: Element | None = None, tools: Element | None = None, grow: int = 0
) -> Element:
    """Return the conversation, kept at its end."""
    said = Scroll(conversation(look, earlier), key="talk", name="Conversation", stick=True, grow=1, min_em=5)
    return Box(Column([above, said, tools], gap="tight"), padding="small", shadow=True, grow=grow)


@dataclass(frozen=True)
class Transcript:
    """The whole conversation to read, opened at a turn; with `rewinds`, to go back to any."""

    spoken: tuple[Utterance, ...]
    patient: str
    turn: int = 0
    rewinds: bool = False
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return every line; those with a turn to go to can have the focus."""
        found = next((n for n, row in enumerate(self.spoken) if row.turn == self.turn), 0)
        rows = [self._line(row, here=n == found) for n, row in enumerate(self.spoken)]
        words = "Choose the words you want to take back." if self.rewinds else "Arrow keys go from line to line."
        tree = page(
            "Go back to…" if self.rewinds else "The conversation",
            Column([small(words), *rows], gap="small"),
            key="transcript",
            message=self.message,
            wide_em=54,
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Ask before going back; hand the turn down when that is wanted."""
        match intent:
            case Wake():
                return Stay(focus=f"transcript.{self.turn}")
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back():
                return Stay(replace(self, message=None)) if self.message else Pop()
            case RewindTo(turn) if self.message is not None:
                return Pop(RewindTo(turn))
            case RewindTo(turn):
                return Stay(replace(self, message=_ask(turn)))
        return Stay()

    def _line(self, utterance: Utterance, *, here: bool) -> Element:
        shown = line(utterance, self.patient)
        mine = utterance.speaker == "therapist"
        intent = RewindTo(utterance.turn) if self.rewinds else Look(utterance.turn)
        if not (here or mine):
            return shown
        keyed = replace(
            shown, key=f"transcript.{utterance.turn}", intent=intent, group="transcript.lines", autofocus=here
        )
        if not (here and self.turn):
            return keyed
        return Column([small("Here:", "accent"), keyed], gap="none")


def opened(transcript: Transcript) -> Push:
    """Return the way to the conversation, which scrolls to its turn as soon as it is placed."""
    return Push(transcript, wake_ms=0)


def _ask(turn: int) -> Message:
    return Message(
        "Go back to before this?",
        "The treatment goes on from there. What came after stays in the log, and no longer counts.",
        (("Go back", RewindTo(turn)),),
        stay="Stay here",
        grave=True,
    )


def rewinding(look: Outlook) -> Transcript:
    """Return the conversation as a way back, opened at the last words of the trainee's."""
    mine = [row for row in look.transcript if row.speaker == "therapist"]
    return Transcript(tuple(mine), look.first_name, turn=mine[-1].turn if mine else 0, rewinds=True)
