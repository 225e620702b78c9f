"""Perft: the number of distinct legal paths from the first session's opening, so that no rule changes unnoticed.

After a change of rules, manual or cases that is meant to be: `python tests/perft.py` counts again and writes
`tests/perft.toml`; the difference belongs in the commit.
"""

import tomllib
from pathlib import Path

from game.case import CaseFile, load_case, shelf
from game.manual import Book, adapted, load_manual
from game.treatment import OpenSession, Treatment, begin, legal_actions, step

COUNTS = Path(__file__).with_name("perft.toml")
DEPTH = 2


def paths(book: Book, case: CaseFile, now: Treatment, depth: int) -> int:
    """Return how many sequences of `depth` legal actions begin at `now`."""
    legal = legal_actions(book, case, now)
    if depth == 1:
        return len(legal)
    return sum(paths(book, case, step(book, case, now, action)[0], depth - 1) for action in legal)


def counts(book: Book, case: CaseFile) -> list[int]:
    """Return the numbers of paths of each depth up to `DEPTH`, from the first session's opening."""
    now, _ = step(book, case, begin(book, case, seed=1), OpenSession())
    return [paths(book, case, now, depth) for depth in range(1, DEPTH + 1)]


def pinned() -> dict[str, list[int]]:
    """Return the counts as they were last written down."""
    return tomllib.loads(COUNTS.read_text(encoding="utf-8"))["paths"] if COUNTS.exists() else {}


def main() -> None:
    """Count every case on the shelf and write the counts down."""
    book = load_manual()
    lines = [
        "# Distinct legal paths of 1, 2 … moves from the first session's opening; written by tests/perft.py.",
        "[paths]",
    ]
    for folder in shelf():
        case = load_case(folder, book)
        lines.append(f"{folder.name} = {counts(adapted(book, case.rows.adaptation), case)}")
    COUNTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
