"""One turn opened: what was asked and came of it; what moved in the patient only where that may be seen."""

from dataclasses import replace

from casenotes import found
from hidden import hollowed

from game.treatment import TakeStep
from game.treatment.events import CameUp, FactTold, PatientMoved, Said
from game.view.turns import SCALES, turn_view


def opened(treatment, *, named=True, inner=True, turn=None):
    number = treatment.turns[-1][0] if turn is None else turn
    return turn_view(treatment.book, treatment.case, treatment.turns, number, named=named, inner=inner)


def test_a_turn_says_what_was_asked_about_whom_and_by_which_technique(notes, book) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("explore", to="person:ruth")
    (asked,) = opened(treatment).asked
    intent = book.intents["explore"]
    assert (asked.name, asked.about, asked.minutes, asked.stance) == (intent.name, "Ruth", intent.minutes, "open")
    assert asked.technique == book.techniques[intent.does].name


def test_a_mistake_is_called_by_its_name_only_where_techniques_are(notes, book) -> None:
    treatment = notes()
    treatment.open()
    wrong = next(row for row in book.rows.intents if row.does in book.errors and row.target == "none")
    treatment.say(wrong.id)
    assert opened(treatment).asked[0].technique == book.errors[wrong.does].name
    assert opened(treatment, named=False).asked[0].technique == ""
    assert opened(treatment, named=False).asked[0].name == wrong.name


def test_a_step_of_a_procedure_says_its_name(notes, book) -> None:
    treatment = notes()
    treatment.open()
    step = book.procedures["risk_ladder"].steps[0]
    treatment.do(TakeStep("risk_ladder", step.id))
    (asked,) = opened(treatment).asked
    assert (asked.name, asked.about, asked.technique) == (step.name, "", book.procedures["risk_ladder"].name)


def test_what_came_out_and_who_was_first_heard_of_belong_to_the_turn(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("explore", to="person:ruth")
    told = [event.fact for event in found(FactTold, treatment.turns[-1][1])]
    assert [row.fact for row in opened(treatment).told] == told
    assert [row.title for row in opened(treatment).told] == [treatment.case.facts[fact].card for fact in told]
    treatment.say("ask_people")
    come = [event.concern for event in found(CameUp, treatment.turns[-1][1])]
    assert list(opened(treatment).came_up) == [treatment.case.name_of(ref) for ref in come]


def test_what_moved_in_the_patient_is_named_with_its_cause_in_words(notes, book) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("explore", to="person:ruth")
    moved = found(PatientMoved, treatment.turns[-1][1])
    changes = opened(treatment).changes
    assert changes is not None
    assert [change.cause for change in changes] == [book.responses[event.cause].words for event in moved]
    assert changes[0].moved == tuple(getattr(moved[0], name) for name in SCALES)


def test_without_leave_to_look_inside_nothing_of_it_is_there(played, cases, book) -> None:
    _, turns = played("rosalind", "expert")
    words = {row.words for row in book.rows.responses}
    for number, _events in turns:
        view = turn_view(book, cases["rosalind"], turns, number, named=True, inner=False)
        assert view.changes is None
        assert not words & {asked.technique for asked in view.asked}


def test_a_turn_opened_shows_nothing_of_what_has_not_come_up(played, cases, book) -> None:
    """The same view for a case hollowed out of everything hidden, also with what moved inside."""
    for name in ("small", "owen"):
        now, turns = played(name, "expert")
        hollow = hollowed(cases[name], now)
        for number, _events in turns:
            for inner in (False, True):
                seen = turn_view(book, cases[name], turns, number, named=True, inner=inner)
                assert seen == turn_view(book, hollow, turns, number, named=True, inner=inner)


def test_a_turn_that_has_not_been_is_empty(notes) -> None:
    treatment = notes()
    view = opened(treatment, turn=99, inner=False)
    assert view == replace(view, asked=(), told=(), came_up=(), changes=None)


def test_every_turn_with_words_says_what_was_asked(played, cases, book) -> None:
    _, turns = played("small", "random")
    for number, events in turns:
        said = found(Said, events)
        view = turn_view(book, cases["small"], turns, number, named=True, inner=True)
        assert len(view.asked) >= len(said)
        assert all(asked.name and asked.minutes for asked in view.asked)
