"""What may stand in a seat's requests: nothing more, nothing longer, and no character that cannot be seen."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from game.treatment import Action

_NO_CONTROL: Final = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
Short = Annotated[str, StringConstraints(max_length=80, pattern=_NO_CONTROL)]
Name = Annotated[str, StringConstraints(max_length=240, pattern=_NO_CONTROL)]
ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_MOST_VIEWS: Final = 32


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class JoinBody(_Body):
    """A wish to join."""

    code: Short
    name: Name | None = None


class ResumeBody(_Body):
    """A wish to take one's seat again."""

    code: Short
    words: Name


class ViewQuery(BaseModel):
    """Which part of a treatment is asked for."""

    model_config = ConfigDict(extra="forbid")

    since: Annotated[int, Field(ge=0, le=100_000)] = 0
    """Of the conversation, what was said after this turn."""
    have: Annotated[list[Annotated[str, Field(max_length=130)]], Field(max_length=_MOST_VIEWS)] = []
    """`moves:TAG` for each view that is there already; it is left out where it is equal."""


class ActionBody(_Body):
    """One action: its name, what its sender had seen, and which views it has already."""

    client_id: ClientId
    expect: Annotated[int, Field(ge=0, le=100_000)]
    action: Annotated[Action, Field(discriminator="kind")]
    have: Annotated[dict[Tag, Tag], Field(max_length=_MOST_VIEWS)] = {}


class PreviewBody(_Body):
    """An action that is only looked at: what would be said."""

    action: Annotated[Action, Field(discriminator="kind")]


class WaysBody(_Body):
    """A move whose wordings are asked for."""

    intent: Short
    target: Short | None = None


class ConsultBody(_Body):
    """A team's talk that begins or ends."""

    on: bool


class ConsentBody(_Body):
    """What a seat agrees to: its run shown in the debrief, and its name with it."""

    walkthrough: bool
    name: bool
