"""How the window looks: text size, theme, motion. Takes effect at once, everywhere."""

from dataclasses import dataclass, replace

from game.ui.elements import Column, Element, Grid, Row
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens.intents import Wear
from game.ui.screens.parts import block, page, small
from game.ui.stack import Pop, Restyle, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import TEXT_SIZES, THEMES, Appearance, Theme, ThemeName
from game.ui.widgets import Choice, Text, Widget

_THEME_WORDS: dict[ThemeName, tuple[str, str]] = {
    "light": ("Morning", "Warm light colours."),
    "dark": ("Evening", "The same room with the lamp on."),
    "high_contrast": ("High contrast", "White and bright colours on black."),
}


@dataclass(frozen=True)
class Settings:
    """Shows what is chosen from the theme itself, so it needs no state."""

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the choices, with words at the size they choose."""
        now = theme.appearance
        body = Grid(
            [
                block("Text size", self._sizes(now), small("Ctrl + and Ctrl − change it on every screen.")),
                block("Colours", self._themes(now)),
                block("Motion", self._motion(now)),
                block(
                    "How it reads",
                    Text(_SAMPLE, role="patient_line", speaker="Patient"),
                    small("F11 fills the screen."),
                ),
            ],
            min_em=28,
        )
        return place(page("Settings", body, key="settings", wide_em=66), size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Change the looks, or close."""
        match intent:
            case Wear(appearance):
                return Restyle(appearance)
            case Back():
                return Pop()
        return Stay()

    def _sizes(self, now: Appearance) -> Element:
        rows = [
            self._choice(
                "text", str(percent), f"{percent} %", "", replace(now, text=percent), chosen=now.text == percent
            )
            for percent in TEXT_SIZES
        ]
        return Row(rows, gap="tight")

    def _themes(self, now: Appearance) -> Element:
        rows = [
            self._choice("theme", name, *_THEME_WORDS[name], replace(now, theme=name), chosen=now.theme == name)
            for name in THEMES
        ]
        return Column(rows, gap="hair")

    def _motion(self, now: Appearance) -> Element:
        still = ("Less motion", "Nothing moves by itself.")
        moving = ("Usual motion", "Small movements, none of them needed.")
        return Column(
            [
                self._choice(
                    "motion", "usual", *moving, replace(now, reduced_motion=False), chosen=not now.reduced_motion
                ),
                self._choice("motion", "less", *still, replace(now, reduced_motion=True), chosen=now.reduced_motion),
            ],
            gap="hair",
        )

    def _choice(self, what: str, value: str, label: str, note: str, appearance: Appearance, *, chosen: bool) -> Choice:
        return Choice(
            label,
            note=note,
            trailing="now" if chosen else "",
            marked=chosen,
            key=f"settings.{what}.{value}",
            group=f"settings.{what}",
            intent=Wear(appearance),
            autofocus=chosen,
        )


_SAMPLE = "I sleep four hours, maybe. And then I lie there having the whole argument on my own."
