"""Where the focus goes when something is done: on to what comes next, not staying on what is behind one."""

from ui_screens import begun, desk_of, in_session, open_ladder, opened, played_until

from game.ui.screens.flow import where
from game.ui.screens.formulation import Formulation
from game.ui.screens.intents import Pick, Show


def test_the_focus_goes_on_to_the_next_step_when_one_is_done(book, cases, hand):
    play = open_ladder(opened(begun(book, cases["rosalind"])))
    user = hand(where(desk_of(play)))
    user.click("Return to it")
    taken = next(row for row in user.shell.screen.view.steps if row.possible and not row.taken and not row.choices)
    user.shell.deliver(Pick("step", taken.id))
    here = user.shell.ui.focus.removeprefix("working.step.")
    row = next(row for row in user.shell.screen.view.steps if row.id == here)
    assert row.id != taken.id
    assert row.taken == 0


def test_choosing_the_area_leads_to_whom_it_is_about_and_then_to_the_evidence(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(2, 30))
    view = desk_of(play).look.formulation
    user = hand(Formulation(desk_of(play), view))
    user.press("enter")
    assert user.shell.ui.focus == f"formulation.about.{view.abouts[0].ref}"
    user.press("enter")
    assert user.shell.ui.focus == f"formulation.evidence.{view.evidence[0].ref}"
    user.press("enter")
    assert user.shell.screen.evidence == (view.evidence[0].ref,)
    assert user.shell.ui.focus == f"formulation.evidence.{view.evidence[0].ref}"


def test_who_was_placed_has_the_focus_and_is_moved_by_the_arrow_keys(book, cases, hand):
    play = opened(begun(book, cases["rosalind"]))
    user = hand(where(desk_of(play)))
    user.shell.deliver(Show("circle"))
    person = user.shell.screen.look.workbook.people[0].ref.partition(":")[2]
    user.shell.deliver(Pick("circle.place", person))
    assert user.shell.ui.focus == f"circle:{person}"
    user.press("right")
    assert play.treatment.workbook.rings[person, "now"] == 3
