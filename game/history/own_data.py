"""A trainee's own data: all of it in one file to take along, or all of it gone."""

import csv
import io
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from game.history.entry import Entry
from game.history.skills import Skill
from game.words import _

_READ_ME: Final = """\
Your treatments in Sixteen Weeks.

treatments/  the log of each treatment, as the game wrote it: `sixteen-weeks resume LOG` and `report LOG` read them
history.csv  one line for each treatment
skills.csv   one line for each task and technique: what you do well, what you avoid, what is due again
settings/    how you made the window look and sound

Scores have not been validated: this is a training exercise.
"""


class CannotExport(Exception):
    """Raised where the file cannot be written. The message is a sentence for the player."""


def export(
    to: Path, logs: Iterable[Path], settings: Iterable[Path], entries: Iterable[Entry], skills: Iterable[Skill]
) -> None:
    """Write one zip file with logs, settings and two tables. Raises CannotExport; never writes over a file."""
    import zipfile

    begun = False
    try:
        with zipfile.ZipFile(to, "x", zipfile.ZIP_DEFLATED) as zipped:
            begun = True
            zipped.writestr("README.txt", _READ_ME)
            zipped.writestr("history.csv", history_csv(entries))
            zipped.writestr("skills.csv", skills_csv(skills))
            for folder, paths in (("treatments", logs), ("settings", settings)):
                for path in paths:
                    zipped.writestr(f"{folder}/{path.name}", path.read_bytes())
    except FileExistsError:
        raise CannotExport(_("There is a file {path} already, and it is never written over.", path=to)) from None
    except OSError as error:
        if begun:
            with suppress(OSError):
                to.unlink()
        reason = error.strerror or _("it is not possible")
        raise CannotExport(_("{path} could not be written: {reason}.", path=to, reason=reason)) from None


def history_csv(entries: Iterable[Entry]) -> str:
    """Return one line for each treatment; points are 0 to 100."""
    rows = (
        (e.began, e.played, e.case, e.patient, e.mode, e.course, e.sessions, e.session, e.turns, e.ended,
         f"{e.composite / 1_000:.1f}" if e.over else "", "yes" if e.passed else "no", e.log)
        for e in entries
    )  # fmt: skip
    head = "began,played,case,patient,mode,course,sessions,session,turns,ended,points,passed,log"
    return _table(head, rows)


def skills_csv(skills: Iterable[Skill]) -> str:
    """Return one line for each task and technique; the rate is a share of 1."""
    rows = (
        (s.kind, s.id, s.name, s.standing, s.called, s.done, f"{s.rate / 1_000:.3f}", s.last, s.due_on) for s in skills
    )
    return _table("kind,id,name,standing,called,done,rate,last,due_on", rows)


def _table(head: str, rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    text.write(head + "\n")
    csv.writer(text, lineterminator="\n").writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: object) -> str:
    """Return the cell as words that no spreadsheet takes for a formula."""
    words = str(cell)
    return f"'{words}" if words[:1] in {"=", "+", "-", "@"} else words


def forget(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Delete folders with everything in them; return those of which something is still there."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return tuple(folder for folder in folders if folder.exists())
