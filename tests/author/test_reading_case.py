"""A reader by Bayes' rule: what the letter gives away, what all facts prove, and the expert's way between."""

from benched import heard, play
from casenotes import altered, with_row

from game.author.reading_case import PathStep, path_of, read_case, solved_in


def only(case, *facts, **referral):
    return altered(case, facts=tuple(facts), referral={"suggests": {}, **referral})


def test_without_facts_every_area_is_as_likely(nora) -> None:
    reading = read_case(altered(only(nora, nora.rows.facts[0]), facts=()))
    assert set(reading.letter.values()) == {250}
    assert reading.guessed == 250
    assert reading.kept
    assert not reading.decidable


def test_each_point_doubles_the_odds(nora) -> None:
    fact = with_row(nora.rows.facts[:1], nora.rows.facts[0].id, signals={"grief": 2})[0]
    everything = read_case(only(nora, fact)).everything
    assert everything["grief"] == 4 * 1_000 // 7
    assert everything["role_dispute"] == 1_000 // 7


def test_the_letter_leans_where_its_author_says(nora) -> None:
    key = nora.rows.key.area
    assert read_case(only(nora, suggests={key: 1})).guessed == 400
    assert read_case(only(nora, suggests={key: 1})).kept
    assert not read_case(only(nora, suggests={key: 2})).kept


def test_only_what_comes_out_unasked_is_read_with_the_letter(nora) -> None:
    first = nora.rows.facts[0]
    key, bond = nora.rows.key.area, nora.rows.patient.alliance
    (loud,) = with_row((first,), first.id, how=("spontaneous",), after=(), alliance=bond, signals={key: 3})
    (quiet,) = with_row((loud,), first.id, alliance=bond + 1)
    (asked,) = with_row((loud,), first.id, how=("affect",))
    (waiting,) = with_row((loud,), first.id, after=(nora.rows.facts[1].id,))
    assert read_case(only(nora, loud)).unasked == (first.id,)
    assert read_case(only(nora, loud)).guessed > 700
    for fact in (quiet, asked, waiting):
        assert (
            read_case(only(nora, fact, nora.rows.facts[1])).unasked == read_case(only(nora, nora.rows.facts[1])).unasked
        )


def test_a_path_says_how_likely_the_key_was_after_each_fact(nora) -> None:
    key = nora.rows.key.area
    rows = with_row(nora.rows.facts, nora.rows.facts[0].id, signals={key: 1})
    rows = with_row(rows, nora.rows.facts[1].id, signals={key: 3})
    case = altered(nora, facts=rows, referral={"suggests": {}}, key={"acceptable": ()})
    path = path_of(case, play(heard=heard(rows[0].id, rows[1].id)))
    assert [(step.session, step.chance) for step in path] == [(1, 400), (2, 842)]
    assert solved_in(path) == 2


def test_a_key_that_was_doubted_again_was_not_solved_before() -> None:
    steps = [PathStep("a", 1, 1, 900), PathStep("b", 2, 9, 500), PathStep("c", 4, 30, 950), PathStep("d", 5, 40, 990)]
    assert solved_in(steps) == 4
    assert solved_in(steps[:2]) is None
    assert solved_in(()) is None
