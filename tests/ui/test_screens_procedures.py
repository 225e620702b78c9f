"""Procedures as play: the strip, the table, the two chairs, the calm ladder; by keys alone and by clicks alone."""

from functools import cache

import pytest
from ui_layouts import complaints
from ui_screens import begun, desk_of, in_session, open_ladder, played_until

from game.treatment import TakeStep
from game.ui.geometry import Size
from game.ui.screens.procedure import Working
from game.ui.state import UiState
from game.ui.theme import Appearance, load
from game.ui.widgets import Choice, Clock, Text

ROOMS = [(Size(1280, 720), 100), (Size(1280, 720), 200), (Size(1366, 768), 150), (Size(3840, 2160), 200)]


@pytest.fixture(scope="module")
def way_to(book, cases):
    """What the expert did until a procedure was begun."""

    @cache
    def actions(procedure: str):
        def begun_it(now):
            return now.progress.running is not None and now.progress.running.procedure == procedure

        play = played_until(begun(book, cases["mehdi"]), "expert", begun_it)
        return tuple(line.action for line in play.log.lines)

    return actions


@pytest.fixture
def at(book, cases, way_to):
    """The screen of a procedure on which some steps have been taken: `at(procedure, *further steps)`."""

    def screen(procedure: str, *steps: str, mode: str = "practice") -> Working:
        play = begun(book, cases["mehdi"], mode)
        for action in way_to(procedure):
            play.act(action)
        subject = play.treatment.progress.running.subject
        for step in steps:
            play.act(TakeStep(procedure, step, subject))
        desk = desk_of(play)
        return Working(desk, desk.look, procedure, subject)

    return screen


def said(screen, width: int = 1920) -> list[str]:
    return [w.text for w in screen.scene(Size(width, 4_000), load(), UiState()) if isinstance(w, Text)]


def steps_of(screen) -> list[str]:
    widgets = screen.scene(Size(1920, 4_000), load(), UiState())
    return [w.key.rpartition(".")[2] for w in widgets if isinstance(w, Choice) and w.key.startswith("working.step.")]


STEPS = {
    "communication_analysis": ("scene", "rebuild", "each_turn", "rebuild"),
    "decision_analysis": ("wish", "options", "effects"),
    "role_play": ("scene", "first_try", "swap"),
}


@pytest.mark.parametrize(("size", "text"), ROOMS)
@pytest.mark.parametrize("procedure", STEPS)
def test_every_procedure_is_whole_in_every_room(at, procedure, size, text) -> None:
    screen = at(procedure, *STEPS[procedure])
    look, ui = load(Appearance(text=text)), UiState()
    for whole in (False, True):
        shown = Working(screen.desk, screen.look, screen.procedure, screen.subject, whole=whole)
        assert not complaints(shown.scene(size, look, ui), size, look, ui)


def test_the_strip_has_a_place_for_what_was_not_asked_yet(at) -> None:
    words = said(at("communication_analysis", "scene", "rebuild"))
    assert [label for label in words if label in ("Said", "Meant", "Heard", "Felt")] == [
        "Said",
        "Meant",
        "Heard",
        "Felt",
    ]
    assert words.count("not asked yet") == 3
    words = said(at("communication_analysis", "scene", "rebuild", "each_turn", "rebuild"))
    assert words.count("not asked yet") == 3  # behind the second exchange


def test_the_table_fills(at) -> None:
    assert "What it would lead to" not in said(at("decision_analysis", "wish"))
    listed = at("decision_analysis", "wish", "options")
    options = [row.name for row in listed.view.options]
    assert [words for words in said(listed) if words in options] == options
    assert said(listed).count("not asked yet") == len(options)
    weighed = at("decision_analysis", "wish", "options", "effects")
    assert all(row.leads_to in said(weighed) for row in weighed.view.options)


def test_the_chairs_say_who_plays_whom(at) -> None:
    screen = at("role_play", "scene")
    name, other = screen.look.first_name, screen.view.other
    assert "Talking it over." in said(screen)
    assert f"as {other}" in said(at("role_play", "scene", "first_try"))
    swapped = said(at("role_play", "scene", "first_try", "swap"))
    assert "Seats swapped." in swapped
    assert {f"as {name}", f"as {other}"} <= set(swapped)


def test_who_speaks_in_a_swap_is_named_with_their_part(at) -> None:
    screen = at("role_play", "scene", "swap")
    speakers = [w.speaker for w in screen.scene(Size(1920, 4_000), load(), UiState()) if isinstance(w, Text)]
    assert f"{screen.look.first_name}, as {screen.view.other}" in speakers
    assert f"You, as {screen.look.first_name}" in speakers


@pytest.mark.parametrize("procedure", STEPS)
def test_the_manuals_order_shows_in_guided_mode_only(at, book, procedure) -> None:
    order = [step.id for step in book.procedures[procedure].steps]
    assert steps_of(at(procedure, mode="guided")) == order
    names = {step.id: step.name for step in book.procedures[procedure].steps}
    assert steps_of(at(procedure)) == sorted(order, key=lambda step: names[step])


def test_the_ladder_is_calm(book, cases) -> None:
    play = open_ladder(played_until(begun(book, cases["mehdi"]), "expert", in_session(1, 10)))
    desk = desk_of(play)
    screen = Working(desk, desk.look, "risk_ladder", None)
    widgets = screen.scene(Size(1920, 1080), load(), UiState())
    assert not any(isinstance(w, Clock) for w in widgets)
    steps = [w for w in widgets if isinstance(w, Choice)]
    assert {step.trailing for step in steps} == {"", "✓ asked"}
    assert max(step.rect.right for step in steps) - min(step.rect.x for step in steps) < 1920 // 2
    assert "Safety first" in [w.text for w in widgets if isinstance(w, Text)]


def test_a_procedure_is_worked_through_by_keys_alone(at, hand) -> None:
    screen = at("role_play", "scene")
    user = hand(screen)
    taken = sum(row.taken for row in screen.view.steps)
    user.press("enter")
    assert sum(row.taken for row in user.shell.screen.view.steps) == taken + 1
    user.press("escape")


def test_a_procedure_is_worked_through_by_clicks_alone(at, hand) -> None:
    screen = at("decision_analysis", "wish", "options", "effects")
    user = hand(screen)
    row = next(row for row in screen.view.steps if row.id == "choose")
    user.click(f"{row.name}, {row.minutes} min").click(row.choices[0].words, "list_item")
    assert user.shell.screen.view.options[0].chosen
    assert "✓ Chosen" in {getattr(w, "label", "") for w in user.shell.widgets}
