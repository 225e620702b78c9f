"""Brings a database to the newest revision of `game.server.migrations`, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

import game.server.migrations
from game.server.store.engines import CannotOpen, Engines
from game.words import _

_ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(1601600)")


def brought_up_to_date(base: Engines) -> None:
    """Make the tables, or change those of an older program, all or nothing. Raises CannotOpen."""
    try:
        with _whole(base) as connection:
            command.upgrade(_config(connection), "head")
    except CommandError as problem:
        raise CannotOpen(
            _("This database was made by a newer version of the program. Use that one, or name another place.")
        ) from problem
    except DBAPIError as problem:
        raise CannotOpen(_("The database cannot be used: {reason}", reason=problem.orig)) from problem


def brought_back(base: Engines, revision: str) -> None:
    """Undo every revision after `revision`; "base" undoes them all."""
    with _whole(base) as connection:
        command.downgrade(_config(connection), revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(game.server.migrations.__file__).parent))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _whole(base: Engines) -> Iterator[Connection]:
    """Yield a connection in a transaction that nobody else migrates in."""
    with base.write.connect() as connection:
        if base.kind == "postgresql":
            with connection.begin():
                connection.execute(_ONE_AT_A_TIME)
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
