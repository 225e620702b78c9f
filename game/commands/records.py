"""Opening what a command is given: a case by name or place, and a log or exemplar together with its case."""

from dataclasses import dataclass
from pathlib import Path

from game.case import CASE_FILE, CaseFile, as_told, case_path, load_case, shelf
from game.commands.manners import Refused
from game.manual import Book, adapted, load_manual
from game.reading import Faults, is_file, nearest, read_file
from game.record import Log, LogDamaged, load_exemplar, play_exemplar, read_log, replay
from game.treatment import Treatment

_YAML = {".yaml", ".yml"}


@dataclass(frozen=True, slots=True)
class Record:
    """A treatment as it was recorded, with the case it was played with."""

    book: Book
    case: CaseFile
    log: Log
    notice: str | None
    """What a reader should know about how it was found; None when all was well."""


def open_case(case: Path | str, book: Book) -> CaseFile:
    """Return a case by its place, or by its name on the shelf. Raises Refused."""
    if not is_file(case_path(case)):
        raise Refused(_no_such_case(str(case)))
    try:
        return load_case(case, book)
    except Faults as faults:
        raise Refused(str(faults)) from None


def open_record(path: Path, case: Path | None = None) -> Record:
    """Return the treatment in a log or an exemplar. Raises Refused, with everything that is wrong with it."""
    book = load_manual()
    if path.suffix.lower() in _YAML:
        return _from_exemplar(path, case, book)
    found = read_log_file(path)
    header = found[0].header
    opened = case_of_log(path, header.case, case, book)
    notice = found[1]
    if opened.hash != header.case_hash:
        changed = f"The case “{header.case}” has been changed since this was played; what happened is as recorded."
        notice = f"{notice} {changed}" if notice else changed
    return Record(adapted(book, opened.rows.adaptation), told_as(opened, header.variant), found[0], notice)


def told_as(case: CaseFile, variant: str | None) -> CaseFile:
    """Return the case in one of its variants. Raises Refused where it has none of that name."""
    try:
        return as_told(case, variant)
    except KeyError:
        names = ", ".join(row.id for row in case.rows.variants) or "none"
        raise Refused(f"The case “{case.rows.id}” has no variant “{variant}”. It has: {names}.") from None


def state_of(record: Record, to: int | None = None) -> Treatment:
    """Return where a treatment stands after turn `to`, by default the last. Raises Refused."""
    try:
        return replay(record.book, record.case, record.log, to)
    except (ValueError, LogDamaged) as error:
        raise Refused(str(error)) from None


def read_log_file(path: Path) -> tuple[Log, str | None]:
    """Return a log and a notice about its reading. Raises Refused."""
    try:
        found = read_log(path)
    except LogDamaged as damage:
        raise Refused(f"{path}: {damage}") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or 'the name is not possible'}.") from None
    return found.log, found.notice


def case_of_log(path: Path, name: str, case: Path | None, book: Book) -> CaseFile:
    """Return the case a log was played with: the one given, one beside the log, or one on the shelf."""
    if case is not None:
        return open_case(case, book)
    beside = path.parent / CASE_FILE
    if is_file(beside):
        loaded = open_case(beside, book)
        if loaded.rows.id == name:
            return loaded
    if not is_file(case_path(name)):
        raise Refused(
            f"This was played with the case “{name}”, which is not on the shelf. Say where it is: --case PATH"
        )
    return open_case(name, book)


def _from_exemplar(path: Path, case: Path | None, book: Book) -> Record:
    try:
        name = read_file(path).value.get("case")
        loaded = case_of_log(path, str(name), case, book)
        book = adapted(book, loaded.rows.adaptation)
        return Record(book, loaded, play_exemplar(book, loaded, load_exemplar(path, book, loaded)), None)
    except Faults as faults:
        raise Refused(str(faults)) from None


def _no_such_case(name: str) -> str:
    names = [folder.name for folder in shelf()]
    near = nearest(name, names)
    guess = f" Did you mean “{near}”?" if near else ""
    return (
        f"There is no case “{name}”.{guess} On the shelf: {', '.join(names)}. A folder with a {CASE_FILE} will do too."
    )
