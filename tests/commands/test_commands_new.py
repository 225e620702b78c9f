"""`new`: from a few answers to a case that plays and has nothing to mend."""

from pathlib import Path
from random import Random

import pytest
from processes import Run

from game.author.checking.examine import examine
from game.author.new_case import QUESTIONS, case_text, refusal
from game.author.policies import POLICIES
from game.author.sight import Sight
from game.case import load_case, severity_of
from game.manual import AREAS, adapted, load_manual
from game.play import Playthrough

BOOK = load_manual()
USUAL = {question.key: question.usual for question in QUESTIONS}


def written(tmp_path: Path, **answers: str) -> Path:
    every = USUAL | answers
    folder = tmp_path / every["id"]
    folder.mkdir()
    (folder / "case.yaml").write_text(case_text(every), encoding="utf-8")
    return folder


@pytest.mark.parametrize("sessions", ["8", "12", "16"])
@pytest.mark.parametrize("area", AREAS)
def test_every_area_and_length_gives_a_case_with_hints_only(area: str, sessions: str, tmp_path: Path) -> None:
    found = examine((written(tmp_path, area=area, sessions=sessions),), BOOK).found
    assert [str(each) for each in found if severity_of(each.code) != "hint"] == []
    assert {each.code for each in found} == {"SW200", "SW201"}


@pytest.mark.parametrize("area", AREAS)
def test_an_expert_plays_it_to_the_end_and_finds_the_focus(area: str, tmp_path: Path) -> None:
    case = load_case(written(tmp_path, area=area), BOOK)
    book = adapted(BOOK, case.rows.adaptation)
    chance = Random(3)
    therapist = POLICIES["expert"](chance)
    with Playthrough.start(book, case, seed=3) as play:
        while not play.treatment.over:
            play.act(therapist.choose(Sight(book, case, play.treatment, chance)))
    formulation = play.treatment.progress.formulation
    assert play.treatment.phase in ("ended", "maintenance")
    assert formulation is not None
    assert formulation.area == area
    assert len(play.treatment.knowledge.told) == len(case.facts)


@pytest.mark.parametrize(
    "answers",
    [
        {"name": "José-María Ó Briain", "subject": "Zoë", "rival": "Ødegård", "friend": "Čeněk"},
        {"name": "No True", "occupation": "chef: nights & “weekends”", "pronouns": "they/them"},
        {"name": "Amal", "occupation": '"retired"', "style": "reserved", "age": "100"},
    ],
)
def test_names_and_words_of_every_kind_are_taken(answers: dict[str, str], tmp_path: Path) -> None:
    found = examine((written(tmp_path, **answers),), BOOK).found
    assert [str(each) for each in found if severity_of(each.code) != "hint"] == []


def test_questions_are_asked_until_they_are_answered(run: Run, tmp_path: Path) -> None:
    answers = ["Nora Berg", "old", "61", "", "baker", "chatty", "upset", "", "grief", "", "", ""]
    typed = "".join(f"{answer}\n" for answer in answers)
    shown = run("new", tmp_path / "nora_b", typed=typed)
    assert shown.returncode == 0, shown.stderr
    assert "A whole number from 12 to 100." in shown.stderr
    assert "Choose one of plain, upset" in shown.stderr
    case = load_case(tmp_path / "nora_b", BOOK).rows
    assert (case.patient.name, case.patient.age, case.key.area) == ("Nora Berg", 61, "grief")
    assert (case.patient.style, case.patient.occupation) == ("upset", "baker")


def test_options_answer_without_a_question(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ada"
    shown = run("new", folder, "--usual", "--name", "Ada Moss", "--area", "role_dispute", "--sessions", "16")
    assert shown.returncode == 0, shown.stderr
    assert "[" not in shown.stdout
    assert run("check", folder).returncode == 0
    assert (folder / "case.schema.json").read_text(encoding="utf-8").startswith("{")


def test_a_case_is_never_written_over(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ada"
    run("new", folder, "--usual")
    before = (folder / "case.yaml").read_bytes()
    again = run("new", folder, "--usual", "--name", "Somebody Else")
    assert again.returncode == 1
    assert "already" in again.stderr
    assert (folder / "case.yaml").read_bytes() == before


def test_what_cannot_be_taken_is_said(run: Run, tmp_path: Path) -> None:
    for words, sentence in (
        (("--age", "7"), "--age “7”: A whole number from 12 to 100."),
        (("--friend", "Ruth"), "four different first names"),
        (("--id", "other"), "give both one name"),
    ):
        shown = run("new", tmp_path / "ada", "--usual", *words)
        assert shown.returncode == 2
        assert sentence in shown.stderr
        assert not (tmp_path / "ada").exists()


def test_input_that_ends_takes_the_usual_answers(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "ada", typed="Ada Moss\n").returncode == 0
    case = load_case(tmp_path / "ada", BOOK).rows
    assert (case.patient.name, case.patient.occupation) == ("Ada Moss", USUAL["occupation"])


def test_the_usual_answers_can_be_taken() -> None:
    assert [question.key for question in QUESTIONS if refusal(question, question.usual) is not None] == []
