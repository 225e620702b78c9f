"""Taking a seat: by the contest's code, by four words on another device, or sent by a learning platform."""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select, update

from game.case import CaseFile
from game.record import Header, header_line
from game.record.log import Sessions
from game.server import tables as t
from game.server.codes import new_token, token_hash, typed
from game.server.host import Host
from game.server.lifecycle import seats_may_join
from game.server.live import progress_of
from game.server.refusals import NotNow, Unknown, Wrong
from game.server.rows import Settings, settings_of
from game.server.seeds import seed_of, variant_of
from game.server.words import clean_name, likeness, pseudonym, resume_words, typed_words
from game.words import _

_TRIES: Final = 60
"""Pseudonyms drawn before one is numbered."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A seat that was taken. `token` and `words` are said once, here, and stored nowhere."""

    contest: str
    seat: str
    name: str
    token: str
    words: str
    approved: bool
    news: tuple[str, ...] = ()
    """The names of what looks different now, for `Host.changed`."""


def contest_by_code(c: Connection, code: str) -> Row[Any]:
    """Return the contest of a code as it was typed. Raises Unknown."""
    plain = typed(code)
    found = c.execute(select(t.contests).where(t.contests.c.code == plain)).one_or_none() if plain else None
    if found is None:
        raise Unknown
    return found


def join(host: Host, c: Connection, code: str, name: str | None = None, *, suspicious: bool = False) -> Joined:
    """Take a seat in the contest of `code`; its run is made now, so that the start has nothing left to do.

    `suspicious` seats wait for the teacher's yes: many wrong codes have just been tried. Raises Unknown, NotNow where
    nobody can join any more, and Wrong for a name that cannot be taken.
    """
    return admit(host, c, contest_by_code(c, code), name, suspicious=suspicious)


def admit(
    host: Host,
    c: Connection,
    contest: Row[Any],
    name: str | None = None,
    *,
    suspicious: bool = False,
    identity: str | None = None,
    person: str | None = None,
) -> Joined:
    """Take a seat in a contest; `identity` and `person` are known of those whom a learning platform sends.

    Raises NotNow where nobody can join any more, and Wrong for a name that cannot be taken.
    """
    # Read again under a lock: nobody else takes the last seat or the same name meanwhile, and the state holds.
    found = c.execute(select(t.contests).where(t.contests.c.id == contest.id).with_for_update()).one_or_none()
    if found is None:
        raise Unknown
    contest, settings = found, settings_of(found.settings)
    if contest.locked or not seats_may_join(contest.state, late=settings.late):
        raise NotNow(_("This contest takes nobody in just now. Ask your teacher."))
    taken = c.execute(select(func.count()).where(t.seats.c.contest == contest.id)).scalar_one()
    if taken >= settings.cap:
        raise NotNow(_("All seats of this contest are taken."))
    shown = _name(c, contest.id, settings, name)
    approved = not (settings.approval or suspicious)
    return take_seat(host, c, contest, settings, shown, identity=identity, approved=approved, person=person)


def resume(host: Host, c: Connection, code: str, words: str) -> Joined:
    """Take one's seat again by its four words: the token of the lost device is worth nothing from now on.

    Raises Unknown where no seat has these words.
    """
    contest = contest_by_code(c, code)
    digest = words_hash(contest.series, words)
    seat = c.execute(
        select(t.seats).where(t.seats.c.contest == contest.id, t.seats.c.words_hash == digest).with_for_update()
    ).one_or_none()
    if seat is None or seat.state == "kicked":
        raise Unknown
    token = new_token()
    # Tokens of other rounds of the series lead here as well.
    others = (t.seats.c.person == seat.person, t.seats.c.id != seat.id, t.seats.c.state != "kicked")
    c.execute(update(t.seats).where(*others).values(token_hash="earlier-" + t.seats.c.id))
    c.execute(update(t.seats).where(t.seats.c.id == seat.id).values(token_hash=token_hash(token), seen=host.clock()))
    return Joined(contest.id, seat.id, seat.name, token, typed_words(words), seat.state == "seated")


def take_seat(
    host: Host,
    c: Connection,
    contest: Row[Any],
    settings: Settings,
    name: str,
    *,
    identity: str | None,
    approved: bool,
    person: str | None = None,
    league: int | None = None,
) -> Joined:
    """Make a seat with its token, its words and its run; in teams the seat goes to the team with the fewest."""
    token, words = new_token(), resume_words()
    seat, team = token_hex(16), None
    if settings.teams:
        team = _smallest_team(c, contest.id, settings.teams)
    run = _run_of_team(c, contest.id, team) if team else None
    c.execute(
        insert(t.seats).values(
            id=seat,
            contest=contest.id,
            identity=identity,
            run=run or make_run(host, c, contest, settings),
            name=name,
            token_hash=token_hash(token),
            words_hash=words_hash(contest.series, words),
            person=person or token_hex(16),
            state="seated" if approved else "waiting",
            team=team,
            league=league,
            extra=100,
            walkthrough=False,
            show_name=False,
            joined=host.clock(),
            seen=host.clock(),
        )
    )
    touched(c, contest.id)
    # A seat's page shows nobody else, but for those of its team.
    news = (progress_of(contest.id),) if team is None else (progress_of(contest.id), contest.id)
    return Joined(contest.id, seat, name, token, words, approved, news)


def make_run(host: Host, c: Connection, contest: Row[Any], settings: Settings) -> str:
    """Make a run whose seed and variant follow from the contest's secret, and return its id."""
    run = token_hex(16)
    case = host.case_in(c, contest.case_source, None)
    variant = _variant(c, contest, settings, case, run)
    case = host.case_in(c, contest.case_source, variant)
    header = Header.of(
        host.adapted_to(case),
        case,
        seed=seed_of(contest.secret, contest.id, contest.case_id, run),
        mode=settings.mode,
        course="teaching",
        sessions=length_of(settings, case),
    )
    line = header_line(header)
    values = {"id": run, "contest": contest.id, "header": line, "variant": variant, "version": 0, "state": "waiting"}
    c.execute(insert(t.runs).values(**values, chain=sha256(line).hexdigest(), consults=0, consulted_for=0, session=0))
    return run


def length_of(settings: Settings, case: CaseFile) -> Sessions:
    """Return how many sessions the treatment has."""
    usual: dict[str, Sessions] = {"8": 8, "12": 12, "16": 16}
    return settings.sessions or usual[case.rows.treatment.sessions]


def words_hash(series: str, words: str) -> str:
    """Return what is stored of the four words; they are the same in every round of a series, and differ elsewhere."""
    return sha256(f"{series} {typed_words(words)}".encode()).hexdigest()


def touched(c: Connection, contest: str) -> None:
    """Note that something which a page could show has changed."""
    c.execute(update(t.contests).where(t.contests.c.id == contest).values(version=t.contests.c.version + 1))


def _name(c: Connection, contest: str, settings: Settings, wanted: str | None) -> str:
    taken = set(c.execute(select(t.seats.c.name).where(t.seats.c.contest == contest)).scalars())
    if settings.names == "own" and wanted is not None:
        return _own_name(wanted, taken)
    for _try in range(_TRIES):
        name = pseudonym()
        if name not in taken:
            return name
    return next(numbered for n in range(2, len(taken) + 3) if (numbered := f"{name} {n}") not in taken)


def _own_name(wanted: str, taken: set[str]) -> str:
    try:
        name = clean_name(wanted)
    except ValueError as error:
        raise Wrong(str(error)) from None
    if likeness(name) in {likeness(other) for other in taken}:
        raise Wrong(_("Somebody here has this name, or one that looks like it. Choose another."))
    return name


def _variant(c: Connection, contest: Row[Any], settings: Settings, case: CaseFile, run: str) -> str | None:
    if not settings.variants or not case.rows.variants:
        return None
    rows = c.execute(
        select(t.runs.c.variant, func.count()).where(t.runs.c.contest == contest.id).group_by(t.runs.c.variant)
    )
    given = {variant or "": number for variant, number in rows}
    names = ["", *(row.id for row in case.rows.variants)]
    return variant_of(contest.secret, contest.id, run, names, given) or None


def _smallest_team(c: Connection, contest: str, teams: int) -> str:
    rows = c.execute(
        select(t.seats.c.team, func.count().label("members"))
        .where(t.seats.c.contest == contest, t.seats.c.state != "kicked")
        .group_by(t.seats.c.team)
    )
    size = {row.team: row.members for row in rows}
    names = [team_name(number) for number in range(1, teams + 1)]
    return min(names, key=lambda name: (size.get(name, 0), names.index(name)))


def team_name(number: int) -> str:
    """Return what team `number`, from 1, is called."""
    return _("Team {number}", number=number)


def _run_of_team(c: Connection, contest: str, team: str) -> str | None:
    mates = select(t.seats.c.run).where(t.seats.c.contest == contest, t.seats.c.team == team).limit(1)
    return c.execute(mates).scalars().first()
