"""Reliability over cases: variance components by hand, and a small crowd of simulated learners."""

import pytest

from game.author.crew import Alone
from game.author.reliability import WANTED, Components, components, reliability
from game.author.reliability_report import reliability_data, reliability_lines
from game.case import load_case


def test_the_components_of_a_table_worked_by_hand() -> None:
    """Rows 2, 4 | 5, 7 | 8, 13: grand mean 6.5, MS rows 28.5, columns 13.5, rest 1.5."""
    found = components([[2, 4], [5, 7], [8, 13]])
    assert found.rest == pytest.approx(1.5)
    assert found.learner == pytest.approx((28.5 - 1.5) / 2)
    assert found.case == pytest.approx((13.5 - 1.5) / 3)


def test_for_two_cases_the_coefficient_is_cronbachs_alpha() -> None:
    table = [[2, 4], [5, 7], [8, 13]]
    first, second = (9.0, 21.0)  # variances of the columns
    whole = 57.0  # variance of the sums 6, 12, 21
    alpha = 2 * (1 - (first + second) / whole)
    assert components(table).coefficient(2) == pytest.approx(alpha)


def test_learners_who_do_not_differ_cannot_be_told_apart() -> None:
    found = components([[1, 9], [9, 1], [5, 5]])
    assert found.learner == 0
    assert found.coefficient(8) == 0
    assert found.cases_for(WANTED) is None


def test_without_error_one_case_is_enough() -> None:
    found = components([[1, 2], [5, 6], [9, 10]])
    assert found.coefficient(1) == pytest.approx(1)
    assert found.cases_for(WANTED) == 1


@pytest.mark.parametrize("table", [[], [[1, 2]], [[1], [2]], [[1, 2], [3]]])
def test_a_table_with_gaps_or_too_small_is_refused(table) -> None:
    with pytest.raises(ValueError, match="without gaps"):
        components(table)


def test_the_number_of_cases_is_the_least_that_reaches_what_is_wanted() -> None:
    found = Components(learner=1.0, case=5.0, rest=1.0)
    needed = found.cases_for(0.86)
    assert needed == 7
    assert found.coefficient(needed) >= 0.86 > found.coefficient(needed - 1)


def test_where_people_differ_from_case_to_case_more_cases_are_needed() -> None:
    steady = Components(learner=10.0, case=0.0, rest=1.0)
    fickle = steady.with_people(0.5)
    assert fickle.learner + fickle.rest == steady.learner + steady.rest
    assert (fickle.cases_for(0.86) or 0) > (steady.cases_for(0.86) or 0)
    assert steady.with_people(1.0) == steady


def test_simulated_learners_are_told_apart_by_few_cases(book, nora) -> None:
    ines = load_case("ines", book)
    found = reliability(Alone(), book, [nora, ines], learners=12, seed=1)
    assert found.cases == ("small", "ines")
    assert found.enough(8)
    assert found.everybody.coefficient(8) > found.middle.coefficient(8)
    data = reliability_data(found)
    assert data["reached"]
    assert data["learners"] == 12
    assert any(line.startswith("Learners of every skill") for line in reliability_lines(found))


def test_too_few_learners_or_cases_are_refused(book, nora) -> None:
    with pytest.raises(ValueError, match="two cases and eight learners"):
        reliability(Alone(), book, [nora], learners=12, seed=1)
    with pytest.raises(ValueError, match="two cases and eight learners"):
        reliability(Alone(), book, [nora, nora], learners=7, seed=1)
