"""The week between two sessions: only what was shared and told."""

from game.view.weeks import week_view


def seen(treatment):
    return week_view(treatment.book, treatment.case, treatment.now, treatment.turns)


def test_before_anything_was_shared_there_is_nothing_to_see(notes) -> None:
    treatment = notes()
    treatment.open()
    view = seen(treatment)
    assert (view.scale, view.told) == (None, ())


def test_the_scale_is_shown_item_by_item_as_it_was_shared(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("fill_scale")
    scale = seen(treatment).scale
    assert [row.value for row in scale.items] == list(treatment.now.knowledge.items)
    assert scale.total == sum(treatment.now.knowledge.items)
    assert (scale.change, scale.since) == (None, None)
    assert {row.change for row in scale.items} == {None}


def test_the_change_is_against_the_sharing_before(notes) -> None:
    treatment = notes()
    treatment.open()
    treatment.say("fill_scale")
    first = treatment.now.knowledge.items
    treatment.open(3)
    treatment.say("fill_scale")
    second = treatment.now.knowledge.items
    scale = seen(treatment).scale
    assert (scale.session, scale.since) == (3, 1)
    assert scale.change == sum(second) - sum(first)
    assert [row.change for row in scale.items] == [now - was for was, now in zip(first, second, strict=True)]


def test_only_what_was_told_of_the_week_is_seen_and_only_from_the_last_session(notes) -> None:
    treatment = notes(facts=())
    treatment.open(4)
    assert seen(treatment).told == ()
    treatment.say("open_session")
    told = seen(treatment).told
    assert told
    treatment.close()
    assert seen(treatment).told == told
    treatment.open(5)
    assert seen(treatment).told == ()
