"""The guide for educators: its case is the one `new` writes, is checked and played; its reference is the model's."""

import re
from pathlib import Path
from random import Random

import pytest

from game.author.checking.examine import examine
from game.author.checking.meanings import meanings
from game.author.new_case import QUESTIONS, case_text
from game.author.policies import POLICIES
from game.author.schema import appendix, reference
from game.author.schema.appendix import CUES
from game.author.sight import Sight
from game.case import ADVICE_CODES, CaseFile, load_case, severity_of
from game.cli import COMMANDS
from game.manual import load_manual
from game.play import Playthrough
from game.record import exemplar_faults
from game.resources import scenarios_folder
from game.scoring import score

BOOK = load_manual()
GUIDE = (scenarios_folder() / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "nora"
    folder.mkdir()
    (folder / "case.yaml").write_text(BLOCKS[0], encoding="utf-8")
    return folder


@pytest.fixture
def nora(folder: Path) -> CaseFile:
    return load_case(folder, BOOK)


def played(case: CaseFile, therapist: str) -> int:
    chance = Random(5)
    policy = POLICIES[therapist](chance)
    with Playthrough.start(BOOK, case, seed=5) as play:
        while not play.treatment.over:
            play.act(policy.choose(Sight(BOOK, case, play.treatment, chance)))
        return score(BOOK, case, play.treatment.windows, play.turns).composite


def test_the_case_in_the_guide_is_what_new_writes() -> None:
    assert BLOCKS[0] == case_text({question.key: question.usual for question in QUESTIONS})


def test_the_case_in_the_guide_has_nothing_but_hints(folder: Path) -> None:
    found = examine((folder,), BOOK).found
    assert [str(each) for each in found if severity_of(each.code) != "hint"] == []


def test_the_case_in_the_guide_rewards_good_work(nora: CaseFile) -> None:
    expert, supportive = played(nora, "expert"), played(nora, "supportive")
    assert expert >= 70_000
    assert supportive <= expert * 55 // 100


def test_the_moves_in_the_guide_are_written_as_exemplars_are(folder: Path, nora: CaseFile) -> None:
    path = folder / "exemplar.yaml"
    path.write_text(BLOCKS[1], encoding="utf-8")
    assert exemplar_faults(path, BOOK, nora)[1] == ()


def test_the_variant_in_the_guide_fits_its_case(folder: Path) -> None:
    path = folder / "case.yaml"
    path.write_text(f"{BLOCKS[0]}\n{BLOCKS[2]}", encoding="utf-8")
    assert [str(each) for each in examine((path,), BOOK).found if severity_of(each.code) != "hint"] == []


def test_every_key_of_the_model_stands_in_the_guide() -> None:
    assert reference().rstrip("\n") in GUIDE, "run `sixteen-weeks schema --markdown` and put it at the end of the guide"


def test_every_word_of_the_manual_that_a_case_may_use_stands_in_the_guide() -> None:
    assert appendix(BOOK).rstrip("\n") in GUIDE, (
        "run `sixteen-weeks schema --markdown` and put it at the end of the guide"
    )


def test_the_guide_tells_when_each_cue_is_said() -> None:
    moments = set(BOOK.replies) - set(BOOK.intents) - set(BOOK.techniques) - set(BOOK.errors)
    assert set(CUES) == moments


def test_every_code_that_check_can_report_stands_in_the_guide() -> None:
    about_manuals = {code for code in meanings() if "SW050" <= code <= "SW079"}
    for code, words in meanings().items():
        if code not in about_manuals:
            row = f"| {code} | {severity_of(code)} | {words} |" if code in ADVICE_CODES else f"| {code} | {words} |"
            assert row in GUIDE, code


def test_every_command_in_the_guide_exists() -> None:
    named = set(re.findall(r"`sixteen-weeks (\w+)", GUIDE))
    assert named - set(COMMANDS) == set()


def test_the_contents_lead_to_headings() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("#").strip().lower()).replace(" ", "-")
        for line in GUIDE.splitlines()
        if line.startswith("##")
    }
    assert set(re.findall(r"\(#([\w-]+)\)", GUIDE)) <= headings
