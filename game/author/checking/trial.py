"""What would be wrong with a file if it held other text: for mending, which must not touch it before it knows."""

from pathlib import Path

from game.case import CASE_FILE, faults_of_case, read_case
from game.manual import Book, adapted
from game.reading import Diagnostic


def faults_of_source(file: Path, book: Book, home: Path | None, source: bytes) -> tuple[Diagnostic, ...]:
    """Return the mistakes of a case, or of an exemplar beside the case in `home`, if `file` held `source`.

    Whether an exemplar can be played is left out: it cannot be mended by rule.
    """
    if home is None:
        return faults_of_case(file, source, book)
    from game.record import faults_of_exemplar

    case, _, faults = read_case(home / CASE_FILE, book)
    if case is None or faults:
        return ()
    return faults_of_exemplar(file, source, adapted(book, case.rows.adaptation), case)
