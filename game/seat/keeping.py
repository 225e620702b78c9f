"""What a seat keeps on this disk: how it is known to the host, and what was done and is not acknowledged yet.

Only whoever owns the account can read it. Each file is written beside its place and moved there when it is whole.
"""

import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from game.play import CannotSave
from game.treatment import Action
from game.words import _

_TICKET, _UNSENT = "seat.json", "unsent.json"
_OWN_FOLDER, _OWN_FILE = 0o700, 0o600
_LETTERS: Final = 20
_LONGEST: Final = 2**20


@dataclass(frozen=True, slots=True)
class Ticket:
    """How a seat is known: the host and the contest, the secret token, the pseudonym, the four words.

    `asked` is the name that was asked for when it was taken, empty where none was.
    """

    url: str
    code: str
    token: str
    seat: str
    name: str
    words: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Unsent:
    """An action that the host has not acknowledged: in which run, its name there, and after which turn it comes."""

    run: str
    client_id: str
    expect: int
    action: Action


class Kept:
    """The files of one seat."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep_ticket(self, ticket: Ticket) -> None:
        """Keep how the seat is known. Raises CannotSave."""
        self._write(_TICKET, asdict(ticket))

    def ticket(self) -> Ticket | None:
        """Return how the seat is known; None where no whole ticket is there."""
        found = self._read(_TICKET)
        names = set(Ticket.__slots__)
        if (
            not isinstance(found, dict)
            or set(found) != names
            or not all(isinstance(each, str) for each in found.values())
        ):
            return None
        return Ticket(**found)

    def keep_unsent(self, actions: tuple[Unsent, ...]) -> None:
        """Keep what is to be sent, in place of what was; nothing is kept for no actions. Raises CannotSave."""
        from game.record.schema import ACTION

        if not actions:
            (self.folder / _UNSENT).unlink(missing_ok=True)
            return
        rows = [
            {
                "run": each.run,
                "client_id": each.client_id,
                "expect": each.expect,
                "action": json.loads(ACTION.dump_json(each.action)),
            }
            for each in actions
        ]
        self._write(_UNSENT, rows)

    def unsent(self) -> tuple[Unsent, ...]:
        """Return what was not acknowledged when the seat was left; nothing where that cannot be read."""
        from game.record.schema import ACTION

        found = self._read(_UNSENT)
        with suppress(KeyError, TypeError, ValueError):
            return tuple(
                Unsent(
                    str(row["run"]),
                    str(row["client_id"]),
                    int(row["expect"]),
                    ACTION.validate_json(json.dumps(row["action"])),
                )
                for row in found or ()
            )
        return ()

    def forget(self) -> None:
        """Throw everything of this seat away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _read(self, name: str) -> Any:
        with suppress(OSError, ValueError, RecursionError), (self.folder / name).open("rb") as file:
            return json.loads(file.read(_LONGEST))
        return None

    def _write(self, name: str, value: object) -> None:
        path = self.folder / name
        beside = path.with_suffix(f".{os.getpid()}.new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=_OWN_FOLDER)
            beside.unlink(missing_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN_FILE), "wb") as file:
                file.write(json.dumps(value).encode())
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise CannotSave(_("{path} cannot be written ({reason}).", path=path, reason=reason)) from error


def kept_seat(folder: Path, url: str, seat: str) -> Kept:
    """Return the files of the seat `seat` of the host at `url`, in the folder of all seats."""
    return Kept(folder / sha256(f"{url} {seat}".encode()).hexdigest()[:_LETTERS])


def kept_seats(folder: Path, url: str, code: str) -> tuple[tuple[Kept, Ticket], ...]:
    """Return the seats that were taken in a contest from here, the one used last first."""
    found: list[tuple[float, Kept, Ticket]] = []
    for path in folder.glob(f"*/{_TICKET}"):
        ticket = Kept(path.parent).ticket()
        if ticket is not None and (ticket.url, ticket.code) == (url, code):
            with suppress(OSError):
                found.append((path.stat().st_mtime, Kept(path.parent), ticket))
    return tuple((kept, ticket) for _when, kept, ticket in sorted(found, key=lambda row: -row[0]))
