"""What can be wrong with a manual beyond its shape: the codes, and how a fault is reported."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from game.reading import Diagnostic, Tree

MANUAL_CODES: Final[dict[str, str]] = {
    "SW050": "Tasks or strategies wait for each other in a circle.",
    "SW051": "A moment of the treatment is written in a way that is not known.",
    "SW052": "A moment lies before the first or after the last session.",
    "SW053": "A task ends before it begins.",
    "SW054": "A task needs another that is only called for later.",
    "SW055": "The phases of a length of treatment overlap, leave a gap, or do not fill it.",
    "SW056": "A move that is an error serves a task or a strategy.",
    "SW057": "A row that the program relies on is missing.",
    "SW058": "A level of risk calls for a step that its ladder does not have.",
    "SW059": "A wording holds a slot that is not known, or a bracket too many.",
    "SW060": "A wording holds a slot for something its move is never about.",
    "SW061": "Too few wordings of a move can be spoken about one kind of target.",
    "SW062": "The same wording stands twice.",
    "SW063": "An area has no strategies, or no goals.",
    "SW064": "The evidence for a task names something of the wrong kind, or nothing.",
    "SW065": "A strategy waits for one of another area.",
    "SW066": "Two steps of a procedure have the same id.",
    "SW067": "A move says that it has a target and not which, or the other way round.",
    "SW068": "Patients have no words for a cue that the program uses, or words for one that it does not.",
    "SW069": "The same reply stands twice.",
    "SW070": "An adaptation adds a row that is there already, or replaces one that is not.",
}

Steps = Sequence[str | int]


@dataclass(slots=True)
class Found:
    """Collects the faults of one file."""

    tree: Tree
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, path: Steps, code: str, problem: str, instead: str, meant: str = "") -> None:
        """Record a fault of the value at `path`."""
        self.diagnostics.append(self.tree.diagnostic(path, code, problem, instead, meant))
