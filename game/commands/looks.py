"""What was set last time, as it is kept in one small file: looks, motion, sound, language, reading aloud, keys."""

import json
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from game.ui.appearance import FASTEST, FONTS, LEADINGS, LOUDEST, PLAIN, SLOWEST, TEXT_SIZES, THEMES, Appearance
from game.words import _


def kept_looks() -> Appearance:
    """Return what was kept; plain looks where nothing was, and for every part of it that cannot be read."""
    return looks_and_trouble()[0]


def looks_and_trouble() -> tuple[Appearance, str]:
    """Return what was kept, and a sentence about what could not be read of it; empty when all is well.

    Whatever can be read is kept, the rest is as it is when nobody has chosen.
    """
    path = _file()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return PLAIN, ""
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        return PLAIN, _("Your settings in {file} cannot be read, so everything is set as at the beginning.", file=path)
    looks, unread = _read(found)
    told = []
    if unread:
        names = ", ".join(unread)
        told.append(
            _("In {file} these settings cannot be read and are as at the beginning: {names}.", file=path, names=names)
        )
    if key_faults := _faults_of_keys(looks):
        told.append(_("In {file} something is wrong with the keys: {faults}", file=path, faults=" ".join(key_faults)))
    return looks, " ".join(told)


def _faults_of_keys(looks: Appearance) -> tuple[str, ...]:
    from game.ui.keymap import faults

    return faults(looks.keys)


def keep_looks(appearance: Appearance) -> None:
    """Keep what was chosen for next time; where it cannot be kept, it lasts until the window closes."""
    path = _file()
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(appearance), ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError:
        return


def first_looks() -> tuple[Appearance, str]:
    """Return what the window opens with, and a sentence about what could not be read.

    Until somebody has set anything, things move only where they move elsewhere on this computer.
    """
    from game.ui.system import wants_less_motion

    looks, trouble = looks_and_trouble()
    if not _file().exists():
        looks = replace(looks, reduced_motion=wants_less_motion())
    return looks, trouble


def _read(found: dict[str, Any]) -> tuple[Appearance, list[str]]:
    """Return the looks, and the names of what could not be read. What is missing is no fault: it came later."""
    looks, unread = PLAIN, []
    for field in fields(Appearance):
        name = field.name
        if name not in found:
            continue
        value = found[name]
        if name == "keys":
            value = _pairs(value)
        if name == "favourites":
            value = _words(value)
        if value is not None and _ALLOWED[name](value):
            looks = replace(looks, **{name: value})
        else:
            unread.append(name)
    return looks, unread


def _pairs(value: object) -> tuple[tuple[str, str], ...] | None:
    """Return JSON's lists of two words as the pairs they were; None when they are not."""
    if not isinstance(value, list):
        return None
    pairs = tuple(tuple(pair) for pair in value if isinstance(pair, list))
    whole = len(pairs) == len(value)
    return pairs if whole and all(len(p) == 2 and all(isinstance(w, str) for w in p) for p in pairs) else None


def _words(value: object) -> tuple[str, ...] | None:
    """Return JSON's list of words as a tuple; None when it is none."""
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        return None
    return tuple(value)


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _one_of(*allowed: object) -> Callable[[Any], bool]:
    return lambda value: any(type(value) is type(each) and value == each for each in allowed)


_EITHER = _one_of(True, False)
_ALLOWED: dict[str, Callable[[Any], bool]] = {
    "theme": _one_of(*THEMES),
    "text": _one_of(*TEXT_SIZES),
    "reduced_motion": _EITHER,
    "font": _one_of(*FONTS),
    "leading": _one_of(*LEADINGS),
    "typewriter": _EITHER,
    "volume": _whole(0, LOUDEST),
    "language": lambda value: (
        isinstance(value, str) and len(value) <= 16 and (value == "" or value.replace("_", "").isalpha())
    ),
    "read_aloud": _EITHER,
    "pace": _whole(SLOWEST, FASTEST),
    "keys": lambda value: len(value) <= 200,
    "favourites": lambda value: len(value) <= 200,
}


def _file() -> Path:
    return user_config_path("sixteen-weeks", appauthor=False) / "window.json"
