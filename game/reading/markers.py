"""What an annotation can promise beyond its type: `Annotated[str, Ident(), Declares("person")]`."""

from dataclasses import dataclass
from typing import Any

from game.reading.rows import row


@row
class Range:
    """A whole number from `lo` to `hi`, both included."""

    lo: int
    hi: int


@row
class Length:
    """From `lo` to `hi` characters of a text, items of a list or entries of a mapping, both included."""

    lo: int
    hi: int


@row
class Ident:
    """An id: letters, digits and underscores, starting with a letter, at most 60 characters."""


@row
class Declares:
    """This text gives its id to a new thing of `kind`; no two things of a kind in one file share an id."""

    kind: str


@dataclass(frozen=True, slots=True, init=False)
class Refers:
    """This text names a thing of one of `kinds`, declared in this file or known from elsewhere.

    With `prefixed` it is written with its kind, as `person:clare`.
    """

    kinds: tuple[str, ...]
    prefixed: bool

    def __init__(self, *kinds: str, prefixed: bool = False) -> None:
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "prefixed", prefixed)


@dataclass(frozen=True, slots=True, init=False)
class Keys:
    """What holds for every key of a mapping: `Keys(Refers("area"))`, `Keys(Ident(), Declares("topic"))`."""

    markers: tuple[Any, ...]

    def __init__(self, *markers: Any) -> None:
        object.__setattr__(self, "markers", markers)


@row
class Keyed:
    """A `tuple[Thing, ...]` written as a mapping, whose keys become the field `field` of each Thing."""

    field: str


@row
class OneOrMany:
    """A list of which a single item may also be written bare, without a list around it."""


@row
class FilePath:
    """The name of a file inside the folder of the file that is being read, with forward slashes."""


@row
class Doc:
    """What an author should know about this value, in one or two sentences."""

    text: str


@row
class Example:
    """The value as an author would write it; shown when it is missing."""

    text: str
