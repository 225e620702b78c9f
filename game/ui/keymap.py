"""Which key does what: a table of commands with the keys they have at the beginning, and what a player has changed.

Screens name a command by its first key (`shortcut="ctrl+f"`), whatever the player has made of it. `KeyMap.meant` turns
the key that was pressed into that one, and `shown` turns it back for a label.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase, digits

from game.ui.state import InputEvent, Key
from game.words import _, later

Pairs = tuple[tuple[str, str], ...]
"""Pairs of a command and the key chosen for it, as they are kept with the settings; only what was changed."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does. `key` is the one it has at the beginning."""

    id: str
    key: str
    does: str


COMMANDS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        later("In a session"),
        (
            Command("palette", "ctrl+k", later("back to the line for what you say")),
            Command("recent", "ctrl+r", later("starred and recent moves, letters to press")),
            Command("star", "ctrl+d", later("star a move, or take the star back")),
            Command("search", "ctrl+f", later("search everything that was said")),
            Command("formulation", "f2", later("formulation")),
            Command("contract", "f3", later("contract")),
            Command("procedures", "f4", later("procedures")),
            Command("supervisor", "f5", later("ask the supervisor (guided and practice)")),
            Command("end", "f6", later("end the session")),
            Command("take_back", "ctrl+z", later("take the last turn back (guided and practice)")),
        ),
    ),
    (
        later("In the workbook"),
        (
            Command("circle", "alt+1", later("circle")),
            Command("timeline", "alt+2", later("timeline")),
            Command("evidence", "alt+3", later("evidence")),
            Command("plan", "alt+4", later("plan")),
            Command("manual", "alt+5", later("manual")),
            Command("next_tab", "ctrl+tab", later("next tab")),
            Command("tab_before", "ctrl+shift+tab", later("the tab before")),
        ),
    ),
    (
        later("Everywhere"),
        (
            Command("help", "f1", later("this page")),
            Command("next_tip", "f9", later("the next step, while you are being shown round")),
            Command("sound", "f8", later("sound off and on")),
            Command("full_screen", "f11", later("full screen")),
            Command("larger", "ctrl+plus", later("larger text")),
            Command("smaller", "ctrl+minus", later("smaller text")),
        ),
    ),
)
_BY_ID = {command.id: command for _title, commands in COMMANDS for command in commands}
_FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, 13))
_EDITING = frozenset(f"ctrl+{letter}" for letter in "acvx")
"""What these do in a field is the same in every program."""
_NAMES = frozenset((*_FUNCTION_KEYS, *ascii_lowercase, *digits, "plus", "minus", "tab"))
_HELD = ("ctrl", "alt", "shift")


def offered() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys a command can have, in groups with a name."""
    yield _("Function keys"), _FUNCTION_KEYS
    yield _("Ctrl"), tuple(key for letter in ascii_lowercase if (key := f"ctrl+{letter}") not in _EDITING)
    yield _("Alt"), tuple(f"alt+{letter}" for letter in (*digits[1:], *ascii_lowercase))


@dataclass(frozen=True, eq=False)
class KeyMap:
    """Every command with its key."""

    keys: dict[str, str]

    def of(self, command: str) -> str:
        """Return the key of a command."""
        return self.keys[command]

    def has(self, key: str) -> str:
        """Return the command a key belongs to; empty when to none."""
        return next((command for command, its in self.keys.items() if its == key), "")

    def given(self, command: str, key: str) -> Pairs:
        """Return the pairs after a command gets a key; whatever had it takes the command's old one."""
        other = self.has(key)
        keys = {**self.keys, command: key}
        if other and other != command:
            keys[other] = self.keys[command]
        return tuple((name, its) for name, its in keys.items() if its != _BY_ID[name].key)

    def meant(self, event: InputEvent) -> InputEvent | None:
        """Return what an event means on a screen: for a command's key its first one, None for a key it has left."""
        if not isinstance(event, Key):
            return event
        pressed = chord(event)
        command = self.has(pressed)
        if command:
            return key_of(_BY_ID[command].key)
        return None if any(row.key == pressed for row in _BY_ID.values()) else event

    def shown(self, first: str) -> str:
        """Return the key to show for a command that is named by its first key: "Ctrl F"."""
        command = next((row.id for row in _BY_ID.values() if row.key == first), "")
        return spelt(self.keys[command] if command else first)


@lru_cache(maxsize=8)
def keymap(pairs: Pairs) -> KeyMap:
    """Return the map with these changes, without those that are faults."""
    return KeyMap(_read(pairs)[0])


def faults(pairs: Pairs) -> tuple[str, ...]:
    """Return a sentence for each pair that cannot be followed: no such command, no such key, a key given twice."""
    return _read(pairs)[1]


def _read(pairs: Pairs) -> tuple[dict[str, str], tuple[str, ...]]:
    keys = {command.id: command.key for command in _BY_ID.values()}
    wrong: list[str] = []
    chosen: dict[str, str] = {}
    for command, written in pairs:
        key = normal(written)
        if command not in _BY_ID:
            from difflib import get_close_matches

            near = get_close_matches(command, _BY_ID, n=1)
            guess = _("Did you mean “{name}”?", name=near[0]) if near else ""
            wrong.append(_("There is no command “{name}” for a key.", name=command) + (f" {guess}" if guess else ""))
        elif key is None:
            wrong.append(
                _("“{key}” cannot be the key of “{name}”; write one like “f5” or “ctrl+g”.", key=written, name=command)
            )
        elif key in chosen.values():
            other = next(name for name, its in chosen.items() if its == key)
            wrong.append(_("“{key}” is given to both “{one}” and “{other}”.", key=key, one=other, other=command))
        else:
            chosen[command] = key
    keys |= chosen
    for key in chosen.values():
        for other, its in tuple(keys.items()):
            if its == key and other not in chosen:
                keys[other] = ""
                wrong.append(_("“{key}” was the key of “{other}”, which now has none.", key=key, other=other))
    return keys, tuple(wrong)


# -- keys as words -------------------------------------------------------------------------------------


def normal(written: str) -> str | None:
    """Return a key as it is compared, "ctrl+shift+k"; None for what is no key or always does something else."""
    *held, name = written.casefold().replace(" ", "").split("+")
    if name not in _NAMES or set(held) - set(_HELD) or len(set(held)) != len(held):
        return None
    key = "+".join([*(word for word in _HELD if word in held), name])
    types = len(name) == 1 and not {"ctrl", "alt"} & set(held)
    moves = name == "tab" and "ctrl" not in held
    return None if types or moves or key in _EDITING or key in {"plus", "minus"} else key


def chord(key: Key) -> str:
    """Return a key press as it is written."""
    held = [word for word, down in zip(_HELD, (key.ctrl, key.alt, key.shift), strict=True) if down]
    return "+".join([*held, key.name])


def key_of(written: str) -> Key:
    """Return the key press that is written so."""
    *held, name = written.split("+")
    return Key(name, shift="shift" in held, ctrl="ctrl" in held, alt="alt" in held)


def spelt(key: str) -> str:
    """Return a key as labels show it: "Ctrl Shift K", "Ctrl +"."""
    called = {"plus": "+", "minus": "−", "ctrl": _("Ctrl"), "alt": _("Alt"), "shift": _("Shift"), "tab": _("Tab")}
    return " ".join(called.get(part, part.title()) for part in key.split("+")) if key else _("no key")


_worn = keymap(())


def use(pairs: Pairs) -> None:
    """From now on, labels show these keys."""
    global _worn  # noqa: PLW0603 (one window, whose labels show one map)
    _worn = keymap(pairs)


def shown(first: str) -> str:
    """Return the key to show for the command that has this one at the beginning."""
    return _worn.shown(first)


def with_key(pairs: Pairs, command: str, key: str) -> Pairs:
    """Return the pairs after a command gets a key; whatever had it takes the command's old one."""
    return keymap(pairs).given(command, key)
