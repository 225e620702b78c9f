"""The browser's room without a browser: whole sessions through forms and links alone, each deed done once."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest
from form_player import FormPlayer, PlayPage
from hosts import TO_RUNNING, Contest, Player, Seat, Served, new_contest, served, the_book
from sqlalchemy import select, update

from game.case import case_path, load_case
from game.manual import adapted
from game.record import TurnLine, header_line, load_exemplar, play_exemplar
from game.server import tables as t
from game.server.host import Host
from game.treatment import (
    Action,
    Say,
)
from game.treatment.events import SessionClosed

WEEK = Say("ask_week")


@pytest.fixture
def server(sqlite_host: Host) -> Iterator[Served]:
    with served(sqlite_host, ticking=False) as running:
        yield running


@pytest.fixture
def contest(server: Served) -> Contest:
    """A contest of the small case that has begun."""
    return new_contest(server.host, None, *TO_RUNNING)


@pytest.fixture
def player(server: Served, contest: Contest) -> Iterator[FormPlayer]:
    """A seat of `contest` at a browser."""
    with FormPlayer(server, contest.join()) as browser:
        yield browser


def called(action: Action) -> str:
    return the_book().intents[action.intent].name if isinstance(action, Say) else ""


def acted(player: FormPlayer, *actions: Action) -> PlayPage:
    """Do things one after another; return the last page."""
    for action in actions:
        page = player.act(action, called(action))
        assert page.status == 200, page.words
    return page


def lines_of(host: Host, seat: Seat) -> list[bytes]:
    """Return the log of a seat's run, line by line."""
    rows = select(t.turns.c.line).where(t.turns.c.run == seat.row.run).order_by(t.turns.c.number)
    return [bytes(line) for line in host.store.read(lambda c: c.execute(rows).scalars().all())]


def seated_with(host: Host, contest: Contest, header: bytes) -> Seat:
    """Take a seat whose treatment begins with this header, so that two of them have the same luck."""
    seat = contest.join()
    values = {"header": header, "chain": sha256(header).hexdigest()}
    host.store.write(lambda c: c.execute(update(t.runs).where(t.runs.c.id == seat.row.run).values(**values))).result()
    return seat


def first_sessions(case: str, number: int) -> tuple[bytes, tuple[Action, ...]]:
    """Return the header of a case's exemplar as an exam has it, and its moves until so many sessions are closed."""
    file = load_case(case, the_book())
    book = adapted(the_book(), file.rows.adaptation)
    log = play_exemplar(book, file, load_exemplar(case_path(case).with_name("exemplar.yaml"), book, file))
    closed, actions = 0, []
    for line in log.lines:
        assert isinstance(line, TurnLine)
        actions.append(line.action)
        closed += any(isinstance(event, SessionClosed) for event in line.events)
        if closed == number:
            break
    return header_line(replace(log.header, mode="exam")), tuple(actions)


# -- the same treatment --------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["ines", "mehdi"])
def test_three_sessions_through_forms_leave_the_log_that_the_interface_leaves(server: Served, case: str) -> None:
    host = server.host
    header, actions = first_sessions(case, 3)
    contest = new_contest(host, None, *TO_RUNNING, case=case, variants=False)
    by_forms, by_wire = seated_with(host, contest, header), seated_with(host, contest, header)
    with FormPlayer(server, by_forms) as player:
        last = acted(player, *actions)
    with server.client(by_wire.token) as client:
        wire = Player(client, clock=host.clock).looked()  # type: ignore[arg-type]
        assert wire.play(actions) == len(actions)
    assert lines_of(host, by_forms) == lines_of(host, by_wire)
    assert len(lines_of(host, by_forms)) == len(actions)
    assert by_forms.run.composite == by_wire.run.composite
    assert by_forms.run.state == "done"
    assert "You have held all 3 sessions of this contest" in last.words
    assert f"all {len(actions)} turns are on the host" in last.words
