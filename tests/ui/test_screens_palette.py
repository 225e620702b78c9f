"""The palette: everything that can be done can be reached, found by the words a therapist would type."""

import pytest
from ui_screens import CASES, begun, desk_of, in_session, open_ladder, opened, played_until, working

from game.commands import looks
from game.treatment import AgreeContract, EndSession, LeaveProcedure, OfferFormulation, Say, TakeStep, legal_actions
from game.ui.appearance import PLAIN, Appearance
from game.ui.geometry import Size
from game.ui.screens import palette
from game.ui.screens.intents import Act, Aim, Open, Pick, Reach, Work
from game.ui.screens.intents import Say as SayIt
from game.ui.screens.procedure import Working
from game.ui.screens.session import Session
from game.ui.stack import Stay
from game.ui.state import Back, UiState
from game.ui.theme import load
from game.ui.widgets import Choice, ScrollArea, Text, TextField


def intents(screen, **texts):
    """What can be chosen on a screen with these words typed."""
    ui = UiState(texts=texts.get("typed", {}))
    widgets = screen.scene(Size(1280, 720), load(), ui)
    return [w.intent for w in widgets if w.intent is not None and w.enabled]


def listed(session, typed):
    """The rows of the palette for what was typed, in order."""
    widgets = session.scene(Size(1280, 720), load(), UiState(texts={palette.FIELD: typed}))
    return [w for w in widgets if isinstance(w, Choice) and w.group == palette.LIST]


def session_of(play):
    desk = desk_of(play)
    return Session(desk, desk.look)


def reaches(session, action):
    """Tell whether the palette leads to an action by typing what it is called."""
    look = session.look
    match action:
        case Say(name, target):
            move = next(move for move in look.moves if move.intent == name)
            about = next((concern.name for concern in look.room.concerns if concern.ref == target), "")
            direct = any(row.intent == Reach(name, target) for row in listed(session, f"{move.name} {about}"))
            reached = session.handle(Reach(name, None)).screen
            if isinstance(reached.stage, palette.Wording) and target is not None:
                reached = reached.handle(Open("palette")).screen
            aimed = target is None or Aim(target) in intents(reached)
            return aimed and (direct or any(row.intent == Reach(name, None) for row in listed(session, move.name)))
        case TakeStep(procedure, step, subject, choice):
            view = next(v for v in look.procedures if (v.procedure, v.subject) == (procedure, subject))
            door = any(row.intent == Work(procedure, subject) for row in listed(session, view.name))
            at_work = Working(session.desk, look, procedure, subject)
            if choice is None:
                return door and Pick("step", step) in intents(at_work)
            choosing = at_work.handle(Pick("step", step)).screen
            return door and Pick("choice", choice) in intents(choosing)
        case OfferFormulation():
            return any(row.intent == Open("formulation") for row in listed(session, "offer formulation"))
        case AgreeContract():
            return any(row.intent == Open("contract") for row in listed(session, "contract"))
        case LeaveProcedure():
            return any(row.intent == Act(action) for row in listed(session, "leave procedure"))
        case EndSession():
            return any(row.intent == Open("end") for row in listed(session, "end session"))
    raise AssertionError(f"nobody thought of {action}")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("moment", [in_session(1), in_session(4, 10), working])
def test_every_legal_move_can_be_reached(book, cases, case, moment):
    play = played_until(begun(book, cases[case]), "expert", moment)
    session = session_of(play)
    legal = legal_actions(play.book, cases[case], play.treatment)
    assert len(legal) > 100
    kinds = {type(action): action for action in legal}.values()
    # Every case begins elsewhere, so that together they come to nearly all that there is.
    sample = [*legal[CASES.index(case) % 5 :: max(1, len(legal) // 20)], *kinds]
    assert [action for action in sample if not reaches(session, action)] == []


def test_in_danger_the_ladder_can_be_reached_and_left(book, cases):
    play = open_ladder(opened(begun(book, cases["rosalind"])))
    session = session_of(play)
    legal = legal_actions(book, cases["rosalind"], play.treatment)
    assert [action for action in legal if not reaches(session, action)] == []


QUERIES = [
    ("expect clare", "ask_expectations", "person:clare"),
    ("clare expectations", "ask_expectations", "person:clare"),
    ("suicide", "ask_suicide", None),
    ("phq", "fill_scale", None),
    ("sick role", "give_sick_role", None),
    ("sleep", "ask_symptom", "symptom:sleep"),
    ("silence", "wait_in_silence", None),
    ("homework", "set_homework", None),
    ("confidentiality", "explain_confidentiality", None),
    ("what brings you", "ask_story", None),
    ("since last", "open_session", None),
    ("inventory", "ask_people", None),
    ("closeness clare", "ask_closeness", "person:clare"),
    ("argument clare", "ask_conflict", "person:clare"),
    ("reassur", "reassure", None),
    ("suicied", "ask_suicide", None),
    ("childhood", "interpret_childhood", None),
]


@pytest.mark.parametrize(("typed", "intent", "target"), QUERIES)
def test_a_therapists_words_find_the_move_among_the_first_three(book, cases, typed, intent, target):
    session = session_of(opened(begun(book, cases["rosalind"])))
    found = [row.intent for row in listed(session, typed)]
    assert Reach(intent, target) in found[:3]


def test_good_and_bad_moves_look_alike(book, cases):
    session = session_of(opened(begun(book, cases["rosalind"])))
    (good,) = [row for row in listed(session, "wait silence") if row.intent == Reach("wait_in_silence", None)]
    (bad,) = [row for row in listed(session, "only mm") if row.intent == Reach("just_nod", None)]
    assert (good.note, good.enabled, good.trailing) == (bad.note, bad.enabled, "1 min")


def test_nothing_is_listed_before_something_is_typed(book, cases):
    session = session_of(opened(begun(book, cases["rosalind"])))
    assert listed(session, "") == []


def test_words_that_match_nothing_are_answered_with_a_hint(book, cases):
    session = session_of(opened(begun(book, cases["rosalind"])))
    assert listed(session, "zzzzzz") == []
    widgets = session.scene(Size(1280, 720), load(), UiState(texts={palette.FIELD: "zzzzzz"}))
    assert any("Nothing by these words" in getattr(widget, "text", "") for widget in widgets)


def test_the_wording_chosen_is_the_wording_said(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    session = session_of(play)
    worded = session.handle(Reach("ask_expectations", "person:clare")).screen
    words = worded.stage.ways[1]
    said = worded.handle(SayIt(1))
    assert isinstance(said, Stay)
    assert words in [line.words for line in said.screen.look.transcript if line.speaker == "therapist"]
    assert said.screen.stage is None
    assert said.texts[palette.FIELD] == ""


def test_escape_goes_back_through_the_palette_and_says_nothing(book, cases):
    play = opened(begun(book, cases["rosalind"]))
    aiming = session_of(play).handle(Reach("ask_expectations", None)).screen
    worded = aiming.handle(Aim("person:clare")).screen
    back = worded.handle(Back()).screen
    assert back.stage is None
    assert len(play.turns) == 1


def test_a_move_about_nobody_in_particular_can_still_be_aimed(book, cases):
    session = session_of(opened(begun(book, cases["rosalind"])))
    worded = session.handle(Reach("explore", None)).screen
    assert isinstance(worded.stage, palette.Wording)
    aiming = worded.handle(Open("palette")).screen
    assert Aim("person:clare") in intents(aiming)
    assert Aim(None) in intents(aiming)


def test_the_menu_of_the_guided_mode_holds_every_move_once(book, cases):
    from game.ui.screens import menu

    desk = desk_of(opened(begun(book, cases["rosalind"], "guided")))
    grouped = [move.intent for _, moves in menu.groups(desk.look) for move in moves]
    assert sorted(grouped) == sorted(move.intent for move in desk.look.moves)


@pytest.mark.parametrize(("mode", "visible"), [("guided", True), ("practice", False), ("exam", False)])
def test_the_menu_is_there_in_guided_mode_only(book, cases, mode, visible):
    desk = desk_of(opened(begun(book, cases["rosalind"], mode)))
    widgets = Session(desk, desk.look).scene(Size(1280, 720), load(), UiState())
    assert any(widget.key == "workbook.moves" for widget in widgets) is visible


def test_the_field_owns_the_list_so_that_enter_takes_the_first(book, cases):
    session = session_of(opened(begun(book, cases["rosalind"])))
    widgets = session.scene(Size(1280, 720), load(), UiState(texts={palette.FIELD: "suicide"}))
    field = next(w for w in widgets if isinstance(w, TextField) and w.key == palette.FIELD)
    rows = [w for w in widgets if isinstance(w, Choice) and w.group == field.owns]
    assert [row.marked for row in rows] == [True, *[False] * (len(rows) - 1)]


# -- the list stays where it is ------------------------------------------------------------------------


def scene(session, typed="", appearance=PLAIN, focus=palette.FIELD):
    ui = UiState(texts={palette.FIELD: typed}, focus=focus)
    return session.scene(Size(1280, 720), load(appearance), ui)


def area(widgets, key):
    return next(widget for widget in widgets if isinstance(widget, ScrollArea) and widget.key == key)


@pytest.mark.parametrize("text", [100, 150])
def test_the_list_keeps_its_height_from_the_first_letter_to_the_words(book, cases, text):
    session = session_of(opened(begun(book, cases["rosalind"])))
    looks = Appearance(text=text)
    typing = [area(scene(session, typed, looks), palette.SCROLL).rect for typed in ("a", "ask", "suicide", "zzzzzz")]
    assert len(set(typing)) == 1
    aiming = session.handle(Reach("ask_expectations", None)).screen
    worded = aiming.handle(Aim("person:clare")).screen
    heights = {area(scene(stage, "", looks), palette.SCROLL).rect.h for stage in (aiming, worded)}
    assert heights == {typing[0].h}


def shown_words(widgets):
    preview = area(widgets, "palette.preview")
    return [w.text for w in widgets if isinstance(w, Text) and w.within == preview.key]


def test_the_words_are_shown_before_a_move_is_chosen(book, cases):
    session = session_of(opened(begun(book, cases["rosalind"])))
    assert shown_words(scene(session, "that must have been hard")) == ["“That must have been very lonely.”"]
    rows = listed(session, "expect")
    assert shown_words(scene(session, "expect", focus=rows[0].key)) == ["You will be asked whom or what it is about."]
    (way,) = shown_words(scene(session, "closeness clare"))
    assert way.strip("“”") in session.look.ways("ask_closeness", "person:clare")


def test_the_wording_most_like_what_was_typed_is_offered_first_and_said_by_enter(book, cases, hand):
    user = hand(session_of(opened(begun(book, cases["rosalind"]))))
    user.type("that must have been hard").press("enter")
    assert user.focus == "Say: That must have been very lonely."
    user.press("enter")
    said = [line.words for line in user.shell.screen.look.transcript if line.speaker == "therapist"]
    assert said == ["That must have been very lonely."]


def test_another_wording_is_said_by_its_number_or_a_click(book, cases, hand):
    play = opened(begun(book, cases["rosalind"]))
    user = hand(session_of(play))
    user.type("that must have been hard").press("enter")
    ways = user.shell.screen.stage.ways
    user.press("2").press("escape")
    user.type("that must have been hard").press("enter").click(f"Say: {ways[0]}", "list_item")
    said = [line.words for line in user.shell.screen.look.transcript if line.speaker == "therapist"]
    assert said == [ways[1], ways[0]]


# -- whom it is about ----------------------------------------------------------------------------------


def told_of_clare(book, case):
    play = opened(begun(book, case))
    play.act(Say("ask_people"))
    play.act(Say("ask_closeness", "person:clare"))
    return play


def test_a_move_about_what_was_just_said_is_not_asked_about_but_can_be_turned_to_others(book, cases):
    session = session_of(told_of_clare(book, cases["rosalind"]))
    worded = session.handle(Reach("empathise", None)).screen
    assert isinstance(worded.stage, palette.Wording)
    about = next(w for w in scene(worded) if w.key == "palette.about")
    assert about.label == "About Clare…"
    aiming = worded.handle(about.intent).screen
    first, *others = [w for w in scene(aiming) if isinstance(w, Choice) and w.group == palette.LIST]
    assert (first.label, first.intent) == ("What was just said", Aim(None))
    assert Aim("person:mother") in [row.intent for row in others]


def test_where_somebody_must_be_named_the_one_just_spoken_of_comes_first(book, cases):
    session = session_of(told_of_clare(book, cases["rosalind"]))
    aiming = session.handle(Reach("ask_expectations", None)).screen
    first = next(w for w in scene(aiming) if isinstance(w, Choice) and w.group == palette.LIST)
    assert (first.label, first.note, first.marked) == ("Clare", "just spoken of", True)


def test_a_relation_finds_whom_a_move_is_about(book, cases):
    session = session_of(told_of_clare(book, cases["rosalind"]))
    aiming = session.handle(Reach("ask_expectations", None)).screen
    relation = next(row.relation for row in session.look.workbook.people if row.ref == "person:mother")
    ui = UiState(texts={palette.TARGET: relation.split()[-1]})
    rows = [w for w in aiming.scene(Size(1280, 720), load(), ui) if isinstance(w, Choice) and w.group == palette.LIST]
    assert Aim("person:mother") in [row.intent for row in rows]


# -- stars, what was said lately, letters --------------------------------------------------------------


def test_a_star_is_kept_with_the_settings_and_taken_back(book, cases, hand):
    user = hand(session_of(opened(begun(book, cases["rosalind"]))))
    user.type("suicide").press("enter", "ctrl+d")
    assert user.chosen[-1].favourites == ("ask_suicide",)
    user.click("Take the star from this move")
    assert user.chosen[-1].favourites == ()


def test_starred_moves_and_those_said_lately_are_listed_on_request(book, cases, hand):
    play = told_of_clare(book, cases["rosalind"])
    user = hand(session_of(play), Appearance(favourites=("ask_suicide",)))
    user.press("ctrl+r")
    rows = [w.intent for w in user.shell.widgets if isinstance(w, Choice) and w.group == palette.LIST]
    assert rows == [Reach("ask_suicide", None), Reach("ask_closeness", None), Reach("ask_people", None)]
    user.press("down", "enter")
    assert isinstance(user.shell.screen.stage, palette.Wording)
    user.press("escape")
    assert user.shell.screen.stage is None


def test_the_list_can_be_opened_before_anything_was_said_or_starred(book, cases, hand):
    user = hand(session_of(opened(begun(book, cases["rosalind"])))).press("ctrl+r")
    assert any("Nothing is starred" in getattr(widget, "text", "") for widget in user.shell.widgets)


def test_a_mouse_alone_spells_finds_and_says(book, cases, hand):
    play = opened(begun(book, cases["rosalind"]))
    user = hand(session_of(play))
    user.click("Starred and recent moves, and letters to press")
    for name in ("s", "i", "l", "x", "Erase", "e"):
        user.click(name, "button")
    assert user.shell.ui.text(palette.FIELD) == "sile"
    user.click("Let a silence be, 1 minute").click("Say: (You wait, and stay with it.)")
    assert play.turns[-1][1][0].intent == "wait_in_silence"


def test_a_star_in_a_settings_file_survives_and_nonsense_does_not(tmp_path, monkeypatch):
    monkeypatch.setattr(looks, "_file", lambda: tmp_path / "window.json")
    looks.keep_looks(Appearance(favourites=("empathise",)))
    assert looks.kept_looks().favourites == ("empathise",)
    (tmp_path / "window.json").write_text('{"favourites": [1]}', encoding="utf-8")
    kept, trouble = looks.looks_and_trouble()
    assert kept == PLAIN
    assert "favourites" in trouble
