"""Tables for spreadsheets in which nothing that somebody typed can become a formula (CWE-1236).

A spreadsheet takes a cell for a formula by its first sign, also in its full-width and other forms. Such a cell gets an
apostrophe, by which it stays text; `plain` takes it away again, so that nothing is lost on the way there and back.
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

Cell = str | int | None
BYTE_ORDER: Final = "\ufeff"
"""By this mark Excel knows UTF-8 for what it is."""
_SIGNS: Final = "=+\\-@\t\r\n＝＋－＠﹦﹢﹣﹫⁺⁻⁼₊₋₌−⩵⩶﬩"
"""Signs by which a formula begins, and what becomes one of them in a program that composes letters (NFKC)."""
_BEGINS: Final = rf"(?:^|(?<=[;\t\r\n]))(?=[\s'\u200b\ufeff]*[{_SIGNS}])"
"""Where a formula could begin: at the beginning of a cell, and after a sign that some programs part cells at."""
_OPEN: Final = re.compile(_BEGINS)
_HELD: Final = re.compile(_BEGINS + "'")


def safe(cell: str) -> str:
    """Return a cell as it may stand in a table: what would begin a formula comes after an apostrophe."""
    return _OPEN.sub("'", cell)


def plain(cell: str) -> str:
    """Return a cell of a table as it was before `safe`."""
    return _HELD.sub("", cell)


def table(head: Iterable[str], rows: Iterable[Iterable[Cell]], *, for_excel: bool = True) -> str:
    """Return rows as CSV: commas, CRLF, nothing where a cell is None; learning platforms want it without Excel's mark.

    Numbers stay numbers, negative ones too; only words are made safe.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow([safe(name) for name in head])
    writer.writerows([[safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return (BYTE_ORDER if for_excel else "") + page.getvalue()


class Amount(int):
    """An amount in thousandths that is written as a decimal number: 78500 as `78.5`."""

    def __str__(self) -> str:
        whole, rest = divmod(abs(int(self)), 1_000)
        digits = f"{whole}.{rest:03}".rstrip("0").rstrip(".")
        return f"-{digits}" if self < 0 else digits
