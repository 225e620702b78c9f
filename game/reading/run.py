"""One conversion under way: what it has found wrong, what was declared, and what refers to what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from game.reading.diagnostics import Ledger, Place, listing, nearest, quoted, surely_meant
from game.reading.markers import Refers
from game.reading.tree import SPOILT, Tree, Value, path_text

Known: TypeAlias = Mapping[str, Collection[str]]
# A path under construction, innermost step last; spelled out only when there is something to report.
Trail: TypeAlias = "tuple[Trail, str | int] | None"


class Refused:
    """What a converter returns for a value that was reported as a fault."""


REFUSED: Final = Refused()


@dataclass(slots=True)
class Run:
    """The state of one conversion."""

    tree: Tree
    known: Known
    ledger: Ledger
    declared: dict[str, dict[str, Place]] = field(default_factory=dict)
    references: list[tuple[Refers, str, Place, Trail]] = field(default_factory=list)

    def fault(self, place: Place, trail: Trail, code: str, problem: str, instead: str, meant: str = "") -> Refused:
        """Record a fault, and give what the converter is to return."""
        self.ledger.add(place, path_text(_steps(trail)), code, problem, instead, meant)
        return REFUSED

    def refuse(self, value: Value, expected: str, place: Place, trail: Trail) -> Refused:
        """Record that a value is of the wrong kind; `expected` reads on from 'write'."""
        if value is SPOILT:
            return REFUSED
        if value is None:
            return self.fault(place, trail, "SW021", "nothing is written here", f"write {expected}")
        instead = f"write {expected}"
        if isinstance(value, dict) and len(value) == 1 and "text" in expected:
            instead += "; if the colon belongs to the text, put quotes around the whole text"
        return self.fault(place, trail, "SW022", f"{_kind(value)} stands here", instead)

    def guess(self, word: str, allowed: Collection[str]) -> str | None:
        """Give the word that was probably meant; costs nothing when it would not be shown anyway."""
        return None if self.ledger.full else nearest(word, allowed)

    def sure(self, word: str, allowed: Collection[str]) -> str:
        """Give the one word that can have been meant, or ''; costs nothing when it would not be shown anyway."""
        return "" if self.ledger.full else surely_meant(word, allowed)

    def choose(self, word: str, allowed: Collection[str], none: str) -> str:
        """Say what to write instead of `word`: what was probably meant and what is allowed, or `none`."""
        if self.ledger.full:
            return ""
        if not allowed:
            return none
        meant = self.guess(word, allowed)
        return (f"did you mean {quoted(meant)}? " if meant else "") + f"allowed: {listing(allowed)}"

    def declare(self, kind: str, name: str, place: Place, trail: Trail) -> bool:
        """Note that a thing of this kind exists; False, with a fault, when its id is taken."""
        things = self.declared.setdefault(kind, {})
        first = things.setdefault(name, place)
        if first is place:
            return True
        problem = f"the id {quoted(name)} is already given to the {spoken(kind)} on line {first[0]}"
        self.fault(place, trail, "SW030", problem, "choose another id")
        return False

    def resolve(self) -> None:
        """Report every reference that names nothing; call it when everything has been declared."""
        for refers, text, place, trail in self.references:
            if refers.prefixed:
                self._resolve_prefixed(refers, text, place, trail)
            elif not any(self._exists(kind, text) for kind in refers.kinds):
                self._unknown(refers.kinds, text, place, trail)

    def _resolve_prefixed(self, refers: Refers, text: str, place: Place, trail: Trail) -> None:
        kind, colon, name = text.partition(":")
        if colon and kind in refers.kinds:
            if not self._exists(kind, name):
                self._unknown((kind,), name, place, trail, prefix=f"{kind}:")
        elif colon:
            problem = f"{quoted(kind)} is not a kind of thing that can be named here"
            kinds = {f"{each}:{name}" for each in refers.kinds if self._exists(each, name)}
            meant = kinds.pop() if len(kinds) == 1 else ""
            self.fault(place, trail, "SW031", problem, self.choose(kind, refers.kinds, ""), meant)
        else:
            named = [f"{each}:{text}" for each in refers.kinds if self._exists(each, text)]
            example = f"did you mean {quoted(named[0])}?" if named else f"for example '{refers.kinds[0]}:{text[:40]}'"
            problem = f"{quoted(text)} does not say what kind of thing it names"
            instead = f"write the kind and a colon before it; {example}"
            self.fault(place, trail, "SW031", problem, instead, named[0] if len(named) == 1 else "")

    def _unknown(self, kinds: tuple[str, ...], name: str, place: Place, trail: Trail, prefix: str = "") -> None:
        if self.ledger.full:
            self.fault(place, None, "SW031", "", "")
            return
        allowed = [f"{prefix}{each}" for each in _unique(self._names(kinds))]
        what = " or ".join(spoken(kind) for kind in kinds)
        instead = self.choose(f"{prefix}{name}", allowed, f"there is no {what} at all yet: add one, or leave this out")
        meant = self.sure(f"{prefix}{name}", allowed)
        self.fault(place, trail, "SW031", f"there is no {what} with the id {quoted(name)}", instead, meant)

    def _names(self, kinds: tuple[str, ...]) -> Iterable[str]:
        for kind in kinds:
            yield from self.declared.get(kind, ())
            yield from self.known.get(kind, ())

    def _exists(self, kind: str, name: str) -> bool:
        return name in self.declared.get(kind, ()) or name in self.known.get(kind, ())


def spoken(kind: str) -> str:
    """Give the name of a kind as one says it: `problem_area` as 'problem area'."""
    return kind.replace("_", " ")


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _steps(trail: Trail) -> list[str | int]:
    steps: list[str | int] = []
    while trail is not None:
        trail, step = trail
        steps.append(step)
    return steps[::-1]


def _kind(value: Value) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    return "a list" if isinstance(value, list) else f"the text {quoted(value or '', 40)}"
