"""What a contest is set to, and who is asking."""

import json
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, TypeAdapter, with_config

from game.record import Mode

Names = Literal["generated", "own"]
RunState = Literal["waiting", "playing", "done", "void"]
SeatState = Literal["waiting", "seated", "kicked"]
EXTRA: Final = (100, 125, 150, 200, 0)
"""A seat's time in per cent; 0 is without a limit (classroom.md 4.5)."""


@with_config(ConfigDict(extra="forbid", strict=True))
@dataclass(frozen=True, slots=True)
class Settings:
    """How a contest is played. Everything has a value that suits a first contest in a classroom."""

    mode: Mode = "exam"
    sessions: Literal[8, 12, 16] | None = None
    """Length of the treatment; None is the case's own."""
    span: Annotated[int, Field(ge=1, le=16)] | None = 3
    """How many sessions the contest covers; None is the whole treatment."""
    freeze: bool = True
    """Whether the board stands still in the last fifth."""
    late: bool = True
    """Whether seats can be taken after the start."""
    names: Names = "generated"
    approval: bool = False
    """Whether the teacher lets everybody in by hand."""
    cap: Annotated[int, Field(ge=1, le=5_000)] = 400
    """Seats at most."""
    variants: bool = True
    """Whether seats get parallel variants of the case, where it has them."""
    teams: Annotated[int, Field(ge=0, le=200)] = 0
    """Number of teams; 0 when everybody treats a patient of their own."""
    consults: Annotated[int, Field(ge=0, le=20)] = 2
    """How often a team may stop its clock to talk."""
    consult_minutes: Annotated[int, Field(ge=1, le=30)] = 3
    leagues: Annotated[int, Field(ge=0, le=100)] = 0
    """Seats of similar strength in a league from the second round on; 0 for none."""
    live_board: bool = False
    """Whether standings are shown while the contest runs, until the board freezes."""
    show_own_score: bool = False
    """Whether a seat sees its own score when its run is done, before the reveal."""
    podium: bool = False
    """Whether the debrief ends with a podium."""
    top: Annotated[int, Field(ge=1, le=10)] = 3
    """How many places boards show; nobody is shown below them."""
    keep_days: Annotated[int, Field(ge=1, le=3_650)] = 180
    """After so many days everything about the contest is deleted (classroom.md 4.6)."""


SETTINGS: Final = TypeAdapter(Settings)
"""Reads settings from JSON. Raises pydantic's ValidationError."""


def settings_json(settings: Settings) -> str:
    """Return settings as they are stored."""
    return json.dumps(asdict(settings))


@lru_cache(maxsize=256)
def settings_of(stored: str) -> Settings:
    """Return stored settings; what an older host did not know has its usual value."""
    known = {field.name for field in fields(Settings)}
    kept = {key: value for key, value in json.loads(stored).items() if key in known}
    return SETTINGS.validate_json(json.dumps(kept))


Role = Literal["anyone", "seat", "projector", "teacher"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: anyone, a seat of this contest, its projector, or the teacher whose contest it is."""

    role: Role
    run: str | None = None
    """The run a seat plays."""
    done: bool = False
    """Whether that run is done."""
