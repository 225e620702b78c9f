"""The browser's room without a browser: whole sessions through forms and links alone, each deed done once."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest
from form_player import FormPlayer, PlayPage, same_site
from hosts import TO_RUNNING, Contest, Player, Seat, Served, new_contest, served, the_book
from sqlalchemy import select, update

from game.case import case_path, load_case
from game.manual import adapted
from game.record import Log, TurnLine, header_line, load_exemplar, parse_log, play_exemplar
from game.server import conducting
from game.server import tables as t
from game.server.host import Host
from game.treatment import Action, AskSupervisor, EndSession, OpenSession, PlacePerson, Say, TakeStep, WriteNote
from game.treatment.events import SessionClosed

WEEK = Say("open_session")


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


@cache
def exemplar_of(case: str) -> Log:
    """Return the log of a case's exemplar."""
    file = load_case(case, the_book())
    book = adapted(the_book(), file.rows.adaptation)
    return play_exemplar(book, file, load_exemplar(case_path(case).with_name("exemplar.yaml"), book, file))


def first_sessions(case: str, number: int) -> tuple[bytes, tuple[Action, ...]]:
    """Return the header of a case's exemplar as an exam has it, and its moves until so many sessions are closed."""
    log = exemplar_of(case)
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


def test_steps_with_choices_are_taken_through_forms_as_the_exemplar_takes_them(server: Served) -> None:
    host = server.host
    header, actions = first_sessions("ines", 8)
    contest = new_contest(host, None, *TO_RUNNING, case="ines", variants=False, span=8)
    seat = seated_with(host, contest, header)
    steps = {place: step for place, step in enumerate(actions) if isinstance(step, TakeStep) and step.choice}
    assert len({step.procedure for step in steps.values()}) > 1
    done = 0
    with FormPlayer(server, seat) as player:
        for place, step in list(steps.items())[:4]:
            for action in actions[done:place]:
                seat.act(action)
            page = acted(player, step)
            done = place + 1
            last = parse_log(header + b"".join(lines_of(host, seat))).log.lines[-1]
            assert isinstance(last, TurnLine)
            assert last.action == step
            assert f"all {done} turns" in page.words


# -- once ----------------------------------------------------------------------------------------------


def test_pressing_twice_and_loading_again_do_nothing_twice(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        acted(player, OpenSession(), WEEK)
        (address, fields), before = player.sent[-1], lines_of(server.host, seat)
        again = player.post(address, fields)
        assert again.status == 200
        assert again.url.endswith("/play#now")
        assert lines_of(server.host, seat) == before
        player.get()
        assert lines_of(server.host, seat) == before


def test_another_choice_from_a_page_that_one_came_back_to_is_not_done(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        acted(player, OpenSession())
        old = player.send(player.get().form(lambda form: "find" in form.fields), find="feeling")
        moves = [form for form in old.forms if form.method == "post" and "intent" in form.fields]
        player.send(moves[0])
        back = player.send(moves[1])
        assert back.status == 422
        assert "You had gone on from that page already" in back.words
        assert "Saved: all 2 turns" in back.words
        assert len(lines_of(server.host, seat)) == 2


def test_what_was_decided_in_another_tab_on_an_older_state_is_not_said(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        acted(player, OpenSession())
        tab = player.get("/play/end")
        acted(player, WEEK)
        stale = player.send(tab.deed("end_session"))
        assert stale.status == 409
        assert "This is how things stand now" in stale.words
        assert "Saved: all 2 turns" in stale.words
        assert "Session 1 of 8" in stale.words
        assert len(lines_of(server.host, seat)) == 2


def test_a_note_from_an_older_page_is_kept_since_it_rests_on_nothing(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        tab = player.get("/play/workbook")
        acted(player, OpenSession())
        kept = player.send(tab.deed("write_note"), words="Ask about the son.")
        assert kept.status == 200
        assert "Ask about the son." in kept.words
        assert len(lines_of(server.host, seat)) == 2


def test_what_came_too_fast_is_kept_on_a_page_and_done_once_when_it_is_sent_again(
    server: Served, contest: Contest
) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        room = player.get()
        form = room.deed("open_session")
        fields = form.filled({})
        unknown = [(name, "none_such" if name == "kind" else value) for name, value in fields]
        while (answer := player.post(form.action, unknown)).status != 429:
            assert answer.status == 422
        waits = player.post(form.action, fields)
        assert waits.status == 429
        assert "Not saved yet" in waits.words
        assert len(lines_of(server.host, seat)) == 0
        done = player.send(waits.form(lambda form: form.action == "/play/do"))
        assert "Session 1 of 8" in done.words
        assert len(lines_of(server.host, seat)) == 1


# -- strictly ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "rewind"},
        {"expect": "-1"},
        {"expect": "1e3"},
        {"client_id": "short"},
        {"run": "../secret"},
        {"score": "100"},
        {"when": "then"},
        {"ring": "three"},
        {"person": ""},
        {"person": "x" * 201},
        {"person": "ruth\x00"},
    ],
)
def test_a_form_with_anything_wrong_in_it_does_nothing(
    server: Served, contest: Contest, change: dict[str, str]
) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        form = player.get("/play/workbook").deed("place_person", person="ruth")
        fields = dict(form.filled({"ring": "2"})) | change
        answer = player.post(form.action, list(fields.items()))
        assert answer.status == 422
        assert lines_of(server.host, seat) == []


def test_a_field_that_is_there_twice_or_missing_does_nothing(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        form = player.get("/play/workbook").deed("place_person", person="ruth")
        fields = form.filled({})
        assert player.post(form.action, [*fields, ("ring", "1")]).status == 422
        assert player.post(form.action, [pair for pair in fields if pair[0] != "ring"]).status == 422
        assert lines_of(server.host, seat) == []


def test_what_cannot_be_kept_comes_back_with_the_reason_and_with_what_was_typed(
    server: Served, contest: Contest
) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        odds = player.get("/play/workbook").deed("set_probabilities")
        wrong = player.send(odds, grief="40", role_dispute="40")
        assert wrong.status == 400
        assert "The four probabilities add up to 100." in wrong.words
        assert wrong.deed("set_probabilities").fields["grief"].chosen == ["40"]
        note = player.send(wrong.deed("write_note"), words="n" * 2_001)
        assert "A note has 1 to 2,000 characters." in note.words
        assert note.deed("write_note").fields["words"].chosen == ["n" * 2_001]
        month = player.send(note.deed("place_event", event="easter"), month="soon")
        assert (month.status, "Type a whole number." in month.words) == (422, True)
        assert month.deed("place_event", event="easter").fields["month"].chosen == ["soon"]
        assert lines_of(server.host, seat) == []


def test_a_form_without_the_token_of_its_page_does_nothing(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        form = player.get().deed("open_session")
        fields = [pair for pair in form.filled({}) if pair[0] != "token"]
        assert player.post(form.action, fields).status == 403
        assert lines_of(server.host, seat) == []


def test_nobody_acts_in_a_run_that_is_not_theirs(server: Served, contest: Contest) -> None:
    mine, theirs = contest.join(), contest.join()
    with FormPlayer(server, mine) as player:
        form = player.get().deed("open_session")
        fields = [(name, theirs.row.run if name == "run" else value) for name, value in form.filled({})]
        assert player.post(form.action, fields).status == 404
        assert lines_of(server.host, theirs) == []


def test_without_a_seat_one_is_led_to_the_entrance(server: Served) -> None:
    with server.client(follow_redirects=False) as client:
        for path in ("/play", "/play/workbook", "/play/letter"):
            assert (client.get(path).status_code, client.get(path).headers["location"]) == (303, "/")


def test_before_the_start_one_waits_at_ones_seat_and_sees_no_letter(server: Served) -> None:
    contest = new_contest(server.host, None, "open_lobby")
    with FormPlayer(server, contest.join()) as player:
        player.client.follow_redirects = False
        for path in ("/play", "/play/letter", "/play/workbook"):
            assert player.client.get(path).headers["location"] == "/seat"


def test_who_was_not_let_in_yet_sees_no_letter(server: Served) -> None:
    contest = new_contest(server.host, None, *TO_RUNNING, approval=True)
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        player.client.follow_redirects = False
        assert player.client.get("/play/letter").headers["location"] == "/seat"
        contest.deed(conducting.set_seat, seat.row.id, "seated", contest.teacher)
        assert player.client.get("/play/letter").status_code == 200


# -- the state of the contest --------------------------------------------------------------------------


def is_open(page: PlayPage) -> bool:
    return any(form.action in ("/play/do", "/play#found") for form in page.forms)


def test_a_pause_is_said_and_takes_the_forms_away(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        acted(player, OpenSession())
        old = player.get("/play/end")
        contest.move("pause")
        paused = player.get()
        assert "The contest is paused. It goes on when your teacher says so." in paused.words
        assert not is_open(paused)
        assert not is_open(player.get("/play/workbook"))
        refused = player.send(old.deed("end_session"))
        assert (refused.status, "The contest is paused." in refused.words) == (409, True)
        contest.move("resume")
        assert is_open(player.get())


def test_a_frozen_board_stops_nobody(server: Served, contest: Contest) -> None:
    with FormPlayer(server, contest.join()) as player:
        contest.move("freeze")
        page = player.get()
        assert "The boards stand still now. You can go on until time is up." in page.words
        assert acted(player, OpenSession()).status == 200


def test_when_time_is_up_it_is_said_and_nothing_more_counts(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        acted(player, OpenSession())
        assert player.clock is not None
        player.clock.wait(minutes=46)
        page = player.get()
        assert "Time is up. What you did until then counts." in page.words
        assert not is_open(page)
        contest.pass_time()
        assert "0:00" not in player.get().words
        assert "What you did" in player.get().words
        contest.move("reveal")
        assert "/report" in player.get().links


def test_a_run_that_was_reopened_goes_on_by_a_clock_of_its_own(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        acted(player, OpenSession())
        contest.move("close")
        assert not is_open(player.get())
        contest.deed(conducting.reopen, seat.row.run, 10, "the fire alarm", contest.teacher)
        assert "Left in this round: 9:59" in player.get().words
        assert is_open(player.get())


def test_somebody_who_was_sent_away_sees_nothing_more(server: Served, contest: Contest) -> None:
    seat = contest.join()
    with FormPlayer(server, seat) as player:
        acted(player, OpenSession())
        contest.deed(conducting.set_seat, seat.row.id, "kicked", contest.teacher)
        page = player.get()
        assert page.status == 401
        assert "Nora" not in page.words


def test_a_team_stops_its_clock_for_a_talk_and_goes_on(server: Served) -> None:
    contest = new_contest(server.host, None, *TO_RUNNING, teams=1, consults=1)
    one, other = contest.join(), contest.join()
    with FormPlayer(server, one) as player, FormPlayer(server, other) as mate:
        room = player.get()
        assert "Team 1 treats this patient together." in room.words
        talking = player.send(room.form(lambda form: form.action == "/play/talk"))
        assert "Your team is talking, and the clock stands still." in talking.words
        assert not is_open(mate.get())
        over = mate.send(mate.get().form(lambda form: form.action == "/play/talk"))
        assert is_open(over)
        assert not [form for form in over.forms if form.action == "/play/talk"]
        acted(player, OpenSession())
        assert "Session 1 of 8" in mate.get().words


# -- the supervisor, danger, and what is hidden ----------------------------------------------------------


def test_in_an_exam_there_is_no_supervisor_and_no_list_of_moves(player: FormPlayer) -> None:
    room = acted(player, OpenSession(), WEEK)
    assert "Supervisor" not in room.words
    assert "Ask the supervisor" not in room.words
    assert "groups" not in room.ids
    assert player.get("/play?group=other").ids.count("group") == 0


def test_in_guided_mode_moves_are_listed_and_each_turn_is_commented_on(server: Served) -> None:
    contest = new_contest(server.host, None, *TO_RUNNING, mode="guided")
    with FormPlayer(server, contest.join()) as player:
        room = acted(player, OpenSession())
        listed = player.follow(room, "/play", group="T01")
        assert "group" in listed.ids
        said = player.send(listed.form(lambda form: "intent" in form.fields and form.action == "/play/do"))
        assert said.status == 200
        assert "Well done:" in acted(player, WEEK).words
        asked = acted(player, AskSupervisor())
        assert "Supervisor:" in asked.words


def test_in_practice_the_supervisor_speaks_after_the_session(server: Served) -> None:
    contest = new_contest(server.host, None, *TO_RUNNING, mode="practice")
    with FormPlayer(server, contest.join()) as player:
        assert "Supervisor, on" not in acted(player, OpenSession(), WEEK).words
        after = acted(player, EndSession())
        assert "Supervisor, on session 1" in after.words
        assert "A week passes" in after.words
        assert "Supervisor, on session 3" in acted(player, *(OpenSession(), EndSession()) * 2).words


def test_danger_is_gone_through_step_by_step_and_left_again(player: FormPlayer) -> None:
    acted(player, OpenSession())
    asked = acted(player, TakeStep("risk_ladder", "wish_dead"))
    assert "Steps" in asked.words
    assert "done" in asked.words
    room = player.get()
    assert "Safety comes first now." in room.words
    left = player.send(room.deed("leave_procedure"))
    assert "Safety comes first now." not in left.words


def test_what_was_placed_and_pinned_is_in_the_workbook(player: FormPlayer) -> None:
    placed = acted(player, PlacePerson("ruth", "now", 1))
    assert "Ruth" in placed.words
    assert "close" in placed.words
    noted = acted(player, WriteNote("Two lines\nof it."))
    assert "Two lines of it." in noted.words


def test_nothing_hidden_is_on_any_page(server: Served) -> None:
    host = server.host
    contest = new_contest(host, None, *TO_RUNNING, case="ines", variants=False)
    seed, actions = 987_654_321, first_sessions("ines", 1)[1]
    seat = seated_with(host, contest, header_line(replace(exemplar_of("ines").header, mode="exam", seed=seed)))
    with FormPlayer(server, seat) as player:
        acted(player, *actions[:14])
        places = ["", "?find=a&every=yes", "/workbook", "/transcript", "/letter", "/formulate", "/work", "/end"]
        pages = [player.get(f"/play{place}").source for place in places]
    run = seat.run
    sitting = host.store.read(lambda c: host.sitting(c, run, contest.row.case_source))
    rows = sitting.case.rows
    untold = [fact.card for fact in rows.facts if fact.id not in sitting.now.knowledge.told]
    assert untold
    for hidden in (rows.key.why, str(seed), *untold):
        assert not [page for page in pages if hidden in page], hidden


def test_the_manual_can_be_looked_up_and_that_is_no_turn(player: FormPlayer) -> None:
    room = player.get()
    every = player.follow(room, "/play/manual")
    section = player.follow(every, "/play/manual", section="Red line")
    assert "Our own design." in section.words or "Read in the source named." in section.words
    found = player.send(every.form(lambda form: "find" in form.fields), find="sick role")
    assert "sick role" in found.words.casefold()
    assert "Nothing in the manual" in player.send(every.form(lambda form: "find" in form.fields), find="zzzz").words
    assert "Nothing has been done yet." in player.get().words


def test_every_link_of_every_page_leads_to_a_page_where_every_field_has_a_label(player: FormPlayer) -> None:
    acted(player, OpenSession(), WEEK)
    waiting, known, alike = ["/play", "/play?find=f"], set(), Counter[str]()
    while waiting:
        address = waiting.pop().partition("#")[0]
        shape = re.sub(r"=[^&]*", "=", address)
        if address in known or not address.startswith("/play") or alike[shape] == 4:
            continue
        known.add(address)
        alike[shape] += 1
        page = player.get(address)
        assert page.status == 200, address
        assert same_site(page)
        assert len(page.ids) == len(set(page.ids)), f"ids are used twice on {address}"
        assert set(page.to_fill_in) <= set(page.labelled), f"a field has no label on {address}"
        waiting += page.links
    assert len(alike) > 10


def test_loading_the_address_of_a_form_again_leads_to_the_room(player: FormPlayer) -> None:
    assert player.get("/play/do").url.endswith("/play")
    assert player.get("/play/talk").url.endswith("/play")
