"""Everything there is to say about a case and its exemplars: mistakes, what makes it unfair, and hints."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.case import CASE_FILE, CaseFile, Severity, advice, case_path, read_case, severity_of, shelf
from game.manual import Book, adapted
from game.reading import Diagnostic, Faults, is_file, is_folder

EXEMPLARS: Final = ("exemplar.yaml", "careless.yaml")
_ABSENT: Final = {
    "exemplar.yaml": ("SW200", "write a good treatment down as exemplar.yaml, and the score it must reach"),
    "careless.yaml": ("SW201", "write a poor treatment down as careless.yaml, and the score it must not exceed"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """The files looked at and what was found in them, file by file and by place."""

    files: tuple[Path, ...]
    found: tuple[Diagnostic, ...]

    def count(self, severity: Severity) -> int:
        """Return how many of one severity there are."""
        return sum(severity_of(each.code) == severity for each in self.found)


def examine(paths: tuple[Path, ...], book: Book, *, spell: bool = False) -> Checked:
    """Look at the files meant by `paths`: files, folders of a case, names on the shelf, folders of cases.

    With `spell`, words that may be misspelt are named as well.
    """
    files = tuple(dict.fromkeys(file for path in paths for file in _files(path)))
    read: dict[Path, CaseFile | None] = {}
    found: list[Diagnostic] = []
    for file in files:
        found += _found_in(file, book, read, spell=spell)
    return Checked(files, tuple(found))


def _files(path: Path) -> list[Path]:
    """Return the case and the exemplars meant by a file, a case's folder, a name on the shelf, or a folder of cases."""
    if is_folder(path) and not is_file(path / CASE_FILE) and shelf(path):
        return [file for folder in shelf(path) for file in _files(folder)]
    case = case_path(str(path))
    if is_file(path):
        return [path]
    return [case, *(case.parent / name for name in EXEMPLARS if is_file(case.parent / name))]


def _found_in(file: Path, book: Book, read: dict[Path, CaseFile | None], *, spell: bool) -> tuple[Diagnostic, ...]:
    if file.name not in EXEMPLARS:
        return _found_in_case(file, book, read, spell=spell)
    home = file.parent / CASE_FILE
    if home not in read:
        case, _, faults = read_case(home, book)
        read[home] = None if faults else case
    case = read[home]
    # What is wrong with the case is reported with it; what is played with it can be judged once it is right.
    return () if case is None else _found_in_exemplar(file, adapted(book, case.rows.adaptation), case)


def _found_in_case(file: Path, book: Book, read: dict[Path, CaseFile | None], *, spell: bool) -> tuple[Diagnostic, ...]:
    case, tree, faults = read_case(file, book)
    read[file] = None if faults else case
    if case is None or tree is None:
        return faults
    counsel = advice(case, tree, adapted(book, case.rows.adaptation))
    if spell:
        from game.author.checking.spelling import spelling

        counsel += spelling(case.rows, tree, book)
    absent = [
        tree.diagnostic((), code, f"there is no {name} beside the case", instead)
        for name, (code, instead) in _ABSENT.items()
        if file.name == CASE_FILE and not is_file(file.parent / name)
    ]
    return tuple(sorted((*faults, *counsel, *absent)))


def _found_in_exemplar(file: Path, book: Book, case: CaseFile) -> tuple[Diagnostic, ...]:
    from game.author.bands import band_faults
    from game.record import exemplar_faults, perform

    exemplar, faults = exemplar_faults(file, book, case)
    if exemplar is None:
        return faults
    try:
        log, now = perform(book, case, exemplar)
    except Faults as refused:
        return refused.diagnostics
    return band_faults(book, case, exemplar, log, now)
