"""What AccessKit is told of a screen, what is read out by itself, and what a reader's wishes do."""

import sys
from types import SimpleNamespace

import pygame
import pytest
import ui_demo
from ui_demo import SessionDemo

from game.ui import screen_reader_bridge
from game.ui.accessibility import Node, named, tree
from game.ui.app import run
from game.ui.geometry import Size
from game.ui.screen_reader import ScreenReader
from game.ui.screen_reader_news import News
from game.ui.screen_reader_tree import Updates
from game.ui.shell import Shell
from game.ui.stack import Quit
from game.ui.state import Asked, Key, UiState
from game.ui.theme import PLAIN, load

accesskit = pytest.importorskip("accesskit")
HD = Size(1280, 720)


def nodes(name, ui=UiState()):  # noqa: B008
    return tree(ui_demo.screens()[name].scene(HD, load(PLAIN), ui), ui)


def told(updates, found, scope="screen"):
    """What AccessKit is told of these nodes: its nodes by number."""
    update = updates.update(found, title="A window", scope=scope, density=1_000)
    return None if update is None else dict(update.nodes)


def by_label(made, label):
    """The one AccessKit node with this label, or with this value where it is a label itself."""
    found = [node for node in made.values() if label in {node.label, node.value}]
    assert len(found) == 1, [node.label for node in made.values()]
    return found[0]


@pytest.fixture
def updates():
    return Updates(accesskit)


# -- the tree ------------------------------------------------------------------------------------------


def test_the_first_update_is_the_whole_tree_and_every_node_has_one_parent(updates):
    update = updates.update(nodes("session"), title="A window", scope="s", density=1_500)
    made = dict(update.nodes)
    assert update.tree.root == 0
    assert (made[0].role, made[0].label) == (accesskit.Role.WINDOW, "A window")
    assert made[0].transform.coeffs[0] == 1.5
    children = [child for node in made.values() for child in node.children]
    assert sorted(children) == sorted(set(made) - {0})


def test_nothing_is_told_twice_and_a_change_alone_is_told(updates):
    session = nodes("session")
    told(updates, session)
    assert told(updates, session) is None
    at = next(n for n, node in enumerate(session) if node.role == "button")
    changed = (*session[:at], session[at]._replace(name="Another name"), *session[at + 1 :])
    (node,) = told(updates, changed).values()
    assert node.label == "Another name"


def test_what_is_gone_is_no_longer_a_child_and_a_new_reader_is_told_everything(updates):
    session = nodes("session")
    first = told(updates, session)
    less = told(updates, session[:-1])
    assert len(less) < len(first)
    updates.forget()
    assert len(told(updates, session)) == len(first)


def test_a_screen_of_its_own_has_nodes_of_its_own_so_that_the_focus_is_heard_again(updates):
    question = [Node("button", "All right", key="message.stay", focused=True, actions=("focus", "click"))]
    one = updates.update(question, title="", scope="first", density=1_000).focus
    two = updates.update(question, title="", scope="second", density=1_000).focus
    assert one != two
    assert updates.key_of(two) == "message.stay"
    assert updates.key_of(one) == ""


def test_a_field_has_its_words_its_caret_and_the_list_it_finds(updates):
    ui = UiState(texts={"palette.field": "née 🙂 x"}, focus="palette.field", caret=5, anchor=2)
    made = told(updates, nodes("session", ui))
    field = by_label(made, "What do you say?")
    (run,) = (made[number] for number in field.children)
    assert field.role == accesskit.Role.EDITABLE_COMBO_BOX
    assert run.role == accesskit.Role.TEXT_RUN
    assert list(run.character_lengths) == [1, 2, 1, 1, 4, 1, 1]
    assert list(run.word_lengths) == [4, 2, 1]
    selection = field.text_selection
    assert (selection.focus.character_index, selection.anchor.character_index) == (5, 2)
    assert bool(field.is_expanded) == bool(field.controls)


def test_sliders_tabs_headings_and_people_say_what_they_are(updates):
    plan = told(updates, nodes("plan"))
    share = by_label(plan, "Grief")
    assert (share.role, share.numeric_value, share.min_numeric_value) == (accesskit.Role.SLIDER, 35.0, 0.0)
    assert share.supports_action(accesskit.Action.INCREMENT)
    tabs = [node for node in plan.values() if node.role == accesskit.Role.TAB]
    assert [(tab.label, tab.is_selected, tab.position_in_set) for tab in tabs] == [
        ("Circle", False, 0),
        ("Evidence", False, 1),
        ("Plan", True, 2),
    ]
    (row,) = (node for node in plan.values() if node.role == accesskit.Role.TAB_LIST)
    assert (len(row.children), row.size_of_set) == (3, 3)
    headings = {node.level for node in told(Updates(accesskit), nodes("report")).values() if node.level}
    assert headings
    assert headings <= {1, 2, 3}
    brother = by_label(told(Updates(accesskit), nodes("session")), "Brother Tom")
    assert (brother.role, brother.value) == (accesskit.Role.SLIDER, "less close")


def test_a_dialog_is_an_alert_and_its_words_are_read_at_once(updates):
    made = told(updates, nodes("asking"))
    (dialog,) = (node for node in made.values() if node.role == accesskit.Role.ALERT_DIALOG)
    assert dialog.label == "End the session now?"
    assert dialog.is_modal
    words = [node for node in made.values() if node.live == accesskit.Live.ASSERTIVE]
    assert words
    assert all(node.role == accesskit.Role.LABEL for node in words)


# -- what is read out by itself ------------------------------------------------------------------------


def said(*words):
    return [Node("paragraph", line, live="polite") for line in words]


def heard(news, lines, screen="session", *, quiet=False):
    return [node.name for node in news.only(said(*lines), screen, quiet=quiet) if node.live]


def test_only_what_has_just_been_said_is_read_out_also_when_it_is_said_again():
    news = News()
    assert heard(news, ["Hello."]) == ["Hello."]
    assert heard(news, ["Hello.", "Hm."]) == ["Hm."]
    assert heard(news, ["Hello.", "Hm."]) == []
    assert heard(news, ["Hello.", "Hm.", "Hm."]) == ["Hm."]


def test_coming_back_and_reading_further_back_say_nothing_again():
    news = News()
    heard(news, ["Hello.", "Hm."])
    assert heard(news, ["Hello."], "manual") == []
    assert heard(news, ["Hello.", "Hm."]) == []
    assert heard(news, ["Last week.", "And then.", "Hello.", "Hm.", "So."]) == ["So."]


def test_what_was_said_during_a_procedure_is_said_once():
    news = News()
    heard(news, ["Hello."])
    assert heard(news, ["He shouted."], "working") == ["He shouted."]
    assert heard(news, ["Hello.", "He shouted."]) == []
    assert heard(news, ["Hello.", "He shouted.", "Hm."]) == ["Hm."]


def test_a_new_session_is_greeted_and_a_taken_back_turn_is_silent():
    news = News()
    heard(news, ["Hello.", "Hm."])
    assert heard(news, ["Hello."]) == []
    assert heard(news, ["Good to see you."]) == ["Good to see you."]


def test_a_conversation_opened_to_be_read_is_not_read_out_nor_what_was_there_before_the_reader():
    assert heard(News(), ["One.", "Two.", "Three.", "Four."], "transcript") == []
    news = News()
    assert heard(news, ["Hello."], quiet=True) == []
    assert heard(news, ["Hello.", "Hm."]) == ["Hm."]


# -- what a reader asks for ----------------------------------------------------------------------------


@pytest.fixture
def shell(window):
    return Shell(window, SessionDemo(), clock=lambda: 0)


def key(shell, name, role=None):
    return named(tree(shell.widgets, shell.ui), name, role).key


def test_words_are_written_inserted_and_selected(shell):
    field = key(shell, "What do you say?")
    shell.feed([Asked(field, "write", words="expect mother")])
    assert (shell.ui.focus, shell.ui.text(field)) == (field, "expect mother")
    shell.feed([Asked(field, "select", caret=13, anchor=7), Asked(field, "insert", words="Tom")])
    assert shell.ui.text(field) == "expect Tom"
    shell.feed([Asked(field, "write", words="")])
    assert shell.ui.text(field) == ""


def test_a_click_does_what_enter_does_and_takes_the_focus(window):
    asked, pressed = (Shell(window, SessionDemo(), clock=lambda: 0) for _ in range(2))
    tab = key(asked, "Evidence", "tab")
    asked.feed([Asked(tab, "click")])
    pressed.feed([Asked(tab, "focus"), Key("enter")])
    assert asked.screen == pressed.screen
    assert asked.ui.focus == tab


def test_numbers_keep_to_their_steps_and_range(window):
    shell = Shell(window, ui_demo.screens()["plan"], clock=lambda: 0)
    share = key(shell, "Grief")
    step = named(tree(shell.widgets, shell.ui), "Grief").span.step
    values = []
    for number in (3 * step + 1, 1_000, -5):
        shell.feed([Asked(share, "set", number=number)])
        values.append(named(tree(shell.widgets, shell.ui), "Grief").span.value)
    assert (step, values) == (5, [15, 100, 0])


def test_people_are_moved_and_what_is_gone_is_left_alone(shell):
    tom = key(shell, "Brother Tom")
    shell.feed([Asked(tom, "set", number=0)])
    assert named(tree(shell.widgets, shell.ui), "Brother Tom").span.value == 0
    before = shell.screen, shell.ui
    shell.feed([Asked("nobody", "click"), Asked("nobody", "write", words="x"), Asked("", "focus")])
    assert (shell.screen, shell.ui) == before


# -- between the adapter and the window ----------------------------------------------------------------


class Overheard:
    """A bridge that keeps what it is told."""

    def __init__(self):
        self.updates, self.focus, self.places = [], [], []

    def update(self, make):
        self.updates.append(make())

    def focused(self, *, here):
        self.focus.append(here)

    def moved(self, outer, inner):
        self.places.append((outer, inner))


@pytest.fixture
def bridged(monkeypatch):
    """A reader between a shell and a bridge, with the three ways in which the system calls it."""
    calls = SimpleNamespace(bridge=Overheard())

    def bridge_for(kit, appeared, gone, deed):
        calls.appeared, calls.gone, calls.deed = appeared, gone, deed
        return calls.bridge

    monkeypatch.setattr("game.ui.screen_reader.bridge_for", bridge_for)
    calls.reader = ScreenReader()
    calls.reader.start()
    return calls


def test_nothing_is_told_until_somebody_reads_and_nothing_after_they_have_gone(shell, bridged):
    bridged.reader.tell(shell)
    assert bridged.bridge.updates == []
    bridged.appeared()
    bridged.reader.hear(shell, [])
    bridged.reader.tell(shell)
    bridged.reader.tell(shell)
    assert len(bridged.bridge.updates) == 1
    assert bridged.bridge.updates[0].tree.root == 0
    assert (len(bridged.bridge.focus), len(bridged.bridge.places)) == (1, 1)
    bridged.gone()
    bridged.reader.hear(shell, [])
    shell.feed([Key("tab")])
    bridged.reader.tell(shell)
    assert len(bridged.bridge.updates) == 1


def test_a_request_from_another_thread_wakes_the_window_and_is_done_in_its_turn(shell, bridged):
    bridged.appeared()
    bridged.reader.hear(shell, [])
    bridged.reader.tell(shell)
    numbers = dict(bridged.bridge.updates[0].nodes)
    tab = next(number for number, node in numbers.items() if node.label == "Evidence")
    pygame.event.clear()
    bridged.deed(SimpleNamespace(target=tab, action=accesskit.Action.CLICK, data=None))
    assert pygame.event.peek(pump=False)
    assert shell.screen.tab == "circle"
    bridged.reader.hear(shell, [])
    assert shell.screen.tab == "evidence"


def test_the_window_says_when_it_has_the_keyboard_and_where_it_is(shell, bridged):
    bridged.appeared()
    bridged.reader.hear(shell, [])
    moved = [pygame.event.Event(pygame.WINDOWFOCUSLOST), pygame.event.Event(pygame.WINDOWMOVED)]
    bridged.reader.hear(shell, moved)
    assert (len(bridged.bridge.focus), len(bridged.bridge.places)) == (1, 1)


def test_without_the_library_nobody_reads_and_nothing_is_said_of_it(shell, monkeypatch):
    monkeypatch.setitem(sys.modules, "accesskit", None)
    reader = ScreenReader()
    reader.start()
    reader.hear(shell, [])
    reader.tell(shell)
    reader.close()
    assert not reader.reading


def test_a_bridge_that_breaks_is_let_go_and_the_game_goes_on(shell, bridged, monkeypatch):
    def broken(make):
        raise RuntimeError("the bus is gone")

    monkeypatch.setattr(bridged.bridge, "update", broken)
    bridged.appeared()
    bridged.reader.hear(shell, [])
    bridged.reader.tell(shell)
    assert not bridged.reader.reading
    bridged.reader.tell(shell)


# -- the systems that cannot be tried here -------------------------------------------------------------


class Adapter:
    """Stands for AccessKit's adapters of Windows and macOS: keeps what it is told, and counts raised events."""

    def __init__(self, *given):
        self.given, self.told, self.raised = given, [], 0

    def update_if_active(self, make):
        self.told.append(make())
        return self

    def update_view_focus_state(self, here):
        self.told.append(here)

    def raise_events(self):
        self.raised += 1


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_the_window_is_wrapped_its_events_are_raised(window, monkeypatch, system):
    forwarders = []
    kit = SimpleNamespace(
        windows=SimpleNamespace(SubclassingAdapter=Adapter),
        macos=SimpleNamespace(
            SubclassingAdapter=SimpleNamespace(for_window=Adapter),
            add_focus_forwarder_to_window_class=forwarders.append,
        ),
    )
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(pygame.display, "get_wm_info", lambda: {"window": 77})
    bridge = screen_reader_bridge.bridge_for(kit, "appeared", "gone", "deed")
    bridge.update(lambda: "an update")
    bridge.focused(here=True)
    bridge.moved(None, None)
    adapter = bridge._adapter
    assert adapter.given == (77, "appeared", "deed")
    assert (adapter.told[0], adapter.raised) == ("an update", 1)
    assert forwarders == (["SDLWindow"] if system == "darwin" else [])
    assert screen_reader_bridge.before_shown()


def test_a_system_without_a_bridge_has_no_reader(monkeypatch):
    monkeypatch.setattr(sys, "platform", "plan9")
    assert screen_reader_bridge.bridge_for(SimpleNamespace(), None, None, None) is None


def test_where_it_is_wrapped_the_window_is_shown_after_the_reader_knows_of_it(monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    seen = []

    def bridge_for(*_):
        seen.append(pygame.display.get_active())
        return Overheard()

    def after_first_frame():
        seen.append(pygame.display.get_active())
        return Quit()

    monkeypatch.setattr("game.ui.app.before_shown", lambda: True)
    monkeypatch.setattr("game.ui.screen_reader.bridge_for", bridge_for)
    run(SessionDemo(), title="test", after_first_frame=after_first_frame)
    assert seen == [False, True]
