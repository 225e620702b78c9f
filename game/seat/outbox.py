"""What was done and is not acknowledged yet: on the disk before it is sent, off it when the host has answered."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from game.play import CannotSave
from game.seat.keeping import Kept, Unsent
from game.treatment import Action, IllegalAction, PinFact, PlaceEvent, PlacePerson, SetProbabilities, WriteNote
from game.words import _

_NOTES: Final = (PlacePerson, PlaceEvent, PinFact, SetProbabilities, WriteNote)
_ID_BYTES: Final = 12
_MOST_STUMBLES: Final = 6
"""A host that stumbles over the same action so often will never do it."""


class Outbox:
    """The actions of one seat that wait, in order. It is true while any do."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._waiting: tuple[Unsent, ...] = kept.unsent()
        self._stumbles = 0

    def __bool__(self) -> bool:
        return bool(self._waiting)

    @property
    def first(self) -> Unsent | None:
        """The action to be sent next."""
        return self._waiting[0] if self._waiting else None

    def put(self, run: str, version: int, actions: Sequence[Action]) -> None:
        """Keep actions that come after turn `version` of a run.

        Raises CannotSave where something waits already or the disk takes nothing, and IllegalAction for what cannot be
        written down: nothing is kept then.
        """
        if self._waiting:
            raise CannotSave(_("What you did last is still on its way. Wait until it is saved."))
        waiting = tuple(
            Unsent(run, secrets.token_hex(_ID_BYTES), version + place, action) for place, action in enumerate(actions)
        )
        try:
            self._kept.keep_unsent(waiting)
        except ValueError:
            raise IllegalAction(_("There is a character in this that cannot be written down.")) from None
        self._waiting = waiting

    def done(self) -> None:
        """Take the first off: the host has it."""
        self._keep(self._waiting[1:])

    def refused(self) -> None:
        """Take all off: the host does not take the first, and what came after it was meant to follow it."""
        self._keep(())

    def stumbled(self) -> bool:
        """Note that the host had an accident with the first; tell whether it is to be given up."""
        self._stumbles += 1
        return self._stumbles >= _MOST_STUMBLES

    def goes_after(self, version: int | None) -> bool:
        """Try again after turn `version`, where the first is a note, which nobody can have made wrong; tell whether."""
        first = self.first
        if first is None or version is None or not isinstance(first.action, _NOTES) or version <= first.expect:
            return False
        self._keep(tuple(replace(each, expect=version + place) for place, each in enumerate(self._waiting)))
        return True

    def _keep(self, waiting: tuple[Unsent, ...]) -> None:
        self._waiting, self._stumbles = waiting, 0
        # What cannot be taken off the disk is sent again another time, by the same name, and so not done twice.
        with suppress(CannotSave, OSError):
            self._kept.keep_unsent(waiting)
