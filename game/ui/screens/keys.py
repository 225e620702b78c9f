"""Which key does what, on one page."""

from dataclasses import dataclass

from game.ui.elements import Column, Element, Grid, Row
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.parts import block, page
from game.ui.stack import Pop, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme
from game.ui.widgets import Text, Widget

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Everywhere",
        (
            ("Tab, Shift Tab", "next thing, the one before"),
            ("Arrows", "move inside a list, a row of tabs, a circle"),
            ("Enter, Space", "do what has the focus"),
            ("Esc", "one step back; nothing is lost"),
            ("Page up, Page down", "scroll"),
            ("Ctrl + and Ctrl −", "larger and smaller text"),
            ("F11", "full screen"),
            ("F1", "this page, from the title or a session"),
        ),
    ),
    (
        "In a session",
        (
            ("Type", "find what to say, and about whom"),
            ("Down", "into the list"),
            ("Enter", "choose it; then say it as it stands"),
            ("Left, Right", "another way to put it"),
            ("Ctrl K", "back to the field"),
            ("F2, F3, F4", "formulation, contract, procedures"),
            ("F5", "ask the supervisor (guided and practice)"),
            ("F6", "end the session"),
            ("Ctrl Z", "take the last turn back (guided and practice)"),
        ),
    ),
    (
        "In the workbook",
        (
            ("Alt 1 to Alt 5", "circle, timeline, evidence, plan, manual"),
            ("Arrows on a person", "one ring closer, one ring further"),
            ("Arrows on a slider", "less, more"),
            ("Ctrl Enter", "keep the note you have written"),
        ),
    ),
)


@dataclass(frozen=True)
class Keys:
    """A page of keys."""

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the keys in columns."""
        body = Grid([block(title, *(_row(*row) for row in rows)) for title, rows in KEYS], min_em=23)
        return place(page("Keys", body, key="keys", wide_em=84), size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Close."""
        return Pop() if isinstance(intent, Back) else Stay()


def _row(keys: str, does: str) -> Element:
    return Row(
        [Column([Text(keys, bold=True)], width_em=9), Column([Text(does, tone="muted")], grow=1)],
        gap="small",
        wrap=False,
    )
