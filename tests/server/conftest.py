"""Databases and hosts for the tests of the host."""

from databases import (  # noqa: F401 (fixtures)
    _file_with_tables,
    cluster,
    database,
    empty_database,
    new_database,
    sqlite_store,
    store,
)
from hosts import clock, host, serve, sqlite_host  # noqa: F401 (fixtures)
