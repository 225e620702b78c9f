"""The referral letter, and the door to the first session."""

from dataclasses import dataclass, replace

from game.record import Mode
from game.treatment import OpenSession
from game.ui.elements import Box, Column, Element, Row, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, Open
from game.ui.screens.message import Message
from game.ui.screens.parts import READING_EM, block, count, page, paragraphs, small
from game.ui.stack import Pop, Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Button, Divider, Text, Widget
from game.view import ReferralView

_MODE_WORDS = {
    "guided": "Guided: moves are listed and commented on, and you may take a turn back.",
    "practice": "Practice: comments after each session, and a way back.",
    "exam": "Exam: no comments, no way back, the debrief at the end.",
}


@dataclass(frozen=True)
class Referral:
    """The letter about `case`. Nothing is begun before the trainee opens the door."""

    desk: Desk
    case: str
    mode: Mode
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the letter on paper, with what is good to know beside or below it."""
        letter = self.desk.letter(self.case)
        aside = self._aside(letter)
        if room(size, theme) == "wide":
            body: Element = Row(
                [Column([_paper(letter)], grow=5), Column([aside], grow=3)], gap="wide", wrap=False, align="start"
            )
        else:
            body = Column([_paper(letter), aside], gap="wide")
        begin = Row(
            [
                Space(grow=1),
                Button(
                    "Ask the patient in", key="referral.begin", kind="primary", intent=Open("session"), autofocus=True
                ),
            ]
        )
        tree = page("The referral", body, key="referral", footer=begin, message=self.message, wide_em=78)
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Open the first session, or go back to the shelf."""
        match intent:
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back():
                return Stay(replace(self, message=None)) if self.message else Pop()
            case Open("session"):
                trouble = self.desk.begin(self.case, self.mode) or self.desk.act(OpenSession())
                return Stay(replace(self, message=trouble)) if trouble else self._in()
        return Stay()

    def _in(self) -> Result:
        from game.ui.screens import flow

        return Reset(flow.where(self.desk))

    def _aside(self, letter: ReferralView) -> Element:
        return Column(
            [
                block(
                    "Before you begin",
                    Text(f"{count(letter.sessions, 'session')} of fifty minutes, one a week."),
                    Text(_MODE_WORDS[self.mode]),
                    Text(f"Touches on: {' · '.join(letter.warnings)}") if letter.warnings else None,
                    small("You can stop at any time; everything is kept."),
                ),
                Box(small(letter.notice), fill="background", padding="small"),
            ],
            gap="normal",
        )


def _paper(letter: ReferralView) -> Element:
    about = f"{letter.patient}, {letter.age}, {letter.pronouns}, {letter.occupation}"
    return Box(
        Column(
            [
                Text(letter.sender, bold=True),
                Divider(),
                Text(f"Re: {about}", tone="muted"),
                paragraphs(letter.letter),
                Text("With kind regards,", tone="muted"),
                Text(letter.sender.split(",")[0], italic=True),
            ],
            gap="normal",
            padding="wide",
            max_em=READING_EM,
        ),
        fill="paper",
        padding="none",
        shadow=True,
        rounded=False,
        name="Referral letter",
    )
