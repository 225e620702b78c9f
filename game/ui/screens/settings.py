"""The settings: text, colours, motion, sound, language, reading aloud, keys. They take effect at once, everywhere."""

from dataclasses import dataclass, field, replace

from game.languages import languages
from game.ui.appearance import (
    FASTEST,
    FONTS,
    LEADINGS,
    LOUDEST,
    PACE_STEP,
    SLOWEST,
    TEXT_SIZES,
    THEMES,
    Appearance,
    FontName,
    ThemeName,
)
from game.ui.elements import Column, Element, Grid, Row
from game.ui.geometry import Size
from game.ui.keymap import shown
from game.ui.layout import place
from game.ui.screens.intents import Dismiss, Open, Turned, Wear
from game.ui.screens.keys import Keys
from game.ui.screens.message import Message
from game.ui.screens.parts import block, page, small
from game.ui.speech.engines import engines_here
from game.ui.stack import Pop, Push, Restyle, Result, Stay
from game.ui.state import Back, Changed, UiState
from game.ui.system import speak_as_chosen
from game.ui.theme import Theme
from game.ui.widgets import Button, Choice, Slider, Text, Widget
from game.words import _, language, later

_THEME_WORDS: dict[ThemeName, tuple[str, str]] = {
    "light": (later("Morning"), later("Warm light colours.")),
    "dark": (later("Evening"), later("The same room with the lamp on.")),
    "high_contrast": (later("High contrast"), later("White and bright colours on black.")),
}
_FONT_WORDS: dict[FontName, tuple[str, str]] = {
    "hyperlegible": ("Atkinson Hyperlegible", later("Letters that are hard to mistake for one another.")),
    "dyslexic": ("OpenDyslexic", later("Heavy at the foot, which some readers with dyslexia prefer.")),
}
_LEADING_WORDS = {100: later("Usual"), 125: later("Wider"), 150: later("Widest")}
_SAMPLE = "I sleep four hours, maybe. And then I lie there having the whole argument on my own."
_VOLUME, _PACE = "settings.volume", "settings.pace"
_LOUDER = 5


@dataclass(frozen=True)
class Settings:
    """Shows what is chosen from the theme itself; `before` is the language in which the screens below were made."""

    message: Message | None = None
    before: str = field(default_factory=language)

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the choices, with words at the size they choose."""
        now = theme.appearance
        reading = Column([self._text(now), self._sample(), self._language(now)], gap="normal")
        others = Column([self._colours(now), self._motion(now), self._aloud(now), self._keys()], gap="normal")
        body = Grid([reading, others], min_em=28)
        tree = page(_("Settings"), body, key="settings", wide_em=70, message=self.message)
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Change what was chosen, or close."""
        match intent:
            case Wear(appearance):
                return self._worn(appearance)
            case Changed(key, value) if key == _VOLUME:
                return Restyle(lambda now: replace(now, volume=value))
            case Changed(_, value):
                return Restyle(lambda now: replace(now, pace=value))
            case Open("keys"):
                return Push(Keys())
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back() if self.message is not None:
                return Stay(replace(self, message=None))
            case Back():
                return Pop(Turned()) if language() != self.before else Pop()
        return Stay()

    def _worn(self, appearance: Appearance) -> Result:
        """Change the looks; another language is spoken from now on, if it can be."""
        trouble = speak_as_chosen(appearance.language)
        here = replace(self, message=Message(_("Another language"), trouble) if trouble else None)
        return Restyle(appearance, here)

    # -- what can be chosen ----------------------------------------------------------------------------

    def _text(self, now: Appearance) -> Element:
        sizes = [
            _choice("text", str(percent), f"{percent} %", replace(now, text=percent), now.text == percent)
            for percent in TEXT_SIZES
        ]
        fonts = [
            _choice("font", name, _FONT_WORDS[name][0], replace(now, font=name), now.font == name, _FONT_WORDS[name][1])
            for name in FONTS
        ]
        leadings = [
            _choice("leading", str(each), _(_LEADING_WORDS[each]), replace(now, leading=each), now.leading == each)
            for each in LEADINGS
        ]
        larger, smaller = shown("ctrl+plus"), shown("ctrl+minus")
        by_key = _("{larger} and {smaller} change it on every screen.", larger=larger, smaller=smaller)
        return block(
            _("Text"),
            _part(
                _("Size"),
                Row(sizes, gap="tight"),
                small(by_key),
            ),
            _part(_("Typeface"), Column(fonts, gap="hair")),
            _part(_("Room between lines"), Row(leadings, gap="tight")),
        )

    def _sample(self) -> Element:
        return block(
            _("How it reads"),
            Text(_SAMPLE, role="patient_line", speaker=_("Patient")),
            small(_("{key} fills the screen.", key=shown("f11"))),
        )

    def _colours(self, now: Appearance) -> Element:
        rows = [
            _choice("theme", name, _(label), replace(now, theme=name), now.theme == name, note)
            for name, (label, note) in ((name, _THEME_WORDS[name]) for name in THEMES)
        ]
        return block(_("Colours"), Column(rows, gap="hair"))

    def _motion(self, now: Appearance) -> Element:
        still = now.reduced_motion
        typed = later("The patient's words appear as they are said. Any key shows them whole.")
        return block(
            _("Motion and sound"),
            _switch(
                "motion",
                _("Less motion"),
                later("Nothing moves by itself."),
                replace(now, reduced_motion=not still),
                on=still,
            ),
            _switch(
                "typewriter",
                _("Words as they are said"),
                typed,
                replace(now, typewriter=not now.typewriter),
                on=now.typewriter,
            ),
            Slider(_("Volume"), value=now.volume, maximum=LOUDEST, step=_LOUDER, unit="%", key=_VOLUME),
        )

    def _language(self, now: Appearance) -> Element:
        system = _choice("language", "system", _("As on this computer"), replace(now, language=""), not now.language)
        others = [
            _choice("language", each.code, each.name, replace(now, language=each.code), now.language == each.code)
            for each in languages()
        ]
        about = _("The words of the game itself. Patients and the manual speak the language they were written in.")
        return block(_("Language"), Column([system, *others], gap="hair"), small(about))

    def _aloud(self, now: Appearance) -> Element:
        engine = next(iter(engines_here()), None)
        words = (
            _("Through {engine}. Esc stops it.", engine=engine.name)
            if engine
            else _("No speech engine was found on this computer. On Linux, install espeak-ng.")
        )
        pace = Slider(
            _("Pace"),
            value=now.pace,
            minimum=SLOWEST,
            maximum=FASTEST,
            step=PACE_STEP,
            unit="%",
            key=_PACE,
            enabled=now.read_aloud,
        )
        said = later("What the patient says is spoken.")
        return block(
            _("Reading aloud"),
            _switch("aloud", _("Read aloud"), said, replace(now, read_aloud=not now.read_aloud), on=now.read_aloud),
            pace if engine else None,
            small(words),
        )

    def _keys(self) -> Element:
        return block(
            _("Keys"),
            small(_("Every key can be changed.")),
            Button(_("Show and change keys"), key="settings.keys", intent=Open("keys")),
        )


def _part(title: str, *rows: Element) -> Element:
    return Column([small(title, "text"), *rows], gap="tight")


def _choice(what: str, value: str, label: str, appearance: Appearance, chosen: bool, note: str = "") -> Choice:
    """Return one of several to choose from."""
    return Choice(
        label,
        note=_(note) if note else "",
        trailing=_("now") if chosen else "",
        marked=chosen,
        key=f"settings.{what}.{value}",
        group=f"settings.{what}",
        intent=Wear(appearance),
        autofocus=chosen and what == "text",
    )


def _switch(what: str, label: str, note: str, appearance: Appearance, *, on: bool) -> Choice:
    """Return something that is on or off."""
    return Choice(
        label,
        note=_(note),
        trailing=_("on") if on else _("off"),
        marked=on,
        key=f"settings.{what}",
        intent=Wear(appearance),
    )
