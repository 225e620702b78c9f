"""Beginning treatments and going on with them, for both frontends."""

from argparse import Namespace
from pathlib import Path
from secrets import randbelow

from game.case import CaseFile, load_case, shelf
from game.commands.library import Library
from game.commands.manners import Refused
from game.commands.records import case_of_log, read_log_file
from game.manual import Book
from game.places import new_log
from game.play import CannotResume, CannotSave, Playthrough
from game.reading import Faults
from game.record import LogDamaged, parse_log
from game.record.log import LONGEST_LINE
from game.treatment import Course

_SEEDS = 10**9
_ENDED, _BACK = b'"treatment_ended"', b'{"rewind":'


def seed_of(options: Namespace) -> int:
    """Return the seed asked for, or one drawn now; it is kept in the log either way."""
    return randbelow(_SEEDS) if options.seed is None else int(options.seed)


def course_of(options: Namespace) -> Course:
    """Return how the symptoms go."""
    return "realistic" if options.realistic else "teaching"


def log_path(options: Namespace, case: str) -> Path:
    """Return the file asked for, or a new one where treatments are kept. Raises CannotSave."""
    if options.log is not None:
        return Path(options.log)
    try:
        return new_log(case)
    except OSError as error:
        sentence = f"There is no place to keep the treatment ({error.strerror}). Name one: --log FILE"
        raise CannotSave(sentence) from None


def cases_on_shelf(book: Book) -> tuple[CaseFile, ...]:
    """Return every case on the shelf. Raises Refused for those with faults."""
    try:
        return tuple(load_case(folder, book) for folder in shelf())
    except Faults as faults:
        raise Refused(str(faults)) from None


def go_on_with(path: Path, case: Path | None, book: Book) -> Playthrough:
    """Return the treatment in a log, ready for its next turn. Raises Refused."""
    log, _ = read_log_file(path)
    return _resumed(book, case_of_log(path, log.header.case, case, book), path)


def _resumed(book: Book, case: CaseFile, path: Path) -> Playthrough:
    try:
        return Playthrough.resume(book, case, path)
    except (CannotResume, CannotSave, LogDamaged) as error:
        raise Refused(str(error)) from None


def is_over(path: Path) -> bool:
    """Tell from the bytes of a log, without reading all of it, whether its treatment has ended. Raises Refused."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or 'it is not possible'}.") from None
    ended = source.rfind(_ENDED)
    return ended >= 0 and source.find(_BACK, ended) < 0


def go_on_from(path: Path, library: Library, book: Book) -> Playthrough:
    """Return the treatment in a log of a case in the library, ready for its next turn. Raises Refused."""
    try:
        with path.open("rb") as file:
            name = parse_log(file.readline(LONGEST_LINE)).log.header.case
    except LogDamaged as damage:
        raise Refused(f"{path}: {damage}") from None
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or 'it is not possible'}.") from None
    found = library.find(name)
    if found is None:
        raise Refused(f"{path.name} was played with the case “{name}”, which is not on the shelf.")
    return _resumed(book, found, path)
