"""Rows of an adaptation: what it adds to the manual, puts in the place of a row, and leaves out."""

from typing import Annotated, Literal

from game.manual.area_rows import Differential, Signal
from game.manual.conduct_rows import Error, Intent
from game.manual.number_rows import Measure, Tracker
from game.manual.pathway_rows import Format, Task
from game.manual.reply_rows import Reply
from game.manual.terms import Name, Status, TaskId, Text
from game.reading import Ident, Length, row

AdaptationId = Literal[
    "none", "eating", "bipolar_ipsrt", "perinatal", "ptsd", "substance", "tele", "maintenance", "adolescent"
]


@row
class Rows:
    """Rows of the manual, by kind. Ids of tasks that are added begin with a letter of their own, not I, M or E."""

    formats: tuple[Format, ...] = ()
    tasks: tuple[Task, ...] = ()
    differentials: tuple[Differential, ...] = ()
    signals: tuple[Signal, ...] = ()
    errors: tuple[Error, ...] = ()
    intents: tuple[Intent, ...] = ()
    measures: tuple[Measure, ...] = ()
    trackers: tuple[Tracker, ...] = ()
    replies: tuple[Reply, ...] = ()


@row
class Ids:
    """Ids of rows that are left out; rows that name them name them no more."""

    tasks: tuple[TaskId, ...] = ()


@row
class Adaptation:
    """A manual that differs from another in some rows."""

    extends: Literal["ipt"]
    id: Annotated[str, Ident()]
    version: Name
    name: Name
    says: Text
    """What this adaptation changes and what it is for, for the manual's first page."""
    limits: Text
    """What the evidence is, and where this adaptation ends."""
    reference: Text
    status: Status
    changes: Annotated[tuple[Text, ...], Length(1, 40)]
    add: Rows = Rows()
    replace: Rows = Rows()
    remove: Ids = Ids()
