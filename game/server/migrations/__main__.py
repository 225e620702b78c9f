"""Drafts the next revision: `python -m game.server.migrations "what changes"`. For who works on the program."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script

from game.server.store.engines import engines
from game.server.store.migrate import REVISIONS, brought_up_to_date, config


def draft(message: str, revisions: Path = REVISIONS) -> Path:
    """Write the step from the last of `revisions` to the tables of the program beside it, and return its file.

    It is a draft: what was renamed looks as if it had been dropped and something else added.
    """
    number = 1 + len(list(revisions.glob("r[0-9]*.py")))
    with tempfile.TemporaryDirectory() as folder:
        base = engines(f"sqlite:///{folder}/draft.db")
        try:
            brought_up_to_date(base, revisions)
            with base.write.connect() as connection:
                made = command.revision(
                    config(connection, revisions), message, autogenerate=True, rev_id=f"{number:04}"
                )
        finally:
            base.close()
    assert isinstance(made, Script)
    return Path(made.path)


if __name__ == "__main__":
    sys.stdout.write(f"{draft(' '.join(sys.argv[1:]))}\n")
