"""YAML's complaints about a broken layout, in the words of somebody who writes cases."""

import re
from dataclasses import dataclass
from typing import Any, Final

from game.reading.diagnostics import Place, quoted

MISFIT: Final = (
    "the line does not fit the lines above it",
    "indent lines that belong together by the same number of spaces, and write 'key: value' or '- item'",
)
QUOTE_IT: Final = "put quotes around the whole text"


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where the complaint arose: the mark it names, the mark where the broken thing began, and the lines."""

    lines: list[str]
    context: str
    problem: str
    here: Place
    began: Place

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @property
    def before(self) -> str:
        return self.line(self.here[0])[: self.here[1] - 1]

    def character(self, place: Place) -> str:
        return self.line(place[0])[place[1] - 1 : place[1]]


_Answer = tuple[Place, str, str]


def explain(error: Any, text: str) -> _Answer:
    """Turn a `yaml.MarkedYAMLError` about `text` into its place, what is wrong, and what to write instead."""
    here, began = _place(error.problem_mark), _place(error.context_mark)
    scene = _Scene(
        lines=text.splitlines(),
        context=(error.context or "").lower(),
        problem=(error.problem or "").lower(),
        here=here or began or (1, 1),
        began=began or here or (1, 1),
    )
    for answer in (
        _tab,
        _unclosed_quote,
        _bracket,
        _colon,
        _no_colon,
        _text_goes_on,
        _sign,
        _backslash,
        _item,
    ):
        found = answer(scene)
        if found is not None:
            return found
    return _indentation(scene)


def _place(mark: Any) -> Place | None:
    return (mark.line + 1, mark.column + 1) if mark is not None else None


def _tab(scene: _Scene) -> _Answer | None:
    line = scene.line(scene.here[0])
    blank = line[: len(line) - len(line.lstrip())]
    if "\t" not in blank:
        return None
    place = (scene.here[0], blank.index("\t") + 1)
    return place, "the line is indented with a tab", "use spaces, two for each level"


def _unclosed_quote(scene: _Scene) -> _Answer | None:
    if "quote" not in scene.context or ("end of stream" not in scene.problem and "document" not in scene.problem):
        return None
    mark = scene.character(scene.began)
    problem = f"the quotation mark {mark} is opened here and never closed"
    return scene.began, problem, f"add {mark} at the end of the text"


def _bracket(scene: _Scene) -> _Answer | None:
    if "flow node" in scene.context and not scene.character(scene.here):
        return scene.here, "the file ends inside brackets", "add the closing ']' or '}'"
    if "flow sequence" not in scene.context and "flow mapping" not in scene.context:
        return None
    opened = scene.character(scene.began)
    closing = "]" if opened == "[" else "}"
    if scene.here[0] == scene.began[0]:
        problem = f"a comma or the closing '{closing}' is missing"
        return (
            scene.here,
            problem,
            f"separate the entries by commas, and {QUOTE_IT} where it holds such signs",
        )
    problem = f"the bracket '{opened}' is opened here and not closed before line {scene.here[0]}"
    return scene.began, problem, f"add '{closing}' after the last entry"


def _colon(scene: _Scene) -> _Answer | None:
    if "mapping values are not allowed" not in scene.problem:
        return None
    if ": " in scene.before:
        problem = "a second colon stands on this line, inside a text without quotes"
        return scene.here, problem, QUOTE_IT
    above = quoted(scene.line(scene.here[0] - 1).strip(), 40)
    problem = f"this line cannot be a key here, because the line above ({above}) already holds a text"
    return (
        scene.here,
        problem,
        "indent keys that belong together equally, and begin the first with its own colon",
    )


def _no_colon(scene: _Scene) -> _Answer | None:
    if "could not find expected ':'" not in scene.problem:
        return None
    line = scene.line(scene.began[0]).strip()
    problem = f"{quoted(line, 40)} is neither a key with its colon nor a list item"
    if re.search(r":\S", line):
        return scene.began, problem, "write a space after the colon"
    return scene.began, problem, "write 'key: value', or indent the line if it continues the text above"


def _text_goes_on(scene: _Scene) -> _Answer | None:
    before = scene.before.rstrip()
    if not before or before.isspace() or "expected" not in scene.problem or "block" not in scene.context:
        return None
    if before[-1] in "\"'":
        opened = _opened_above(scene, before)
        if opened is not None:
            mark = before[-1]
            problem = f"the quotation mark {mark} is opened here and not closed before line {scene.here[0]}"
            return opened, problem, f"add {mark} at the end of the text"
        problem = "the text goes on after its closing quotation mark"
        return scene.here, problem, f"{QUOTE_IT}, and write quotation marks inside single quotes twice ('')"
    if scene.character(scene.here) in set("]}"):
        return scene.here, "this closing bracket has no opening one", "delete it, or add the opening bracket"
    return None


def _opened_above(scene: _Scene, before: str) -> Place | None:
    """Return where the text was opened whose closing mark ends `before`: on a line above, if it has no partner here."""
    mark = before[-1]
    if before.count(mark) % 2 == 0:
        return None
    for number in range(scene.here[0] - 1, 0, -1):
        opening = re.search(rf"(?:^|[:,\[{{-])\s*({mark})[^{mark}]*$", scene.line(number))
        if opening is not None:
            return number, opening.start(1) + 1
    return None


_SIGNS: Final = ("any token", "alphabetic", "node content", "tag", "line break", "chomping")
_SPECIAL: Final = "@`%&*!,[]{}?:-#"


def _sign(scene: _Scene) -> _Answer | None:
    complaint = f"{scene.context} {scene.problem}"
    if not any(words in complaint for words in _SIGNS):
        return None
    place = scene.began if scene.character(scene.began) in set("*&!|>") else scene.here
    sign = scene.character(place)
    if sign in set("|>"):
        problem = f"after '{sign}' the text must begin on the next line"
        return place, problem, f"go to a new line and indent the text, or {QUOTE_IT}"
    if not sign or sign not in _SPECIAL:
        return None
    return place, f"a text without quotes cannot begin with {quoted(sign)}", QUOTE_IT


def _backslash(scene: _Scene) -> _Answer | None:
    if "escape" not in scene.problem and "hexdecimal" not in scene.problem:
        return None
    problem = "inside double quotes a backslash has a special meaning, and this one is not known"
    place = (scene.here[0], max(1, scene.line(scene.here[0]).rfind("\\", 0, scene.here[1]) + 1))
    return place, problem, "use single quotes ('…') around the text, or delete the backslash"


def _item(scene: _Scene) -> _Answer | None:
    if "sequence entries are not allowed" in scene.problem:
        problem = "a list item cannot stand on the same line as its key"
        return (
            scene.here,
            problem,
            "begin the list on the next line, or put quotes around a text that begins with '-'",
        )
    if "collection" in scene.context:
        problem = f"the list that begins on line {scene.began[0]} is broken off here"
        return scene.here, problem, "begin the line with '- ' below the other items, or check its indentation"
    if "mapping" in scene.context and scene.character(scene.here) == "-":
        problem = f"a list item stands among the keys that begin on line {scene.began[0]}"
        return scene.here, problem, "write 'key: value', or indent the list below the key it belongs to"
    return None


def _indentation(scene: _Scene) -> _Answer:
    problem = "the line does not fit the lines above it"
    instead = "indent lines that belong together by the same number of spaces, and write 'key: value' or '- item'"
    return scene.here, problem, instead
