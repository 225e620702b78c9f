"""What a seat keeps on its disk: only for its owner, whole or not at all."""

import os
import stat
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import CannotSave
from game.seat.keeping import Kept, Ticket, Unsent, kept_seat, kept_seats
from game.seat.outbox import Outbox
from game.treatment import Action, IllegalAction, OfferFormulation, OpenSession, Say, WriteNote

TICKET = Ticket("http://host:8016", "KR4T9XWM", "a secret", "seat", "Quiet Heron", "bodak lumit savor nepal", "Anna")
ACTIONS = st.one_of(
    st.just(OpenSession()),
    st.builds(Say, st.text(max_size=9), st.none() | st.text(max_size=9), st.integers(0, 9)),
    st.builds(WriteNote, st.text(st.characters(exclude_categories=["Cs"]), max_size=99)),
    st.builds(OfferFormulation, st.just("grief"), st.just("event:x"), st.tuples(st.just("a"), st.just("b"))),
)


def test_a_ticket_is_read_back_and_belongs_to_its_owner_alone(tmp_path):
    kept = kept_seat(tmp_path / "seats", TICKET.url, TICKET.seat)
    assert kept.ticket() is None
    kept.keep_ticket(TICKET)
    assert kept.ticket() == TICKET
    if sys.platform != "win32":
        assert stat.S_IMODE((kept.folder / "seat.json").stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700


@given(st.lists(ACTIONS, max_size=4))
def test_what_is_to_be_sent_is_read_back(tmp_path_factory, actions):
    kept = Kept(tmp_path_factory.mktemp("seat"))
    unsent = tuple(Unsent("run", f"id-{place:06}", 7 + place, action) for place, action in enumerate(actions))
    kept.keep_unsent(unsent)
    assert Kept(kept.folder).unsent() == unsent
    kept.keep_unsent(())
    assert list(kept.folder.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"url": 1}', b"\xff", b"[" * 9_999, b'[{"run": "r"}]', b"7"])
def test_a_damaged_file_is_as_none(tmp_path, damage):
    kept = Kept(tmp_path)
    (tmp_path / "seat.json").write_bytes(damage)
    (tmp_path / "unsent.json").write_bytes(damage)
    assert (kept.ticket(), kept.unsent()) == (None, ())


def test_seats_of_a_contest_are_found_the_last_one_first(tmp_path):
    for number, (seat, code) in enumerate((("a", "KR4T9XWM"), ("b", "KR4T9XWM"), ("c", "22222222"))):
        ticket = Ticket(TICKET.url, code, "token", seat, "Name", "words")
        kept = kept_seat(tmp_path, TICKET.url, seat)
        kept.keep_ticket(ticket)
        os.utime(kept.folder / "seat.json", (number, number))
    assert [ticket.seat for _kept, ticket in kept_seats(tmp_path, TICKET.url, "KR4T9XWM")] == ["b", "a"]
    assert kept_seats(tmp_path, "http://elsewhere", "KR4T9XWM") == ()


def test_a_disk_that_takes_nothing_is_said_and_nothing_is_done(tmp_path):
    (tmp_path / "seat").write_text("a file where a folder should be")
    outbox = Outbox(Kept(tmp_path / "seat"))
    with pytest.raises(CannotSave, match="cannot be written"):
        outbox.put("run", 0, (OpenSession(),))
    assert not outbox


def test_what_no_file_can_hold_is_refused(tmp_path):
    outbox = Outbox(Kept(tmp_path))
    with pytest.raises(IllegalAction, match="character"):
        outbox.put("run", 0, (WriteNote("half a pair: \ud83d"),))
    assert not outbox
    assert Kept(tmp_path).unsent() == ()


def test_only_one_thing_is_on_its_way(tmp_path):
    outbox = Outbox(Kept(tmp_path))
    outbox.put("run", 4, (OpenSession(), Say("listen")))
    with pytest.raises(CannotSave, match="still on its way"):
        outbox.put("run", 4, (OpenSession(),))
    first = outbox.first
    assert first is not None
    assert (first.expect, first.action) == (4, OpenSession())
    outbox.done()
    again = Outbox(Kept(tmp_path)).first
    assert again is not None
    assert (again.expect, again.action) == (5, Say("listen"))


def test_a_note_goes_after_what_others_did_and_other_deeds_do_not(tmp_path):
    def after(action: Action, version: int | None) -> int | None:
        outbox = Outbox(Kept(tmp_path))
        outbox.refused()
        outbox.put("run", 4, (action,))
        first = outbox.first if outbox.goes_after(version) else None
        return first.expect if first else None

    assert after(WriteNote("a thought"), 6) == 6
    assert after(WriteNote("a thought"), 4) is None
    assert after(WriteNote("a thought"), None) is None
    assert after(Say("listen"), 6) is None
