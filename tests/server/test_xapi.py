"""xAPI statements: the profile's own verbs, ids that stay, pseudonyms of their own, and two strict judges."""

import copy
import json
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pytest
from exporting import MOVES, ONE_HOUR, TO_THE_CONTRACT, play, played
from hosts import Clock, Contest, Seat, new_contest
from sqlalchemy import insert, select, update
from xapi_judges import JUDGES, judged

from game.manual import ESSENTIAL_FIELDS
from game.server import conducting, rounds
from game.server import tables as t
from game.server.exports.statements import PROFILE, SIMULATION, VERBS
from game.server.exports.telling import option, statements
from game.server.host import Host
from game.server.refusals import NotNow
from game.treatment import AgreeContract, OpenSession, Say, WriteNote

Statement = dict[str, Any]


def told(seat: Seat) -> list[Statement]:
    contest = seat.contest
    return contest.read(lambda c: statements(contest.host, c, contest.row, seat.run.id))


def of(found: list[Statement], verb: str) -> list[Statement]:
    return [each for each in found if each["verb"]["id"].endswith(f"/{verb}")]


@pytest.fixture
def whole(sqlite_host: Host) -> tuple[Contest, list[Seat]]:
    """A contest over one session, paused once, that one has finished and another has not."""
    contest = new_contest(sqlite_host, None, "open_lobby", case="ines", span=1)
    seats = [contest.join(), contest.join()]
    contest.move("start")
    play(seats[0], 10)
    contest.move("pause")
    assert isinstance(sqlite_host.clock, Clock)
    sqlite_host.clock.wait(minutes=2)
    contest.move("resume")
    play(seats[1], 6)
    for move in MOVES[10:ONE_HOUR]:
        seats[0].act(move)
        sqlite_host.clock.wait(ms=1_000)
    contest.move("close", "reveal")
    return contest, seats


# -- the profile ---------------------------------------------------------------------------------------


def test_verbs_are_spelled_as_the_published_profile_has_them_and_else_as_the_working_group() -> None:
    adl = "http://adlnet.gov/expapi/verbs/"
    assert {
        "initialized": f"{adl}initialized",
        "experienced": f"{adl}experienced",
        "arrived": "http://w3id.org/xapi/medbiq/verbs/arrived",
        "responded": f"{adl}responded",
        "ignored": "https://w3id.org/xapi/medbiq/verbs/ignored",
        "updated": "https://w3id.org/xapi/medbiq/verbs/updated",
        "suspended": f"{adl}suspended",
        "resumed": f"{adl}resumed",
        "terminated": f"{adl}terminated",
        "completed": f"{adl}completed",
        "scored": f"{adl}scored",
    } == VERBS
    assert (PROFILE, SIMULATION) == (
        "https://w3id.org/xapi/virtual-patient/v1.0",
        "http://adlnet.gov/expapi/activities/simulation",
    )


def test_a_treatment_is_told_with_every_verb_of_the_profile(whole: tuple[Contest, list[Seat]]) -> None:
    first, second = (Counter(each["verb"]["display"]["en"] for each in told(seat)) for seat in whole[1])
    assert set(first) | set(second) == set(VERBS)
    assert (first["initialized"], first["experienced"], first["completed"], first["terminated"]) == (1, 1, 1, 0)
    assert (second["suspended"], second["completed"], second["terminated"], second["scored"]) == (0, 0, 1, 1)
    assert (first["suspended"], first["resumed"]) == (1, 1)


def test_the_score_is_the_stored_one_on_the_scale_of_the_standard(whole: tuple[Contest, list[Seat]]) -> None:
    seat = whole[1][0]
    (scored,) = of(told(seat), "scored")
    score = scored["result"]["score"]
    assert score["raw"] * 1_000 == pytest.approx(seat.run.composite)
    assert score["scaled"] == pytest.approx(score["raw"] / 100)
    assert (score["min"], score["max"], scored["result"]["completion"]) == (0, 100, True)
    assert scored["object"]["definition"]["type"] == SIMULATION


def test_everything_that_was_chosen_is_told_by_its_name_and_nothing_that_was_typed(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, moves=TO_THE_CONTRACT, span=3)
    assert seat.run.version > TO_THE_CONTRACT - 5
    contest.move("close", "reveal")
    found = told(seat)
    responses = [each["result"]["response"] for each in of(found, "responded")]
    actions = contest.read(lambda c: contest.host.sitting(c, seat.run, contest.row.case_source)).turns
    opened = sum(any(event.kind in ("session_opened", "session_closed") for event in events) for _n, events in actions)
    notes = sum(any(event.kind == "note_written" for event in events) for _n, events in actions)
    assert len(responses) == len(actions) - opened - notes
    assert "agree 2" in responses
    typed = [move.words for move in MOVES if isinstance(move, WriteNote)]
    typed += [goal for move in MOVES if isinstance(move, AgreeContract) for goal in move.goals]
    assert not [words for words in typed if words in json.dumps(found, ensure_ascii=False)]
    assert option(Say("ask_week", None, 1)) == "say ask_week 1"
    assert option(OpenSession()) is None


def test_what_is_said_to_be_missed_was_missed(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, moves=60, span=3)
    contest.move("close", "reveal")
    sitting = contest.read(lambda c: contest.host.sitting(c, seat.run, contest.row.case_source))
    missed = {each["object"]["id"].split("/", 6)[-1] for each in of(told(seat), "ignored")}
    asked = sitting.now.knowledge.answered
    assert asked
    for person in sitting.case.rows.people:
        for field in set(person.inventory) & set(ESSENTIAL_FIELDS):
            assert (f"people/{person.id}/{field}" in missed) == ((person.id, field) not in asked)
    facts = {name.partition("/")[2] for name in missed if name.startswith("facts/")}
    assert facts
    assert sitting.now.knowledge.told
    assert not facts & set(sitting.now.knowledge.told)
    assert not [fact for fact in sitting.case.rows.facts if fact.herring and fact.id in facts]


def test_rapport_is_told_by_the_engine_and_adds_up(whole: tuple[Contest, list[Seat]]) -> None:
    contest, (seat, _other) = whole
    updated = of(told(seat), "updated")
    assert {each["actor"]["account"]["name"] for each in updated} == {"engine"}
    sitting = contest.read(lambda c: contest.host.sitting(c, seat.run, contest.row.case_source))
    moves = [event.alliance for _n, events in sitting.turns for event in events if event.kind == "patient_moved"]
    name = "https://sixteen-weeks.example/extensions/alliance"
    sums = sum(each["result"]["extensions"].get(name, 0) for each in updated)
    assert sums * 1_000 == pytest.approx(sum(moves))


# -- ids, names, times ---------------------------------------------------------------------------------


def test_statements_made_again_are_the_same_to_the_letter_wherever_the_host_is_then(
    whole: tuple[Contest, list[Seat]],
) -> None:
    contest, (seat, other) = whole
    before = told(seat)
    elsewhere = Host(contest.host.store, contest.host.book, contest.host.clock, public_url="https://other.example.org")
    after = elsewhere.store.read(lambda c: statements(elsewhere, c, contest.row, seat.run.id))
    assert json.dumps(before) == json.dumps(after)
    ids = [each["id"] for each in (*before, *told(other))]
    assert len(set(ids)) == len(ids)
    assert {uuid.UUID(each).version for each in ids} == {5}
    registrations = {each["context"]["registration"] for each in before}
    assert len(registrations) == 1
    assert registrations.isdisjoint({each["context"]["registration"] for each in told(other)})


def test_times_are_the_hosts_own_in_utc_and_in_order(whole: tuple[Contest, list[Seat]]) -> None:
    seat = whole[1][0]
    times = [each["timestamp"] for each in told(seat)]
    assert times == sorted(times)
    assert all(each.endswith("Z") for each in times)
    assert of(told(seat), "initialized")[0]["timestamp"] == "2027-01-15T08:00:00.000Z"
    assert of(told(seat), "completed")[0]["result"]["duration"].startswith("PT2M")


def test_people_are_called_otherwise_in_every_course_and_never_by_a_name_or_key_of_the_host(
    sqlite_host: Host,
) -> None:
    accounts = []
    for _course in range(2):
        contest, (seat,) = played(sqlite_host, "Ada", moves=4, names="own")
        key = seat.row.id
        contest.write(
            lambda c, key=key: (
                c.execute(
                    insert(t.identities).values(
                        key=key, name="Ada Lovelace", issuer="https://lms", subject=f"lovelace-{key[:4]}"
                    )
                ).rowcount
            )
        )
        same = {"identity": key, "person": "p" * 32}
        contest.write(
            lambda c, key=key, same=same: c.execute(update(t.seats).where(t.seats.c.id == key).values(**same)).rowcount
        )
        contest.move("close", "reveal")
        found = told(seat)
        text = json.dumps(found)
        for word in (
            "Ada",
            "lovelace-",
            seat.row.name,
            seat.row.person,
            seat.row.id,
            seat.run.id,
            "@",
            "mbox",
            "mailto",
        ):
            assert word not in text, word
        accounts.append({(a["homePage"], a["name"]) for each in found if (a := each["actor"]["account"])})
    assert accounts[0].isdisjoint(accounts[1])


def test_the_same_person_is_the_same_in_all_rounds_of_a_series(sqlite_host: Host) -> None:
    contest, (seat,) = played(sqlite_host, moves=4)
    contest.move("close", "reveal")

    def next_one(c: Any) -> str:
        return rounds.next_round(sqlite_host, c, contest.teacher, contest.id, title="Again", case="ines", minutes=30)

    second = Contest(sqlite_host, contest.teacher, contest.write(next_one))
    second.move("start")
    row = second.read(lambda c: c.execute(select(t.seats).where(t.seats.c.contest == second.id)).one())
    later = Seat(second, seat.joined.__class__(second.id, row.id, row.name, seat.token, "", True))
    play(later, 4)
    second.move("close", "reveal")
    first_name, later_name = (of(told(each), "initialized")[0]["actor"] for each in (seat, later))
    assert first_name == later_name
    assert told(seat)[0]["context"]["registration"] != told(later)[0]["context"]["registration"]


def test_teams_speak_for_themselves_and_as_a_team(sqlite_host: Host) -> None:
    contest, seats = played(sqlite_host, None, None, teams=1, moves=0)
    for move in MOVES[:6]:
        seats[0].act(move)
    seats[1].act(MOVES[6])
    contest.move("close", "reveal")
    found = told(seats[0])
    members = {each["account"]["name"] for each in of(found, "scored")[0]["context"]["team"]["member"]}
    assert len(members) == 2
    assert {each["actor"]["account"]["name"] for each in of(found, "responded")} == members
    assert of(found, "scored")[0]["actor"]["account"]["name"] not in members


@pytest.mark.parametrize("state", ["running", "frozen", "closed"])
def test_before_the_reveal_nothing_is_told(sqlite_host: Host, state: str) -> None:
    contest, (seat,) = played(sqlite_host, moves=4)
    contest.move(*{"running": (), "frozen": ("freeze",), "closed": ("close",)}[state])
    with pytest.raises(NotNow, match="when the results are revealed"):
        told(seat)


def test_nothing_is_told_of_a_run_that_was_not_begun_or_does_not_count(sqlite_host: Host) -> None:
    contest, (seat, void) = played(sqlite_host, None, None, moves=4)
    late = contest.join()
    contest.deed(conducting.set_seat, void.row.id, "kicked", contest.teacher, "noise")
    contest.move("close", "reveal")
    assert told(seat)
    assert told(void) == told(late) == []


# -- two judges ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("judge", JUDGES)
def test_every_statement_is_accepted(judge: str, sqlite_host: Host, whole: tuple[Contest, list[Seat]]) -> None:
    team, (member, _other) = played(sqlite_host, None, None, teams=1, moves=6)
    team.move("close", "reveal")
    found = [*told(whole[1][0]), *told(whole[1][1]), *told(member)]
    assert len(found) > 100
    assert [fault for fault in judged(judge, found) if fault] == []


def _set(*path: str) -> Callable[[Any], Callable[[Statement], None]]:
    def to(value: Any) -> Callable[[Statement], None]:
        def change(statement: Statement) -> None:
            place = statement
            for step in path[:-1]:
                place = place.setdefault(step, {})
            place[path[-1]] = value

        return change

    return to


def _without(name: str) -> Callable[[Statement], None]:
    return lambda statement: statement.pop(name)


MUTATIONS: Final[dict[str, Callable[[Statement], Any]]] = {
    "no actor": _without("actor"),
    "no verb": _without("verb"),
    "no object": _without("object"),
    "an id that is no UUID": _set("id")("statement-1"),
    "a verb that is no IRI": _set("verb", "id")("scored"),
    "an activity that is no IRI": _set("object", "id")("maria v3"),
    "an actor of nowhere": _set("actor")({"objectType": "Agent", "account": {"name": "p-1"}}),
    "two ways to know the actor": _set("actor", "mbox")("mailto:p@example.org"),
    "an address that is none": _set("actor")({"objectType": "Agent", "mbox": "p-1"}),
    "more than all of the score": _set("result", "score", "scaled")(1.2),
    "a length that is none": _set("result", "duration")("18 minutes"),
    "a registration that is no UUID": _set("context", "registration")("run 1"),
    "a key nobody knows": _set("context", "cheated")(True),
}
"""What must not pass; and a time without its zone, which one of the two lets through."""
_ZONELESS: Final = _set("timestamp")("2026-11-23T10:00:00")


@pytest.mark.parametrize("judge", JUDGES)
def test_every_mutation_is_refused(judge: str, whole: tuple[Contest, list[Seat]]) -> None:
    (scored,) = of(told(whole[1][0]), "scored")
    mutated = []
    for change in MUTATIONS.values():
        mutated.append(copy.deepcopy(scored))
        change(mutated[-1])
    faults = dict(zip(["none", *MUTATIONS], judged(judge, [scored, *mutated]), strict=True))
    assert not faults.pop("none")
    assert [name for name, fault in faults.items() if not fault] == []


def test_a_time_without_its_zone_is_refused_by_the_stricter_of_the_two(whole: tuple[Contest, list[Seat]]) -> None:
    (scored,) = of(told(whole[1][0]), "scored")
    zoneless = copy.deepcopy(scored)
    _ZONELESS(zoneless)
    fine, fault = judged("learning_locker", [scored, zoneless])
    assert not fine
    assert "Timestamp" in fault
