"""The shelf: whom to treat, and how. What the patients' problem is, nobody tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from game.record import Mode
from game.ui.elements import Column, Element, Row, Scroll, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.likeness import Medallion
from game.ui.screens.appearance import drawn_as
from game.ui.screens.care import Care
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, Open, Pick
from game.ui.screens.message import Message, dialog
from game.ui.screens.parts import badges, block, heading, page, small
from game.ui.screens.referral import Referral
from game.ui.stack import Pop, Push, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Button, Choice, Text, Widget
from game.view import ShelfRow
from game.words import _, later, n_

MODES: tuple[tuple[Mode, str, str], ...] = (
    (
        "guided",
        later("Guided"),
        later("Moves are listed, a supervisor comments on every turn, and you may take a turn back."),
    ),
    (
        "practice",
        later("Practice"),
        later("You find your own words; comments come after the session, and you may go back."),
    ),
    ("exam", later("Exam"), later("No comments and no way back. The debrief comes at the end.")),
)
LEVELS: Mapping[int, tuple[str, str]] = {
    1: (later("A first patient"), later("Talks readily. One thread runs through what is told.")),
    2: (later("A louder story"), later("Something else is talked of first. The minutes begin to matter.")),
    3: (later("What goes unsaid"), later("The heart of it comes out only when you are trusted.")),
    4: (later("Two ways to see it"), later("More than one problem area has something for it.")),
    5: (later("Long hours"), later("Little is offered, or there is danger, or the treatment is adapted.")),
}
"""What the levels mean. Nothing here may tell whose problem lies where."""


@dataclass(frozen=True)
class Shelf:
    """Choose a patient and a mode."""

    desk: Desk
    case: str = ""
    mode: Mode = "guided"
    message: Message | None = None
    bests: Mapping[str, int] = field(default_factory=dict)
    """Most points so far by case, in thousandths."""

    @property
    def chosen(self) -> ShelfRow | None:
        """The patient chosen: the first until somebody chooses."""
        rows = self.desk.shelf
        return next((row for row in rows if row.case == self.case), rows[0] if rows else None)

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the patients by level; beside or below them the one chosen and the modes; last the way on."""
        chosen = self.chosen
        title = _("Whom will you treat?")
        if chosen is None:
            body: Element = Text(_("There is no case in the scenarios folder."))
            return place(page(title, body, key="shelf", message=self.message), size, theme, ui)
        if room(size, theme) == "narrow":
            body = Column([self._patients(), self._card(chosen), self._modes()])
            footer = _onward(chosen)
            return place(page(title, body, key="shelf", footer=footer, message=self.message), size, theme, ui)
        patients = Scroll(Column([self._patients()], padding="tight"), key="shelf.page", name=_("Patients"), grow=4)
        beside = Column([self._card(chosen), self._modes()], padding="tight")
        tree = Column(
            [
                heading(title, back=_("Back"), key="shelf", wide_em=84),
                Row(
                    [patients, Scroll(beside, key="shelf.beside", name=_("The patient chosen"), grow=5)],
                    wrap=False,
                    grow=1,
                    max_em=84,
                ),
                Column([_onward(chosen)], max_em=84),
                dialog(self.message),
            ],
            padding="normal",
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Choose, go back, or go on: to what the case touches on, where it touches on anything, and to the letter."""
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
                return self._on(self.chosen)
        return Stay()

    def _on(self, chosen: ShelfRow) -> Result:
        opened = Referral.of(self.desk, chosen.case, self.mode)
        if isinstance(opened, Message):
            return Stay(replace(self, message=opened))
        return Push(Care.of(opened) if chosen.warnings else opened)

    # -- parts -----------------------------------------------------------------------------------------

    def _patients(self) -> Element:
        found: list[Element] = []
        for level, rows in groupby(self.desk.shelf, key=lambda row: row.level):
            name, says = LEVELS[level]
            head = [
                Text(_("Level {level}: {name}", level=level, name=_(name)), bold=True, role="heading"),
                Text(_(says), style="caption", tone="muted"),
            ]
            found.append(Column([*head, *map(self._row, rows)], gap="hair"))
        if self.desk.faulty:
            names = ", ".join(self.desk.faulty)
            found.append(
                small(_("Not on the shelf, for there are faults in them: {names}. `check` names them.", names=names))
            )
        return Column(found, gap="small")

    def _row(self, row: ShelfRow) -> Element:
        best = self.bests.get(row.case)
        choice = Choice(
            row.patient,
            note=f"{row.age}, {row.occupation}",
            trailing=_("your best: {points}", points=best // 1_000) if best else "",
            marked=row is self.chosen,
            key=f"shelf.patient.{row.case}",
            group="shelf.patient",
            intent=Pick("shelf.patient", row.case),
            grow=1,
        )
        return Row([_face(row, 3), choice], gap="tight", align="centre", wrap=False)

    def _card(self, row: ShelfRow) -> Element:
        best = self.bests.get(row.case)
        marks = [_("Level {level}", level=row.level), _asks(row)]
        if best:
            marks.append(_("your best: {points} of 100", points=best // 1_000))
        touches = _("Touches on: {what}", what=" · ".join(row.warnings)) if row.warnings else ""
        return block(
            row.patient,
            Row([_face(row, 6), Column([Text(row.teaser)], grow=1)], align="centre", wrap=False),
            badges(marks, "accent"),
            small(touches) if touches else None,
            fill="raised",
            key="shelf.chosen",
        )

    def _modes(self) -> Element:
        rows = [
            Choice(
                _(label),
                note=_(note),
                marked=self.mode == mode,
                key=f"shelf.mode.{mode}",
                group="shelf.mode",
                intent=Pick("shelf.mode", mode),
            )
            for mode, label, note in MODES
        ]
        return block(_("How will you practise?"), Column(rows, gap="tight"))


def _face(row: ShelfRow, height_em: int) -> Element:
    return Medallion(
        name=_("Portrait of {name}", name=row.patient),
        person=drawn_as(row.portrait),
        height_em=height_em,
        width_em=height_em,
    )


def _asks(row: ShelfRow) -> str:
    return n_("{count} session of 50 minutes", "{count} sessions of 50 minutes", row.sessions)


def _onward(chosen: ShelfRow) -> Element:
    label = _("Read the letter about {patient}", patient=chosen.patient)
    letter = Button(label, key="shelf.letter", kind="primary", intent=Open("referral"), autofocus=True)
    return Row([Space(grow=1), letter], align="centre")
