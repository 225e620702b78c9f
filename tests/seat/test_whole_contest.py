"""A whole contest: a teacher in a real browser, forty people in the text version, from the first link to the reveal."""

from collections.abc import Iterator
from typing import Any

import pytest
from chromium import chromium, window
from clients import TextTwin, anything
from hosts import Served
from playwright.sync_api import Browser, expect
from seats import CALM, Room
from sqlalchemy import select

from game.manual import ESSENTIAL_FIELDS
from game.record import parse_log, replay, turns
from game.scoring import score
from game.seat import join, read_address
from game.server import entering
from game.server import tables as t
from game.server.sittings import log_of

PEOPLE = 40
LONG_MS = 200_000
SPAN = 1


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def _rated_again(server: Served, c: Any, row: Any) -> tuple[int, int]:
    """Return points and coverage of a run from its log alone, as whoever appeals would work them out."""
    host = server.host
    source = c.execute(select(t.contests.c.case_source).where(t.contests.c.id == row.contest)).scalar_one()
    case = host.case_in(c, source, row.variant)
    book = host.adapted_to(case)
    log = parse_log(log_of(c, row.id, row.header)).log
    now = replay(book, case, log)
    card = score(book, case, now.windows, turns(log), span=SPAN)
    there = {(person.id, field) for person in case.people.values() for field in person.inventory}
    essential = {pair for pair in there if pair[1] in ESSENTIAL_FIELDS}
    return card.composite, 1_000 * len(essential & now.knowledge.answered) // len(essential)


def test_from_create_to_reveal_with_forty_people_the_ranking_is_that_of_the_logs(
    browser: Browser, server: Served, room: Room
) -> None:
    host = server.host
    link = host.store.write(
        lambda c: entering.ticket(host, c, entering.FIRST_LINK, entering.first_teacher(host, c))
    ).result()
    with window(browser, server) as teacher:
        page = teacher.open(f"/enter#{link}")
        page.wait_for_url("**/desk/account")
        page = teacher.open("/desk/new")
        page.get_by_label("Title").fill("Forty people")
        page.get_by_label("The first session only").check()
        page.get_by_role("button", name="Create, and open the lobby").click()
        code = page.locator("#code").inner_text()
        address = read_address(f"{code}@{server.url}")

        seats = [room.opened(*join(room.folder / str(number), address), CALM) for number in range(PEOPLE)]
        twins = [TextTwin(seat, anything(number, turns=8), after=("", "quit")) for number, seat in enumerate(seats)]
        expect(page.locator("#roster tbody tr")).to_have_count(PEOPLE, timeout=LONG_MS)
        page.get_by_role("button", name="Start the round", exact=True).click()
        expect(page.locator("#roster")).to_contain_text("In treatment", timeout=LONG_MS)
        for seat in seats:
            assert seat.wait(lambda seat=seat: seat.standing and seat.standing.run and seat.standing.run.done, 200)
        page.get_by_role("button", name="Close the round", exact=True).click()
        expect(page.locator("#conduct")).not_to_contain_text("brought to", timeout=LONG_MS)
        page.get_by_role("button", name="Reveal the results", exact=True).click()
        expect(page.locator("#state")).to_contain_text("Revealed")
        for twin in twins:
            assert "of 100" in twin.left()

        page.get_by_role("link", name="Standings").click()
        shown = page.locator("table").first.locator("tbody tr")
        expect(shown).to_have_count(PEOPLE)
        ranking = [(int(row.locator("td").first.inner_text()), row.locator("th").inner_text()) for row in shown.all()]
        assert teacher.said == []

    def look(c: Any) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
        rows = c.execute(select(t.runs, t.seats.c.name).join(t.seats, t.seats.c.run == t.runs.c.id)).all()
        return [(row.name, (row.composite, row.coverage), _rated_again(server, c, row)) for row in rows]

    rated = host.store.read(look)
    assert all(stored == again for _name, stored, again in rated)
    worth = {name: again for name, _stored, again in rated}
    assert {name for _rank, name in ranking} == set(worth)
    for rank, name in ranking:
        assert rank == 1 + sum(other > worth[name] for other in worth.values())
