"""Changed moments are what `dataclasses.replace` makes of them, and the moment before stays as it was."""

from dataclasses import replace as slowly

import pytest

from game.treatment import begin
from game.treatment.changed import replace


@pytest.mark.parametrize(
    ("part", "changes"),
    [("inner", {"hope": 7, "topic": "sleep"}), ("hour", {"open": True}), ("progress", {}), ("knowledge", {"told": ()})],
)
def test_it_is_what_the_library_makes_of_it(book, nora, part, changes):
    now = begin(book, nora, seed=1)
    before = getattr(now, part)
    assert replace(before, **changes) == slowly(before, **changes)
    assert replace(now, **{part: replace(before, **changes)}) == slowly(now, **{part: slowly(before, **changes)})
    assert now == begin(book, nora, seed=1)


def test_what_is_no_field_is_refused(book, nora):
    with pytest.raises(KeyError, match="mood"):
        replace(begin(book, nora, seed=1), mood="low")
