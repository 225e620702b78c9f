"""Why a host does not do something: each with a sentence for whoever asked."""

from typing import ClassVar

from game.words import _


class Refused(Exception):
    """Raised before anything is written. The message is a sentence; `kind` and `status` go over the wire."""

    kind: ClassVar[str] = "refused"
    status: ClassVar[int] = 400


class Unknown(Refused):
    """There is no such thing, or it is not theirs: the two are never told apart."""

    kind = "not_found"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is nothing of this name here."))


class NoTicket(Refused):
    """Nobody is known by this token."""

    kind = "bad_token"
    status = 401

    def __init__(self) -> None:
        super().__init__(_("This place is not known any more. Join again with the code and your four words."))


class NotNow(Refused):
    """What was asked is not possible in this state of the contest."""

    kind = "not_now"
    status = 409


class Stale(Refused):
    """The action was decided on an older state than the host has."""

    kind = "stale"
    status = 409

    def __init__(self, version: int) -> None:
        super().__init__(_("Somebody has gone on in this treatment in the meantime. Look again, then decide."))
        self.version = version
        """Number of turns the host has."""


class OtherBody(Refused):
    """An id that belongs to one action came with another."""

    kind = "other_body"
    status = 422

    def __init__(self) -> None:
        super().__init__(_("This was sent before with something else in it, so it was not done."))


class TooMany(Refused):
    """More was asked than is taken in this time."""

    kind = "too_many"
    status = 429

    def __init__(self, seconds: int = 1) -> None:
        super().__init__(_("That was a little fast. Wait a moment and try again."))
        self.seconds = seconds
        """When to try again."""


class Wrong(Refused):
    """What was typed cannot be used."""

    kind = "wrong"
    status = 422
