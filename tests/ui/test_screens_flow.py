"""From the title to the debrief: every way through the screens, by keys and by clicks, and nothing lost on the way."""

import pytest
from ui_screens import CASES, after_session, analysing, begun, desk_of, in_session, never, opened, played_until, working

from game.play import CannotSave, Playthrough
from game.ui.screens.between import Between
from game.ui.screens.care import Care
from game.ui.screens.desk import Desk
from game.ui.screens.flow import debrief, where
from game.ui.screens.formulation import Formulation
from game.ui.screens.opening import ready
from game.ui.screens.procedure import Working
from game.ui.screens.referral import Referral
from game.ui.screens.report import Debrief
from game.ui.screens.session import Session
from game.ui.screens.settings import Settings
from game.ui.screens.shelf import Shelf
from game.ui.screens.title import Title
from game.ui.screens.transcript import Transcript
from game.ui.stack import Stay
from game.ui.theme import Appearance
from game.ui.widgets import Text


def shelf_desk(book, cases):
    """A desk with the whole shelf and nothing in play."""
    return Desk(book, [cases[name] for name in CASES], lambda case, mode: begun(book, case, mode))


def at_desk(hand, play, **kwargs):
    """Sit down where a treatment stands."""
    return hand(where(desk_of(play)), **kwargs)


def said(user):
    """All the words on the screen."""
    return [widget.text for widget in user.shell.widgets if isinstance(widget, Text)]


# -- from the title to the first session ---------------------------------------------------------------


def test_keys_alone_lead_from_the_title_into_the_first_session_and_out_again(book, cases, hand):
    user = hand(Title(shelf_desk(book, cases)))
    user.press("enter")
    assert isinstance(user.shell.screen, Shelf)
    user.press("enter")
    assert isinstance(user.shell.screen, Care)
    user.press("enter")
    assert isinstance(user.shell.screen, Referral)
    user.press("enter")
    assert isinstance(user.shell.screen, Session)
    user.type("what brings you").press("enter")
    assert user.focus.startswith("Say: ")
    user.press("right", "enter")
    assert user.focus.startswith("What do you say to")
    spoken = [line.speaker for line in user.shell.screen.look.transcript]
    assert spoken.count("therapist") == 1
    user.type("confid").press("down", "enter", "enter")
    assert [line.speaker for line in user.shell.screen.look.transcript].count("therapist") == 2
    user.press("f6")
    assert "End the session now?" in said(user)
    user.press("shift+tab", "enter")
    assert isinstance(user.shell.screen, Between)
    user.press("enter")
    assert user.shell.screen.look.room.session == 2


def test_clicks_alone_lead_into_the_first_session(book, cases, hand):
    user = hand(Title(shelf_desk(book, cases)))
    user.click("Treat a patient").click("Rosalind Achieng", "list_item").click("Exam", "list_item")
    user.click("Read the letter about Rosalind Achieng").click("I have read this").click("Ask the patient in")
    assert isinstance(user.shell.screen, Session)
    assert (user.shell.screen.look.mode, user.shell.screen.look.room.patient) == ("exam", "Rosalind Achieng")


def test_the_title_is_shown_before_anything_is_loaded_and_leads_nowhere_until_then(book, cases, hand):
    user = hand(Title())
    user.click("Treat a patient")
    assert isinstance(user.shell.screen, Title)
    user.shell.apply(ready(user.shell.screen, lambda: shelf_desk(book, cases)))
    user.click("Treat a patient")
    assert isinstance(user.shell.screen, Shelf)


def test_the_title_and_its_first_frame_load_neither_yaml_nor_the_manual():
    import subprocess
    import sys

    slow = ("yaml", "pydantic", "transitions", "game.manual")
    code = f"import sys; import game.ui.screens; print([m for m in {slow} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith("[]")


def test_what_the_desk_has_to_say_is_said_first(book, cases, hand):
    user = hand(Title())
    desk = Desk(book, [cases["rosalind"]], lambda case, mode: begun(book, case, mode), notice="A line was cut off.")
    user.shell.apply(ready(user.shell.screen, lambda: desk))
    assert "A line was cut off." in said(user)
    user.press("escape")
    assert "A line was cut off." not in said(user)


def test_a_running_treatment_is_offered_on_the_title_and_goes_on_where_it_was(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(2, 10))
    user = hand(Title(desk_of(play)))
    user.click("Continue with Rosalind Achieng, session 2")
    assert isinstance(user.shell.screen, Session)
    user.press("escape").click("To the title")
    assert isinstance(user.shell.screen, Title)
    assert play.treatment.hour.open


def test_escape_goes_back_from_every_screen_before_the_treatment(book, cases, hand):
    user = hand(Title(shelf_desk(book, cases)))
    user.press("enter", "enter", "escape")
    assert isinstance(user.shell.screen, Shelf)
    user.press("escape")
    assert isinstance(user.shell.screen, Title)
    user.press("escape")
    assert "Leave Sixteen Weeks?" in said(user)
    user.press("escape")
    assert user.shell.running
    user.press("escape").click("Leave")
    assert not user.shell.running


def test_settings_change_the_window_at_once(book, cases, hand):
    user = hand(Title(shelf_desk(book, cases)))
    user.click("Settings").click("Evening", "list_item").click("200 %")
    assert isinstance(user.shell.screen, Settings)
    assert user.shell.theme.appearance == Appearance("dark", 200)
    assert user.chosen[-1] == Appearance("dark", 200)
    user.press("escape")
    assert isinstance(user.shell.screen, Title)


def test_a_log_that_cannot_be_written_is_said_and_nothing_begins(book, cases, hand):
    def fail(case, mode):
        raise CannotSave("The disk is full.")

    user = hand(Title(Desk(book, [cases["rosalind"]], fail)))
    user.press("enter", "enter", "enter", "enter")
    assert isinstance(user.shell.screen, Referral)
    assert "The disk is full." in said(user)
    user.press("enter")
    assert "The disk is full." not in said(user)


# -- in a session --------------------------------------------------------------------------------------


def test_what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing(book, cases, hand):
    play = opened(begun(book, cases["rosalind"]))
    user = at_desk(hand, play)
    turns = len(play.turns)
    from game.treatment import AgreeContract
    from game.ui.screens.intents import Act

    user.shell.deliver(Act(AgreeContract()))
    assert "There is no formulation yet on which a contract could rest." in said(user)
    user.press("enter")
    assert len(play.turns) == turns
    assert user.focus.startswith("What do you say to")


def test_a_turn_that_cannot_be_saved_has_not_happened(book, cases, hand, tmp_path, monkeypatch):
    play = Playthrough.start(book, cases["rosalind"], seed=1, path=tmp_path / "log.jsonl")
    user = at_desk(hand, opened(play))

    def full(_):
        raise CannotSave("There is no room left on the disk.")

    monkeypatch.setattr(play._file, "append", full)
    user.type("what brings you").press("enter", "enter")
    assert "There is no room left on the disk." in said(user)
    assert not any(line.speaker == "therapist" for line in user.shell.screen.look.transcript)
    play.close()


def test_a_session_with_few_minutes_left_ends_without_a_question(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "supportive", in_session(1, 41))
    user = at_desk(hand, play)
    user.press("f6")
    assert isinstance(user.shell.screen, Between)


def test_taking_back_takes_back_one_turn(book, cases, hand):
    play = opened(begun(book, cases["rosalind"], "guided"))
    user = at_desk(hand, play)
    user.type("what brings you").press("enter", "enter")
    assert len(play.turns) == 2
    user.press("ctrl+z")
    assert len(play.turns) == 1
    assert isinstance(user.shell.screen, Session)


def test_going_back_to_words_asks_first_and_keeps_what_came_before_them(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(1, 20))
    user = at_desk(hand, play)
    words = next(line for line in user.shell.screen.look.transcript if line.speaker == "therapist" and line.turn > 3)
    user.click("Go back to…")
    assert isinstance(user.shell.screen, Transcript)
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"transcript.{words.turn}"))
    assert "Go back to before this?" in said(user)
    user.click("Go back", "button")
    assert len(play.turns) == words.turn - 1
    assert isinstance(user.shell.screen, Session)


def test_an_exam_has_no_supervisor_and_no_way_back(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"], "exam"), "expert", in_session(1, 20))
    user = at_desk(hand, play)
    keys = {widget.key for widget in user.shell.widgets}
    assert not keys & {"session.supervisor", "session.take_back", "session.rewind", "workbook.moves"}
    user.press("f5", "ctrl+z")
    assert user.shell.screen.message is None


def test_guided_mode_comments_on_every_turn(book, cases, hand):
    play = opened(begun(book, cases["rosalind"], "guided"))
    user = at_desk(hand, play)
    user.type("other is to blame clare").press("enter", "enter")
    assert any(words.startswith("△ Look again") for words in said(user))


def test_the_supervisor_answers_in_the_conversation(book, cases, hand):
    play = opened(begun(book, cases["rosalind"]))
    user = at_desk(hand, play)
    user.press("f5")
    assert any(words.startswith("Supervisor: ") for words in said(user))


def test_earlier_sessions_can_be_shown_above_this_one(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(3))
    user = at_desk(hand, play)
    before = len(said(user))
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == "talk.earlier"))
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == "talk.earlier"))
    assert "Session 1" in said(user)
    assert len(said(user)) > before
    assert "talk.earlier" not in {widget.key for widget in user.shell.widgets}


def test_a_pause_keeps_the_session_open(book, cases, hand):
    play = opened(begun(book, cases["rosalind"]))
    user = at_desk(hand, play)
    user.press("escape")
    assert "A pause" in said(user)
    user.click("Settings")
    user.press("escape")
    assert isinstance(user.shell.screen, Session)
    assert play.treatment.hour.minutes_left == 50


# -- formulation, contract, procedures -----------------------------------------------------------------


def test_a_formulation_is_composed_offered_and_heard_in_the_room(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", in_session(2, 20))
    user = at_desk(hand, play)
    user.press("f2")
    assert isinstance(user.shell.screen, Formulation)
    assert not user.node("Offer it").enabled
    user.click("Grief", "list_item")
    about = user.shell.screen.view.abouts[0]
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"formulation.about.{about.ref}"))
    (spoken,) = [words for words in said(user) if f"bound up with {about.name}" in words]
    user.click("Offer it")
    assert isinstance(user.shell.screen, Session)
    assert spoken in [line.words for line in user.shell.screen.look.transcript]


def test_a_contract_takes_three_goals_at_most_own_words_among_them(book, cases, hand):
    play = played_until(
        begun(book, cases["rosalind"]), "expert", lambda now: now.progress.formulation is not None and now.hour.open
    )
    user = at_desk(hand, play)
    user.press("f3")
    goals = [w for w in user.shell.widgets if w.key.startswith("contract.goal.")]
    assert goals
    user.shell.deliver(goals[0].intent)
    for goal in ("To ring Bea", "To go into his room", "One too many"):
        user.click("A goal in your own words").type(goal).press("enter")
    assert len(user.shell.screen.goals) == 3
    assert "One too many" not in user.shell.screen.goals
    user.click("Ask for agreement")
    assert any("To ring Bea" in line.words for line in user.shell.screen.look.transcript)


def test_a_procedure_goes_step_by_step_and_stays_open_when_one_looks_away(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", working)
    user = at_desk(hand, play)
    user.click("Return to it")
    assert isinstance(user.shell.screen, Working)
    told = len(user.shell.screen.view.told)
    user.press("enter")
    assert len(user.shell.screen.view.told) > told or user.shell.screen.step
    user.press("escape", "escape")
    assert play.treatment.progress.running is not None


def test_a_step_that_asks_for_a_choice_offers_it(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", analysing)
    user = at_desk(hand, play)
    user.click("Return to it")
    choosing = next(row for row in user.shell.screen.view.steps if row.choices and row.possible)
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"working.step.{choosing.id}"))
    assert user.focus == choosing.choices[0].words
    before = len(play.turns)
    user.press("enter")
    assert len(play.turns) == before + 1


def test_leaving_a_procedure_goes_back_to_the_room(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", working)
    user = at_desk(hand, play)
    user.click("Return to it").click("Leave it")
    assert isinstance(user.shell.screen, Session)
    assert play.treatment.progress.running is None


def test_the_ladder_opens_from_the_procedures_and_reads_safety_first(book, cases, hand):
    play = opened(begun(book, cases["rosalind"]))
    user = at_desk(hand, play)
    user.press("f4", "enter")
    assert "Safety first" in said(user)
    user.press("enter", "escape")
    assert user.shell.screen.look.room.in_danger if isinstance(user.shell.screen, Session) else True
    user.press("escape")
    assert play.treatment.phase == "risk"


# -- between and after ---------------------------------------------------------------------------------


def test_between_sessions_an_exam_says_nothing_and_a_practice_comments(book, cases, hand):
    exam = played_until(begun(book, cases["rosalind"], "exam"), "expert", after_session(1))
    practice = played_until(begun(book, cases["rosalind"], "practice"), "expert", after_session(1))
    assert not any("Well done" in words for words in said(at_desk(hand, exam)))
    assert any("Well done" in words for words in said(at_desk(hand, practice)))


def test_a_whole_treatment_ends_before_the_debrief_and_goes_on_to_it(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", never)
    user = at_desk(hand, play)
    assert isinstance(user.shell.screen, Between)
    user.press("enter")
    assert isinstance(user.shell.screen, Debrief)
    for tab in ("Course", "Moments", "The key", "Evidence", "People", "Score"):
        user.click(tab, "tab")
        assert user.node(tab, "tab").selected
    user.press("escape")
    assert isinstance(user.shell.screen, Title)
    user.click("See the debrief of Rosalind Achieng")
    assert isinstance(user.shell.screen, Debrief)


def test_go_there_shows_the_words_a_moment_is_about(book, cases, hand):
    play = played_until(begun(book, cases["rosalind"]), "expert", never)
    shown = debrief(desk_of(play))
    user = hand(shown)
    user.click("Moments", "tab")
    moment = shown.report.strong[0]
    user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"report.moment.good.{moment.turn}"))
    assert isinstance(user.shell.screen, Transcript)
    user.shell.wake()
    here = next(w for w in user.shell.widgets if w.key == user.shell.ui.focus)
    assert here.text == moment.words or moment.turn == int(here.key.rpartition(".")[2])
    assert here.clip is None or here.clip.encloses(here.rect)
    user.press("escape")
    assert isinstance(user.shell.screen, Debrief)


@pytest.mark.parametrize("policy", ["expert", "random"])
def test_every_rating_leads_to_words_that_were_spoken(book, cases, hand, policy):
    play = played_until(begun(book, cases["mehdi"]), policy, never)
    shown = debrief(desk_of(play))
    user = hand(shown)
    user.click("Score", "tab")
    for bar in shown.report.bars:
        user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"report.bar.{bar.id}"))
        assert isinstance(user.shell.screen, Debrief)
        turns = [w.intent.turn for w in user.shell.widgets if hasattr(w.intent, "turn")]
        assert all(any(line.turn == turn for line in shown.spoken) for turn in turns)
        user.shell.deliver(next(w.intent for w in user.shell.widgets if w.key == f"report.bar.{bar.id}"))


def test_screens_do_not_move_for_an_intent_they_do_not_know(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    desk = desk_of(play)
    for screen in (where(desk), Title(desk), Shelf(desk), Settings(), Working(desk, desk.look, "risk_ladder", None)):
        assert screen.handle("nonsense") == Stay()


def test_the_game_opens_loads_behind_its_title_and_closes(book, cases, monkeypatch):
    import pygame

    from game.ui.screens import open_game

    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    loaded = []

    def prepare():
        loaded.append(pygame.display.get_caption()[0])
        pygame.event.post(pygame.event.Event(pygame.QUIT))
        return shelf_desk(book, cases)

    open_game(prepare)
    assert loaded == ["Sixteen Weeks"]
