"""`check`: every mistake in cases and exemplars, with its place and what to write instead."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from game.case import CASE_FILE, CaseFile, case_faults, case_path, shelf
from game.commands.manners import FAULTS, FINE, complain, print_json
from game.manual import Book, adapted, load_manual
from game.reading import Diagnostic, Faults, is_file, is_folder

_EXEMPLARS = ("exemplar.yaml", "careless.yaml")


def run(options: Namespace) -> int:
    """Print every mistake in the files named, or on the whole shelf; exit code 1 if there is any."""
    book = load_manual()
    files = [file for path in options.paths or shelf() for file in _files(path)]
    found = [fault for file in dict.fromkeys(files) for fault in _faults(file, book)]
    if options.json:
        rows = [asdict(fault) for fault in found]
        print_json({"files": [str(file) for file in files], "fine": not found, "faults": rows})
    elif found:
        complain("\n".join(map(str, found)))
    else:
        print(f"{len(files)} file{'s' * (len(files) != 1)} checked: nothing to mend.")
    return FAULTS if found else FINE


def _files(path: Path) -> list[Path]:
    """Return the case and the exemplars meant by a file, a case's folder, a name on the shelf, or a folder of cases."""
    if is_folder(path) and not is_file(path / CASE_FILE) and shelf(path):
        return [file for folder in shelf(path) for file in _files(folder)]
    case = case_path(str(path))
    if is_file(path):
        return [path]
    return [case, *(case.parent / name for name in _EXEMPLARS if is_file(case.parent / name))]


def _faults(file: Path, book: Book) -> tuple[Diagnostic, ...]:
    if file.name not in _EXEMPLARS:
        return case_faults(file, book)[1]
    case, faults = case_faults(file.parent / CASE_FILE, book)
    if case is None or faults:
        return ()  # reported with the case; what is played with it can be judged once it is right
    return _faults_of_exemplar(file, book, case)


def _faults_of_exemplar(file: Path, book: Book, case: CaseFile) -> tuple[Diagnostic, ...]:
    from game.author.bands import band_faults
    from game.record import exemplar_faults, play_exemplar

    book = adapted(book, case.rows.adaptation)
    exemplar, faults = exemplar_faults(file, book, case)
    if exemplar is None:
        return faults
    try:
        log = play_exemplar(book, case, exemplar)
    except Faults as refused:
        return refused.diagnostics
    return band_faults(book, case, exemplar, log)
