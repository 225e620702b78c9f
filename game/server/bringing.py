"""The cases a teacher has brought, and where each case has been used: one that is known examines nobody."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from game.server import tables as t
from game.server.conducting import keep_case, note
from game.server.host import BROUGHT, Host
from game.server.refusals import NotNow, Unknown
from game.server.uploads import Brought
from game.words import _


@dataclass(frozen=True, slots=True)
class Use:
    """One contest in which a case was played."""

    contest: str
    title: str
    began: int | None
    """Server time in milliseconds; None before the start."""
    state: str
    seats: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """A case and the contests of this teacher in which it was played, newest first."""

    case: str
    """Its id in the case file, whichever copy was played."""
    stored: str | None
    """Where it was brought, the id under which it is stored."""
    uses: tuple[Use, ...]

    @property
    def is_known(self) -> bool:
        """Whether a class has seen the truth of it, so that word may have got about."""
        return any(use.state == "revealed" for use in self.uses)


def bring(host: Host, c: Connection, teacher: str, case: Brought) -> str:
    """Store a case that was brought, and return its id."""
    key = keep_case(host, c, teacher, f"{BROUGHT}{case.name}", case.source, case.case)
    note(host, c, None, teacher, "case_brought", key, details={"case": case.name})
    return key


def ledgers(c: Connection, teacher: str) -> tuple[Ledger, ...]:
    """Return every case this teacher has brought or used, those that were brought first."""
    stored = select(t.cases.c.id, t.cases.c.name).where(t.cases.c.teacher == teacher).order_by(t.cases.c.made)
    brought = {row.name.removeprefix(BROUGHT): row.id for row in c.execute(stored) if row.name.startswith(BROUGHT)}
    seats = select(t.seats.c.contest, func.count().label("number")).group_by(t.seats.c.contest).subquery()
    played = (
        select(t.contests, func.coalesce(seats.c.number, 0).label("seats"))
        .join(seats, seats.c.contest == t.contests.c.id, isouter=True)
        .where(t.contests.c.teacher == teacher)
        .order_by(t.contests.c.made.desc())
    )
    uses: dict[str, list[Use]] = {name: [] for name in brought}
    for row in c.execute(played):
        use = Use(row.id, row.title, row.began, row.state, row.seats)
        uses.setdefault(row.case_id, []).append(use)
    return tuple(Ledger(name, brought.get(name), tuple(found)) for name, found in uses.items())


def take_back(host: Host, c: Connection, teacher: str, stored: str) -> None:
    """Delete a case that was brought. Raises Unknown, and NotNow while a contest is kept in which it was played."""
    own = (t.cases.c.id == stored, t.cases.c.teacher == teacher)
    found = c.execute(select(t.cases.c.name).where(*own)).one_or_none()
    if found is None or not found.name.startswith(BROUGHT):
        raise Unknown
    if c.execute(select(t.contests.c.id).where(t.contests.c.case_source == stored).limit(1)).first() is not None:
        raise NotNow(_("A contest with this case is still kept. Delete the contest first."))
    c.execute(delete(t.cases).where(*own))
    note(host, c, None, teacher, "case_deleted", stored)
