"""The supervisor: comments from the manual's rows, each with its reference; knows nothing of the case."""

import pytest

from game.manual import load_manual
from game.treatment import AskSupervisor, after_turn, begin, next_task, open_tasks
from game.treatment.events import (
    ErrorMade,
    ExpectationMissed,
    PatientMoved,
    ProcedureClosed,
    RedLineCrossed,
    Said,
    StrategyUsed,
    SupervisorAsked,
    TaskDone,
)
from game.view import comments
from game.view.supervisor import comment_on, said_before

BOOK = load_manual()


@pytest.mark.parametrize("policy", ["expert", "interrogator", "random"])
def test_every_comment_cites_a_reference_and_says_something(book, played, policy: str) -> None:
    for _, events in played("small", policy)[1]:
        for comment in comments(book, events):
            assert comment.title
            assert comment.says
            assert comment.reference


def test_gaps_come_before_praise(book) -> None:
    said = comments(book, (TaskDone("I02", ()), ErrorMade("X01"), StrategyUsed("G1", ())))
    assert [comment.good for comment in said] == [False, True, True]


@pytest.mark.parametrize("error", BOOK.rows.errors, ids=lambda row: row.id)
def test_an_error_is_named_explained_and_another_wording_offered(book, error) -> None:
    (comment,) = comments(book, (ErrorMade(error.id),))
    assert (comment.title, comment.says, comment.instead) == (error.name, error.says, error.instead)


@pytest.mark.parametrize("line", BOOK.rows.red_lines, ids=lambda row: row.id)
def test_a_red_line_is_named(book, line) -> None:
    (comment,) = comments(book, (RedLineCrossed(line.id),))
    assert (comment.kind, comment.good, comment.title) == ("red_line", False, line.name)


@pytest.mark.parametrize("milestone", [row for row in BOOK.rows.milestones if row.expects], ids=lambda row: row.id)
def test_what_a_milestone_missed_is_said_with_a_wording_where_the_manual_has_one(book, milestone) -> None:
    for task in milestone.expects:
        (comment,) = comments(book, (ExpectationMissed(milestone.id, task),))
        assert comment.title == f"Before this: {book.tasks[task].name}"
        assert comment.instead is None or "{" not in comment.instead


@pytest.mark.parametrize(
    "task", [row for row in BOOK.rows.tasks if row.fulfilled_by.kind == "said_all"], ids=lambda row: row.id
)
def test_the_example_for_a_half_done_task_is_from_the_half_that_is_not_done(book, task) -> None:
    parts = task.fulfilled_by.of
    for done in parts:
        (comment,) = comments(book, (ExpectationMissed("offer_formulation", task.id),), frozenset({done}))
        left = [words for name in parts if name != done for words in book.intents[name].wordings if "{" not in words]
        if left:
            assert comment.instead in left


def test_what_was_said_in_the_turn_itself_is_not_asked_for_again(book) -> None:
    said = Said("introduce_frame", None, "I am …", 2, "directive")
    (comment,) = comments(book, (said, ExpectationMissed("offer_formulation", "I01")))
    assert comment.instead in book.intents["explain_confidentiality"].wordings


def test_what_was_said_before_a_turn_is_known_by_its_moves() -> None:
    turns = [(n, (Said(name, None, "…", 1, "open"),)) for n, name in enumerate(("a", "b", "c"), 1)]
    assert said_before(turns, 3) == {"a", "b"}


def test_every_gap_names_its_goal_and_every_goal_reached_has_no_gap(book, played) -> None:
    for policy in ("expert", "interrogator", "random"):
        for _, events in played("owen", policy)[1]:
            for comment in comments(book, events):
                assert comment.goal, comment
                assert (comment.gap == "") == comment.good, comment


def test_a_strain_that_an_error_explains_is_said_once(book) -> None:
    error = next(row for row in book.rows.errors if row.response == "advised")
    said = comments(book, (ErrorMade(error.id), PatientMoved("advised", -250, 0, 0, 0, 0, 0, None)))
    assert [comment.kind for comment in said] == ["error"]


@pytest.mark.parametrize("row", [row for row in BOOK.rows.responses if row.alliance < 0], ids=lambda row: row.id)
def test_every_strain_has_a_goal_in_the_manual(book, row) -> None:
    assert comment_on(book, "cause", row.id).goal


def test_a_step_left_out_of_the_ladder_is_said_with_its_words(book) -> None:
    for step in book.procedures["risk_ladder"].steps:
        (comment,) = comments(book, (ExpectationMissed("close_risk", step.id),))
        assert comment.title == f"Left out: {step.name}"
        assert comment.instead in step.wordings


def test_a_procedure_is_praised_for_its_order(book) -> None:
    for in_order in (True, False):
        (comment,) = comments(book, (ProcedureClosed("role_play", "rehearsal:x", completed=True, in_order=in_order),))
        assert comment.good is in_order
    assert comments(book, (ProcedureClosed("role_play", "rehearsal:x", completed=False, in_order=False),)) == ()


def test_a_strain_is_worth_a_word_and_a_ripple_is_not(book) -> None:
    assert comments(book, (PatientMoved("advised", -250, 0, 0, 0, 0, 0, None),))[0].id == "advised"
    assert comments(book, (PatientMoved("closed_run", -40, 0, 0, 0, 0, 0, None),)) == ()


# ---- asking the supervisor


def test_the_supervisor_names_the_first_task_that_is_called_for_and_possible(notes, book) -> None:
    treatment = notes()
    treatment.open()
    assert treatment.do(AskSupervisor()) == (SupervisorAsked("I01"),)
    treatment.say("introduce_frame", "explain_confidentiality")
    named = next_task(book, treatment.now)
    assert named != "I01"
    assert all(need in treatment.now.progress.tasks for need in book.tasks[named].needs)


def test_nothing_is_named_before_what_it_needs(played, book, cases) -> None:
    now = begin(book, cases["small"], seed=1)
    for _, events in played("small", "expert")[1]:
        now = after_turn(now, events)
        for task in open_tasks(book, now):
            assert set(task.needs) <= set(now.progress.tasks), task.id


def test_what_was_done_is_not_asked_for_again(notes, book) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("introduce_frame", "explain_confidentiality", "fill_scale", "ask_suicide")
    missing = {task.id for task in open_tasks(book, treatment.now)}
    assert not missing & {"I01", "I03", "I04"}
    treatment.open(2)
    assert "I04" in {task.id for task in open_tasks(book, treatment.now)}  # every session anew


def test_following_up_is_named_once_something_was_told(notes, book) -> None:
    treatment = notes(facts=())
    treatment.open(4)
    assert "M11" not in {task.id for task in open_tasks(book, treatment.now)}
    treatment.say("open_session")
    assert "M11" in {task.id for task in open_tasks(book, treatment.now)}


def test_the_supervisor_costs_no_minutes_and_moves_nobody(notes) -> None:
    treatment = notes()
    treatment.open()
    before = treatment.now
    treatment.do(AskSupervisor())
    assert treatment.now.hour == before.hour
    assert treatment.now.inner == before.inner
