"""Before a case that touches on something heavy: what it contains, and how to leave. Accepted, or turned away from."""

from dataclasses import dataclass, replace

from game.ui.elements import Box, Column, Element, Grid, Row, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.intents import Open
from game.ui.screens.parts import block, page, small
from game.ui.screens.referral import Referral
from game.ui.stack import Pop, Result, Stay
from game.ui.state import Back, Submitted, UiState
from game.ui.theme import Theme
from game.ui.widgets import Button, Text, TextField, Widget
from game.words import _


@dataclass(frozen=True)
class Care:
    """What `letter`'s case contains. Accepting it opens the letter in this page's place.

    `number` is the one to ring in an emergency, which differs from place to place, so whoever plays can note theirs.
    """

    letter: Referral
    number: str = ""

    @classmethod
    def of(cls, letter: Referral) -> "Care":
        """Return the page before a letter, with the number that was noted."""
        return cls(letter, letter.desk.help_line.read())

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return what is touched on, how to stop, and where to turn."""
        view = self.letter.view
        contains = block(
            _("What this treatment touches on"),
            *(Text(f"•  {warning}") for warning in view.warnings),
            small(_("All of it is told in words. No ways of harming oneself are described.")),
            key="care.contains",
        )
        leaving = block(
            _("You can stop at any time"),
            Text(_("Esc is a pause, from anywhere. The clock of the session stands still for as long as you like.")),
            Text(_("From the pause you can leave. Every turn is kept, and no leaving is ever scored.")),
            Text(_("You need not come back to this patient.")),
        )
        turning = block(
            _("If it comes close to you"),
            Text(_("Practising can stir up what is your own. Talk to a supervisor, a colleague, somebody you trust.")),
            Text(
                _("If you are in danger yourself, ring {number} now.", number=self.number)
                if self.number
                else _("If you are in danger yourself, ring your local emergency number now."),
                role="live",
            ),
            TextField(
                _("Your emergency number, to stand here (Enter keeps it)"),
                key="care.number",
                initial=self.number,
                limit=80,
            ),
        )
        body = Column([Grid([contains, leaving, turning], min_em=20), _fixed(view.notice)])
        title = _("Before you meet {patient}", patient=view.patient)
        return place(page(title, body, key="care", footer=_onward(), wide_em=84), size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Open the letter, or go back to the shelf."""
        match intent:
            case Back():
                return Pop()
            case Open("referral"):
                return Stay(self.letter)
            case Submitted("care.number", number):
                self.letter.desk.help_line.keep(number.strip())
                return Stay(replace(self, number=number.strip()), focus="care.accept")
        return Stay()


def _fixed(notice: str) -> Element:
    return Box(small(notice), fill="background", padding="small")


def _onward() -> Element:
    return Row(
        [
            Space(grow=1),
            Button(_("Choose another patient"), key="care.back", kind="secondary", intent=Back()),
            Button(
                _("I have read this. To the letter"),
                key="care.accept",
                kind="primary",
                intent=Open("referral"),
                autofocus=True,
            ),
        ],
        align="centre",
        gap="small",
    )
