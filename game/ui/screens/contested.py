"""A screen of a treatment that is played in a contest: below it stand the time left and whether all is saved."""

from dataclasses import dataclass, replace

from game.play import CannotSave
from game.seat import Seat
from game.seat.telling import time_left, where
from game.treatment import IllegalAction
from game.ui.elements import Box, Element, Row, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.measure import Setting, height
from game.ui.screens.coached import lowered
from game.ui.screens.contest_watch import Heard
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Open, Pick, Turned
from game.ui.screens.lobby import Lobby, begun, saving_tone, saving_words
from game.ui.screens.title import Title
from game.ui.stack import Push, Reset, Restyle, Result, Screen, Stay
from game.ui.state import UiState
from game.ui.theme import Theme
from game.ui.widgets import Badge, Button, Text, Widget
from game.words import _, n_


@dataclass(frozen=True)
class Contested:
    """`screen`, with the contest below it. Whatever it opens has it too, but for the title and the lobby."""

    screen: Screen
    desk: Desk
    seat: Seat
    version: int
    """Turns of the treatment as the screen shows it."""
    heard: str = ""
    """What was said last."""

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the screen in the room that the line below leaves, and that line."""
        line = self._line()
        high = min(size.h // 3, height(line, size.w, Setting(theme, ui)))
        widgets = self.screen.scene(Size(size.w, size.h - high), theme, ui)
        layer = max((widget.layer for widget in widgets), default=0)
        below = (lowered(widget, size.h - high, layer) for widget in place(line, Size(size.w, high), theme, ui))
        return (*widgets, *below)

    def handle(self, intent: object) -> Result:
        """Take what has come from the host, stop the clock for a talk, or let the screen answer."""
        match intent:
            case Heard():
                return self._looked_up()
            case Pick("contest.talk", value):
                return self._talk(on=value == "on")
            case Open("report"):
                return Reset(*Lobby.of(self.desk, self.seat))
        return self._kept(self.screen.handle(intent))

    def _looked_up(self) -> Result:
        seat, standing = self.seat, self.seat.standing
        told = " ".join(seat.news()) or self.heard
        if seat.gone or standing is None or standing.is_over or seat.snapshot is None:
            return Reset(*Lobby.of(self.desk, seat))
        if self.desk.sitting is None or getattr(self.desk.sitting, "is_past", True):
            return begun(self.desk, seat)
        if seat.snapshot.version == self.version:
            return Stay(replace(self, heard=told))
        return replace(self, heard=told, version=seat.snapshot.version)._kept(self.screen.handle(Turned()))

    def _talk(self, *, on: bool) -> Result:
        try:
            self.seat.talk(on=on)
        except (IllegalAction, CannotSave) as error:
            return Stay(replace(self, heard=str(error)))
        return Stay(self)

    def _kept(self, result: Result) -> Result:
        """Return the answer of the screen with the contest below whatever it opens."""
        match result:
            case Stay(None):
                return replace(result, screen=self)
            case Stay(screen) | Restyle(_, screen) if screen is not None:
                return replace(result, screen=self._over(screen))
            case Push(screen, below):
                return replace(result, screen=self._over(screen), below=None if below is None else self._over(below))
            case Reset(screen):
                return replace(result, screen=self._over(screen))
        return result

    def _over(self, screen: Screen) -> Screen:
        if isinstance(screen, Title | Lobby | Contested):
            return screen
        seen = self.seat.snapshot
        return replace(self, screen=screen, version=self.version if seen is None else seen.version)

    def _line(self) -> Element:
        standing, saving = self.seat.standing, self.seat.saving
        said = self.seat.trouble or self.heard
        if standing is not None and not standing.may_act:
            said = where(standing)
        return Box(
            Row(
                [
                    Badge(saving_words(saving), tone=saving_tone(saving), key="contest.saving"),
                    Text(time_left(self.seat.left_ms), style="caption", key="contest.time"),
                    Text(said, style="caption", tone="muted", role="live", key="contest.said"),
                    Space(grow=1),
                    self._talking(),
                    Text("" if standing is None else standing.seat.name, style="caption", tone="muted"),
                ],
                align="centre",
                gap="normal",
            ),
            fill="raised",
            padding="tight",
            rounded=False,
            name=_("The contest"),
        )

    def _talking(self) -> Element | None:
        run = None if self.seat.standing is None else self.seat.standing.run
        if run is None or not (run.talking or run.talks_left):
            return None
        if run.talking:
            return Button(_("End the talk"), key="contest.talk", intent=Pick("contest.talk", "off"))
        left = n_("{count} left", "{count} left", run.talks_left)
        label = _("Stop the clock to talk ({left})", left=left)
        return Button(label, key="contest.talk", kind="quiet", intent=Pick("contest.talk", "on"))
