"""PostgreSQL's LISTEN and NOTIFY: words from one host to the others at the same database."""

import time
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

_LISTEN: Final = text("LISTEN contests")
_SAY: Final = text("SELECT pg_notify('contests', word) FROM unnest(CAST(:words AS text[])) AS word")


class Channel:
    """Carries words, or loses them: nothing may depend on their arriving. `receive` and `close` belong to one thread.

    `engine` must be able to give two connections: one listens all the time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._listening: Connection | None = None
        self.made = 0
        """How many connections were made to listen: words before the last one may have been lost."""

    def say(self, words: Iterable[str]) -> bool:
        """Send words to every host that listens, this one too; False where the database is not to be had."""
        try:
            with self._engine.connect() as connection:
                connection.execute(_SAY, {"words": list(words)})
        except DBAPIError:
            return False
        return True

    def receive(self, seconds: float) -> list[str]:
        """Wait for words, `seconds` at most, and return them; none also while the connection is broken."""
        try:
            if self._listening is None:
                self._listening = self._engine.connect()
                self._listening.execute(_LISTEN)
                self.made += 1
            driver: Any = self._listening.connection.driver_connection
            return [word.payload for word in driver.notifies(timeout=seconds, stop_after=1)]
        except (DBAPIError, self._engine.dialect.loaded_dbapi.Error):
            self.close()
            time.sleep(seconds)
            return []

    def close(self) -> None:
        """Stop listening."""
        if self._listening is not None:
            self._listening.invalidate()
            self._listening.close()
            self._listening = None
