"""The referral letter, and the door to the first session."""

from dataclasses import dataclass, replace

from game.record import Mode
from game.treatment import OpenSession
from game.ui.elements import Box, Column, Element, Row, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, Open, Turned
from game.ui.screens.message import Message
from game.ui.screens.parts import READING_EM, block, page, paragraphs, small
from game.ui.screens.title import Title
from game.ui.stack import Pop, Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Button, Divider, Text, Widget
from game.view import ReferralView
from game.words import _, later, n_

_MODE_WORDS = {
    "guided": later("Guided: moves are listed and commented on, and you may take a turn back."),
    "practice": later("Practice: comments after each session, and a way back."),
    "exam": later("Exam: no comments, no way back, the debrief at the end."),
}


@dataclass(frozen=True)
class Referral:
    """The letter about `case`. Nothing is begun before the trainee opens the door."""

    desk: Desk
    case: str
    mode: Mode
    view: ReferralView
    is_first: bool = False
    """Whether the door leads to the guided first session."""
    is_begun: bool = False
    """Whether the treatment lies on the desk already, as it does in a contest."""
    message: Message | None = None

    @classmethod
    def of_running(cls, desk: Desk) -> "Referral":
        """Return the letter about the patient whose treatment lies on the desk."""
        look = desk.look
        return cls(desk, look.room.case, look.mode, look.referral, is_begun=True)

    @classmethod
    def of(cls, desk: Desk, case: str, mode: Mode, *, is_first: bool = False) -> "Referral | Message":
        """Return the letter about a case on the shelf; why not, when the case cannot be read."""
        view = desk.letter(case)
        return view if isinstance(view, Message) else cls(desk, case, mode, view, is_first)

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the letter on paper, with what is good to know beside or below it."""
        letter = self.view
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
                    _("Ask the patient in"),
                    key="referral.begin",
                    kind="primary",
                    intent=Open("session"),
                    autofocus=True,
                ),
            ]
        )
        tree = page(_("The referral"), body, key="referral", footer=begin, message=self.message, wide_em=78)
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Open the first session, or go back to the shelf."""
        match intent:
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back():
                if self.message:
                    return Stay(replace(self, message=None))
                return Reset(Title(self.desk)) if self.is_begun else Pop()
            case Turned():
                return self._in()
            case Open("session"):
                trouble = self._begun() or self.desk.act(OpenSession())
                return Stay(replace(self, message=trouble)) if trouble else self._in()
        return Stay()

    def _begun(self) -> Message | None:
        if self.is_begun:
            return None
        return self.desk.begin_first_session() if self.is_first else self.desk.begin(self.case, self.mode)

    def _in(self) -> Result:
        from game.ui.screens import flow

        return Reset(flow.where(self.desk) if self.is_begun else flow.standing(self.desk))

    def _aside(self, letter: ReferralView) -> Element:
        return Column(
            [
                _about_hints() if self.is_first else None,
                block(
                    _("Before you begin"),
                    Text(
                        n_(
                            "{count} session of 50 minutes, one a week.",
                            "{count} sessions of 50 minutes, one a week.",
                            letter.sessions,
                        )
                    ),
                    Text(_(_MODE_WORDS[self.mode])),
                    Text(_("Touches on: {what}", what=" · ".join(letter.warnings))) if letter.warnings else None,
                    small(_("Everything is kept at the host. The clock of the round goes on while you read."))
                    if self.is_begun
                    else small(_("Esc is a pause. You can stop at any time; everything is kept.")),
                ),
                Box(small(letter.notice), fill="background", padding="small"),
            ],
            gap="normal",
        )


def _about_hints() -> Element:
    return block(
        _("Your guided first session"),
        Text(_("Below the room stands one hint at a time. You do what it says, in the room itself, for ten minutes.")),
        Text(_("You can do without the hints at any moment, and come back to them from the title.")),
        fill="paper",
    )


def _paper(letter: ReferralView) -> Element:
    about = f"{letter.patient}, {letter.age}, {letter.pronouns}, {letter.occupation}"
    return Box(
        Column(
            [
                Text(letter.sender, bold=True),
                Divider(),
                Text(_("Re: {about}", about=about), tone="muted"),
                paragraphs(letter.letter),
                Text(_("With kind regards,"), tone="muted"),
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
        name=_("Referral letter"),
    )
