"""Plans and roles are notes in a form of their own; everything else stays as it was written."""

from hypothesis import given
from hypothesis import strategies as st

from game.treatment import WriteNote
from game.view import workbook_view
from game.view.jotted import EARLIEST, LATEST, LONGEST_ROLE, Role, jotted, no_role_note, plan_note, role_note


def test_the_last_plan_of_a_session_stands_and_no_other_sessions() -> None:
    found = jotted([plan_note(2, "The phone."), plan_note(3, "Clare."), plan_note(2, "The phone.\n✓ Her mother.")])
    assert found.plan_for(2) == "The phone.\n✓ Her mother."
    assert found.plan_for(3) == "Clare."
    assert found.plan_for(4) == ""
    assert found.plain == ()


def test_a_role_is_moved_and_taken_out_by_its_name() -> None:
    notes = [role_note(Role("nurse", -200, 0)), role_note(Role("wife", -90, -3)), role_note(Role("nurse", -180, -1))]
    assert jotted(notes).roles == (Role("nurse", -180, -1), Role("wife", -90, -3))
    assert jotted([*notes, no_role_note("nurse")]).roles == (Role("wife", -90, -3),)


def test_what_is_neither_plan_nor_role_is_a_plain_note() -> None:
    notes = ("Plan for the week: rest.", "Role: the good daughter", "Ask about Easter.")
    assert jotted(notes).plain == notes


@given(st.text(min_size=1).filter(str.strip), st.integers(-2_000, 2_000), st.integers(-2_000, 2_000))
def test_a_role_put_down_is_found_again_inside_the_timeline(name, first, last) -> None:
    (role,) = jotted([role_note(Role(name, first, last))]).roles
    assert role.name == " ".join(name.split())[:LONGEST_ROLE]
    assert EARLIEST <= role.first <= role.last <= LATEST


@given(st.integers(1, 16), st.text(min_size=1))
def test_a_plan_put_down_is_found_again(session, words) -> None:
    assert jotted([plan_note(session, words)]).plan_for(session) == words


def test_plans_and_roles_are_notes_of_the_log_and_cost_nothing(notes) -> None:
    treatment = notes()
    treatment.open()
    before = treatment.now.hour.minutes_left
    treatment.do(WriteNote(plan_note(1, "Her week.")), WriteNote(role_note(Role("sister", -300, 0))))
    treatment.do(WriteNote("Ask about Easter."))
    book = workbook_view(treatment.book, treatment.case, treatment.now, treatment.turns)
    assert book.jotted.plan_for(1) == "Her week."
    assert [role.name for role in book.jotted.roles] == ["sister"]
    assert book.jotted.plain == ("Ask about Easter.",)
    assert len(book.notes) == 3
    assert treatment.now.hour.minutes_left == before
