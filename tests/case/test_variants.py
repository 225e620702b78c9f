"""Parallel variants: other names, the same patient."""

from dataclasses import replace

import pytest
from casenotes import Notes, altered

from game.case import CaseFile, in_variant
from game.case.model import Variant
from game.case.variants import Rewording, words_of
from game.treatment.events import Replied, Said


@pytest.fixture
def twin(nora) -> CaseFile:
    """Nora as Helen, Ruth as Brenda."""
    words = {"Nora Blum": "Helen Marsh", "Nora": "Helen", "Ruth": "Brenda"}
    return altered(nora, variants=(Variant("b", words),))


def test_a_variant_says_the_same_in_other_names(twin: CaseFile) -> None:
    told = in_variant(twin, "b")
    assert told.variant == "b"
    assert told.hash == twin.hash
    assert told.rows.patient.first_name == "Helen"
    assert told.name_of("person:ruth") == "Brenda"
    assert not [text for text in words_of(told.rows) if "Ruth" in text or "Nora" in text]
    assert len(words_of(told.rows)) == len(words_of(twin.rows))


def test_nothing_but_words_changes(twin: CaseFile) -> None:
    told = in_variant(twin, "b")
    assert told.links == twin.links
    assert [fact.signals for fact in told.rows.facts] == [fact.signals for fact in twin.rows.facts]
    assert told.rows.key.about == twin.rows.key.about
    assert told.rows.measure.items == twin.rows.measure.items


def test_a_variant_answers_every_move_as_the_case_does(book, twin: CaseFile) -> None:
    here, there = Notes(book, twin), Notes(book, in_variant(twin, "b"))
    for notes in (here, there):
        notes.open()
        notes.say("introduce_frame", "ask_story", "ask_people")
        notes.say("explore", to="person:ruth")
        notes.close()
    assert [type(event) for _, events in here.turns for event in events] == [
        type(event) for _, events in there.turns for event in events
    ]
    spoken = " ".join(e.words for _, events in there.turns for e in events if isinstance(e, Said | Replied))
    assert "Ruth" not in spoken


def test_longer_names_go_first_and_only_whole_words_change() -> None:
    say = Rewording.of({"Ann Lee": "Sue Roe", "Ann": "Sue"})
    assert say("Ann Lee met Annie, and Ann's hat.") == "Sue Roe met Annie, and Sue's hat."
    assert say.uses("Annie and Ann") == {"Ann"}


def test_a_variant_that_is_none_is_refused(twin: CaseFile) -> None:
    with pytest.raises(KeyError):
        in_variant(twin, "c")


def test_names_may_change_places(nora) -> None:
    swapped = altered(nora, variants=(Variant("b", {"Ruth": "Jonas", "Jonas": "Ruth"}),))
    assert in_variant(swapped, "b").name_of("person:ruth") == "Jonas"
    assert replace(swapped.rows, variants=()) == replace(nora.rows, variants=())
