"""A treatment to act on, here or on a host, and how far what was done is safe."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Literal

from game.play import Playthrough
from game.sitting.outlook import Outlook, OwnOutlook
from game.treatment import Action, Treatment
from game.words import language

Saving = Literal["saved", "sending", "offline"]
"""Whether all that was done is where it counts. What is not is kept on this disk until it is; `offline` while nobody
answers, whether or not anything is to be sent."""


class Sitting(ABC):
    """One treatment in play. `look` is the same object until something has changed."""

    @property
    @abstractmethod
    def look(self) -> Outlook:
        """What can be seen of it now."""

    @property
    @abstractmethod
    def saving(self) -> Saving:
        """How far what was done is safe."""

    @abstractmethod
    def act(self, *actions: Action) -> None:
        """Do things one after another. They are done when this returns and `saving` is "saved"; else see `settle`.

        Raises IllegalAction for what cannot be done and CannotSave for what cannot be kept; what came before is done.
        """

    @abstractmethod
    def settle(self, seconds: float) -> bool:
        """Wait at most so long until what was done last is saved; tell whether it is.

        Raises IllegalAction where it was refused meanwhile: nothing has changed.
        """

    @abstractmethod
    def news(self) -> tuple[str, ...]:
        """Return sentences that have come up by themselves since this was last asked for."""

    @abstractmethod
    def rewind(self, to: int) -> None:
        """Go back to before turn `to`. Raises IllegalAction where there is no going back, and CannotSave."""

    @abstractmethod
    def take_back(self) -> None:
        """Take the last turn back. Raises as `rewind` does."""

    @property
    def path(self) -> Path | None:
        """Where the log lies; None where none is kept here."""
        return None

    @property
    def notice(self) -> str:
        """What is to be said about how it was found; empty when all was well."""
        return ""

    @property
    def happened(self) -> frozenset[str]:
        """What has happened, as far as it is known here: kinds of events, and `said:` with the intents."""
        return frozenset(f"said:{intent}" for intent in self.look.lately)

    @abstractmethod
    def close(self) -> None:
        """Let go of it; nothing is lost. May raise OSError."""


class OwnSitting(Sitting):
    """A treatment that is run here and kept in a log."""

    def __init__(self, play: Playthrough) -> None:
        self.play = play
        self._look: OwnOutlook | None = None
        self._seen: tuple[Treatment, str] | None = None

    @property
    def look(self) -> Outlook:
        """What can be seen of it now, in the language spoken now."""
        play, spoken = self.play, language()
        if self._look is None or self._seen is None or self._seen[0] is not play.treatment or self._seen[1] != spoken:
            self._seen = (play.treatment, spoken)
            self._look = OwnOutlook(play.book, play.mode, play.case, play.treatment, play.turns, play.log)
        return self._look

    @property
    def saving(self) -> Saving:
        """Every turn is on the disk before `act` returns."""
        return "saved"

    def act(self, *actions: Action) -> None:
        """Do things one after another."""
        for action in actions:
            self.play.act(action)

    def settle(self, seconds: float) -> bool:  # noqa: ARG002 (nothing is ever waited for)
        """Everything is saved at once."""
        return True

    def news(self) -> tuple[str, ...]:
        """Nothing happens here by itself."""
        return ()

    def rewind(self, to: int) -> None:
        """Go back to before turn `to`."""
        self.play.rewind(to)

    def take_back(self) -> None:
        """Take the last turn back."""
        self.play.take_back()

    @property
    def path(self) -> Path | None:
        """Where the log lies."""
        return self.play.path

    @property
    def notice(self) -> str:
        """What is to be said about how the log was found."""
        return self.play.notice or ""

    @property
    def happened(self) -> frozenset[str]:
        """Every kind of event, and `said:` with the intents."""
        kinds = (event.kind for _turn, events in self.play.turns for event in events)
        return super().happened | frozenset(kinds)

    def close(self) -> None:
        """Let go of the log."""
        self.play.close()
