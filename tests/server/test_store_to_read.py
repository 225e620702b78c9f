"""Opening a store to read only: beside a host that serves it, and without leaving anything behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from noting import note, noted
from sqlalchemy.exc import DBAPIError

from game.server.store import CannotOpen, open_store


def test_what_a_host_writes_is_read_beside_it_and_cannot_be_written(new_database: Callable[[], str]) -> None:
    url = new_database()
    with open_store(url) as host, open_store(url, to_read=True) as reader:
        host.write(note("first")).result()
        assert reader.read(noted) == {"first": 1}
        with pytest.raises(DBAPIError):
            reader.write(note("second")).result()
        host.write(note("third")).result()
        assert reader.read(noted) == {"first": 1, "third": 1}


def test_a_database_without_our_tables_is_left_as_it_is(empty_database: str) -> None:
    if empty_database.startswith("sqlite"):
        Path(empty_database.removeprefix("sqlite:///")).touch()
    for _attempt in range(2):
        with pytest.raises(CannotOpen, match="not the database of a host of this version"):
            open_store(empty_database, to_read=True)
    open_store(empty_database).close()
    open_store(empty_database, to_read=True).close()


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"There is no host's database at .*host\.db"):
        open_store(f"sqlite:///{tmp_path / 'host.db'}", to_read=True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "host.db").write_text("a letter to a friend\n" * 100)
    with pytest.raises(CannotOpen, match="The database cannot be used: file is not a database"):
        open_store(f"sqlite:///{tmp_path / 'host.db'}", to_read=True)
