"""What the patient says, read aloud as it appears; Esc, or the next words, stop what is being read."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from game.ui.accessibility import Node
from game.ui.appearance import Appearance
from game.ui.screen_reader_news import News
from game.ui.shell import Shell
from game.ui.state import InputEvent, Key
from game.ui.widgets import Text, Widget

if TYPE_CHECKING:
    from game.ui.speech.voice import Voice


def voice_here() -> "Voice":
    """Return a voice that speaks through the engines of this system."""
    from game.ui.speech.engines import engines_here
    from game.ui.speech.voice import Voice

    return Voice(engines_here())


class Aloud:
    """Reads for one window. Until somebody wants it, no engine is looked for and nothing is kept.

    `speaks` is the language of what is read, which is the case's and not the window's.
    """

    def __init__(self, voice: "Callable[[], Voice]" = voice_here, speaks: str = "en") -> None:
        self._made = voice
        self._speaks = speaks
        self._voice: Voice | None = None
        self._news = News()
        self._seen: tuple[Widget, ...] = ()
        self._pace = 0

    def tell(self, shell: Shell) -> None:
        """Read what has newly been said on the screen, if that is wanted."""
        chosen = shell.theme.appearance
        if not chosen.read_aloud:
            self.close()
        elif shell.widgets is not self._seen or chosen.pace != self._pace:
            self._seen = shell.widgets
            self._read(_lines(shell.widgets), type(shell.screen).__name__, chosen)

    def heard(self, events: Iterable[InputEvent]) -> list[InputEvent]:
        """Return the events without the Esc that stops what is being read."""
        kept = []
        for event in events:
            if self._voice is not None and event == Key("escape") and self._voice.speaking:
                self._voice.hush()
            else:
                kept.append(event)
        return kept

    def close(self) -> None:
        """Be silent, and let go of the engine."""
        if self._voice is not None:
            self._voice.close()
            self._voice = None
            self._news, self._seen, self._pace = News(), (), 0

    def _read(self, lines: list[str], screen: str, chosen: Appearance) -> None:
        told = self._news.only([Node("paragraph", words, live="polite") for words in lines], screen, quiet=False)
        fresh = [node.name for node in told if node.live]
        if chosen.pace != self._pace:
            # Somebody who has just turned it on, or made it faster, wants to hear how that sounds.
            fresh = lines[-1:]
        self._pace = chosen.pace
        if not fresh:
            return
        if self._voice is None:
            self._voice = self._made()
        self._voice.hush()
        for words in fresh:
            self._voice.say(words, language=self._speaks, pace=chosen.pace)


def _lines(widgets: Iterable[Widget]) -> list[str]:
    return [widget.text for widget in widgets if isinstance(widget, Text) and widget.role == "patient_line"]
