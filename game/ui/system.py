"""What the system says that its user wants: the languages, and whether things may move."""

import sys
from collections.abc import Sequence

import pygame

from game.languages import LanguageFault, speak_in, wanted
from game.words import _

_SOON = 0.2
"""Seconds after which a system that does not answer is taken to have nothing to say."""
_SPI_GETCLIENTAREAANIMATION = 0x1042
_ASKED: dict[str, tuple[tuple[str, ...], str]] = {
    "darwin": (("defaults", "read", "com.apple.universalaccess", "reduceMotion"), "1"),
    "linux": (("gsettings", "get", "org.gnome.desktop.interface", "enable-animations"), "false"),
}
"""What a system is asked about motion, and how it answers where there should be less of it."""


def speak_as_chosen(code: str) -> str:
    """Speak the language with that code, the system's for an empty one; return what stood in the way, if anything."""
    try:
        speak_in(wanted(code, preferred_languages()))
    except LanguageFault as fault:
        return _("The words of this language cannot be used, so the game speaks English. {fault}", fault=fault)
    return ""


def preferred_languages(system: str = sys.platform) -> tuple[str, ...]:
    """Return the languages its user prefers, where the system keeps them elsewhere than in the environment."""
    if system not in {"win32", "darwin"}:
        return ()
    found = pygame.system.get_pref_locales()
    return tuple("_".join(filter(None, (each.get("language"), each.get("country")))) for each in found)


def wants_less_motion(system: str = sys.platform) -> bool:
    """Return whether the system is set to show no animations; False where that cannot be learnt quickly."""
    if system == "win32":
        return _windows_wants_less_motion()
    question, yes = _ASKED.get(system, _ASKED["linux"])
    return _answer(question) == yes


def _answer(question: Sequence[str]) -> str:
    import subprocess

    try:
        asked = subprocess.run(question, capture_output=True, text=True, timeout=_SOON, check=False)  # noqa: S603 (fixed)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()


def _windows_wants_less_motion() -> bool:
    import ctypes

    animated = ctypes.c_int(1)
    user32 = getattr(ctypes, "windll").user32  # noqa: B009 (there only on Windows)
    asked = user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animated), 0)
    return bool(asked) and not animated.value
