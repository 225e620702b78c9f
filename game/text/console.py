"""Plain lines out, plain lines in: a terminal, a pipe or a screen reader. No cursor tricks, no meaning in colour."""

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import Final, TextIO

_NARROWEST, _WIDEST = 40, 96
_AT_ONCE: Final = 9
_STYLES: Final = {"heading": "1", "you": "36", "patient": "33", "note": "2", "good": "32", "costly": "31"}


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
        shown = min(_AT_ONCE, len(rows))
        self.rows(rows[:shown])
        while True:
            rest = len(rows) - shown
            if rest:
                self.say(f"…and {rest} more: type “more”.", "note")
            typed = self.ask(prompt)
            if typed.casefold() == "more" and rest:
                self.rows(rows[shown : shown + _AT_ONCE], shown + 1)
                shown += min(_AT_ONCE, rest)
            elif typed.isdecimal() and 1 <= int(typed) <= len(rows):
                return int(typed) - 1
            elif typed.isdecimal():
                self.say(f"Type a number from 1 to {len(rows)}." if rows else "There is nothing to choose.")
            else:
                return typed

    def choose_only(self, rows: Sequence[str], prompt: str) -> int | None:
        """Show the rows and return the place of the one chosen, None to go back; other words are asked again."""
        while isinstance(chosen := self.choose(rows, prompt), str):
            if gone_back(chosen):
                return None
            self.say("Type one of the numbers, or “back”.")
        return chosen

    def agrees(self, question: str) -> bool:
        """Ask a question that is answered yes or no; an empty line is no. Raises Leave."""
        while (typed := self.ask(f"{question} (yes or no)").casefold()) not in ("y", "yes"):
            if typed in ("", "n", "no", "back"):
                return False
        return True

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
        for line in lines:
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


def _colour_wanted(out: TextIO) -> bool:
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "dumb"
