"""Plain lines out, plain lines in: a terminal, a pipe or a screen reader. No cursor tricks, no meaning in colour."""

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TextIO

from game.view.palette import nearest_names
from game.words import _

_NARROWEST, _WIDEST = 40, 96
_AT_ONCE: Final = 9
_TOO_FEW_TO_HOLD_BACK: Final = 3
_STYLES: Final = {"heading": "1", "you": "36", "patient": "33", "note": "2", "good": "32", "costly": "31"}

_UNSPOKEN: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
"""What tells a terminal to do something; names and notes of others may hold it."""


class Leave(Exception):
    """Raised when the player quits, or the input has ended."""


class Console:
    """Where the game speaks and listens. `quit` and `help` are understood at every question."""

    def __init__(self, lines: TextIO, out: TextIO, width: int | None = None, *, colour: bool | None = None) -> None:
        self._lines = lines
        self._out = out
        self._width = width
        self._interactive = lines.isatty()
        self._colour = _colour_wanted(out) if colour is None else colour
        self.help: Callable[[], None] = lambda: None
        """What `help` says at the moment; the screens set it."""

    @contextmanager
    def helping(self, *paragraphs: str) -> Iterator[None]:
        """While this lasts, `help` says these paragraphs and how to get out of here."""
        before = self.help

        def tell() -> None:
            self.heading(_("Help"))
            for words in paragraphs:
                self.say(words)
            self.say(_("“back” or Enter alone goes a step back, “quit” stops; everything is kept."))

        self.help = tell
        try:
            yield
        finally:
            self.help = before

    # ---- speaking

    def say(self, words: str = "", style: str = "", indent: int = 0) -> None:
        """Print a paragraph, wrapped to the terminal; each line break in `words` stays one."""
        for line in words.split("\n"):
            self._write(self._wrapped(line, " " * indent, " " * indent), style)

    def exactly(self, words: str) -> None:
        """Print a line as it is, for what somebody may want to copy."""
        self._write([words], "")

    def said(self, speaker: str, words: str, style: str) -> None:
        """Print what somebody says, the lines after the first set in."""
        self._write(self._wrapped(f"{speaker}: {words}", "", "    "), style)

    def heading(self, words: str) -> None:
        """Print a heading after an empty line."""
        self._write([""], "")
        self._write(self._wrapped(words.upper(), "", ""), "heading")

    def rows(self, rows: Sequence[str], first: int = 1) -> None:
        """Print numbered rows."""
        for number, row in enumerate(rows, first):
            self._write(self._wrapped(row, f"{number:>3}  ", "     "), "")

    # ---- listening

    def ask(self, prompt: str) -> str:
        """Return the line that is typed, without the space around it. Raises Leave."""
        while True:
            typed = self._read(f"{prompt} > ").strip()
            match typed.casefold():
                case "quit" | "exit":
                    raise Leave
                case "help" | "?":
                    self.help()
                case _:
                    return typed

    def choose(self, rows: Sequence[str], prompt: str) -> int | str:
        """Show the rows, nine at a time, and return the place of the one chosen, or whatever else was typed.

        That may be an empty line or `back`, which `gone_back` knows. Raises Leave.
        """
        return self._listen(rows, prompt, self._begin(rows))

    def choose_only(self, rows: Sequence[str], prompt: str, names: Sequence[str] | None = None) -> int | None:
        """Show the rows and return the place of the one chosen by number or by its words, None to go back.

        `names` are the words by which the rows can be chosen, where that is not the whole row. Raises Leave.
        """
        shown = self._begin(rows)
        while isinstance(typed := self._listen(rows, prompt, shown), str):
            if gone_back(typed):
                return None
            found = named(typed, names or rows)
            if len(found) == 1:
                return found[0]
            self.not_one(rows, found)
        return typed

    def not_one(self, rows: Sequence[str], found: Sequence[int]) -> None:
        """Say that words meant none of the rows, or more than one, and which."""
        if not found:
            self.say(_("Nothing here goes by these words. Type a number, a name, or “back”."))
            return
        self.say(_("More than one goes by these words:"))
        for place in found[:_AT_ONCE]:
            self.rows([rows[place]], place + 1)

    def agrees(self, question: str) -> bool:
        """Ask a question that is answered yes or no; an empty line is no. Raises Leave."""
        while (typed := self.ask(_("{question} (yes or no)", question=question)).casefold()) not in (
            *("y", "yes"),
            _("yes"),
        ):
            if typed in ("", "n", "no", "back", _("no")):
                return False
        return True

    def _begin(self, rows: Sequence[str]) -> int:
        """Show the first rows, and return how many that were."""
        shown = len(rows) if len(rows) <= _AT_ONCE + _TOO_FEW_TO_HOLD_BACK else _AT_ONCE
        self.rows(rows[:shown])
        return shown

    def _listen(self, rows: Sequence[str], prompt: str, shown: int) -> int | str:
        while True:
            rest = len(rows) - shown
            if rest:
                self.say(_("…and {rest} more: type “more”.", rest=rest), "note")
            typed = self.ask(prompt)
            if typed.casefold() == "more" and rest:
                self.rows(rows[shown : shown + _AT_ONCE], shown + 1)
                shown += min(_AT_ONCE, rest)
            elif not typed.isdecimal():
                return typed
            elif 1 <= int(typed) <= len(rows):
                return int(typed) - 1
            else:
                none = _("There is nothing to choose.")
                self.say(_("Type a number from 1 to {last}.", last=len(rows)) if rows else none)

    # ---- the streams

    def _read(self, prompt: str) -> str:
        if self._interactive and self._lines is sys.stdin:
            return self._read_edited(prompt)
        self._out.write(prompt)
        self._out.flush()
        line = self._lines.readline()
        if not self._interactive:
            self._out.write(line if line.endswith("\n") else f"{line}\n")
        if not line:
            raise Leave
        return line

    def _read_edited(self, prompt: str) -> str:
        """Read from the keyboard, with the line editing that `input` has where readline was imported."""
        space, _, question = prompt.rpartition("\n")
        self._out.write("\n" if space or prompt.startswith("\n") else "")
        self._out.flush()
        try:
            return input(question)
        except EOFError:
            self._out.write("\n")
            raise Leave from None

    def _write(self, lines: Sequence[str], style: str) -> None:
        code = _STYLES.get(style, "") if self._colour else ""
        for line in (line.translate(_UNSPOKEN) for line in lines):
            self._out.write(f"\x1b[{code}m{line}\x1b[0m\n" if code and line else f"{line}\n")

    def _wrapped(self, words: str, first: str, rest: str) -> list[str]:
        width = self._width or shutil.get_terminal_size((80, 24)).columns
        fitted = max(_NARROWEST, min(_WIDEST, width - 1))
        return textwrap.wrap(
            words,
            fitted,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]


def gone_back(typed: str) -> bool:
    """Tell whether an answer that is no number means going back."""
    return typed.casefold() in ("", "back")


def named(typed: str, names: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the names that are meant by `typed`: the very one, else all that hold its words."""
    same = [place for place, name in enumerate(names) if name.casefold() == typed.casefold()]
    begun = [place for place, name in enumerate(names) if name.casefold().startswith(typed.casefold())]
    return tuple(same or (begun if len(begun) == 1 else nearest_names(typed, names)))


def _colour_wanted(out: TextIO) -> bool:
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "dumb"
