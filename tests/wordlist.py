"""Every word of the game's own, found in its source; and what a language file lacks of them.

For translators: `python tests/wordlist.py de` prints the entries that `assets/languages/de.po` lacks, to be put at its
end, and names those nobody says any more.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

from game.languages import Entry, file_of, read, slots_of
from game.words import in_context

GAME = Path(__file__).parent.parent / "game"
_TAKES = {"_": 1, "h_": 1, "later": 1, "n_": 2, "p_": 2}
"""What takes words, and how many of them; `h_` is for pages, with markup in its slots."""


@dataclass(frozen=True)
class Word:
    """Words said somewhere: English, its plural or its context, and where."""

    english: str
    plural: str | None
    context: str | None
    where: str
    slots: frozenset[str] | None = None
    """The slots filled there; None where they are not to be seen."""

    @property
    def key(self) -> str:
        return self.english if self.context is None else in_context(self.context, self.english)


def said_in(path: Path) -> Iterator[Word]:
    """The words of one module or template. Raises ValueError for words put together before they are translated."""
    if path.suffix == ".html":
        for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            yield from _said(_as_python(call), f"{path.relative_to(GAME.parent)}:{call.lineno}")
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield from _said(node, f"{path.relative_to(GAME.parent)}:{node.lineno}")


def _as_python(call: nodes.Call) -> ast.Call:
    """The call of a template as Python has it, as far as words are concerned."""
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    given = [_argument(arg) for arg in call.args]
    named = [ast.keyword(keyword.key, ast.Constant(None)) for keyword in call.kwargs]
    return ast.Call(ast.Name(name), given, named)


def _argument(given: nodes.Expr) -> ast.expr:
    match given:
        case nodes.Const(value=value):
            return ast.Constant(value)
        case nodes.Concat() | nodes.BinExpr():
            return ast.JoinedStr([])
        case nodes.CondExpr():
            return ast.IfExp(ast.Constant(None), ast.Constant(None), ast.Constant(None))
    return ast.Constant(None)


def _said(call: ast.Call, where: str) -> Iterator[Word]:
    name = _name(call.func)
    if name not in _TAKES:
        return
    args = call.args[: _TAKES[name]]
    if any(map(_is_put_together, args)):
        raise ValueError(f"{where}: words must be a literal; fill {{slots}} instead")
    if name == "_" and isinstance(args[0], ast.IfExp):
        raise ValueError(f"{where}: choose between two calls, so that each is found")
    words = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(words) < _TAKES[name]:
        return
    named = {keyword.arg for keyword in call.keywords}
    slots = None if None in named or name == "later" else frozenset(str(each) for each in named)
    match name, words:
        case "n_", [one, many]:
            yield Word(one, many, None, where, None if slots is None else slots | {"count"})
        case "p_", [context, english]:
            yield Word(english, None, context, where, slots)
        case _, [english]:
            yield Word(english, None, None, where, slots)


def _is_put_together(words: ast.expr) -> bool:
    called = words.func if isinstance(words, ast.Call) else None
    return isinstance(words, ast.JoinedStr | ast.BinOp) or (
        isinstance(called, ast.Attribute) and called.attr == "format"
    )


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "words":
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _sources() -> list[Path]:
    return sorted([*GAME.rglob("*.py"), *GAME.rglob("*.html")])


@cache
def all_words() -> dict[str, Word]:
    """Every word that is said, by its key, in the order of the modules."""
    found: dict[str, Word] = {}
    for path in _sources():
        for word in said_in(path):
            known = found.setdefault(word.key, word)
            if known.plural != word.plural:
                raise ValueError(f"{word.where}: {word.english!r} has a plural here and none in {known.where}")
    return found


def missing_in(entries: tuple[Entry, ...]) -> list[Word]:
    """The words an entry is wanted for."""
    there = {entry.key for entry in entries if all(entry.said)}
    return [word for word in all_words().values() if word.key not in there]


def stale_in(entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries nobody says any more, or says with another plural."""
    words = all_words()
    return [e for e in entries if e.english and (e.key not in words or words[e.key].plural != e.plural)]


def misfilled() -> list[str]:
    """Where slots are filled that the English words do not have, or left unfilled."""
    found = []
    for path in _sources():
        for word in said_in(path):
            wanted = slots_of(word.english) | slots_of(word.plural or "")
            if word.slots is not None and wanted | ({"count"} if word.plural else set()) != word.slots:
                found.append(f"{word.where}: {word.english!r} is filled with {sorted(word.slots)}")
    return found


def as_entry(word: Word) -> str:
    """The entry a translator fills in."""
    lines = [f"#: {word.where.partition(':')[0]}"]
    if word.context is not None:
        lines.append(f"msgctxt {_quoted(word.context)}")
    lines.append(f"msgid {_quoted(word.english)}")
    if word.plural is None:
        lines.append('msgstr ""')
    else:
        lines += [f"msgid_plural {_quoted(word.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
    return "\n".join(lines)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    known = read(file_of(sys.argv[1]))
    print("\n\n".join(map(as_entry, missing_in(known))))
    for entry in stale_in(known):
        print(f"line {entry.line}: nobody says {entry.english!r} any more", file=sys.stderr)
