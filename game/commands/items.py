"""`items`: how hard facts, tasks and criteria were in real treatments, and what they tell about cases."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from game.author.field import FieldReport, field_report
from game.author.field_pages import as_csv, as_data, as_lines, as_page
from game.author.plays import Play, play_of
from game.case import CASE_FILE, CaseFile
from game.commands.manners import FAULTS, FINE, Refused, complain, print_json
from game.commands.records import case_of_log, read_log_file, told_as
from game.manual import Book, adapted, load_manual
from game.reading import is_file, is_folder
from game.record import LogDamaged, replay, turns
from game.report import CannotExport, save
from game.treatment import windows_of


def run(options: Namespace) -> int:
    """Analyse finished treatments case by case; exit code 1 where a log could not be used (it is named)."""
    book = load_manual()
    shelf = _Shelf(book, options.case)
    plays: dict[str, list[Play]] = {}
    refused = 0
    for path in _files(options.logs):
        try:
            name, play = shelf.play(path)
        except Refused as error:
            complain(str(error))
            refused += 1
            continue
        plays.setdefault(name, []).append(play)
    if not plays:
        raise Refused("There is no finished treatment among these logs.")
    cases = [shelf.cases[name] for name in sorted(plays)]
    reports = [field_report(book, case, plays[case.rows.id]) for case in cases]
    _show(options, book, cases, reports)
    return FAULTS if refused else FINE


def _show(options: Namespace, book: Book, cases: Sequence[CaseFile], reports: Sequence[FieldReport]) -> None:
    if options.html:
        _write(options.html, as_page(book, cases, reports), quiet=options.json)
    if options.csv:
        _write(options.csv, as_csv(reports), quiet=options.json)
    if options.json:
        print_json({"cases": [as_data(report) for report in reports]})
    elif not options.html and not options.csv:
        lines = ["\n".join(as_lines(book, case, report)) for case, report in zip(cases, reports, strict=True)]
        print("\n\n\n".join(lines))


def _write(path: Path, text: str, *, quiet: bool) -> None:
    try:
        written = save(path, text)
    except CannotExport as error:
        raise Refused(str(error)) from None
    if not quiet:
        print(f"Written: {written}")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files named, and every log in the folders named and below them, each once."""
    for path in paths:
        if is_folder(path):
            yield from sorted(path.rglob("*.jsonl"))
        else:
            yield path


class _Shelf:
    """Cases as they are asked for by logs, each read once."""

    def __init__(self, book: Book, given: Path | None) -> None:
        self._book = book
        self._given = given
        self._read: dict[tuple[str, Path | None], CaseFile] = {}
        self.cases: dict[str, CaseFile] = {}
        """Those that were played, by id, as they are written."""

    def play(self, path: Path) -> tuple[str, Play]:
        """Return the case of a log and what its treatment shows. Raises Refused for what cannot be used."""
        log, _ = read_log_file(path)
        header = log.header
        case = self._case(path, header.case)
        if case.hash != header.case_hash:
            raise Refused(f"{path}: it was played with another version of “{header.case}”, and is left out.")
        book = adapted(self._book, case.rows.adaptation)
        told = told_as(case, header.variant)
        try:
            over = replay(book, told, log).over
        except LogDamaged as damage:
            raise Refused(f"{path}: {damage}") from None
        if not over:
            raise Refused(f"{path}: the treatment is not over, and is left out.")
        self.cases[case.rows.id] = case
        play = play_of(
            book,
            told,
            windows_of(book, told, header.sessions),
            turns(log),
            who=path.name,
            seed=header.seed,
            realistic=header.course == "realistic",
        )
        return case.rows.id, play

    def _case(self, path: Path, name: str) -> CaseFile:
        beside = path.parent if is_file(path.parent / CASE_FILE) else None
        if (name, beside) not in self._read:
            self._read[name, beside] = case_of_log(path, name, self._given, self._book)
        return self._read[name, beside]
