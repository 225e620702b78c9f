"""Two ways side by side: how it went before somebody went back, and how it goes now."""

from dataclasses import dataclass, replace

from game.sitting import Outlook
from game.ui.elements import Box, Column, Element, Row, Scroll, Tabs
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.intents import Pick, Show
from game.ui.screens.lines import line
from game.ui.screens.parts import heading, small
from game.ui.stack import Pop, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Badge, Tab, Text, Widget
from game.view.branches import Fork, Way
from game.words import _, decimal, n_

_MOST_LINES = 80
_MOST_NAMES = 4
_MOST_FORKS = 8


@dataclass(frozen=True)
class Compare:
    """The ways that were gone back on, each beside the one that counts, the latest first."""

    look: Outlook
    at: int = 0
    """Which fork is looked at."""
    side: str = "now"
    """In a narrow window: "now" or "then"."""

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return both ways from the turn at which they part, or one of them on tabs."""
        forks = self.look.forks
        top = heading(_("Two ways, side by side"), back=_("Back"), key="compare")
        if not forks:
            nothing = Text(_("What you went back on was said again word for word, so there is nothing to compare."))
            return place(Column([top, nothing], padding="normal"), size, theme, ui)
        fork = forks[min(self.at, len(forks) - 1)]
        tree = Column(
            [top, self._choice(forks), self._before(fork), self._ways(fork, narrow=room(size, theme) == "narrow")],
            padding="normal",
            gap="small",
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Look at another fork, at the other way, or go back."""
        match intent:
            case Back():
                return Pop()
            case Pick("compare.fork", number):
                return Stay(replace(self, at=int(number)), forget=("compare.now", "compare.then"))
            case Show("now" | "then"):
                return Stay(replace(self, side=intent.tab))
        return Stay()

    def _choice(self, forks: tuple[Fork, ...]) -> Element | None:
        """Return the forks to choose from, where there is more than one."""
        if len(forks) == 1:
            return None
        tabs = [
            Tab(
                _("Turn {turn}, session {session}", turn=fork.turn, session=fork.session),
                selected=number == self.at,
                key=f"compare.fork.{number}",
                intent=Pick("compare.fork", str(number)),
            )
            for number, fork in enumerate(forks[:_MOST_FORKS])
        ]
        return Tabs(tabs, key="compare.forks")

    def _before(self, fork: Fork) -> Element | None:
        last = next((spoken for spoken in reversed(fork.before) if spoken.speaker == "patient"), None)
        if last is None:
            return None
        words = _("Both begin after {name} said:", name=self.look.first_name)
        return Column([small(words), Text(f"“{last.words}”", italic=True)], gap="none")

    def _ways(self, fork: Fork, *, narrow: bool) -> Element:
        now, then = _("As it goes now"), _("Before you went back")
        if narrow:
            tabs = [
                Tab(label, selected=self.side == name, key=f"compare.tab.{name}", intent=Show(name))
                for name, label in (("now", now), ("then", then))
            ]
            way = fork.now if self.side == "now" else fork.then
            return Column([Tabs(tabs, key="compare.tabs"), self._way(way, "", self.side)], gap="small", grow=1)
        return Row([self._way(fork.then, then, "then"), self._way(fork.now, now, "now")], grow=1, wrap=False)

    def _way(self, way: Way, title: str, name: str) -> Element:
        left = len(way.lines) - _MOST_LINES
        body = Column(
            [
                *self._figures(way),
                *(line(spoken, self.look.first_name) for spoken in way.lines[:_MOST_LINES]),
                small(n_("and {count} more line", "and {count} more lines", left)) if left > 0 else None,
                None if way.lines else small(_("Nothing was said any more.")),
            ],
            gap="small",
        )
        head = Text(title, style="lead", bold=True, role="heading") if title else None
        return Box(
            Column([head, Scroll(body, key=f"compare.{name}", name=title, grow=1)], gap="small"),
            padding="normal",
            shadow=True,
            grow=1,
            name=title,
        )

    def _figures(self, way: Way) -> list[Element]:
        """Return what can be said of a way in figures, as far as it may be told by now."""
        badges: list[Element] = [
            Badge(_("✓ {number} well done", number=len(way.well_done)), tone="good"),
            Badge(_("△ {number} to look at again", number=len(way.look_again)), tone="costly"),
        ]
        shown: list[Element] = [Row(badges, gap="tight")]
        if way.look_again:
            shown.append(small(_("Look again: {what}.", what=_few(way.look_again))))
        if way.scales:
            line_of = ", ".join(
                _("session {session}: {total}", session=session, total=total) for session, total in way.scales
            )
            shown.append(small(_("Symptoms: {line}.", line=line_of)))
        if way.composite is None:
            shown.append(small(_("The score of both comes with the debrief.")))
        else:
            shown.append(
                Text(
                    n_(
                        "{score} of 100, over {count} session",
                        "{score} of 100, over {count} sessions",
                        way.sessions_closed,
                        score=decimal(way.composite / 1_000),
                    ),
                    bold=True,
                )
            )
        return shown


def _few(names: tuple[str, ...]) -> str:
    """Return the first few names, each once, and how many more."""
    once = tuple(dict.fromkeys(names))
    left = len(once) - _MOST_NAMES
    shown = "; ".join(once[:_MOST_NAMES])
    return _("{shown} and {left} more", shown=shown, left=left) if left > 0 else shown
