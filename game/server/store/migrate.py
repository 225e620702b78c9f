"""Brings a database to the newest revision of `game.server.migrations`, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

import game.server.migrations
from game.server.store.engines import CannotOpen, Engines
from game.words import _

_SCRIPTS: Final = Path(game.server.migrations.__file__).parent
REVISIONS: Final = _SCRIPTS / "versions"
_ONE_AT_A_TIME: Final = (text("SET LOCAL lock_timeout = '60s'"), text("SELECT pg_advisory_xact_lock(1601600)"))
"""PostgreSQL: whoever starts second waits for the first. The number is any that nobody else uses."""


def brought_up_to_date(base: Engines, revisions: Path = REVISIONS) -> None:
    """Make the tables, or change those of an older program, all or nothing. Raises CannotOpen."""
    try:
        with _whole(base) as connection:
            command.upgrade(config(connection, revisions), "head")
    except CommandError as problem:
        raise CannotOpen(
            _("This database was made by a newer version of the program. Use that one, or name another place.")
        ) from problem
    except DBAPIError as problem:
        raise CannotOpen(_("The database cannot be used: {reason}", reason=problem.orig)) from problem


def see_it_is_up_to_date(base: Engines, revisions: Path = REVISIONS) -> None:
    """Raise CannotOpen unless the tables are those of this program; nothing is changed."""
    try:
        with base.read.connect() as connection, connection.begin():
            newest = ScriptDirectory.from_config(config(connection, revisions)).get_heads()
            found = MigrationContext.configure(connection).get_current_heads()
    except DBAPIError as problem:
        raise CannotOpen(_("The database cannot be used: {reason}", reason=problem.orig)) from problem
    if set(found) != set(newest):
        raise CannotOpen(
            _("This is not the database of a host of this version. Start the host once, which brings it up to date.")
        )


def brought_back(base: Engines, revision: str, revisions: Path = REVISIONS) -> None:
    """Undo every revision after `revision`; "base" undoes them all."""
    with _whole(base) as connection:
        command.downgrade(config(connection, revisions), revision)


def config(connection: Connection, revisions: Path = REVISIONS) -> Config:
    """Return what Alembic has to know."""
    found = Config()
    for option, value in (("script_location", _SCRIPTS), ("version_locations", revisions), ("path_separator", "os")):
        found.set_main_option(option, str(value).replace("%", "%%"))
    found.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
    found.attributes["connection"] = connection
    return found


@contextmanager
def _whole(base: Engines) -> Iterator[Connection]:
    """Yield a connection in a transaction that nobody else migrates in."""
    with base.write.connect() as connection:
        if base.kind == "postgresql":
            with connection.begin():
                for statement in _ONE_AT_A_TIME:
                    connection.execute(statement)
                yield connection
            return
        # SQLite alters a table by dropping it, and would drop every row below it too; it heeds this pragma only
        # outside of a transaction.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise AssertionError("a revision left rows without those they belong to")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")
