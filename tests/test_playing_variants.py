"""A variant of a case is played, kept, gone on with and read like any other."""

import json
from pathlib import Path

import pytest
from casenotes import altered

from game.case import CaseFile, in_variant
from game.case.model import Variant
from game.manual import Book
from game.play import CannotResume, Playthrough
from game.record import read_log
from game.treatment import OpenSession, Say
from game.view import transcript


@pytest.fixture
def twin(nora) -> CaseFile:
    return altered(nora, variants=(Variant("b", {"Nora Blum": "Helen Marsh", "Nora": "Helen", "Ruth": "Brenda"}),))


def test_the_log_says_which_variant_was_played(book: Book, twin: CaseFile, tmp_path: Path) -> None:
    log = tmp_path / "b.jsonl"
    with Playthrough.start(book, in_variant(twin, "b"), seed=1, path=log) as play:
        play.act(OpenSession())
        play.act(Say("explore", "person:ruth"))
    assert json.loads(log.read_bytes().splitlines()[0])["variant"] == "b"
    assert read_log(log).log.header.variant == "b"
    with Playthrough.resume(book, twin, log) as again:
        assert again.case.name_of("person:ruth") == "Brenda"
        assert "Ruth" not in " ".join(line.words for line in transcript(again.book, again.turns))


def test_a_log_of_the_case_as_written_names_no_variant(book: Book, nora: CaseFile, tmp_path: Path) -> None:
    log = tmp_path / "a.jsonl"
    Playthrough.start(book, nora, seed=1, path=log).close()
    assert "variant" not in json.loads(log.read_bytes().splitlines()[0])


def test_a_variant_the_case_no_longer_has_is_told_in_a_sentence(
    book: Book, twin: CaseFile, nora: CaseFile, tmp_path: Path
) -> None:
    log = tmp_path / "b.jsonl"
    Playthrough.start(book, in_variant(twin, "b"), seed=1, path=log).close()
    with pytest.raises(CannotResume, match="the variant 'b', which the case does not have"):
        Playthrough.resume(book, nora, log)
