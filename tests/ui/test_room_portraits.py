"""Portraits: every expression of every patient, what they are put together from, and small ones for people."""

from collections.abc import Iterator
from itertools import pairwise

import pygame
import pytest
from ui_screens import CASES, begun, desk_of, in_session, played_until

from game.case import load_case
from game.manual import load_manual
from game.manual.model import Affect
from game.resources import assets_folder
from game.sitting import Outlook
from game.ui.diagrams import Token
from game.ui.geometry import Rect, Size
from game.ui.layout import place
from game.ui.likeness import Likeness, Medallion
from game.ui.paint import Painter
from game.ui.portrait import CALM, FACE, HEAD, bust, drawn, features, rgb
from game.ui.screens import circle
from game.ui.screens.appearance import likeness, likenesses
from game.ui.screens.expression import EXPRESSIONS, Posture, can_blink, expression_named, face
from game.ui.screens.figure import Figure
from game.ui.state import UiState
from game.ui.theme import THEMES, Appearance, load

BOOK = load_manual()
AFFECTS = Affect.__args__  # type: ignore[attr-defined]
POSTURES: tuple[Posture, ...] = ("open", "wary", "closed")
ROOM = Rect(0, 0, 210, 300)


@pytest.fixture(autouse=True)
def _display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    yield
    pygame.display.quit()


def outlook(case: str) -> Outlook:
    return desk_of(begun(BOOK, load_case(case, BOOK))).look


def painted(widget: Figure | Medallion, theme: str = "light") -> bytes:
    surface = pygame.Surface((widget.rect.right, widget.rect.bottom))
    Painter().paint(surface, (widget,), UiState(), load(Appearance(theme)))  # type: ignore[arg-type]
    return pygame.image.tobytes(surface, "RGB")


@pytest.mark.parametrize("case", CASES)
def test_every_expression_of_a_patient_is_drawn_and_unlike_the_others(case: str) -> None:
    person = likeness(outlook(case))
    pictures = {painted(Figure(name="x", person=person, expression=name, key="f", rect=ROOM)) for name in EXPRESSIONS}
    assert len(pictures) == len(EXPRESSIONS) > 12


def test_no_face_is_made_up_for_a_child_whom_nobody_has_seen() -> None:
    unseen = Likeness(head="none", clothing="#7fae8a")
    assert bust(unseen) + features(unseen, CALM) == ""
    plain = pygame.Surface((40, 40))
    Painter().paint(
        plain, (Medallion(name="x", person=unseen, rect=Rect(0, 0, 40, 40)),), UiState(), load(Appearance("light"))
    )
    inside = {tuple(plain.get_at((x, y))) for x in range(12, 28) for y in range(12, 28)}
    assert len(inside) == 1


@pytest.mark.parametrize("case", CASES)
def test_all_people_of_a_case_have_a_portrait_of_their_own(case: str) -> None:
    look = outlook(case)
    people = [likeness(look), *(likenesses(look)(person) for person in load_case(case, BOOK).people)]
    pictures = {painted(Medallion(name="x", person=person, key="m", rect=Rect(0, 0, 48, 48))) for person in people}
    assert len(pictures) == len(people)


@pytest.mark.parametrize("affect", AFFECTS)
def test_every_feeling_has_a_face_and_what_can_be_told_in_words_can_be_seen(affect: Affect) -> None:
    named = [expression_named(affect, strength, "open") for strength in (0, 1, 2)]
    assert set(named) <= EXPRESSIONS.keys()
    if affect not in {"calm", "numb"}:
        assert len(set(named)) == 3


def test_every_drawing_of_a_face_is_there_and_in_use() -> None:
    folders = ("nose", "brows", "eyes", "mouth", "extra")
    there = {
        f"{folder}/{path.stem}" for folder in folders for path in (assets_folder() / "portraits" / folder).iterdir()
    }
    shown = {
        part
        for name in EXPRESSIONS
        for posture in POSTURES
        for lids in (0, 1, 2)
        for part in face(name, posture, lids).parts
    }
    assert shown | {*CALM, "extra/lines"} == there


def test_somebody_closed_looks_elsewhere_and_somebody_moved_to_tears_is_seen_to_be() -> None:
    assert face("hopeful", "closed").eyes == "down"
    assert face("hopeful", "open").eyes != "down"
    assert "tears" in face(expression_named("sad", 2, "open")).extra
    assert not face(expression_named("sad", 1, "open")).extra


def test_trust_is_seen_in_how_somebody_sits() -> None:
    person = Likeness()
    pictures = {
        painted(Figure(name="x", person=person, expression="sad", posture=posture, key="f", rect=ROOM))
        for posture in ("open", "closed")
    }
    assert len(pictures) == 2


def test_eyes_that_are_shut_do_not_blink() -> None:
    for name in EXPRESSIONS:
        eyes = [face(name, "open", lids).eyes for lids in (0, 1, 2)]
        assert len(set(eyes)) == (3 if can_blink(name) else 1), name


@pytest.mark.parametrize("theme", THEMES)
def test_skin_and_clothes_keep_their_colours_in_every_theme(theme: str) -> None:
    person = Likeness(skin="#123456", clothing="#fedcba")
    figure = Figure(name="x", person=person, expression="calm", key="f", rect=ROOM)
    surface = pygame.Surface(ROOM[2:])
    Painter().paint(surface, (figure,), UiState(), load(Appearance(theme)))  # type: ignore[arg-type]
    seen = {tuple(surface.get_at((x, y)))[:3] for x in range(0, 210, 3) for y in range(0, 300, 3)}
    assert {rgb(person.skin), rgb(person.clothing)} <= seen


def test_a_face_stays_on_its_own_page_so_that_it_can_be_laid_over_the_head() -> None:
    for name in EXPRESSIONS:
        page = drawn(
            features(Likeness(), face(name).parts), FACE._replace(x=FACE.x - 60, wide=FACE.wide + 120), (450, 330)
        )
        for x in (*range(30), *range(420, 450)):
            assert all(page.get_at((x, y)).a == 0 for y in range(0, 330, 5)), name


def test_hair_of_its_own_colour_leaves_the_lines_dark() -> None:
    fair = drawn(bust(Likeness(head="bangs", hair="#f0d080")), HEAD, (280, 280))
    colours = {tuple(fair.get_at((x, y))) for x in range(280) for y in range(280)}
    assert (*rgb("#f0d080"), 255) in colours
    assert (*rgb("#1d1613"), 255) in colours
    dark = drawn(bust(Likeness(head="short_1", hair="#f0d080")), HEAD, (280, 280))
    tints = {tuple(dark.get_at((x, y))) for x in range(280) for y in range(280)}
    assert (*rgb("#f0d080"), 255) not in tints
    assert any(sum(tint[:3]) in range(150, 191) and tint[3] == 255 for tint in tints)


@pytest.mark.parametrize("size", [(85, 85), (120, 70), (640, 160), (210, 300), (500, 900)])
def test_a_portrait_fills_rooms_of_any_shape(size: tuple[int, int]) -> None:
    surface = pygame.Surface(size)
    figure = Figure(name="x", person=Likeness(), expression="calm", key="f", rect=Rect(0, 0, *size))
    Painter().paint(surface, (figure,), UiState(), load())
    middle = [tuple(surface.get_at((size[0] // 2, y)))[:3] for y in range(size[1])]
    assert rgb(Likeness().clothing) in middle
    assert rgb(Likeness().skin) in middle
    assert any(one != other for one, other in pairwise(middle))


def test_people_on_the_circle_and_in_its_list_have_their_faces() -> None:
    look = desk_of(played_until(begun(BOOK, load_case("mehdi", BOOK)), "expert", in_session(3))).look
    ui, theme = UiState(), load()
    scene = place(circle.page(look.workbook, "Mehdi", "now", "", likenesses(look)), Size(600, 1400), theme, ui)
    tokens = {each.person: each.portrait for each in scene if isinstance(each, Token)}
    listed = [each.person for each in scene if isinstance(each, Medallion)]
    assert tokens
    assert tokens == {person: likenesses(look)(person) for person in tokens}
    assert listed == [likenesses(look)(row.ref) for row in look.workbook.people]
    surface = pygame.Surface((600, 1400))
    Painter().paint(surface, scene, ui, theme)
    for token in (each for each in scene if isinstance(each, Token)):
        x, y, _, high = token.rect
        spots = {tuple(surface.get_at((x + dx, y + dy)))[:3] for dx in range(high) for dy in range(high)}
        assert token.portrait is not None
        assert rgb(token.portrait.skin) in spots
