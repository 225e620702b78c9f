"""Statements that every action needs, compiled once and then handed to the driver.

SQLAlchemy takes some 80 µs for a statement that SQLite answers in 20: for what happens a thousand times a second that
is too much, for everything else it does not matter. What PostgreSQL can be asked in one go saves it more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from game.server.store.errors import first_line_only

_Convert = Callable[[Any], Any]
_EXPANDED: Final = "POSTCOMPILE"


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as one database wants it."""

    sql: str
    order: tuple[str, ...] | None
    """Names of the values in order of the question marks; None where they go by name."""
    given: dict[str, Any]
    """Values that stand in the statement."""
    into: dict[str, _Convert]
    out: tuple[tuple[int, _Convert], ...]
    """How columns are read, by their place; those that are left as they are are not here."""

    def values(self, named: dict[str, Any]) -> Any:
        """Return the values of one execution as the driver takes them."""
        for name, convert in self.into.items():
            if name in named:
                named[name] = convert(named[name])
        if self.given:
            named = {**self.given, **named}
        return named if self.order is None else [named[name] for name in self.order]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a statement."""

    rows: list[tuple[Any, ...]]
    """What was asked for, in the order of the columns; none where something was written."""
    count: int
    """How many rows were written."""


class Ready:
    """A statement of SQLAlchemy Core whose values are `bindparam`s (for an insert: its columns), all given by name.

    It fails with the same errors as in SQLAlchemy. Not for lists of values (`in_`) and for defaults made in Python.
    """

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._writes = not isinstance(statement, Select)
        self._compiled: dict[str, _Compiled] = {}

    def all(self, connection: Connection, /, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row, as tuples in the order of the columns."""
        return together(connection, (self, values))[0].rows

    def first(self, connection: Connection, /, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row, or None where there is none."""
        rows = self.all(connection, **values)
        return rows[0] if rows else None

    def run(self, connection: Connection, /, **values: Any) -> int:
        """Insert, update or delete, and return how many rows that was."""
        return together(connection, (self, values))[0].count

    def sent(self, connection: Connection, cursor: Any, values: dict[str, Any]) -> Callable[[], Answer]:
        """Hand the statement to the driver, and return how to get its answer. For `together`."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self._statement, dialect)
        if self._writes:
            connection.info["wrote"] = True
        cursor.execute(compiled.sql, compiled.values(values))
        if self._writes:
            return lambda: Answer([], cursor.rowcount)
        return lambda: Answer(_read(cursor.fetchall(), compiled), 0)


def together(connection: Connection, /, *statements: tuple[Ready, dict[str, Any]]) -> list[Answer]:
    """Execute statements with their values, one after the other, and return their answers.

    PostgreSQL gets them in one go: there the way takes longer than the work. Raises the first error; what came before
    it is undone with the transaction.
    """
    driver: Any = connection.connection.driver_connection
    try:
        if connection.dialect.name == "postgresql" and len(statements) > 1:
            with driver.pipeline():
                waiting = [ready.sent(connection, driver.cursor(), values) for ready, values in statements]
            return [answer() for answer in waiting]
        return [ready.sent(connection, driver.cursor(), values)() for ready, values in statements]
    except connection.dialect.loaded_dbapi.Error as problem:
        raise _as_sqlalchemy_says(problem, connection) from problem


def _compile(statement: Select[Any] | Insert | Update | Delete, dialect: Dialect) -> _Compiled:
    compiled: Any = statement.compile(dialect=dialect)
    if _EXPANDED in str(compiled):
        raise ValueError("a statement with a list of values cannot be made ready")
    into = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    out = [_reader(column.type, dialect) for column in getattr(statement, "selected_columns", ())]
    return _Compiled(
        str(compiled),
        tuple(compiled.positiontup) if compiled.positional else None,
        {name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required},
        {name: convert for name, convert in into.items() if convert is not None},
        tuple((place, convert) for place, convert in enumerate(out) if convert is not None),
    )


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _read(rows: Iterable[Any], compiled: _Compiled) -> list[tuple[Any, ...]]:
    if not compiled.out:
        return list(rows)
    read = []
    for row in rows:
        values = list(row)
        for place, convert in compiled.out:
            values[place] = convert(values[place])
        read.append(tuple(values))
    return read


def _as_sqlalchemy_says(problem: Any, connection: Connection) -> DBAPIError:
    """Return the error SQLAlchemy would raise; a connection that broke is thrown away, as it would be there."""
    dialect = connection.dialect
    broken = dialect.is_disconnect(problem, connection.connection, None)
    first_line_only(problem)
    told: Any = DBAPIError.instance(
        "a statement made ready",
        None,
        problem,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=broken,
        dialect=dialect,
    )
    if broken:
        connection.invalidate(problem)
    return told  # type: ignore[no-any-return]
