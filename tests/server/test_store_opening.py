"""Opening a store: where it is kept, who is kept out, and what is said when it cannot be used."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from noting import note, noted
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from unprivileged import nobody_special

from game.server.store import Busy, CannotOpen, Store, StoreInUse, open_store
from game.server.store.engines import engines
from game.server.store.migrate import brought_back


def test_what_was_written_is_there_when_it_is_opened_again(new_database: Callable[[], str]) -> None:
    url = new_database()
    with open_store(url) as store:
        store.write(note("stays")).result()
    with open_store(url) as store:
        assert store.read(noted) == {"stays": 1}


def test_without_an_address_it_is_a_file_of_this_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_store() as store:
        assert store.kind == "sqlite"
        store.write(note("at home")).result()
    assert (tmp_path / "sixteen-weeks" / "host.db").stat().st_size > 0


@pytest.mark.skipif(os.name != "posix", reason="other systems keep the rights of a file elsewhere")
def test_nobody_else_on_the_machine_may_read_the_file(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'host.db'}") as store:
        store.write(note("private")).result()
        rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("host.db*")}
    assert rights.items() >= {"host.db": 0o600, "host.db-wal": 0o600, "host.db-shm": 0o600}.items()


def test_sqlite_is_asked_to_lose_nothing(sqlite_store: Store) -> None:
    def settings(connection: Connection) -> dict[str, str | int]:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        return {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in pragmas}

    # 2 is FULL: on disk before the commit returns.
    assert sqlite_store.write(settings).result() == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_second_host_is_kept_off_the_file_of_the_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'host.db'}"
    with open_store(url):
        with pytest.raises(StoreInUse, match=r"Another host is using .*host\.db\. Stop it first"):
            open_store(url)
        program = "import sys; from game.server.store import open_store; open_store(sys.argv[1])"
        other = subprocess.run([sys.executable, "-c", program, url], check=False, capture_output=True, text=True)
        assert "StoreInUse: Another host is using" in other.stderr
    open_store(url).close()


def test_a_host_that_was_killed_keeps_nobody_off(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'host.db'}"
    program = (
        "import os, signal, sys; from game.server.store import open_store; open_store(sys.argv[1]);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program, url], check=False)
    assert killed.returncode == -9
    open_store(url).close()


def test_a_store_that_could_not_be_opened_keeps_nobody_off(tmp_path: Path) -> None:
    path = tmp_path / "host.db"
    path.write_bytes(b"Dear diary, " * 400)
    for _attempt in range(2):
        with pytest.raises(CannotOpen, match="not a database"):
            open_store(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://host/base", "oracle://host/base"])
def test_other_databases_are_refused_with_the_two_that_there_are(url: str) -> None:
    with pytest.raises(CannotOpen, match="sqlite:///FILE or in postgresql://HOST/DATABASE"):
        open_store(url)


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CannotOpen, match="not the address of a database"):
        open_store("my computer")


def test_a_folder_that_is_locked_is_told_as_such(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    with nobody_special(locked):
        locked.chmod(0o500)
        with pytest.raises(CannotOpen, match=r"host\.db cannot be used: Permission denied"):
            open_store(f"sqlite:///{locked / 'host.db'}")


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(CannotOpen, match="The database cannot be used") as refused:
        open_store("postgresql://anna:hush@127.0.0.1:1/base")
    assert "hush" not in str(refused.value)


def test_a_database_of_a_newer_program_is_left_alone(new_database: Callable[[], str]) -> None:
    url = new_database()
    with open_store(url) as store:
        store.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'"))).result()
    with pytest.raises(CannotOpen, match="made by a newer version of the program"):
        open_store(url)


def test_reading_beside_a_host_that_serves_sees_what_it_does_and_cannot_write(new_database: Callable[[], str]) -> None:
    url = new_database()
    with open_store(url) as serving, open_store(url, to_read=True) as beside:
        serving.write(note("served")).result()
        assert beside.read(noted) == {"served": 1}
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            beside.write(note("sneaked in")).result()
        serving.write(note("served on")).result()
        assert beside.read(noted) == {"served": 1, "served on": 1}


def test_only_reading_makes_no_database(empty_database: str, tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"There is no host's database at .*host\.db|not the database of a host"):
        open_store(empty_database, to_read=True)
    assert list(tmp_path.iterdir()) == []


def test_only_reading_does_not_bring_an_old_database_up_to_date(empty_database: str) -> None:
    open_store(empty_database).close()
    base = engines(empty_database)
    brought_back(base, "base")
    base.close()
    with pytest.raises(CannotOpen, match="Start the host once"):
        open_store(empty_database, to_read=True)


def test_a_file_that_another_program_has_locked_is_told_as_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.server.store.engines._SQLITE_WAIT", 0)
    path = tmp_path / "host.db"
    with open_store(f"sqlite:///{path}") as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            answers = [store.write(note("meanwhile")) for _number in range(5)]
            assert all(isinstance(answer.exception(), Busy) for answer in answers)
        assert store.write(note("again")).result() == "again"
        assert store.read(noted) == {"again": 1}
