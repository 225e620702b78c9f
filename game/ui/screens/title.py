"""The title screen. Shown before anything slow is loaded, so it imports nothing of the therapy."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.ui.elements import Box, Column, Element, Row, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import title_paint  # noqa: F401 (registers how the room is drawn)
from game.ui.screens.figure import Chairs
from game.ui.screens.intents import Dismiss, Open
from game.ui.screens.message import Message, dialog
from game.ui.stack import Push, Quit, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Button, Text, Widget
from game.words import _

if TYPE_CHECKING:
    from game.ui.screens.desk import Desk

NAME = "Sixteen Weeks"


def _leave() -> Message:
    return Message(
        _("Leave Sixteen Weeks?"),
        _("Everything you have done is saved. You can go on from here at any time."),
        ((_("Leave"), Open("quit")),),
        stay=_("Stay"),
    )


@dataclass(frozen=True)
class Title:
    """Name, promise, and where to go. `desk` is None until everything has been loaded."""

    desk: "Desk | None" = None
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the title: the empty room beside the words where there is width for both."""
        wide = room(size, theme) == "wide"
        words = Column([_words(), self._buttons()], gap="wide", width_em=28 if wide else 0)
        picture = Chairs(name=_("An empty consulting room with two armchairs"), height_em=26, grow=1)
        middle: Element = Row([words, picture], gap="huge", align="centre", wrap=False) if wide else words
        tree = Column(
            [
                Space(grow=1),
                Column([middle], max_em=66 if wide else 34),
                Space(grow=1),
                Column([self._notice()], max_em=66),
                dialog(self.message),
            ],
            padding="wide",
            gap="normal",
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Go where the trainee wants to."""
        match intent:
            case Back():
                return Stay(replace(self, message=None if self.message else _leave()))
            case Dismiss():
                return Stay(replace(self, message=None))
            case Open("quit"):
                return Quit() if self.message else Stay(replace(self, message=_leave()))
            case Open("settings" | "keys" as page):
                return _page(page)
            case Open(place) if self.desk is not None:
                return self._further(self.desk, place)
        return Stay()

    def _further(self, desk: "Desk", place: str) -> Result:
        """Open a screen that needs what has been loaded meanwhile."""
        from game.ui.screens import flow

        found = flow.from_title(desk, place)
        return Stay(replace(self, message=found)) if isinstance(found, Message) else found

    def _buttons(self) -> Element:
        running = self._running()
        first = self.desk is not None and self.desk.has_first_session
        new_here = first and not running and self.desk is not None and self.desk.is_new_here
        return Column(
            [
                Button(running, key="title.continue", kind="primary", intent=Open("continue"), autofocus=True)
                if running
                else None,
                _first_session() if new_here else None,
                Button(
                    _("Treat a patient"),
                    key="title.shelf",
                    kind="secondary" if running or new_here else "primary",
                    intent=Open("shelf"),
                    autofocus=not running and not new_here,
                ),
                Row(
                    [
                        Button(_("What you have played"), key="title.history", kind="quiet", intent=Open("history")),
                        Button(_("Join a contest"), key="title.join", kind="quiet", intent=Open("join"))
                        if self.desk is not None and self.desk.seats_folder is not None
                        else None,
                        Button(_("Guided first session"), key="title.first", kind="quiet", intent=Open("first"))
                        if first and not new_here
                        else None,
                    ],
                    gap="small",
                ),
                Row(
                    [
                        Button(_("Settings"), key="title.settings", kind="quiet", intent=Open("settings")),
                        Button(
                            f"{_('Keys')}  F1",
                            key="title.keys",
                            kind="quiet",
                            intent=Open("keys"),
                            shortcut="f1",
                            name=_("Keys"),
                        ),
                        Button(_("Quit"), key="title.quit", kind="quiet", intent=Open("quit")),
                    ],
                    gap="small",
                ),
            ],
            gap="small",
        )

    def _running(self) -> str:
        """Return the label of the way back into the treatment in play; empty when there is none."""
        look = None if self.desk is None else self.desk.running
        if look is None:
            return ""
        here = look.room
        if self.desk is not None and self.desk.in_contest:
            return _("Back to the contest, with {patient}", patient=here.patient)
        if here.over is not None:
            return _("See the debrief of {patient}", patient=here.patient)
        if here.in_session:
            return _("Continue with {patient}, session {number}", patient=here.patient, number=here.session)
        return _("Continue with {patient}, after session {number}", patient=here.patient, number=here.session)

    def _notice(self) -> Element:
        words = "" if self.desk is None else self.desk.book.rows.notice
        return Box(Text(words, style="caption", tone="muted", key="title.notice"), fill="background", padding="none")


def _words() -> Element:
    promise = _("Sit with a patient, week by week, and find out what good Interpersonal Psychotherapy sounds like.")
    return Column(
        [Text(NAME, style="display", role="heading"), Text(promise, style="lead", tone="muted")],
        gap="small",
    )


def _first_session() -> Element:
    """Offer the guided first session to somebody who has never played here."""
    return Column(
        [
            Button(
                _("Begin with a guided session"),
                key="title.first",
                kind="primary",
                intent=Open("first"),
                autofocus=True,
            ),
            Text(
                _("New here? In ten minutes with a first patient the screen explains itself, step by step."),
                style="caption",
                tone="muted",
            ),
        ],
        gap="tight",
    )


def _page(page: str) -> Result:
    """Open the settings or the keys, which are loaded only now: the title is seen sooner without them."""
    if page == "keys":
        from game.ui.screens.keys import Keys

        return Push(Keys())
    from game.ui.screens.settings import Settings

    return Push(Settings())
