"""What is counted beside the scale."""

from dataclasses import replace

from casenotes import Notes, altered

from game.manual import adapted
from game.view.counts import counts


def test_a_count_goes_the_way_the_symptoms_go(book, nora) -> None:
    whole = adapted(book, "ptsd")
    case = altered(nora, adaptation="ptsd", measure=replace(nora.rows.measure, also={"PCL-5": 48}))
    notes = Notes(whole, case)
    assert [(count.name, count.first, count.now) for count in counts(whole, case, notes.now)] == [
        ("PTSD Checklist", 48, 48)
    ]
    better = replace(notes.now, body=replace(notes.now.body, latent=notes.now.body.latent // 2))
    worse = replace(notes.now, body=replace(notes.now.body, latent=notes.now.body.latent * 3 // 2))
    assert counts(whole, case, better)[0].now == 26  # nine tenths of half the way to nothing
    assert 48 < counts(whole, case, worse)[0].now <= 80


def test_what_should_grow_grows(book, nora) -> None:
    whole = adapted(book, "bipolar_ipsrt")
    case = altered(nora, adaptation="bipolar_ipsrt", measure=replace(nora.rows.measure, also={"SRM": 2}))
    notes = Notes(whole, case)
    better = replace(notes.now, body=replace(notes.now.body, latent=0))
    assert counts(whole, case, better)[0].now == 6


def test_where_the_manual_counts_nothing_nothing_is_counted(book, nora) -> None:
    assert counts(book, nora, Notes(book, nora).now) == ()
