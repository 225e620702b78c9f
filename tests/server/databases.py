"""Fresh databases for tests: files of SQLite, and a real PostgreSQL that lives as long as the tests of this process.

PostgreSQL keeps to a socket in a folder of its own, so that clusters of other test processes are not met. It refuses
to be root and is nobody then. Where it is not installed, what needs it is skipped by name.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
import pytest
from unprivileged import NOBODY

from game.server.store import Kind, Store, open_store

# When the pipe closes, because the tests are over or were killed, so is the cluster.
_UNTIL_THE_PIPE_CLOSES = """
"$1" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=200 </dev/null >"$2/log" 2>&1 &
cat >/dev/null
kill -QUIT $!
wait $!
"""


def _program(name: str) -> Path | None:
    found = [Path(place) for place in [shutil.which(name)] if place]
    found += sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return found[0].resolve() if found else None


class Cluster:
    """A PostgreSQL that runs, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new(self) -> str:
        """Make an empty database, and return its address."""
        return self._made("template0")

    def new_with_tables(self) -> str:
        """Make a database that is up to date, and return its address."""
        return self._made(self._with_tables)

    def as_its_owner(self) -> psycopg.Connection:
        """Connect to the cluster, for what is done to databases as a whole."""
        return psycopg.connect(host=str(self.folder), user="host", dbname="postgres", autocommit=True)

    @cached_property
    def _with_tables(self) -> str:
        url = self.new()
        open_store(url).close()
        return url.split("/")[3].split("?")[0]

    def _made(self, template: str) -> str:
        name = f"db_{secrets.token_hex(6)}"
        with self.as_its_owner() as owner:
            owner.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return f"postgresql://host@/{name}?host={self.folder}"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL for the tests of this process."""
    postgres = _program("postgres")
    if postgres is None:
        pytest.skip("the program `postgres` is not installed")
    folder = Path(tempfile.mkdtemp(prefix="sixteen-weeks-"))
    somebody: dict[str, Any] = {}
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        somebody = {"user": NOBODY, "group": NOBODY, "extra_groups": ()}
    initdb = [postgres.with_name("initdb"), "-D", folder / "data", "-U", "host", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--locale=C", "--no-sync"], check=True, capture_output=True, cwd="/", **somebody)
    with subprocess.Popen(
        ["sh", "-c", _UNTIL_THE_PIPE_CLOSES, "sh", postgres, folder], stdin=subprocess.PIPE, cwd="/", **somebody
    ):
        _wait_for(folder)
        yield Cluster(folder)
    shutil.rmtree(folder)


def _wait_for(folder: Path) -> None:
    for _attempt in range(600):
        try:
            psycopg.connect(host=str(folder), user="host", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError((folder / "log").read_text())


@pytest.fixture(scope="session")
def _file_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "host.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Kind:
    """Run the test once on each database."""
    kind: Kind = request.param
    return kind


@pytest.fixture
def empty_database(database: Kind, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database with nothing in it."""
    if database == "sqlite":
        return f"sqlite:///{tmp_path / 'host.db'}"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.new()


@pytest.fixture
def new_database(database: Kind, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Make a database with empty tables, and return its address."""

    def make() -> str:
        if database == "sqlite":
            path = tmp_path / f"{secrets.token_hex(6)}.db"
            shutil.copy(request.getfixturevalue("_file_with_tables"), path)
            return f"sqlite:///{path}"
        cluster: Cluster = request.getfixturevalue("cluster")
        return cluster.new_with_tables()

    return make


@pytest.fixture
def store(new_database: Callable[[], str]) -> Iterator[Store]:
    """A store with empty tables, once on each database."""
    with open_store(new_database()) as opened:
        yield opened


@pytest.fixture
def sqlite_store(_file_with_tables: Path, tmp_path: Path) -> Iterator[Store]:
    """A store with empty tables, for tests in which the database does not matter."""
    path = tmp_path / "host.db"
    shutil.copy(_file_with_tables, path)
    with open_store(f"sqlite:///{path}") as opened:
        yield opened
