"""`check`: every mistake in cases and exemplars, with its place and what to write instead; what is unfair; hints."""

from argparse import Namespace
from functools import partial
from pathlib import Path

from game.author.checking.examine import EXEMPLARS, examine
from game.case import severity_of, shelf
from game.commands.manners import CANNOT, FAULTS, FINE, complain, print_json
from game.manual import Book, load_manual


def run(options: Namespace) -> int:
    """Print all there is to say about the files named, or the whole shelf; exit code 1 if there is any error."""
    if options.explain:
        return _explain(options.explain)
    book = load_manual()
    paths = tuple(options.paths or shelf())
    if options.fix:
        _mend(paths, book)
    checked = examine(paths, book, spell=options.spelling)
    wrong = checked.count("error") > 0 or (options.strict and checked.count("warning") > 0)
    if options.sarif:
        from game.author.checking.sarif import sarif

        print_json(sarif(checked))
    elif options.json:
        from game.author.checking.showing import Sources, as_data, counts

        sources = Sources()
        rows = [as_data(fault, sources) for fault in checked.found if severity_of(fault.code) == "error"]
        advice = [as_data(fault, sources) for fault in checked.found if severity_of(fault.code) != "error"]
        files = [str(file) for file in checked.files]
        print_json({"files": files, "fine": not wrong, **counts(checked), "faults": rows, "advice": advice})
    elif checked.found:
        from game.author.checking.showing import shown

        complain(shown(checked))
    else:
        print(f"{len(checked.files)} file{'s' * (len(checked.files) != 1)} checked: nothing to mend.")
    return FAULTS if wrong else FINE


def _explain(code: str) -> int:
    from game.author.checking.meanings import explained, meanings, nearest_code

    if code.casefold() == "all":
        print("\n".join(f"{name} {severity_of(name):<7} {means}" for name, means in meanings().items()))
        return FINE
    found = explained(code)
    if found is None:
        near = nearest_code(code)
        guess = f" Did you mean {near}?" if near else ""
        complain(f"There is no code “{code}”.{guess} `sixteen-weeks check --explain all` lists them.")
        return CANNOT
    print(found)
    return FINE


def _mend(paths: tuple[Path, ...], book: Book) -> None:
    """Mend what is mechanical in the files, and say what was."""
    from game.author.checking.mending import mend_file
    from game.author.checking.trial import faults_of_source

    for file in examine(paths, book).files:
        if not file.is_file():
            continue
        home = file.parent if file.name in EXEMPLARS else None
        for fault in mend_file(file, partial(faults_of_source, file, book, home)):
            print(f"{fault.file}:{fault.line}:{fault.column}: mended: {fault.problem} [{fault.code}]")
