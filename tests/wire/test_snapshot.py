"""What a host sends of a treatment: all of the views, nothing hidden, and on the other side the same again."""

import json
from dataclasses import replace
from random import Random

import pytest
from hidden import SECRET, hollowed, unspoken
from hypothesis import given
from hypothesis import strategies as st
from shelved import CASES

from game.author.policies import POLICIES
from game.author.sight import Sight
from game.manual import adapted
from game.play import Playthrough
from game.view import (
    formulation_view,
    moves,
    procedure_views,
    referral_view,
    room,
    transcript,
    workbook_view,
)
from game.view.appearance import portrait_of
from game.view.supervisor import remarks
from game.view.turns import lately
from game.view.weeks import week_view
from game.wire import Misread, read_snapshot, snapshot
from game.wire.snapshot import VIEWS

MODES = ("guided", "practice", "exam")
POLICY = ("expert", "random", "supportive")


def moments(book, case, mode, policy, turns):
    """Yield a treatment after each of so many turns, the beginning included."""
    play = Playthrough.start(book, case, seed=3, mode=mode)
    chance = Random(f"{policy}:3")
    therapist = POLICIES[policy](chance)
    yield play
    while not play.treatment.over and len(play.turns) < turns:
        play.act(therapist.choose(Sight(play.book, case, play.treatment, chance)))
        yield play


def after(moments):
    """The last of them."""
    return list(moments)[-1]


def sent(play, case=None, **known):
    return snapshot(play.book, case or play.case, play.treatment, play.turns, play.mode, **known)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", CASES)
def test_a_snapshot_read_back_has_the_views_of_the_moment(book, cases, case, mode):
    play = after(moments(book, cases[case], mode, "expert", 40))
    told, now = (play.book, play.case), play.treatment
    seen = read_snapshot(sent(play))
    assert (seen.version, seen.mode) == (len(play.turns), mode)
    assert seen.said == transcript(play.book, play.turns)
    views = seen.views
    assert views.manual.hash == adapted(book, cases[case].rows.adaptation).hash
    assert views.referral == referral_view(*told, now.sessions)
    assert views.room == room(*told, now)
    assert views.moves == moves(*told, now)
    assert views.workbook == workbook_view(*told, now, play.turns)
    assert views.formulation == formulation_view(*told, now)
    assert views.procedures == procedure_views(*told, now, play.turns, guided=mode == "guided")
    assert views.week == week_view(*told, now, play.turns)
    assert views.lately == lately(play.turns)
    assert views.first_name == play.case.rows.patient.first_name
    assert views.remarks == (() if mode == "exam" else remarks(play.book, play.turns))
    people = [row.ref for row in views.workbook.people]
    assert dict(views.portraits) == {ref: portrait_of(play.case, ref) for ref in ("", *people)}


@given(st.sampled_from(POLICY), st.sampled_from(MODES), st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_what_was_left_out_is_made_up_for_by_what_was_known(book, nora, policy, mode, asked):
    """A client that asks now and then, and never twice for what it has, sees what one does that asks for everything."""
    known = None
    for turn, play in enumerate(moments(book, nora, mode, policy, 30)):
        if turn in asked:
            have = {"since": known.version, "have": known.tags} if known else {}
            known = read_snapshot(sent(play, **have), known)
            assert known == read_snapshot(sent(play))


def test_a_view_that_has_not_changed_is_not_sent_again(book, nora):
    play = after(moments(book, nora, "exam", "expert", 12))
    known = read_snapshot(sent(play))
    again = json.loads(sent(play, since=known.version, have=known.tags))
    assert (again["said"], again["views"]) == ([], {})
    part = json.loads(sent(play, since=known.version, have={**known.tags, "room": "0" * 16}))
    assert set(part["views"]) == {"room"}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", CASES)
def test_nothing_hidden_is_in_what_is_sent(book, cases, case, mode):
    """The bytes are the same for a case hollowed out of all that cannot be known yet, so they cannot tell of it."""
    for play in moments(book, cases[case], mode, "expert", 60):
        if len(play.turns) % 15:
            continue
        body = sent(play)
        assert body == sent(play, hollowed(play.case, play.treatment)), len(play.turns)
        words = "\n".join(_texts(json.loads(body)))
        assert SECRET not in words
        assert [each for each in unspoken(play.case, play.treatment) if each in words] == []


def test_the_seed_cannot_be_told_from_what_is_sent(book, nora):
    """Two treatments whose patients have had the same luck so far send the same, whatever their seeds."""
    one, other = (Playthrough.start(book, nora, seed=seed, mode="exam") for seed in (1, 2))
    assert sent(one) == sent(other)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda it: it | {"key": {"area": "grief"}}, "cannot read"),
        (lambda it: it | {"views": it["views"] | {"seed": 7}}, "cannot read"),
        (lambda it: it | {"version": "3"}, "version"),
        (lambda it: it | {"version": -1}, "version"),
        (lambda it: it | {"mode": "master"}, "mode"),
        (lambda it: it | {"views": it["views"] | {"room": it["views"]["room"] | {"sessions": "many"}}}, "room"),
        (lambda it: it | {"views": {}}, "left out"),
        (lambda it: it | {"since": 2}, "since turn 2"),
        (lambda it: it | {"tags": {}}, "which views"),
        (lambda it: {name: value for name, value in it.items() if name != "said"}, "said"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(book, nora, change, says):
    play = Playthrough.start(book, nora, seed=1, mode="exam")
    with pytest.raises(Misread, match=says):
        read_snapshot(json.dumps(change(json.loads(sent(play)))).encode())


def test_bytes_that_are_no_json_are_refused():
    with pytest.raises(Misread, match="cannot read"):
        read_snapshot(b"<html>502 Bad Gateway</html>")


def test_nothing_can_be_asked_for_from_before_the_first_turn(book, nora):
    with pytest.raises(ValueError, match="counted from 1"):
        sent(Playthrough.start(book, nora, seed=1), since=-1)


def test_a_client_that_knows_more_than_the_host_is_told_all_the_host_knows(book, nora):
    """As after a host went back to a copy of its database: nothing is made up, nothing is missing."""
    early, late = (after(moments(book, nora, "exam", "expert", turns)) for turns in (5, 9))
    known = read_snapshot(sent(late))
    again = read_snapshot(sent(early, since=known.version, have=known.tags), known)
    assert again == read_snapshot(sent(early))


def test_every_view_has_a_tag_of_its_own(book, nora):
    seen = read_snapshot(sent(Playthrough.start(book, nora, seed=1)))
    assert set(seen.tags) == set(VIEWS)
    assert replace(seen, tags={}) != seen


def _texts(value):
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            for each in value.values():
                yield from _texts(each)
