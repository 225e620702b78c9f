"""The speech engines of the systems: how each is asked to say something, and to stop."""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["speech_dispatcher", "espeak", "sapi", "say"]
_WORDS_A_MINUTE = 165
_POWERSHELL = (
    "[Console]::InputEncoding=[Text.Encoding]::UTF8;"
    "$voice=New-Object -ComObject SAPI.SpVoice;"
    "$found=$voice.GetVoices('Language={language}');"
    "if($found.Count){{$voice.Voice=$found.Item(0)}};"
    "$voice.Rate={rate};"
    "$null=$voice.Speak([Console]::In.ReadToEnd())"
)
_SAPI_LANGUAGES = {"en": "9", "de": "7", "fr": "c", "es": "a", "it": "10", "nl": "13"}


@dataclass(frozen=True, slots=True)
class Engine:
    """A speech engine found at `path`; `name` is what people call it."""

    kind: Kind
    name: str
    path: str

    def speaking(self, words: str, language: str, pace: int) -> tuple[list[str], str]:
        """Return the command that says the words and ends when they are said, and what it reads from its input.

        `pace` is in percent of the usual.
        """
        match self.kind:
            case "speech_dispatcher":
                rate = str(_on_scale(pace, 100, 3))
                return [self.path, "--wait", "--language", language, "--rate", rate, "--", words], ""
            case "espeak":
                return [self.path, "-v", language, "-s", str(_a_minute(pace)), "--stdin"], words
            case "say":
                return [self.path, "-r", str(_a_minute(pace)), "-f", "-"], words
            case "sapi":
                script = _POWERSHELL.format(
                    language=_SAPI_LANGUAGES.get(language[:2], "9"), rate=_on_scale(pace, 10, 3)
                )
                return [self.path, "-NoProfile", "-NonInteractive", "-Command", script], words

    def stopping(self) -> list[str]:
        """Return the command that stops what ending the first one leaves talking; empty when nothing is left."""
        return [self.path, "--stop"] if self.kind == "speech_dispatcher" else []


_BY_SYSTEM: dict[str, tuple[tuple[str, Kind, str], ...]] = {
    "win32": (("powershell", "sapi", "Windows speech"), ("pwsh", "sapi", "Windows speech")),
    "darwin": (("say", "say", "macOS speech"),),
    "linux": (
        ("spd-say", "speech_dispatcher", "Speech Dispatcher"),
        ("espeak-ng", "espeak", "eSpeak NG"),
        ("espeak", "espeak", "eSpeak"),
    ),
}


def engines_here(system: str = sys.platform, which: Callable[[str], str | None] | None = None) -> tuple[Engine, ...]:
    """Return the engines this system has, the one to be asked first in front; none is an empty tuple."""
    if which is None:
        import shutil

        which = shutil.which
    programs = _BY_SYSTEM.get(system, _BY_SYSTEM["linux"])
    found = ((which(program), kind, name) for program, kind, name in programs)
    return tuple(Engine(kind, name, path) for path, kind, name in found if path)


def _a_minute(pace: int) -> int:
    return _WORDS_A_MINUTE * pace // 100


def _on_scale(pace: int, end: int, base: int) -> int:
    """Return a pace on a scale from minus `end` to `end`, where the end is `base` times as fast."""
    return max(-end, min(end, round(end * math.log(pace / 100, base))))
