"""Colours by role, type and spacing scales: the theme file as a value, at one text size and pixel density."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from game.resources import assets_folder
from game.ui.appearance import FONTS, PLAIN, TEXT_SIZES, THEMES, Appearance, FontName, ThemeName
from game.ui.geometry import Size
from game.ui.widgets import Tone, Type

__all__ = [
    "FONTS",
    "PLAIN",
    "TEXT_SIZES",
    "THEMES",
    "Appearance",
    "Colour",
    "Face",
    "FontName",
    "Theme",
    "ThemeName",
    "load",
    "room",
]

Colour = tuple[int, int, int]
_INK = {"patient": "patient_ink", "therapist": "therapist_ink"}
_WIDE_EMS, _MEDIUM_EMS = 68, 44


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface at a size: `px` device pixels, `density` thousandths of a device pixel to a logical one."""

    bold: bool
    italic: bool
    px: int
    density: int
    family: FontName = "hyperlegible"


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Everything a layout or the painter asks about looks. `load` makes one for each choice of them."""

    appearance: Appearance
    density: int
    colours: Mapping[str, Colour]
    sizes: Mapping[str, int]
    """Type sizes in device pixels."""
    spaces: Mapping[str, int]
    leading: int
    """Line height in percent of the type size."""
    breadth: int
    """How wide the typeface runs, in percent of the usual one."""
    radius: int
    small_radius: int
    focus_width: int
    target: int

    @property
    def em(self) -> int:
        """Size of body text in logical pixels, more in a typeface that runs wide; the unit of widths."""
        return self.sizes["body"] * self.breadth * 10 // self.density

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may move by itself."""
        return self.appearance.reduced_motion

    def space(self, name: str) -> int:
        """Return a step of the spacing scale in logical pixels."""
        return self.spaces[name]

    def colour(self, role: str) -> Colour:
        """Return the colour of a role."""
        return self.colours[role]

    def ink(self, tone: Tone) -> Colour:
        """Return the colour of text in a tone."""
        return self.colours[_INK.get(tone, tone)]

    def hue(self, name: str) -> Colour:
        """Return the colour of a bar, line or cell: livelier than words in the same tone."""
        return self.colours.get(f"{name}_hue") or self.colours[_INK.get(name, name)]

    def face(self, style: Type, bold: bool = False, italic: bool = False) -> Face:
        """Return the typeface of a style; titles and display lines are always bold."""
        return Face(
            bold or style in {"title", "display"}, italic, self.sizes[style], self.density, self.appearance.font
        )


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Mapping[str, Any]]:
    with (assets_folder() / "theme.toml").open("rb") as file:
        return MappingProxyType(tomllib.load(file))


def _rgb(value: str) -> Colour:
    digits = value.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _pixels(style: Mapping[str, Any], text: int, size: int, density: int) -> int:
    """Points at 96 dots per inch, enlarged as far as the style takes part, in device pixels."""
    percent = (100 + (text - 100) * int(style["growth"]) / 100) * size / 100
    return max(8, round(float(style["points"]) * 4 / 3 * percent / 100 * density / 1000))


@lru_cache(maxsize=32)
def load(appearance: Appearance = PLAIN, density: int = 1000) -> Theme:
    """Return the theme for a choice of looks at `density` thousandths of a device pixel per logical pixel.

    The text size is held between 100 and 200 percent. Raises `KeyError` for a theme the file does not have.
    """
    file = _file()
    shape, font = file["shape"], file["font"][appearance.font]
    text = min(200, max(100, appearance.text))
    return Theme(
        appearance=appearance,
        density=density,
        colours=MappingProxyType({role: _rgb(value) for role, value in file[appearance.theme].items()}),
        sizes=MappingProxyType({name: _pixels(row, text, font["size"], density) for name, row in file["type"].items()}),
        spaces=file["space"],
        leading=font["leading"] * appearance.leading // 100,
        breadth=font["breadth"],
        radius=shape["radius"],
        small_radius=shape["small_radius"],
        focus_width=shape["focus_width"],
        target=shape["target"],
    )


def room(size: Size, theme: Theme) -> Literal["wide", "medium", "narrow"]:
    """Say how much fits side by side: "wide" three panels, "medium" two, "narrow" one (use tabs).

    Measured in ems, so larger text and a smaller window come to the same.
    """
    ems = size.w // max(1, theme.em)
    return "wide" if ems >= _WIDE_EMS else "medium" if ems >= _MEDIUM_EMS else "narrow"
