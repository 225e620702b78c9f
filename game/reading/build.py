"""From text to a Tree, event by event, with every fault on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from game.reading.diagnostics import Ledger, Place, quoted
from game.reading.events import complaint, event_parser
from game.reading.source import FORBIDDEN, forbidden_words, place_at
from game.reading.syntax import MISFIT
from game.reading.tree import SPOILT, Limits, Marks, Tree, Value, path_text

_SECOND: Final = (
    "a second document begins here, and a file holds only one",
    "delete the line of dashes or dots",
)
_NOTHING: Final = frozenset(("", "~", "null", "Null", "NULL"))


def build(text: str, file: str, ledger: Ledger, limits: Limits, folder: Path | None) -> Tree | None:
    """Read text without forbidden characters; None when it breaks off or does not consist of keys.

    What was refused inside the tree is left out or replaced by SPOILT.
    """
    builder = _Builder(text, ledger, limits)
    parser = event_parser(text)
    try:
        while not builder.done:
            builder.take(parser.get_event())
    except _Enough:
        return None
    except (yaml.MarkedYAMLError, ValueError, OverflowError) as error:
        builder.report(*complaint(error, parser, text))
        return None
    if not isinstance(builder.root, dict):
        return None
    return Tree(file, builder.root, builder.start, builder.marks, folder)


class _Enough(Exception):
    """Reading on would be pointless or costly."""


class _Frame(NamedTuple):
    """What surrounds the innermost mapping or list: the entry to go on with, and the step that led inside."""

    container: dict[str, Value] | list[Value] | None
    marks: Any
    key: str | None
    kept: bool
    step: str | int | None


class _Builder:
    """Holds the mapping or list that is being filled, and those around it."""

    def __init__(self, text: str, ledger: Ledger, limits: Limits) -> None:
        self.root: Value = None
        self.start: Place = (1, 1)
        self.marks: Marks = {}
        self.done = False
        self._text = text
        self._ledger = ledger
        self._limits = limits
        self._nodes = 0
        # The innermost open mapping or list. `_key` is None while a mapping waits for its next key; `_kept`
        # tells whether the value of that key is wanted.
        self._container: dict[str, Value] | list[Value] | None = None
        self._marks: Any = None
        self._key: str | None = None
        self._key_place: Place = (1, 1)
        self._kept = True
        self._frames: list[_Frame] = []
        self._handlers: dict[type[Any], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentEndEvent: self._document_end,
            yaml.StreamEndEvent: self._stream_end,
            yaml.DocumentStartEvent: self._ignore,
            yaml.StreamStartEvent: self._ignore,
        }

    def take(self, event: Any) -> None:
        """Read on by one event; raise _Enough when the rest must not be read."""
        self._handlers[type(event)](event)

    def report(self, place: Place, code: str, problem: str, instead: str, step: str | None = None) -> None:
        """Report a fault at `place`; its path is the entry that is being read, or the one named by `step`."""
        steps = [frame.step for frame in self._frames] + [self._step() if step is None else step]
        path = path_text(each for each in steps if each is not None)
        self._ledger.add(place, path, code, problem, instead)

    def _fault(self, place: Place, code: str, problem: str, instead: str, step: str | None = None) -> None:
        """Report a fault, and read on unless there are already more than anybody will read."""
        self.report(place, code, problem, instead, step)
        if self._ledger.overflown:
            raise _Enough

    def _step(self) -> str | int | None:
        return len(self._container) if isinstance(self._container, list) else self._key

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1)
        text: str = event.value
        style = event.style
        is_key = self._key is None and isinstance(self._container, dict)
        if is_key:
            self._open_key(None if not style and text in _NOTHING else text, place)
        self._nodes += 1
        # Most scalars are plain, short and without decoration: one condition lets them pass.
        usable = (
            style != '"'
            and event.tag is None
            and event.anchor is None
            and len(text) <= self._limits.text
            and self._nodes <= self._limits.nodes
        ) or self._look_at(event, place)
        if not is_key:
            self._put((None if not style and text in _NOTHING else text) if usable else SPOILT, place)

    def _look_at(self, event: Any, place: Place) -> bool:
        """Report what no scalar may have; False when its text is unusable."""
        self._check_number(place)
        self._check_decoration(event, place)
        if len(event.value) > self._limits.text:
            problem = f"this text has {len(event.value):,} characters, and {self._limits.text:,} are allowed"
            self._fault(place, "SW013", problem, "split it into several texts")
            return False
        found = FORBIDDEN.search(event.value) if event.style == '"' else None
        if found:
            self._fault(place, "SW012", *forbidden_words(found.group()))
            return False
        return True

    def _check_decoration(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            problem = f"{quoted('&' + event.anchor)} is an anchor of YAML, and none are used here"
            self._fault(place, "SW005", problem, "delete it; if it belongs to a text, put quotes around the text")
        if event.tag is not None:
            problem = "a word that begins with '!' is a tag of YAML, and none are used here"
            self._fault(place, "SW006", problem, "delete it; if it belongs to a text, put quotes around the text")

    def _check_number(self, place: Place) -> None:
        if self._nodes > self._limits.nodes:
            problem = f"the file holds more than {self._limits.nodes:,} keys and values"
            self._fault(place, "SW014", problem, "split it, or take out what does not belong there")
            raise _Enough

    def _open_key(self, key: Value, place: Place) -> None:
        """Begin an entry; one with an impossible key is read on, but not kept."""
        self._key_place = place
        self._kept = False
        if not isinstance(key, str) or not key.strip():
            self._fault(place, "SW011", "a key is empty", "write a word before the colon", step="?")
            self._key = "?"
            return
        self._key = key
        if key == "<<":
            problem = "the merge key '<<' of YAML is not used here"
            self._fault(place, "SW007", problem, "write out the keys it was to bring in")
        elif isinstance(self._container, dict) and key in self._container:
            first = self._marks[key][0][0]
            problem = f"the key {quoted(key)} stands here a second time; the first is on line {first}"
            self._fault(place, "SW008", problem, "delete one of the two, or give it another name")
        else:
            self._kept = True

    def _put(self, value: Value, place: Place) -> None:
        """Put a value where it belongs, and keep its place."""
        container = self._container
        if isinstance(container, dict):
            if self._kept and self._key is not None:
                container[self._key] = value
                # Where nothing is written, the two parsers differ about its place; the key is the better one.
                self._marks[self._key] = (self._key_place, self._key_place if value is None else place)
            self._key = None
        elif isinstance(container, list):
            container.append(value)
            self._marks.append(place)
        else:
            self._put_root(value, place)

    def _put_root(self, value: Value, place: Place) -> None:
        self.root, self.start = value, place
        if value is None:
            self._empty()
        elif not isinstance(value, dict):
            found = "a list" if isinstance(value, list) else "a text"
            problem = f"the file must consist of keys with their values, but it begins as {found}"
            self._fault(place, "SW015", problem, "begin the line with a key and a colon, such as 'id: my_case'")

    def _mapping(self, event: Any) -> None:
        self._open(event, {}, {})

    def _sequence(self, event: Any) -> None:
        self._open(event, [], [])

    def _open(self, event: Any, child: Any, marks: Any) -> None:
        place = _place(event.start_mark)
        self._nodes += 1
        self._check_number(place)
        self._check_decoration(event, place)
        step = self._step()
        if len(self._frames) >= self._limits.depth:
            problem = f"lists and keys are nested more than {self._limits.depth} levels deep"
            self._fault(place, "SW009", problem, "check the indentation and the brackets here")
            raise _Enough
        if self._key is None and isinstance(self._container, dict):
            self._fault(place, "SW011", "a key must be a plain word, not a list or keys", "write a word", step="?")
            self._frames.append(_Frame(self._container, self._marks, "?", False, "?"))
        else:
            self._put(child, place)
            self._frames.append(_Frame(self._container, self._marks, None, True, step))
        self.marks[id(child)] = marks
        self._container, self._marks, self._key, self._kept = child, marks, None, True

    def _close(self, event: Any) -> None:  # noqa: ARG002 - handlers share one signature
        self._container, self._marks, self._key, self._kept, _ = self._frames.pop()

    def _alias(self, event: Any) -> None:
        place = _place(event.start_mark)
        self._nodes += 1
        self._check_number(place)
        problem = f"{quoted('*' + event.anchor)} is an alias of YAML, and none are used here"
        self._fault(place, "SW005", problem, "write the text out; if it begins with '*', put quotes around it")
        if self._key is None and isinstance(self._container, dict):
            self._key, self._kept = "?", False
        else:
            self._put(SPOILT, place)

    def _document_end(self, event: Any) -> None:
        """Stop after the first document: what follows it is looked at, but never parsed."""
        self.done = True
        rest = self._text[event.end_mark.index :]
        for line in rest.splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                place = place_at(self._text[: len(self._text) - len(rest) + rest.index(line)])
                if event.explicit or line.startswith("---"):
                    self._ledger.add(place, "", "SW010", *_SECOND)
                else:
                    self._ledger.add(place, "", "SW004", *MISFIT)
                return

    def _stream_end(self, event: Any) -> None:  # noqa: ARG002 - handlers share one signature
        self.done = True
        self._empty()

    def _empty(self) -> None:
        self._ledger.add((1, 1), "", "SW010", "the file is empty", "write its keys and values")

    def _ignore(self, event: Any) -> None:
        pass


def _place(mark: Any) -> Place:
    return mark.line + 1, mark.column + 1
