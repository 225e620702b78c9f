"""`contest`: what a host keeps, listed, audited, exported and deleted; the first three while it serves."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import Run

sys.path.append(str(Path(__file__).parents[1] / "server"))

from exporting import ONE_HOUR, play
from hosts import Clock, Contest, Process, Seat, free_port, new_contest, the_book
from sqlalchemy import Connection, delete, insert, select, update

from game.server import conducting
from game.server import tables as t
from game.server.auditing import findings
from game.server.codes import shown
from game.server.host import Host
from game.server.joining import touched
from game.server.playing import link
from game.server.store import open_store

Change = Callable[[Connection, str], Any]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'host.db'}"


@pytest.fixture
def opened(url: str) -> Iterator[Host]:
    with open_store(url) as store:
        yield Host(store, the_book(), Clock())


def kept(host: Host, title: str = "Thursday", moves: int = ONE_HOUR) -> tuple[Contest, list[Seat]]:
    """Leave a contest in which one of two seats has played."""
    contest = new_contest(host, None, "open_lobby", case="ines", span=2, title=title)
    seats = [contest.join(), contest.join()]
    contest.move("start")
    play(seats[0], moves)
    return contest, seats


# -- list ----------------------------------------------------------------------------------------------


def test_contests_are_listed_as_text_and_as_data(run: Run, url: str, opened: Host) -> None:
    contest, _seats = kept(opened)
    code = shown(contest.row.code)
    text = run("contest", "list", "--db", url)
    assert text.returncode == 0, text.stderr
    assert f"{code}  running   Thursday, round 1 (ines): 2 seats, 0 of 2 done" in text.stdout
    (row,) = json.loads(run("contest", "list", "--db", url, "--json").stdout)["contests"]
    assert (row["code"], row["seats"], row["runs"], row["made"]) == (code, 2, 2, "2027-01-15T08:00:00Z")
    assert "There is no contest with the code QQQQ-QQQQ" in run("contest", "list", "QQQQ-QQQQ", "--db", url).stderr


def test_what_is_not_there_is_not_made(run: Run, url: str, tmp_path: Path) -> None:
    answer = run("contest", "list", "--db", url)
    assert answer.returncode == 2
    assert f"There is no host's database at {tmp_path / 'host.db'}" in answer.stderr
    assert not (tmp_path / "host.db").exists()


# -- audit ---------------------------------------------------------------------------------------------


def test_a_host_is_audited_and_exported_while_it_serves_and_not_written_to_by_others(
    run: Run, url: str, tmp_path: Path
) -> None:
    with open_store(url) as store:
        contest, _seats = kept(Host(store, the_book(), Clock()))
        code = contest.row.code
    process = Process(url, free_port(), tmp_path / "said.log").ready()
    try:
        assert shown(code) in run("contest", "list", "--db", url).stdout
        audited = run("contest", "audit", code.lower(), "--db", url)
        assert (audited.returncode, audited.stdout) == (
            0,
            "1 contest played and scored again: everything is as it was.\n",
        ), audited.stderr
        assert run("contest", "export", "--to", tmp_path / "out", "--db", url).returncode == 0
        for words in (("purge",), ("delete", code)):
            refused = run("contest", *words, "--db", url)
            assert refused.returncode == 2
            assert "Another host is using" in refused.stderr
    finally:
        process.stop()


def test_the_audit_says_where_and_ends_with_one(run: Run, url: str, opened: Host) -> None:
    contest, (seat, _other) = kept(opened)
    run_id = seat.run.id
    contest.write(lambda c: c.execute(update(t.runs).where(t.runs.c.id == run_id).values(composite=99_000)).rowcount)
    answer = run("contest", "audit", "--db", url)
    assert answer.returncode == 1
    where = f"{shown(contest.row.code)}, run {run_id}: Its score is 99000, and its log is worth"
    assert answer.stdout.startswith(where)
    found = json.loads(run("contest", "audit", "--db", url, "--json").stdout)
    assert (found["fine"], len(found["findings"])) == (False, 1)
    assert found["findings"][0]["run"] == run_id


def turn(number: int, /, **values: Any) -> Change:
    return lambda c, run: c.execute(
        update(t.turns).where(t.turns.c.run == run, t.turns.c.number == number).values(**values)
    )


def of_run(**values: Any) -> Change:
    return lambda c, run: c.execute(update(t.runs).where(t.runs.c.id == run).values(**values))


def edited_line(old: bytes, new: bytes) -> Change:
    def change(c: Connection, run: str) -> None:
        for row in c.execute(select(t.turns).where(t.turns.c.run == run)).all():
            if old in row.line:
                turn(row.number, line=row.line.replace(old, new, 1))(c, run)
                return
        raise AssertionError(old)

    return change


def without_last(c: Connection, run: str) -> None:
    last = c.execute(select(t.turns.c.number).where(t.turns.c.run == run).order_by(t.turns.c.number.desc())).scalar()
    c.execute(delete(t.turns).where(t.turns.c.run == run, t.turns.c.number == last))


def without_fifth(c: Connection, run: str) -> None:
    c.execute(delete(t.turns).where(t.turns.c.run == run, t.turns.c.number == 5))


def swapped(c: Connection, run: str) -> None:
    rows = c.execute(select(t.turns).where(t.turns.c.run == run, t.turns.c.number.in_((4, 5)))).all()
    for row, number in zip(rows, (5, 4), strict=True):
        turn(number, line=row.line, fingerprint=row.fingerprint)(c, run)


def added(c: Connection, run: str) -> None:
    last = c.execute(select(t.turns).where(t.turns.c.run == run).order_by(t.turns.c.number.desc())).first()
    assert last is not None
    values = dict(last._mapping) | {"number": last.number + 1, "client_id": "added-one"}
    c.execute(insert(t.turns).values(**values))


def other_variant(c: Connection, run: str) -> None:
    drawn = c.execute(select(t.runs.c.variant).where(t.runs.c.id == run)).scalar_one()
    of_run(variant=None if drawn else "b")(c, run)


def other_seed(c: Connection, run: str) -> None:
    header = c.execute(select(t.runs.c.header).where(t.runs.c.id == run)).scalar_one()
    of_run(header=header.replace(b'"mode":"exam"', b'"mode":"practice"'))(c, run)


def chained_anew(c: Connection, run: str) -> None:
    """Change a line as somebody would who knows the chain and the seals, and makes both again."""
    from dataclasses import replace

    from game.record import Log, parse_log, to_lines
    from game.server.sittings import log_of

    row = c.execute(select(t.runs).where(t.runs.c.id == run)).one()
    log = parse_log(log_of(c, run, row.header)).log
    place = next(
        n
        for n, line in enumerate(log.lines)
        if any(event.kind == "patient_moved" for event in line.events)  # type: ignore[union-attr]
    )
    forged = log.lines[place]
    events = tuple(
        replace(each, alliance=each.alliance + 500) if each.kind == "patient_moved" else each
        for each in forged.events  # type: ignore[union-attr]
    )
    lines = (*log.lines[:place], replace(forged, events=events), *log.lines[place + 1 :])
    from hashlib import sha256

    head, (header, *written) = sha256(row.header).hexdigest(), to_lines(Log(log.header, lines))
    assert header == row.header
    for stored, line in zip(
        c.execute(select(t.turns).where(t.turns.c.run == run).order_by(t.turns.c.number)).all(), written, strict=True
    ):
        head = link(head, run, stored.number, stored.client_id, stored.seat, stored.at, line)
        turn(stored.number, line=line, chain=head)(c, run)
    of_run(chain=head)(c, run)


EDITS: dict[str, Change] = {
    "a letter of a line": edited_line(b'"minutes":', b'"minutes": '),
    "a number of a line": edited_line(b'"trust":', b'"trust":1'),
    "a line for nonsense": turn(3, line=b"nonsense\n"),
    "a fingerprint": turn(3, fingerprint="0" * 64),
    "a name of an action": turn(3, client_id="somebody-elses"),
    "a link of the chain": turn(3, chain="0" * 64),
    "whose turn it was": turn(3, seat=None),
    "when it was": turn(3, at=1_800_000_002_500),
    "a number of a turn": turn(ONE_HOUR - 1, number=10_000),
    "the last turn taken out": without_last,
    "a turn taken out": without_fifth,
    "two turns swapped": swapped,
    "a turn added": added,
    "a line forged with all its seals": chained_anew,
    "the first line": other_seed,
    "another variant": other_variant,
    "the number of turns": of_run(version=3),
    "the head of the chain": of_run(chain="0" * 64),
    "a better score": of_run(composite=100_000),
    "no score": of_run(composite=None, coverage=None, card=None),
    "a better coverage": of_run(coverage=1_000),
    "another card": of_run(card="{}"),
    "done before it was": of_run(state="done", done_at=1_900_000_000_000),
    "back to waiting": of_run(state="waiting"),
    "void for no reason": of_run(state="void"),
    "a later session": of_run(session=2),
    "another phase": of_run(phase="middle"),
    "when it last went on": of_run(last_at=1_900_000_000_000),
    "open again": of_run(reopened_until=1_900_000_000_000),
    "more talks": of_run(consults=9),
    "longer talks": of_run(consulted_for=60_000),
}


@pytest.fixture(scope="module")
def played_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A database with a contest, and the contest and run in it; to be copied."""
    path = tmp_path_factory.mktemp("audit") / "host.db"
    with open_store(f"sqlite:///{path}") as store:
        host = Host(store, the_book(), Clock())
        contest, (seat, _other) = kept(host)
        assert list(findings(host, contest.row)) == []
        return path, contest.id, seat.run.id


@pytest.mark.parametrize("edit", EDITS)
def test_every_edited_row_is_found(edit: str, played_once: tuple[Path, str, str], tmp_path: Path) -> None:
    path, contest_id, run_id = played_once
    (tmp_path / "copy.db").write_bytes(path.read_bytes())
    with open_store(f"sqlite:///{tmp_path / 'copy.db'}") as store:

        def contest(c: Connection) -> Any:
            return c.execute(select(t.contests).where(t.contests.c.id == contest_id)).one()

        def job(c: Connection) -> None:
            EDITS[edit](c, run_id)
            touched(c, contest_id)

        store.write(job).result()
        found = list(findings(Host(store, the_book(), Clock()), store.read(contest)))
    assert found
    assert {finding.run for finding in found} == {run_id}


@pytest.mark.parametrize("table", ["runs", "cases"])
def test_rows_that_are_gone_are_missed(table: str, opened: Host) -> None:
    contest, (_seat, idle) = kept(opened, moves=3)
    if table == "runs":
        contest.write(lambda c: c.execute(delete(t.runs).where(t.runs.c.id == idle.run.id)).rowcount)
    else:
        contest.write(lambda c: c.execute(delete(t.cases)).rowcount)
    again = Host(opened.store, the_book(), Clock())
    assert [str(finding) for finding in findings(again, contest.row)]


def test_deeds_of_a_teacher_are_no_findings(opened: Host) -> None:
    contest, (seat, other) = kept(opened, moves=ONE_HOUR + 12)
    play(other, 4)
    contest.deed(conducting.give_time, seat.row.id, 150, contest.teacher)
    contest.deed(conducting.set_seat, other.row.id, "kicked", contest.teacher, "noise")
    contest.deed(conducting.extend, 5, contest.teacher)
    assert list(findings(opened, contest.row)) == []
    contest.deed(conducting.reopen, seat.run.id, 5, "power cut", contest.teacher)
    assert list(findings(opened, contest.row)) == []
    contest.move("pause", "resume", "freeze", "close")
    opened.clock.wait(minutes=10)  # type: ignore[attr-defined]
    contest.pass_time()
    contest.move("reveal")
    assert list(findings(opened, contest.row)) == []


# -- export --------------------------------------------------------------------------------------------


def test_everything_is_exported_and_a_log_is_read_by_the_other_commands(
    run: Run, url: str, opened: Host, tmp_path: Path
) -> None:
    contest, (seat, _other) = kept(opened)
    kept(opened, "Second", moves=2)
    contest.move("close", "reveal")
    out = tmp_path / "out"
    answer = run("contest", "export", "--to", out, "--db", url)
    assert answer.returncode == 0, answer.stderr
    folders = sorted(out.iterdir())
    assert sorted(answer.stdout.split()) == [str(folder) for folder in folders]
    assert len(folders) == 2
    (folder,) = [each for each in folders if each.name.endswith("-thursday")]
    (log,) = (folder / "logs" / "ines").glob(f"*{seat.run.id[:8]}.jsonl")
    assert {each.name for each in folder.iterdir()} >= {"results.csv", "statements", "handouts", "contest.json"}
    audited = run("audit", log)
    assert audited.returncode == 0, audited.stdout + audited.stderr
    assert "turns decided again" in audited.stdout
    assert not [each for each in out.iterdir() if each.name.endswith(".part")]


def test_an_export_writes_over_nothing_and_says_where_it_wants_to_go(
    run: Run, url: str, opened: Host, tmp_path: Path
) -> None:
    contest, _seats = kept(opened, moves=2)
    words = ("contest", "export", contest.row.code, "--to", tmp_path / "out", "--db", url)
    assert run(*words).returncode == 0
    again = run(*words)
    assert again.returncode == 1
    assert "never written over" in again.stderr
    nowhere = run("contest", "export", "--db", url)
    assert (nowhere.returncode, nowhere.stderr) == (2, "Say where the files go: --to FOLDER.\n")


# -- purge and delete ----------------------------------------------------------------------------------


def test_what_was_to_be_kept_no_longer_is_purged(run: Run, url: str) -> None:
    with open_store(url) as store:
        old = Clock(1_000_000_000_000)
        new_contest(Host(store, the_book(), old), None, "open_lobby", title="Old")
        new_contest(Host(store, the_book()), None, "open_lobby", title="New")
    assert run("contest", "purge", "--db", url).stdout == "1 deleted, because their time of keeping was over.\n"
    left = json.loads(run("contest", "list", "--db", url, "--json").stdout)["contests"]
    assert [row["title"] for row in left] == ["New"]
    assert run("contest", "purge", "QQQQ-QQQQ", "--db", url).returncode == 2


@pytest.mark.parametrize("typed", ["", "yes\n", "QQQQ-QQQQ\n"])
def test_nothing_is_deleted_without_its_code(run: Run, url: str, typed: str) -> None:
    with open_store(url) as store:
        contest, _seats = kept(Host(store, the_book(), Clock()), moves=2)
        code = contest.row.code
    answer = run("contest", "delete", code, "--db", url, typed=typed)
    assert (answer.returncode, answer.stdout.splitlines()[-1]) == (0, "> Nothing was deleted.")
    assert len(json.loads(run("contest", "list", "--db", url, "--json").stdout)["contests"]) == 1


def test_with_its_code_typed_a_contest_is_gone_and_the_others_stay(run: Run, url: str) -> None:
    with open_store(url) as store:
        host = Host(store, the_book(), Clock())
        contest, _seats = kept(host, moves=2)
        other, _others = kept(host, "Other", moves=2)
        code, rest = contest.row.code, shown(other.row.code)
    answer = run("contest", "delete", code, "--db", url, typed=f"{shown(code).lower()}\n")
    assert f"{shown(code)} is deleted." in answer.stdout
    left = json.loads(run("contest", "list", "--db", url, "--json").stdout)["contests"]
    assert [row["code"] for row in left] == [rest]
    assert run("contest", "delete", "--db", url).returncode == 2
