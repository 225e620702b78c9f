"""Beginning treatments and going on with them, for both frontends."""

from argparse import Namespace
from pathlib import Path
from secrets import randbelow

from game.case import CaseFile, load_case, shelf
from game.commands.manners import Refused
from game.commands.records import case_of_log, read_log_file
from game.manual import Book
from game.places import new_log
from game.play import CannotResume, CannotSave, Playthrough
from game.reading import Faults
from game.record import LogDamaged
from game.treatment import Course

_SEEDS = 10**9


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
    found = case_of_log(path, log.header.case, case, book)
    try:
        return Playthrough.resume(book, found, path)
    except (CannotResume, CannotSave, LogDamaged) as error:
        raise Refused(str(error)) from None
