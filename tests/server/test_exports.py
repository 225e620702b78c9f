"""What leaves a host as files: tables no spreadsheet runs, logs the program reads, handouts, and all of it as a zip."""

import base64
import csv
import io
import json
import sys
import unicodedata
import zipfile
from hashlib import sha256
from typing import Any

import httpx
import pytest
from exporting import ONE_HOUR, TO_THE_CONTRACT, play, played
from hosts import PLAIN, Contest, Seat, logged_in, new_contest, new_teacher, served
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update

from game.record import audit, parse_log
from game.server import tables as t
from game.server.exports.cells import BYTE_ORDER, Amount, plain, safe, table
from game.server.exports.parcels import files, folder_name, plain_name, zipped
from game.server.host import Host

TRIGGERS = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫"
CELLS = st.text(st.one_of(st.sampled_from(f"{TRIGGERS}; '\"a1"), st.characters(exclude_categories=["Cs"])), max_size=12)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode().removeprefix(BYTE_ORDER), newline="")))


def packed(contest: Contest) -> dict[str, bytes]:
    pieces = b"".join(zipped(files(contest.host, contest.row)))
    with zipfile.ZipFile(io.BytesIO(pieces)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


# -- formulas ------------------------------------------------------------------------------------------


@given(CELLS)
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    assert plain(safe(cell)) == cell


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
def test_a_table_comes_back_as_it_was_and_no_cell_of_it_begins_a_formula(rows: list[list[str]]) -> None:
    written = table(["a"], rows)
    read = list(csv.reader(io.StringIO(written.removeprefix(BYTE_ORDER), newline="")))[1:]
    assert [[plain(cell) for cell in row] for row in read] == rows
    for cell in (cell for row in read for cell in row):
        for part in cell.replace("\r", ";").replace("\n", ";").replace("\t", ";").split(";"):
            assert not part.lstrip().startswith(tuple(TRIGGERS)), cell


def test_every_sign_that_could_become_one_of_a_formula_is_held() -> None:
    signs = {
        sign
        for sign in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(sign) != "Cs" and unicodedata.normalize("NFKC", sign)[:1] in set("=+-@")
    }
    assert {"=", "＝", "﹢", "⁺", "＠"} <= signs
    assert [sign for sign in signs if safe(f"{sign}1") != f"'{sign}1"] == []


@pytest.mark.parametrize("cell", ["Quiet Heron", "Ana-Lucía", "3 + 4", "a@b", "O'Hara", "", "’tis"])
def test_what_is_no_formula_is_left_alone(cell: str) -> None:
    assert safe(cell) == cell


def test_amounts_are_written_exactly_and_stay_numbers_when_they_are_negative() -> None:
    written = table(["a"], [[Amount(78_500)], [Amount(100_000)], [Amount(-5)], [Amount(0)], [-3], [None]])
    assert written.split("\r\n")[1:-1] == ["78.5", "100", "-0.005", "0", "-3", '""']


# -- tables --------------------------------------------------------------------------------------------


def test_a_row_for_each_run_says_what_the_store_says(host: Host) -> None:
    contest, seats = played(host, None, None)
    rows = {row["id"]: row for row in rows_of(packed(contest)["results.csv"])}
    assert set(rows) == {seat.run.id for seat in seats}
    for seat in seats:
        row, run = rows[seat.run.id], seat.run
        assert (row["name"], row["state"], row["completed"], row["sessions"]) == (seat.row.name, "done", "yes", "1")
        assert round(float(row["score"]) * 1_000) == run.composite
        assert round(float(row["quality"]) * 1_000) == json.loads(run.card)["quality"]
        assert round(float(row["inventory_coverage"]) * 1_000) == run.coverage
        assert (row["chain"], row["turns"]) == (run.chain, str(run.version))


def test_what_tells_the_truth_is_empty_until_the_reveal(sqlite_host: Host) -> None:
    contest, _seats = played(sqlite_host)
    (before,) = rows_of(packed(contest)["results.csv"])
    assert (before["true_area"], before["focus"], before["variant"]) == ("", "", "")
    contest.move("close", "reveal")
    (after,) = rows_of(packed(contest)["results.csv"])
    assert after["true_area"] == "role_transition"
    assert after["focus"] == "", "one session is too short to rate a focus by"


def test_the_area_of_the_last_formulation_is_the_chosen_one(sqlite_host: Host) -> None:
    contest, _seats = played(sqlite_host, moves=90, span=3)
    (row,) = rows_of(packed(contest)["results.csv"])
    assert (row["chosen_area"], row["chosen_second_area"]) == ("role_transition", "")


def test_a_run_that_time_has_ended_is_done_and_not_completed(sqlite_host: Host) -> None:
    contest, _seats = played(sqlite_host, moves=ONE_HOUR - 2, span=3)
    contest.move("close")
    (row,) = rows_of(packed(contest)["results.csv"])
    assert (row["state"], row["completed"]) == ("done", "no")


def test_names_that_are_formulas_stay_names(sqlite_host: Host) -> None:
    contest, seats = played(sqlite_host, "@sum 1", moves=3, names="own")
    contest.write(lambda c: c.execute(update(t.seats).values(name='=HYPERLINK("x";＝1)')).rowcount)
    for name in ("results.csv", "canvas.csv", "moodle.csv"):
        text = packed(contest)[name].decode().removeprefix(BYTE_ORDER)
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not any(cell.lstrip().startswith(("=", "@", "＝")) or ";＝" in cell for cell in cells)
        assert any(plain(cell) == seats[0].row.name for cell in cells)


def test_canvas_finds_its_columns_its_points_and_no_number_of_an_assignment_in_brackets(sqlite_host: Host) -> None:
    contest, seats = played(sqlite_host, title="Week (7)")
    content = packed(contest)["canvas.csv"]
    assert content.startswith(b"Student,ID,SIS User ID,SIS Login ID,Section,"), "Canvas does not know Excel's mark"
    head, points, row = csv.reader(io.StringIO(content.decode(), newline=""))
    assert head[5] == "Week (7), round 1"
    assert (points[0].strip(), points[5]) == ("Points Possible", "100")
    assert row[0] == seats[0].row.name
    assert round(float(row[5]) * 1_000) == seats[0].run.composite


def test_whoever_came_from_moodle_is_known_there_by_the_number_of_their_account(sqlite_host: Host) -> None:
    contest, (seat, other) = played(sqlite_host, None, None)

    def known(c: Any) -> None:
        c.execute(insert(t.identities).values(key="k" * 32, name="Ada Lovelace", issuer="https://lms", subject="4711"))
        c.execute(update(t.seats).where(t.seats.c.id == seat.row.id).values(identity="k" * 32))

    contest.write(known)
    rows = {row["Full name"]: row for row in rows_of(packed(contest)["moodle.csv"])}
    assert rows["Ada Lovelace"]["User ID"] == "4711"
    assert rows[other.row.name]["User ID"] == ""
    assert {row["Feedback comments"] for row in rows.values()} == {"1 session held, finished"}


def test_teams_have_a_row_for_their_run_and_a_grade_for_each_of_them(sqlite_host: Host) -> None:
    contest, seats = played(sqlite_host, None, None, None, teams=1, moves=4)
    found = packed(contest)
    (row,) = rows_of(found["results.csv"])
    assert (row["name"], row["seats"]) == ("Team 1", "3")
    names = [each["Student"] for each in rows_of(found["canvas.csv"])][1:]
    assert sorted(names) == sorted(seat.row.name for seat in seats)


def test_whoever_was_sent_away_gets_no_grade(sqlite_host: Host) -> None:
    from game.server import conducting

    contest, (seat, _other) = played(sqlite_host, None, None)
    contest.deed(conducting.set_seat, seat.row.id, "kicked", contest.teacher, "noise")
    found = packed(contest)
    assert {row["state"] for row in rows_of(found["results.csv"])} == {"void", "done"}
    assert len(rows_of(found["moodle.csv"])) == 1


# -- logs, handouts, zips ------------------------------------------------------------------------------


def test_before_the_reveal_nothing_goes_out_that_says_what_the_case_is_about(sqlite_host: Host) -> None:
    contest, seats = played(sqlite_host)
    contest.move("close")
    found = packed(contest)
    folders = {name.partition("/")[0] for name in found}
    assert folders == {"README.txt", "contest.json", "results.csv", "canvas.csv", "moodle.csv", "logs"}
    assert [name for name in found if name.startswith("logs/")] == [f"logs/ines/{log_name(seats[0])}.jsonl"]
    about = json.loads(found["contest.json"])
    assert about["secret"] is None
    assert about["commitment"] == sha256(contest.row.secret).hexdigest()


def log_name(seat: Seat) -> str:
    return f"{plain_name(seat.row.name)}-{seat.run.id[:8]}"


def test_after_it_every_log_can_be_read_audited_and_printed_with_the_case_beside_it(host: Host) -> None:
    contest, seats = played(host, None, None)
    contest.move("close", "reveal")
    found = packed(contest)
    case = host.read_case("ines", found["logs/ines/case.yaml"])
    for seat in seats:
        log = parse_log(found[f"logs/ines/{log_name(seat)}.jsonl"]).log
        variant = seat.run.variant
        told = contest.read(lambda c, variant=variant: host.case_in(c, contest.row.case_source, variant))
        assert log.header.case_hash == case.hash
        assert audit(host.adapted_to(told), told, log) == ()
        paper = found[f"handouts/{log_name(seat)}.html"].decode()
        assert f"Thursday, round 1: {seat.row.name}" in paper
        assert "What was said" in paper
    about = json.loads(found["contest.json"])
    assert bytes.fromhex(about["secret"]) == contest.row.secret
    assert [deed["what"] for deed in about["deeds"]] == ["created", "open_lobby", "start", "close", "reveal"]


def test_a_handout_counts_the_sessions_of_its_contest_and_no_more(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, span=2)
    contest.move("close", "reveal")
    paper = packed(contest)[f"handouts/{log_name(seat)}.html"].decode()
    # The second session was not held, and counts as empty; the other fourteen do not count.
    assert "session 2: 1.0" in paper
    assert "session 3:" not in paper
    assert f"{seat.run.composite / 1_000:.1f}" in paper


def test_a_damaged_log_is_named_and_takes_nothing_else_with_it(sqlite_host: Host) -> None:
    contest, (damaged, whole) = played(sqlite_host, None, None)
    contest.move("close", "reveal")
    broken = (t.turns.c.run == damaged.run.id, t.turns.c.number == 3)
    contest.write(lambda c: c.execute(update(t.turns).where(*broken).values(line=b"nonsense\n")).rowcount)
    host = Host(sqlite_host.store, sqlite_host.book, sqlite_host.clock)
    again = Contest(host, contest.teacher, contest.id)
    found = packed(again)
    assert damaged.run.id in found["problems.txt"].decode()
    assert f"handouts/{log_name(whole)}.html" in found
    assert f"handouts/{log_name(damaged)}.html" not in found
    rows = {row["id"]: row for row in rows_of(found["results.csv"])}
    assert "Line 4" in rows[damaged.run.id]["damage"]
    assert rows[whole.run.id]["damage"] == ""


def test_the_same_contest_makes_the_same_zip(sqlite_host: Host) -> None:
    contest, _seats = played(sqlite_host, moves=5)
    contest.move("close", "reveal")
    assert b"".join(zipped(files(sqlite_host, contest.row))) == b"".join(zipped(files(sqlite_host, contest.row)))


def test_a_zip_is_sent_while_it_is_made(sqlite_host: Host) -> None:
    taken: list[str] = []

    def contents() -> Any:
        for name in ("first.txt", "second.txt"):
            taken.append(name)
            yield name, name.encode() * 10_000

    pieces = zipped(contents())
    assert next(pieces).startswith(b"PK")
    assert taken == ["first.txt"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Thurs"day\\..//', "thurs-day"),
        ("Zürich; filename=evil.exe", "zurich-filename-evil-exe"),
        ("日本", ""),
        ("x" * 120, "x" * 40),
    ],
)
def test_names_of_files_are_letters_digits_and_dashes(title: str, name: str) -> None:
    assert plain_name(title) == name


# -- downloads -----------------------------------------------------------------------------------------


def browser(url: str, host: Host, teacher: str) -> httpx.Client:
    entered = logged_in(host, teacher)
    return httpx.Client(base_url=url, cookies={"login": entered.token}, timeout=30, **PLAIN)


DOWNLOADS = ("", "/results.csv", "/canvas.csv", "/moodle.csv", "/logs.zip", "/everything.zip")
TOLD = ("/handouts.zip", "/statements.zip", "/statements.jsonl")


def test_a_teacher_takes_along_what_there_is_and_the_rest_after_the_reveal(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, title='Thurs"day; ü')
    here = f"/desk/c/{contest.id}/exports"
    own = (f"/runs/{seat.run.id}.jsonl", f"/runs/{seat.run.id}.html")
    with served(sqlite_host, ticking=False) as server, browser(server.url, sqlite_host, contest.teacher) as client:
        for address in (*DOWNLOADS, own[0]):
            answer = client.get(here + address)
            assert answer.status_code == 200, address
            assert answer.headers["cache-control"] == "no-store"
            if address:
                name = answer.headers["content-disposition"]
                assert name.startswith('attachment; filename="')
                assert name.isascii()
                assert name.count('"') == 2
        for address in (*TOLD, own[1]):
            refused = client.get(here + address)
            assert refused.status_code == 409, address
            assert "This comes when the results are revealed" in refused.text
        contest.move("close", "reveal")
        for address in (*DOWNLOADS, *TOLD, *own):
            assert client.get(here + address).status_code == 200, address
        lines = client.get(f"{here}/statements.jsonl").text.splitlines()
        assert len(lines) > ONE_HOUR
        assert all(json.loads(line)["version"] for line in lines)


def test_a_handout_in_the_browser_loads_its_own_style_and_nothing_else(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host)
    contest.move("close", "reveal")
    with served(sqlite_host, ticking=False) as server, browser(server.url, sqlite_host, contest.teacher) as client:
        paper = client.get(f"/desk/c/{contest.id}/exports/runs/{seat.run.id}.html")
    style = paper.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = paper.headers["content-security-policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert " style=" not in paper.text.replace("<style>", "")


def test_nobody_takes_along_another_teachers_contest(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host)
    contest.move("close", "reveal")
    foreign = new_contest(sqlite_host, new_teacher(sqlite_host, "Other"))
    addresses = [*DOWNLOADS, *TOLD, f"/runs/{seat.run.id}.jsonl", f"/runs/{seat.run.id}.html"]
    with served(sqlite_host, ticking=False) as server, browser(server.url, sqlite_host, foreign.teacher) as client:
        for address in addresses:
            assert client.get(f"/desk/c/{contest.id}/exports{address}").status_code == 404, address
        # A run of another contest is not to be had by way of one's own.
        for kind in ("jsonl", "html"):
            foreign_run = client.get(f"/desk/c/{foreign.id}/exports/runs/{seat.run.id}.{kind}")
            assert foreign_run.status_code in (404, 409)
        with server.client() as nobody:
            for address in addresses:
                answer = nobody.get(f"/desk/c/{contest.id}/exports{address}")
                assert (answer.status_code, answer.headers["location"]) == (303, "/login"), address


def test_the_page_names_every_run_and_shows_hostile_names_as_text(sqlite_host: Host) -> None:
    contest, seats = played(sqlite_host, None, "<b>x", names="own", moves=2)
    play(seats[0])
    with served(sqlite_host, ticking=False) as server, browser(server.url, sqlite_host, contest.teacher) as client:
        text = client.get(f"/desk/c/{contest.id}/exports").text
    assert "<bdi>&lt;b&gt;x</bdi>" in text
    assert "<b>x" not in text
    assert all(seat.run.id in text for seat in seats)


def test_the_folder_of_a_contest_begins_with_its_code(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, title="First Contest!")
    code = contest.row.code.lower()
    assert folder_name(contest.row) == f"{code[:4]}-{code[4:]}-first-contest"


def test_the_focus_is_a_number_where_the_contest_is_long_enough_for_one(sqlite_host: Host) -> None:
    contest, _seats = played(sqlite_host, span=3, moves=TO_THE_CONTRACT)
    contest.move("close", "reveal")
    (row,) = rows_of(packed(contest)["results.csv"])
    assert 0 < float(row["focus"]) <= 1
