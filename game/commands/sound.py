"""The cases of the shelf that pass `check`, for commands that go through all of them."""

from game.case import CaseFile, shelf
from game.commands.manners import Refused, complain
from game.commands.records import open_case
from game.manual import Book


def sound_cases(book: Book, most: int | None = None) -> list[CaseFile]:
    """Return the cases of the shelf that pass `check`, the first `most`; those that do not are named on the way.

    Raises Refused where there is none.
    """
    found: list[CaseFile] = []
    for folder in shelf():
        if len(found) == most:
            break
        try:
            found.append(open_case(folder, book))
        except Refused:
            complain(f"The case “{folder.name}” is left out: it does not pass `sixteen-weeks check {folder.name}`.")
    if not found:
        raise Refused("There is no case on the shelf that passes `sixteen-weeks check`.")
    return found
