"""References in a reader's words: sources named, the manual's own ids never."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from game.view.sources import source

_ID = re.compile(r"\b(?:G|RD|RT|ID|[TIMEX])\d{1,2}\b")


def references(row: object) -> Iterator[str]:
    """Every reference anywhere in the manual."""
    if is_dataclass(row):
        for field in fields(row):
            value = getattr(row, field.name)
            if field.name == "reference" and value:
                yield value
            else:
                yield from references(value)
    elif isinstance(row, tuple | list):
        for each in row:
            yield from references(each)
    elif hasattr(row, "values"):
        for each in row.values():
            yield from references(each)


def test_no_reference_of_the_manual_shows_an_id(book) -> None:
    found = set(references(book.rows))
    assert len(found) > 100
    shown = {source(book, reference) for reference in found}
    assert not [words for words in shown if _ID.search(words)]
    assert all(words.startswith("Source") and len(words) > len("Source: x") for words in shown)


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("Klerman et al. 1984.", "Source: Klerman et al. 1984."),
        ("Recalled: Klerman et al. 1984; weight ours.", "Source, recalled: Klerman et al. 1984; weight ours."),
        (
            "Task I08, technique T12 (ISIPT web pages; recalled: Klerman et al. 1984). Wording ours.",
            "Source: ISIPT web pages; recalled: Klerman et al. 1984. Wording ours.",
        ),
        ("Ours.", "Source: our own."),
    ],
)
def test_a_reference_reads_as_a_source(book, reference, shown) -> None:
    assert source(book, reference) == shown


def test_a_direction_names_what_stands_behind_the_row_it_points_to(book) -> None:
    behind = book.techniques["T04"].reference.rstrip(".")
    shown = source(book, "Direction: technique T04. Numbers ours.")
    assert shown.endswith("Numbers ours.")
    assert behind.removeprefix("Recalled: ") in shown


def test_a_row_mentioned_in_passing_is_called_by_its_name(book) -> None:
    assert source(book, "Ours, after task M12.") == f"Source: our own, after “{book.tasks['M12'].name}”."


def test_words_that_name_their_source_already_stay(book) -> None:
    once = source(book, "Recalled: Klerman et al. 1984.")
    assert source(book, once) == once
