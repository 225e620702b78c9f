"""What can be typed in the text game, and what it answers."""

import io
import re
from collections.abc import Callable, Mapping

import pytest

from game.case import CaseFile, load_case
from game.manual import Book, load_manual
from game.play import Playthrough
from game.record import Mode
from game.sitting import OwnSitting
from game.text import Console, Launch, go_on, play
from game.text.commands import Command, between, in_session
from game.text.desk import Desk
from game.text.saying import grouped
from game.treatment import AgreeContract, EndSession, OfferFormulation, OpenSession, Say
from game.view import transcript
from game.view.handbook import pages


@pytest.fixture(scope="module")
def ines(book: Book) -> CaseFile:
    return load_case("ines", book)


def typed(begun: Playthrough, *lines: str) -> str:
    """Type lines into a treatment and return what was shown, on long lines."""
    out = io.StringIO()
    go_on(Console(io.StringIO("".join(f"{line}\n" for line in lines)), out, 96), begun)
    return out.getvalue()


def begun(book: Book, case: CaseFile, mode: Mode = "practice") -> Playthrough:
    return Playthrough.start(book, case, seed=2, mode=mode)


def words_of(commands: Callable[[Desk], Mapping[str, Command]], mode: Mode = "practice") -> frozenset[str]:
    book = load_manual()
    play_ = begun(book, load_case("ines", book), mode)
    return frozenset(commands(Desk(Console(io.StringIO(), io.StringIO()), OwnSitting(play_))))


IN_SESSION, BETWEEN = words_of(in_session), words_of(between)


def test_every_patient_of_the_shelf_can_be_chosen(book: Book, ines: CaseFile) -> None:
    owen = load_case("owen", book)
    for number, patient in ((1, "Ines"), (2, "Owen")):
        out = io.StringIO()
        console = Console(io.StringIO(f"{number}\n\n"), out, 96)
        play(console, book, (owen, ines), Launch(seed=1), lambda _: None)
        assert f"REFERRAL: {patient.upper()}" in out.getvalue()


def test_the_letter_is_shown_before_the_first_session_of_a_resumed_log(book: Book, ines: CaseFile) -> None:
    assert ines.rows.referral.letter[:40] in typed(begun(book, ines))


def test_empty_lines_list_the_moves_in_guided_mode_only(book: Book, ines: CaseFile) -> None:
    assert "Everything one can say" in typed(begun(book, ines, "guided"), "", "")
    assert "Everything one can say" not in typed(begun(book, ines, "practice"), "", "")


def test_every_move_is_in_the_list_of_guided_mode(book: Book, ines: CaseFile) -> None:
    desk = Desk(Console(io.StringIO(), io.StringIO(), 96), OwnSitting(begun(book, ines, "guided")))
    desk.sitting.act(OpenSession())
    listed = [match.move for moves in grouped(desk).values() for match in moves]
    assert sorted(move.intent for move in listed) == sorted(move.intent for move in desk.moves)


def test_a_move_is_found_through_the_list_of_guided_mode(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines, "guided")
    typed(play_, "", "", "1", "1", "1", "1")
    assert len(play_.turns) == 2


def test_guided_mode_comments_each_turn_and_exam_none(book: Book, ines: CaseFile) -> None:
    error = next(row for row in book.rows.intents if row.does in book.errors and row.target == "none")
    lines = ("", f"say {error.name}", "1", "1")
    remark = f"[Look at this] {book.errors[error.does].name}"
    assert remark in typed(begun(book, ines, "guided"), *lines)
    assert remark not in typed(begun(book, ines, "exam"), *lines)


def test_practice_is_commented_after_the_session(book: Book, ines: CaseFile) -> None:
    shown = typed(begun(book, ines), "", "confidentiality", "1", "", "end", "yes")
    assert "SUPERVISOR, ON SESSION 1" in shown


def test_a_command_word_can_still_be_searched_for(book: Book, ines: CaseFile) -> None:
    shown = typed(begun(book, ines), "", "say end", "")
    assert "minutes are left" not in shown
    assert "Session 1 of 8, 50 minutes left > say end" in shown


def test_ending_early_is_asked_about(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    assert "50 minutes are left. End the session?" in typed(play_, "", "end", "no")
    assert play_.treatment.hour.open


def test_a_move_that_may_be_about_somebody_is_said_without_asking_whom(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    empathise = f"say {book.intents['empathise'].name}"
    typed(play_, "", empathise, "1", "", empathise, "1", "about", "sister", "")
    said = [line.action for line in play_.log.lines if isinstance(getattr(line, "action", None), Say)]
    assert [action.target for action in said] == [None, "person:filipa"]


def test_new_words_at_the_wordings_say_that_nothing_was_said(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    shown = typed(play_, "", "confidentiality", "1", "what is your mood like", "")
    assert "That was not said. Looking for the new words:" in shown
    assert len(play_.turns) == 1


def test_what_goes_by_no_words_gets_a_hint(book: Book, ines: CaseFile) -> None:
    assert "Nothing goes by these words" in typed(begun(book, ines), "", "xyzzy")


def test_a_procedure_is_found_by_typing_what_one_wants(book: Book, ines: CaseFile) -> None:
    shown = typed(begun(book, ines), "", "offer formulation", "1", "back")
    assert "THE FORMULATION" in shown


def test_odds_that_do_not_add_up_are_refused_in_words(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    assert "add up to 100" in typed(play_, "odds", "50 50 50 50")
    assert "not four whole numbers" in typed(play_, "odds", "half and half")
    assert play_.treatment.workbook.probabilities == (25, 25, 25, 25)


def test_a_contract_without_a_formulation_says_what_comes_first(book: Book, ines: CaseFile) -> None:
    assert "offer one first" in typed(begun(book, ines), "", "contract")


def test_a_contract_takes_goals_by_number_and_in_own_words(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    lines = ["", "formulate", "1", "1", "", "yes", "contract", "1; Ring Marta on Sunday"]
    typed(play_, *lines)
    agreed = [line.action for line in play_.log.lines if isinstance(getattr(line, "action", None), AgreeContract)]
    offered = [line.action for line in play_.log.lines if isinstance(getattr(line, "action", None), OfferFormulation)]
    assert [action.area for action in offered] == ["grief"]
    goals = book.areas["grief"].goals
    assert [action.goals for action in agreed] == [(goals[0].said, "Ring Marta on Sunday")]


def test_a_formulation_takes_names_and_goes_back_one_question_at_a_time(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    shown = typed(
        play_,
        *("", "story", "1", "1", "formulate", "grief", "back", "role transition", "shoulder"),
        *("rows", "back", "father; rows", "grief", "no", "", "yes"),
    )
    offered = [line.action for line in play_.log.lines if isinstance(getattr(line, "action", None), OfferFormulation)]
    assert len(offered) == 1
    assert (offered[0].area, offered[0].about, offered[0].second) == ("role_transition", "event:shoulder", None)
    assert shown.count("What you would say:") == 2
    assert set(offered[0].evidence) == {"flat_rows", "father_missed"} & set(play_.treatment.knowledge.told)


def test_going_back_from_the_first_question_says_nothing(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    assert "Nothing was said." in typed(play_, "", "formulate", "back")
    assert len(play_.turns) == 1


def test_a_contract_without_goals_is_asked_about_and_numbers_may_stand_in_a_row(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    shown = typed(play_, "", "formulate", "1", "1", "", "yes", "contract", "", "no", "9", "1 2")
    assert "A contract without a goal?" in shown
    assert "The goals to choose from go to" in shown
    agreed = [line.action for line in play_.log.lines if isinstance(getattr(line, "action", None), AgreeContract)]
    assert [action.goals for action in agreed] == [tuple(goal.said for goal in book.areas["grief"].goals[:2])]


@pytest.mark.parametrize("mode", ["guided", "practice"])
def test_steps_keep_their_numbers_from_beginning_to_end(book: Book, ines: CaseFile, mode: Mode) -> None:
    shown = typed(begun(book, ines, mode), "", "safety", "1", "2", "3", "leave")
    numbered = [re.findall(r"^ +(\d+)  ([^(\n]+) \(", part, re.MULTILINE) for part in shown.split("Step, “leave”")[:3]]
    assert numbered[0] == numbered[1] == numbered[2]
    assert "done" in shown.split("Step, “leave”")[1]


def test_a_step_is_taken_by_its_name(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    name = book.procedures["risk_ladder"].steps[0].name
    typed(play_, "", "safety", name, "leave")
    assert [event.kind for _, events in play_.turns for event in events].count("step_taken") == 1


def test_new_cards_and_new_subjects_announce_themselves(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    shown = " ".join(typed(play_, "", "say onset", "1", "").split())
    card = ines.facts[play_.treatment.knowledge.told[0]].card
    assert f"A new card among your evidence: {card}." in shown
    assert "New, and you can now ask about it: " in shown


def test_the_card_told_last_is_pinned_from_where_it_stands(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    typed(play_, "", "say story", "1", "", "pin", "dispute", "2")
    told = play_.treatment.knowledge.told[-1]
    assert play_.treatment.workbook.pins == {(told, "role_dispute"): 2}


def test_praise_is_explained_once_and_named_after_that(book: Book, ines: CaseFile) -> None:
    out = io.StringIO()
    desk = Desk(Console(io.StringIO(), out, 96), OwnSitting(begun(book, ines, "guided")))
    first = [Say("introduce_frame"), Say("explain_confidentiality"), Say("ask_suicide"), EndSession()]
    for action in (OpenSession(), *first, OpenSession(), Say("ask_suicide")):
        assert desk.act(action)
    shown, task = " ".join(out.getvalue().split()), book.tasks["I04"]
    assert shown.count(f"[Well done] {task.name}. {' '.join(task.says.split())}") == 1
    assert f"[Good] {task.name}." in shown


def test_help_in_a_question_explains_the_question(book: Book, ines: CaseFile) -> None:
    shown = typed(
        begun(book, ines), "", "formulate", "help", "back", "circle", "help", "", "safety", "help", "", "manual", "help"
    )
    for words in ("A formulation names", "Choose a person to read", "The numbers stay", "Each page ends with"):
        assert words in shown


def test_a_whole_session_can_be_read_again(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    typed(play_, "", "confidentiality", "1", "", "end", "yes", "", "feeling", "1", "")
    first = typed(play_, "read session 1").partition("> read session 1")[2]
    assert "-- Session 1" in first
    assert "-- Session 2" not in first
    assert "There has been no session 7." in typed(play_, "read session 7")
    everything = typed(play_, "read all")
    assert "-- Session 1" in everything
    assert "-- Session 2" in everything


def test_the_plan_says_what_was_agreed_and_what_is_left(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    assert "Contract: not agreed yet." in typed(play_, "plan")
    shown = typed(play_, "", "formulate", "1", "1", "", "yes", "plan")
    assert "Focus: Grief" in shown
    assert "Sessions after this one: 7." in shown


def test_danger_is_shown_with_the_way_through_it(book: Book, ines: CaseFile) -> None:
    shown = typed(begun(book, ines), "", "safety", "1", "leave")
    assert "Safety comes first now" in shown


def test_going_back_to_a_turn_is_offered_with_its_number(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    shown = typed(play_, "", "confidentiality", "1", "", "rewind", "rewind 2")
    assert "2: " in shown
    assert "Back to before turn 2" in shown
    assert len(play_.turns) == 1


def test_the_conversation_can_be_read_again_and_searched(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    typed(play_, "", "confidentiality", "1", "1")
    said = next(line.words for line in transcript(book, play_.turns) if line.speaker == "therapist")
    start = " ".join(said.split()[:5])
    assert f"You: {start}" in typed(play_, "read 2")
    assert f"Turn 2, session 1:\nYou: {start}" in typed(play_, f"find {start.upper()}")
    assert "Nobody has said that." in typed(play_, "find nonsense")


def test_the_manual_can_be_looked_up_at_any_time(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines, "exam")
    shown = typed(play_, "manual sick role", "1", "back")
    assert book.tasks["I08"].says[:40] in shown
    assert play_.turns == ()


def test_every_row_of_the_manual_that_a_trainee_needs_has_a_page(book: Book) -> None:
    rows = book.rows
    expected = len(rows.areas) + len(rows.tasks) + len(rows.techniques) + len(rows.procedures) + len(rows.errors)
    expected += len(rows.phases) + len(rows.differentials) + len(rows.red_lines)
    assert len({page.title for page in pages(book)}) == expected


def test_the_manual_can_be_leafed_through_and_searched_in_its_text(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines, "exam")
    assert f"Phase: {book.rows.phases[0].name}" in typed(play_, "manual", "phase", "")
    assert "Task: Sum up and count" in typed(play_, "manual how many remain", "back")
    assert "It takes all of these" in typed(play_, "manual sum up and count", "1", "back")


@pytest.mark.parametrize("word", sorted({*IN_SESSION, *BETWEEN}))
def test_every_command_answers_something_and_breaks_nothing(book: Book, ines: CaseFile, word: str) -> None:
    where = [""] if word in IN_SESSION else []
    shown = typed(begun(book, ines), *where, word, "back", "back")
    assert len(shown.partition(f"> {word}\n")[2].strip()) > 10


def test_the_help_names_every_command(book: Book, ines: CaseFile) -> None:
    shown = typed(begun(book, ines), "", "help").partition("HELP")[2]
    assert all(f"  {word}" in shown for word in IN_SESSION)
    in_exam = typed(begun(book, ines, "exam"), "", "help").partition("HELP")[2]
    assert all((f"  {word}" in in_exam) == (word in words_of(in_session, "exam")) for word in IN_SESSION)


def test_two_ways_are_told_one_after_the_other(book: Book, ines: CaseFile) -> None:
    play_ = begun(book, ines)
    play_.act(OpenSession())
    play_.act(Say("reassure"))
    play_.rewind(2)
    play_.act(Say("introduce_frame"))
    shown = typed(play_, "compare")
    before, _, now = shown.partition("AS IT GOES NOW")
    assert "BEFORE YOU WENT BACK" in before
    assert "Look again" in before
    assert "Frame and confidentiality" not in now
    assert [line.action for line in play_.log.lines if hasattr(line, "action")][-1] == Say("introduce_frame")


def test_the_debrief_saves_a_table_as_well(book: Book, ines: CaseFile, tmp_path: object) -> None:
    play_ = Playthrough.start(book, ines, seed=2, mode="exam", sessions=8)
    shown = typed(play_, *["", "feeling", "1", "", "end", "yes"] * 8, f"save {tmp_path}/report.csv", "")
    assert f"Saved as a table for any spreadsheet: {tmp_path}/report.csv" in re.sub(r"\s+", " ", shown)
    assert "there is no such folder" in typed(play_, f"save {tmp_path}/no/report.csv", "")


def test_the_debrief_goes_to_a_turn_and_saves_a_page(book: Book, ines: CaseFile, tmp_path: object) -> None:
    play_ = Playthrough.start(book, ines, seed=2, mode="exam", sessions=8)
    page = f"{tmp_path}/report.html"
    sessions = ["", "feeling", "1", "", "end", "yes"] * 8
    shown = typed(play_, *sessions, "2", "go 2", "go 999", f"save {page}", "what", "")
    assert play_.treatment.over
    assert "PROFILE" in shown
    assert "=> Turn 2" in shown
    assert "Nothing was said in turn 999." in shown
    assert "Saved as a page" in shown
    assert "sixteen-weeks report" not in shown  # kept in memory only
