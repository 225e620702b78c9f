"""Taking one's data along and being forgotten: afterwards nothing anywhere tells who somebody was."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from exporting import MOVES, TO_THE_CONTRACT, played
from hosts import PLAIN, Contest, Process, Seat, free_port, new_contest, served, the_book
from sqlalchemy import Connection, insert, select, update

from game.record import parse_log
from game.server import boards, conducting, joining, outbox, rounds
from game.server import tables as t
from game.server.auditing import findings
from game.server.codes import token_hash
from game.server.exports.cells import BYTE_ORDER
from game.server.host import Host
from game.server.leaving import leave
from game.server.own_data import own_files
from game.server.refusals import NoTicket, Unknown
from game.server.sittings import log_of
from game.server.store import open_store
from game.treatment import AgreeContract, WriteNote

DAY = 86_400_000
NAME = "Ottoline Vandermeer"
WORDS = [move.words for move in MOVES[:TO_THE_CONTRACT] if isinstance(move, WriteNote)]
GOALS = [goal for move in MOVES[:TO_THE_CONTRACT] if isinstance(move, AgreeContract) for goal in move.goals]


def everything(c: Connection) -> str:
    """Return every cell of every table, bytes as text."""
    cells = (cell for table in t.metadata.sorted_tables for row in c.execute(select(table)) for cell in row)
    return "\n".join(cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells)


def known(seat: Seat, issuer: str = "https://lms.example") -> dict[str, str]:
    """Let a seat belong to a person of a learning platform, and return who that is."""
    who = {"key": f"k{seat.row.id[1:]}", "name": f"{NAME} O'Brien", "issuer": issuer, "subject": f"sub-{seat.row.id}"}
    seat.contest.write(lambda c: c.execute(insert(t.identities).values(**who)).rowcount)
    mine = t.seats.c.id == seat.row.id
    seat.contest.write(lambda c: c.execute(update(t.seats).where(mine).values(identity=who["key"])).rowcount)
    return who


def traces(seat: Seat) -> set[str]:
    """Return whatever tells who sits here."""
    row = seat.row
    return {row.name, row.person, seat.token, token_hash(seat.token), seat.joined.words, row.words_hash}


def gone(seat: Seat) -> Any:
    return seat.contest.write(lambda c: leave(seat.contest.host, c, seat.token))


def left_of(found: str, words: set[str]) -> set[str]:
    return {word for word in words if word in found}


# -- being forgotten -----------------------------------------------------------------------------------


def test_nothing_in_any_table_tells_who_has_left_or_what_they_had_typed(host: Host) -> None:
    contest, (seat, other) = played(host, NAME, None, moves=TO_THE_CONTRACT, names="own", span=3)
    who, before = known(seat), traces(seat)
    contest.deed(conducting.give_time, seat.row.id, 0, contest.teacher)
    contest.deed(conducting.reopen, seat.run.id, 5, f"{NAME} was ill", contest.teacher)
    contest.move("freeze")
    contest.write(lambda c: outbox.put(c, "g1", contest.id, "grade", seat.row.id, json.dumps({"to": who}), 0))
    contest.write(lambda c: outbox.put(c, "g2", contest.id, "grade", "other", json.dumps({"to": "x"}), 0))
    private = before | set(who.values()) - {who["issuer"]} | {*WORDS, *GOALS}
    for word in WORDS[:1]:
        assert word in contest.read(everything)
    others = contest.read(lambda c: log_of(c, other.run.id, other.run.header))

    gone(seat)

    found = contest.read(everything)
    mates_words = {*WORDS, *GOALS}
    assert left_of(found, private - mates_words) == set()
    run = seat.joined.seat
    own = contest.read(lambda c: c.execute(select(t.seats).where(t.seats.c.id == run)).one())
    assert (own.identity, own.extra, own.seen, own.walkthrough, own.show_name) == (None, 100, None, False, False)
    log = contest.read(
        lambda c: log_of(c, own.run, c.execute(select(t.runs.c.header).where(t.runs.c.id == own.run)).scalar_one())
    )
    assert left_of(log.decode(), mates_words) == set()
    assert contest.read(lambda c: log_of(c, other.run.id, other.run.header)) == others
    assert contest.read(lambda c: c.execute(select(t.outbox.c.id)).scalars().all()) == ["g2"]


def test_the_treatment_stays_as_nobodys_with_its_score_and_still_stands_an_audit(host: Host) -> None:
    contest, (seat, other) = played(host, NAME, None, moves=TO_THE_CONTRACT, names="own", span=3)
    run, before = seat.run, contest.read(lambda c: boards.board(c, contest.row))
    left = gone(seat)
    assert left.runs == (run.id,)
    host.sittings.drop(run.id)
    after = contest.read(lambda c: c.execute(select(t.runs).where(t.runs.c.id == run.id)).one())
    assert (after.composite, after.card, after.version, after.state) == (
        run.composite,
        run.card,
        run.version,
        run.state,
    )
    assert after.chain != run.chain
    now = contest.read(lambda c: boards.board(c, contest.row))
    assert [(place.rank, place.composite) for place in now.places] == [(p.rank, p.composite) for p in before.places]
    assert now.progress == before.progress
    contest.move("close", "reveal")
    assert [str(finding) for finding in findings(host, contest.row)] == []
    deeds = select(t.notices.c.subject, t.notices.c.details).where(t.notices.c.what == "left")
    assert contest.read(lambda c: c.execute(deeds).all()) == [(run.id, '{"chain_made_anew": true}')]
    assert other.run.composite is not None


def test_a_contract_without_its_words_has_as_many_goals_and_is_still_what_the_rules_lead_to(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, moves=TO_THE_CONTRACT, span=3)
    run = seat.run.id
    gone(seat)
    header = contest.read(lambda c: c.execute(select(t.runs.c.header).where(t.runs.c.id == run)).scalar_one())
    lines = parse_log(contest.read(lambda c: log_of(c, run, header))).log.lines
    (agreed,) = [line for line in lines if isinstance(line.action, AgreeContract)]
    assert agreed.action == AgreeContract(("…", "…"))
    said = next(event.words for event in agreed.events if event.kind == "said")
    assert "What we aim for: …; …. We meet" in said
    notes = [line.action.words for line in lines if isinstance(line.action, WriteNote)]
    assert notes == ["…"] * len(WORDS)
    assert list(findings(sqlite_host, contest.row)) == []


def test_a_goal_as_short_as_a_letter_spoils_no_sentence(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, moves=TO_THE_CONTRACT - 1, span=3)
    seat.act(AgreeContract(("e",)))
    gone(seat)
    assert list(findings(sqlite_host, contest.row)) == []


def test_whoever_leaves_before_they_have_begun_leaves_nothing(host: Host) -> None:
    contest = new_contest(host, None, "open_lobby", names="own")
    seat, _other = contest.join(NAME), contest.join("Ben")
    run = seat.run.id
    gone(seat)
    counted = contest.read(lambda c: [len(c.execute(select(table)).all()) for table in (t.seats, t.runs)])
    assert counted == [1, 1]
    assert left_of(contest.read(everything), {NAME, run}) == set()


def test_the_kept_board_shows_no_name_that_has_left(sqlite_host: Host) -> None:
    contest, (seat, _other) = played(sqlite_host, NAME, "Ben", names="own")
    contest.move("freeze")
    frozen = boards.frozen_board(contest.row)
    assert frozen is not None
    assert NAME in {place.name for place in frozen.places}
    gone(seat)
    frozen = boards.frozen_board(contest.row)
    assert frozen is not None
    assert {place.name for place in frozen.places} == {"Somebody", "Ben"}


def test_in_a_team_the_others_keep_their_treatment_and_their_own_words(sqlite_host: Host) -> None:
    contest, (seat, mate) = played(sqlite_host, None, None, teams=1, moves=0)
    seat.act(WriteNote("mine alone"))
    mate.act(WriteNote("the mate's"))
    gone(seat)
    log = contest.read(lambda c: log_of(c, mate.run.id, mate.run.header)).decode()
    assert "mine alone" not in log
    assert "the mate's" in log
    sqlite_host.sittings.drop(mate.run.id)
    assert mate.act(WriteNote("goes on")).sitting.version == 3
    contest.move("close")
    assert list(findings(sqlite_host, contest.row)) == []


def test_all_rounds_and_all_contests_of_a_person_are_forgotten_at_once(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, NAME, names="own", moves=4)
    contest.move("close", "reveal")

    def next_one(c: Connection) -> str:
        return rounds.next_round(sqlite_host, c, contest.teacher, contest.id, title="B", case="ines", minutes=9)

    second = Contest(sqlite_host, contest.teacher, contest.write(next_one))
    elsewhere, (again,) = played(sqlite_host, NAME, names="own", moves=4)
    who, private = known(seat), traces(seat) | traces(again)
    same = t.seats.c.id == again.row.id
    contest.write(lambda c: c.execute(update(t.seats).where(same).values(identity=who["key"])).rowcount)
    left = gone(seat)
    assert set(left.contests) == {contest.id, second.id, elsewhere.id}
    assert left_of(contest.read(everything), private | {who["subject"], who["name"]}) == set()
    with pytest.raises(NoTicket):
        gone(again)


def test_nobody_is_carried_into_the_next_round_who_has_left(sqlite_host: Host) -> None:
    contest, (seat, _other) = played(sqlite_host, None, None, moves=4)
    contest.move("close", "reveal")
    gone(seat)

    def next_one(c: Connection) -> str:
        return rounds.next_round(sqlite_host, c, contest.teacher, contest.id, title="B", case="ines", minutes=9)

    made = contest.write(next_one)
    assert len(contest.read(lambda c: c.execute(select(t.seats).where(t.seats.c.contest == made)).all())) == 1


def test_a_token_and_words_that_are_forgotten_open_nothing(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, moves=4)
    gone(seat)
    code, words = contest.row.code, seat.joined.words
    with pytest.raises(NoTicket):
        gone(seat)
    with pytest.raises(Unknown):
        contest.write(lambda c: joining.resume(sqlite_host, c, code, words))


def test_leaving_without_a_limit_keeps_no_contest_open(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, moves=4)
    contest.deed(conducting.give_time, seat.row.id, 0, contest.teacher)
    gone(seat)
    sqlite_host.clock.wait(minutes=46)  # type: ignore[attr-defined]
    contest.pass_time()
    assert contest.row.state == "closed"


def test_a_name_that_is_in_every_word_takes_nothing_of_the_others_along(sqlite_host: Host) -> None:
    contest, (seat, other) = played(sqlite_host, "a", "Ben", names="own", moves=4)
    grade = json.dumps({"link": "a platform", "names": ["Ana"]})
    contest.write(lambda c: outbox.put(c, "g1", contest.id, "grade", other.row.id, grade, 0))
    contest.write(lambda c: outbox.put(c, "g2", contest.id, "grade", "x", json.dumps({"to": ["a"]}), 0))
    contest.deed(conducting.reopen, other.run.id, 5, "a computer failed", contest.teacher)
    gone(seat)
    assert contest.read(lambda c: c.execute(select(t.outbox.c.id)).scalars().all()) == ["g1"]
    reasons = select(t.notices.c.reason).where(t.notices.c.what == "reopened")
    assert contest.read(lambda c: c.execute(reasons).scalars().all()) == ["a computer failed"]


# -- taking one's data along ---------------------------------------------------------------------------


def own(seat: Seat) -> dict[str, bytes]:
    return dict(seat.contest.read(lambda c: own_files(seat.contest.host, c, seat.token)))


def test_everything_about_a_person_is_there_and_nothing_about_another(host: Host) -> None:
    contest, (seat, other) = played(host, NAME, "Ben", names="own")
    who = known(seat)
    contest.deed(conducting.give_time, seat.row.id, 150, contest.teacher)
    files = own(seat)
    me = json.loads(files["me.json"])
    assert me["identities"] == [{name: who[name] for name in ("name", "issuer", "subject")}]
    assert (me["seats"][0]["name"], me["seats"][0]["extra"]) == (NAME, 150)
    assert [deed["what"] for deed in me["seats"][0]["deeds"]] == ["extra_time"]
    actions = list(csv.DictReader(io.StringIO(files["actions.csv"].decode().removeprefix(BYTE_ORDER), newline="")))
    assert len(actions) == seat.run.version
    assert {row["yours"] for row in actions} == {"yes"}
    told = "".join(content.decode() for content in files.values())
    assert left_of(told, {"Ben", other.row.id, other.run.id, other.row.person}) == set()
    assert seat.token not in told


def test_before_the_reveal_it_holds_what_was_seen_and_after_it_the_report_and_the_log(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host)
    before = own(seat)
    kinds = {name.partition("/")[0] for name in before}
    assert kinds == {"README.txt", "me.json", "actions.csv", "said"}
    sitting = contest.read(lambda c: sqlite_host.sitting(c, seat.run, contest.row.case_source))
    told = "".join(content.decode() for content in before.values())
    assert sitting.case.rows.key.why not in told
    assert str(sitting.header.seed) not in told
    assert str(seat.run.composite) not in told
    contest.move("close", "reveal")
    after = own(seat)
    assert {name.partition("/")[0] for name in after} == kinds | {"results.csv", "logs", "reports"}
    (log,) = [content for name, content in after.items() if name.startswith("logs/")]
    assert parse_log(log).log.header.seed == sitting.header.seed


def test_a_score_that_a_contest_shows_early_is_in_it_early(sqlite_host: Host) -> None:
    _contest, (seat,) = played(sqlite_host, show_own_score=True)
    row = next(csv.DictReader(io.StringIO(own(seat)["results.csv"].decode().removeprefix(BYTE_ORDER), newline="")))
    assert round(float(row["score"]) * 1_000) == seat.run.composite
    assert (row["focus"], row["true_area"]) == ("", "")


def test_in_the_lobby_there_is_a_seat_and_no_treatment(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby")
    files = own(contest.join())
    assert set(files) == {"README.txt", "me.json", "actions.csv"}


# -- over the wire and in the browser ------------------------------------------------------------------


def test_over_the_wire_data_is_a_zip_and_leaving_is_for_good(sqlite_host: Host) -> None:
    _contest, (seat,) = played(sqlite_host, moves=4)
    with served(sqlite_host, ticking=False) as server, server.client(seat.token) as client:
        answer = client.get("/api/seat/data")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
        assert answer.headers["content-disposition"] == 'attachment; filename="sixteen-weeks-my-data.zip"'
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None
        assert client.delete("/api/seat").json() == {"gone": True}
        for method, address in (("GET", "/api/seat"), ("GET", "/api/seat/data"), ("DELETE", "/api/seat")):
            assert client.request(method, address).status_code == 401


def test_ones_data_is_not_made_as_often_as_somebody_asks(sqlite_host: Host) -> None:
    _contest, (seat,) = played(sqlite_host, moves=2)
    with served(sqlite_host, ticking=False) as server, server.client(seat.token) as client:
        answers = [client.get("/api/seat/data").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_on_the_page_nobody_leaves_by_a_slip_and_the_browser_forgets_whoever_does(sqlite_host: Host) -> None:
    _contest, (seat,) = played(sqlite_host, NAME, names="own", moves=4)
    with served(sqlite_host, ticking=False) as server, server.client() as client:
        assert client.get("/seat/data").status_code == 303
        client.cookies.set("seat", seat.token)
        text = client.get("/seat/data").text
        field = text.partition('name="token" value="')[2].partition('"')[0]
        assert client.get("/seat/data/mine.zip").headers["content-type"] == "application/zip"
        assert client.post("/seat/data/gone", data={"sure": "yes"}).status_code == 403
        slip = client.post("/seat/data/gone", data={"token": field})
        assert (slip.status_code, "Nothing was deleted" in slip.text) == (422, True)
        left = client.post("/seat/data/gone", data={"token": field, "sure": "yes"})
        assert (left.status_code, "You are forgotten here" in left.text) == (200, True)
        assert any(each.startswith("seat=") and "Max-Age=0" in each for each in left.headers.get_list("set-cookie"))
    with pytest.raises(NoTicket):
        own(seat)


# -- what is kept too long -----------------------------------------------------------------------------


def test_when_the_time_of_keeping_is_over_nothing_is_left_of_a_contest(host: Host) -> None:
    contest, (seat, other) = played(host, NAME, "Ben", names="own", moves=TO_THE_CONTRACT, span=3, keep_days=30)
    who = known(seat)
    contest.write(lambda c: outbox.put(c, "g1", contest.id, "grade", seat.row.id, json.dumps({"to": who}), 0))
    kept, (later,) = played(host, "Cato", names="own", moves=3, keep_days=31)
    private = (
        traces(seat) | traces(other) | {who["name"], who["subject"], who["key"], *GOALS, seat.run.id, other.run.id}
    )
    host.clock.wait(minutes=30 * 24 * 60 - 60)  # type: ignore[attr-defined]
    assert contest.write(lambda c: rounds.purge(host, c)) == 0
    host.clock.wait(minutes=120)  # type: ignore[attr-defined]
    assert contest.write(lambda c: rounds.purge(host, c)) == 1
    found = contest.read(everything)
    assert left_of(found, private) == set()
    assert later.row.name in found
    assert kept.row.state == "running"


def test_whoever_is_forgotten_does_not_stand_in_the_files_free_pages(sqlite_host: Host, tmp_path: Path) -> None:
    contest, (seat,) = played(sqlite_host, NAME, names="own", moves=TO_THE_CONTRACT, span=3)
    who = known(seat)
    gone(seat)
    sqlite_host.store.close()
    content = b"".join(path.read_bytes() for path in tmp_path.glob("host.db*"))
    assert contest.id.encode() in content
    for word in (NAME, who["subject"], seat.token, token_hash(seat.token), *WORDS, *GOALS):
        assert word.encode() not in content, word


def test_the_hosts_own_log_names_nobody(tmp_path: Path) -> None:
    url, log = f"sqlite:///{tmp_path / 'host.db'}", tmp_path / "said.log"
    with open_store(url) as store:
        contest = new_contest(Host(store, the_book()), None, "open_lobby", names="own")
        code = contest.row.code
    process = Process(url, free_port(), log).ready()
    try:
        with httpx.Client(base_url=process.url, **PLAIN) as client:
            told = client.post("/api/join", json={"code": code, "name": NAME}).json()
            client.headers["Authorization"] = f"Bearer {told['token']}"
            client.post("/api/runs/" + "0" * 32 + "/actions", json={"name": NAME})
            client.get(f"/j/{NAME}")
            client.post("/api/resume", json={"code": code, "words": told["words"]})
            assert client.get("/api/seat").status_code == 401
            client.post("/api/join", json={"code": code, "name": NAME + "\x00"})
    finally:
        process.stop()
    said = log.read_text()
    assert "is the host of contests" in said
    assert left_of(said, {NAME, told["token"], told["words"], told["seat"]["id"]}) == set()
