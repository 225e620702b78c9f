"""What a person chooses in the settings, as one value: looks, motion, sound, language, reading aloud, keys."""

from dataclasses import dataclass, replace
from typing import Literal

ThemeName = Literal["light", "dark", "high_contrast"]
FontName = Literal["hyperlegible", "dyslexic"]
THEMES: tuple[ThemeName, ...] = ("light", "dark", "high_contrast")
FONTS: tuple[FontName, ...] = ("hyperlegible", "dyslexic")
TEXT_SIZES = (100, 125, 150, 175, 200)
LEADINGS = (100, 125, 150)
"""Room between lines, in percent of the usual."""
LOUDEST = 100
SLOWEST, FASTEST, PACE_STEP = 50, 200, 25


@dataclass(frozen=True, slots=True)
class Appearance:
    """Everything that can be set. Percentages are whole numbers; `keys` holds only what was changed."""

    theme: ThemeName = "light"
    text: int = 100
    reduced_motion: bool = False
    font: FontName = "hyperlegible"
    leading: int = 100
    typewriter: bool = True
    """Whether the patient's words appear as they are said; never under reduced motion."""
    volume: int = 50
    """Loudness of sounds, 0 (none) to 100."""
    language: str = ""
    """Code of the language of the game's own words, such as "de"; empty is the system's."""
    read_aloud: bool = False
    pace: int = 100
    """How fast is read aloud, in percent of the usual."""
    keys: tuple[tuple[str, str], ...] = ()
    """Pairs of what is done and the key chosen for it."""
    favourites: tuple[str, ...] = ()
    """Ids of the moves that are starred in the palette."""

    def larger(self) -> "Appearance":
        """Return the next larger text size, or the same at the end of the scale."""
        return replace(self, text=min((s for s in TEXT_SIZES if s > self.text), default=TEXT_SIZES[-1]))

    def smaller(self) -> "Appearance":
        """Return the next smaller text size, or the same at the end of the scale."""
        return replace(self, text=max((s for s in TEXT_SIZES if s < self.text), default=TEXT_SIZES[0]))

    def sounded(self) -> "Appearance":
        """Return silence where there is sound, and the usual volume where there is none."""
        return replace(self, volume=0 if self.volume else Appearance().volume)


PLAIN = Appearance()
"""How everything is set before anybody chose."""
