"""The shelf: whom to treat, and how. What the patients' problem is, nobody tells."""

from dataclasses import dataclass, replace

from game.record import Mode
from game.ui.elements import Box, Column, Element, Grid, Row, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, Open, Pick
from game.ui.screens.message import Message
from game.ui.screens.parts import badges, block, count, page, small
from game.ui.screens.referral import Referral
from game.ui.stack import Pop, Push, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Button, Choice, Text, Widget
from game.view import ShelfRow

MODES: tuple[tuple[Mode, str, str], ...] = (
    ("guided", "Guided", "Moves are listed, a supervisor comments on every turn, and you may take a turn back."),
    ("practice", "Practice", "You find your own words; comments come after the session, and you may go back."),
    ("exam", "Exam", "No comments and no way back. The debrief comes at the end."),
)


@dataclass(frozen=True)
class Shelf:
    """Choose a patient and a mode."""

    desk: Desk
    case: str = ""
    mode: Mode = "guided"
    message: Message | None = None

    @property
    def chosen(self) -> ShelfRow | None:
        """The patient chosen: the first until somebody chooses."""
        rows = self.desk.shelf
        return next((row for row in rows if row.case == self.case), rows[0] if rows else None)

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return a card for each patient, the modes below, and the way on."""
        chosen = self.chosen
        if chosen is None:
            body: Element = Text("There is no case in the scenarios folder.")
            return place(page("Whom will you treat?", body, key="shelf"), size, theme, ui)
        wide = room(size, theme) == "wide"
        cards = Grid([self._card(row, marked=row is chosen) for row in self.desk.shelf], min_em=22 if wide else 26)
        if wide:
            body = Row([Column([cards], grow=13), Column([self._modes()], grow=5)], wrap=False, align="start")
        else:
            body = Column([cards, self._modes()])
        tree = page(
            "Whom will you treat?",
            body,
            key="shelf",
            footer=self._onward(chosen),
            message=self.message,
            wide_em=90,
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Choose, go back, or open the letter."""
        match intent:
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back():
                return Stay(replace(self, message=None)) if self.message else Pop()
            case Pick("shelf.patient", case):
                return Stay(replace(self, case=case))
            case Pick("shelf.mode", mode):
                return Stay(replace(self, mode=next(row[0] for row in MODES if row[0] == mode)))
            case Open("referral") if self.chosen is not None:
                return Push(Referral(self.desk, self.chosen.case, self.mode))
        return Stay()

    def _card(self, row: ShelfRow, *, marked: bool) -> Element:
        facts = f"{row.age}, {row.occupation}"
        return Box(
            Column(
                [
                    Choice(
                        row.patient,
                        note=facts,
                        trailing="chosen" if marked else "",
                        marked=marked,
                        key=f"shelf.patient.{row.case}",
                        group="shelf.patient",
                        intent=Pick("shelf.patient", row.case),
                    ),
                    Column(
                        [
                            Text(row.teaser),
                            Space(grow=1),
                            badges([f"Level {row.level}", count(row.sessions, "session")], "accent"),
                            small(f"Touches on: {' · '.join(row.warnings)}") if row.warnings else None,
                        ],
                        gap="tight",
                        padding="small",
                        grow=1,
                    ),
                ],
                gap="none",
            ),
            fill="raised" if marked else "surface",
            padding="tight",
            shadow=True,
            outlined=marked,
            name=row.patient,
        )

    def _modes(self) -> Element:
        rows = [
            Choice(
                label,
                note=note,
                trailing="chosen" if self.mode == mode else "",
                marked=self.mode == mode,
                key=f"shelf.mode.{mode}",
                group="shelf.mode",
                intent=Pick("shelf.mode", mode),
            )
            for mode, label, note in MODES
        ]
        return block("How will you practise?", Column(rows, gap="tight"))

    def _onward(self, chosen: ShelfRow) -> Element:
        mode = next(label for mode, label, _ in MODES if mode == self.mode)
        label = f"Read the letter about {chosen.patient}"
        return Row(
            [
                Text(f"{mode}, {count(chosen.sessions, 'session')} of fifty minutes", tone="muted"),
                Space(grow=1),
                Button(label, key="shelf.letter", kind="primary", intent=Open("referral"), autofocus=True),
            ],
            align="centre",
        )
