"""Rows for the generic replies."""

from typing import Annotated

from game.manual.terms import Name, Text
from game.reading import Declares, Ident, Length, row


@row
class Reply:
    """Generic words of a patient for one cue, by conversational style; `any` serves every style."""

    cue: Annotated[str, Declares("cue"), Ident()]
    any: Annotated[tuple[Text, ...], Length(2, 12)]
    plain: tuple[Text, ...] = ()
    upset: tuple[Text, ...] = ()
    verbose: tuple[Text, ...] = ()
    reserved: tuple[Text, ...] = ()
    tangential: tuple[Text, ...] = ()
    pleasing: tuple[Text, ...] = ()


@row
class Replies:
    """The generic replies that keep a patient talking where the case says nothing."""

    id: Annotated[str, Ident()]
    version: Name
    replies: tuple[Reply, ...]
