"""What people look like: the parts there are, and who gets which when a case does not say."""

from typing import get_args

import pytest

from game.case import Portrait, likeness_of, load_case, shelf
from game.case.portraits import Accessory, FacialHair, Head, is_colour
from game.manual import load_manual
from game.resources import assets_folder

BOOK = load_manual()
PATIENT = Portrait(skin="#7f5135", hair="#1d1714")


@pytest.mark.parametrize(("folder", "names"), [("head", Head), ("accessory", Accessory), ("facial_hair", FacialHair)])
def test_every_part_an_author_may_name_is_a_drawing_and_the_other_way_round(folder: str, names: object) -> None:
    drawn = {path.stem for path in (assets_folder() / "portraits" / folder).glob("*.svg")}
    assert drawn == {*get_args(names)} - {"none"}


def test_kin_resemble_the_patient_and_others_need_not() -> None:
    assert likeness_of("mona", "younger sister", PATIENT).skin == PATIENT.skin
    strangers = {likeness_of(f"p{n}", "neighbour", PATIENT).skin for n in range(20)}
    assert len(strangers) > 3


def test_years_show_in_parents_and_not_in_children() -> None:
    mother, son = (likeness_of("x", relation, PATIENT) for relation in ("his mother, in Hull", "son, ten"))
    assert mother.lined
    assert not son.lined
    assert mother.hair != PATIENT.hair
    assert son.hair == PATIENT.hair


def test_a_person_looks_the_same_every_time_and_words_inside_words_say_nothing() -> None:
    assert likeness_of("pat", "colleague", PATIENT) == likeness_of("pat", "colleague", PATIENT)
    assert likeness_of("pat", "manager of Sonning", PATIENT) == likeness_of("pat", "manager of Leeds", PATIENT)


@pytest.mark.parametrize("shade", ["#fff", "#C99A76"])
def test_a_colour_is_three_or_six_digits(shade: str) -> None:
    assert is_colour(shade)
    assert not is_colour(shade[:-1])
    assert not is_colour(shade.replace("#", "x"))


@pytest.mark.parametrize("folder", shelf(), ids=lambda folder: folder.name)
def test_nobody_in_a_case_of_the_shelf_looks_like_somebody_else_in_it(folder: object) -> None:
    rows = load_case(folder.name, BOOK).rows  # type: ignore[attr-defined]
    faces = [each.portrait or likeness_of(each.id, each.relation, rows.patient.portrait) for each in rows.people]
    assert len({*faces, rows.patient.portrait}) == len(faces) + 1
