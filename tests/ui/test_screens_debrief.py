"""The debrief's screens: reactions, evidence, one goal; what a bar means, what earned and what cost; a copy to keep."""

from dataclasses import replace
from pathlib import Path

import pytest
from ui_layouts import complaints
from ui_screens import begun, desk_of, never, played_until

from game.ui.geometry import Size
from game.ui.screens.flow import debrief
from game.ui.screens.intents import GoTo
from game.ui.screens.report import TABS, Debrief, Keep
from game.ui.screens.report_voice import FIELD
from game.ui.screens.transcript import Transcript
from game.ui.state import UiState
from game.ui.theme import Appearance, load
from game.ui.widgets import Choice, Meter, Text

ROOMS = [(Size(1280, 720), 100), (Size(1280, 720), 200), (Size(1366, 768), 150), (Size(3840, 2160), 200)]


@pytest.fixture
def over(book, cases):
    """A debrief of Mehdi's treatment by one of the scripted therapists."""
    return lambda policy="supportive", mode="practice": debrief(
        desk_of(played_until(begun(book, cases["mehdi"], mode), policy, never))
    )


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where people look for documents."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr("game.report.saving.user_documents_path", lambda: folder)
    return folder


def words(screen) -> str:
    return "\n".join(w.text for w in screen.scene(Size(1280, 720), load(), UiState()) if isinstance(w, Text))


@pytest.mark.parametrize(("size", "text"), ROOMS)
@pytest.mark.parametrize("tab", [name for name, _ in TABS])
def test_every_page_is_whole_with_everything_opened(over, tab, size, text) -> None:
    shown = over("wrong_focus")
    look, ui = load(Appearance(text=text)), UiState(texts={FIELD: "I was nervous. " * 20})
    for opened in [bar.id for bar in shown.report.bars] if tab == "score" else ["session.3"]:
        screen = replace(shown, tab=tab, opened=opened)
        assert not complaints(screen.scene(size, look, ui), size, look, ui), opened


def test_reactions_come_before_the_evidence_and_the_goal_after_it(over, hand) -> None:
    shown = over()
    assert (TABS[0][0], TABS[-1][0]) == ("reactions", "goal")
    assert shown.tab == "reactions"
    assert str(round(shown.report.composite / 1_000)) not in words(shown).split("\n")
    user = hand(shown)
    user.click("On to the evidence")
    assert user.shell.screen.tab == "score"
    user.click("Next time", "tab")
    assert shown.report.goal in words(user.shell.screen)


def test_every_bar_has_the_words_of_its_scale(over) -> None:
    shown = replace(over(), tab="score")
    meters = {w.key: w for w in shown.scene(Size(1280, 720), load(), UiState()) if isinstance(w, Meter)}
    for bar in shown.report.bars:
        meter = meters[f"report.meter.{bar.id}"]
        assert [name for _, name in meter.marks] == [name for _, name in bar.anchors[1:]]
        assert bar.anchor in meter.words


def test_what_earned_and_what_cost_stand_apart(over) -> None:
    shown = over("wrong_focus")
    for bar in shown.report.bars:
        screen = replace(shown, tab="score", opened=bar.id)
        links = [w for w in screen.scene(Size(1280, 9_000), load(), UiState()) if isinstance(w.intent, GoTo)]
        spoken = {line.turn for line in shown.spoken}
        rows = [row for row in shown.report.criteria if row.dimension == bar.id] or [bar]
        for row in rows:
            for side, turns in (("earned", row.earned), ("lost", row.lost)):
                cited = [w.intent.turn for w in links if w.key.startswith(f"report.because.{row.id}.{side}.")]
                assert set(cited) <= set(turns)
                assert bool(cited) == any(turn in spoken for turn in turns)


def test_what_the_workbook_kept_silent_about_is_said(over) -> None:
    shown = over()
    assert len(shown.report.silence) == 2
    for tab in ("score", "focus"):
        assert all(sentence in words(replace(shown, tab=tab)) for sentence in shown.report.silence)


def test_every_moment_has_its_goal_and_what_cost_its_gap(over) -> None:
    shown = replace(over("random"), tab="moments")
    said = words(shown)
    for row in (*shown.report.strong, *shown.report.costly):
        assert row.comment.goal in said
        assert row.comment.gap in said


def test_go_there_and_back(over, hand) -> None:
    shown = over()
    user = hand(replace(shown, tab="moments"))
    turn = shown.report.strong[0].turn
    user.click(f"Go to turn {turn}")
    assert isinstance(user.shell.screen, Transcript)
    assert user.shell.screen.turn == turn
    user.press("escape")
    assert isinstance(user.shell.screen, Debrief)
    assert user.shell.screen.tab == "moments"


def test_drift_and_failure_have_a_sign_in_the_strip(over) -> None:
    shown = over()
    first, second, *others = shown.report.sessions
    rows = (replace(first, drifted=True, failed=False), replace(second, failed=True), *others)
    screen = replace(shown, tab="course", report=replace(shown.report, sessions=rows))
    cells = {w.key: w for w in screen.scene(Size(1280, 720), load(), UiState())}
    assert cells["report.session.1"].sign.startswith("≈ ")
    assert "drifted" in cells["report.session.1"].name
    assert cells["report.session.2"].sign.startswith("✗ ")


# ---- a copy to keep


def test_a_page_is_saved_with_ones_own_words_and_its_place_is_told(over, hand, documents) -> None:
    user = hand(over())
    user.click("In your own words").type("I was nervous")
    user.click("Save…").click("As a page")
    (written,) = documents.iterdir()
    assert str(written) in user.shell.screen.message.words
    html = written.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert "I was nervous" in html
    user.press("escape")
    assert user.shell.screen.message is None


def test_a_table_is_saved_and_nothing_is_written_over(over, hand, documents) -> None:
    user = hand(over())
    for _ in range(2):
        user.click("Save…").click("As a table").press("escape")
    names = sorted(path.name for path in documents.iterdir())
    assert names == ["sixteen-weeks-mehdi-2.csv", "sixteen-weeks-mehdi.csv"]


def test_one_may_think_better_of_it(over, hand, documents) -> None:
    user = hand(over())
    user.click("Save…").click("Not now")
    assert not list(documents.iterdir())
    user.click("Save…").press("escape")
    assert isinstance(user.shell.screen, Debrief)
    assert not user.shell.screen.keeping


def test_where_it_cannot_be_saved_a_sentence_says_so(over, documents, monkeypatch) -> None:
    monkeypatch.setattr("game.ui.screens.report.new_file", lambda *_: documents / "gone" / "page.html")
    shown = over().handle(Keep("html", "")).screen
    assert "there is no such folder" in shown.message.words
    assert shown.message.title == "The debrief could not be saved"


def test_a_link_is_named_by_the_words_spoken_there(over) -> None:
    shown = replace(over(), tab="score", opened="quality")
    spoken = {line.turn: line.words for line in shown.spoken}
    links = [w for w in shown.scene(Size(1280, 9_000), load(), UiState()) if isinstance(w.intent, GoTo)]
    assert links
    for link in links:
        assert isinstance(link, Choice)
        assert any(
            line.words.startswith(link.label.strip("“”…")) for line in shown.spoken if line.turn == link.intent.turn
        )
        assert link.intent.turn in spoken
