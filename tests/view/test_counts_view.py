"""What is counted beside the scale."""

from dataclasses import replace

from casenotes import Notes, altered

from game.manual import adapted
from game.view.counts import counts


def shared(notes: Notes, *totals: int) -> Notes:
    """Let the scale have been shared with these totals, session by session."""
    rows = tuple((session, (total,)) for session, total in enumerate(totals, 1))
    notes.now = replace(notes.now, knowledge=replace(notes.now.knowledge, shared=rows))
    return notes


def test_a_count_goes_the_way_the_scale_goes(book, nora) -> None:
    whole = adapted(book, "ptsd")
    case = altered(nora, adaptation="ptsd", measure=replace(nora.rows.measure, also={"PCL-5": 48}))
    notes = shared(Notes(whole, case), 12, 6, 18)
    (count,) = counts(whole, case, notes.now)
    assert (count.name, count.unit) == ("PTSD Checklist", "points")
    assert count.shared[:2] == ((1, 48), (2, 26))  # nine tenths of half the way to nothing
    assert 48 < count.shared[2][1] <= 80


def test_what_should_grow_grows(book, nora) -> None:
    whole = adapted(book, "bipolar_ipsrt")
    case = altered(nora, adaptation="bipolar_ipsrt", measure=replace(nora.rows.measure, also={"SRM": 2}))
    (count,) = counts(whole, case, shared(Notes(whole, case), 12, 0).now)
    assert count.shared == ((1, 2), (2, 6))


def test_before_the_scale_is_shared_nothing_is_counted(book, nora) -> None:
    whole = adapted(book, "ptsd")
    case = altered(nora, adaptation="ptsd", measure=replace(nora.rows.measure, also={"PCL-5": 48}))
    assert counts(whole, case, Notes(whole, case).now) == ()


def test_where_the_manual_counts_nothing_nothing_is_counted(book, nora) -> None:
    assert counts(book, nora, shared(Notes(book, nora), 12).now) == ()
