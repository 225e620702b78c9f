"""Cohorts: many treatments, summed up as trials are, and compared with what trials found."""

from dataclasses import replace

import pytest

from game.author.benchmarks import BENCHMARKS, compare
from game.author.cohort import Outcome, Summary, cohort, outcome_of, summarise
from game.scoring import score

OUTCOME = Outcome(
    seed=1, composite=50_000, adherence=4_000, quality=3_000, focus=500, fidelity=500, start=16, end=9, alliance=5_000,
    bond=0, dropped_out=False, sessions=12,
)  # fmt: skip


def ended(*ends: int, start: int = 16) -> list[Outcome]:
    return [replace(OUTCOME, seed=seed, start=start, end=end) for seed, end in enumerate(ends)]


def test_an_outcome_is_what_the_score_and_the_scale_say(book, cases, played) -> None:
    outcome = outcome_of(book, cases["small"], "expert", "teaching", 1)
    now, turns = played("small", "expert", 1)
    assert outcome.composite == score(book, cases["small"], now.windows, turns).composite
    assert outcome.start == sum(cases["small"].rows.measure.items)
    assert outcome.end == sum(now.body.items)
    assert (outcome.dropped_out, outcome.sessions) == (False, 8)


def test_seeds_run_from_the_first_on_in_order(book, cases) -> None:
    outcomes = list(cohort(book, cases["small"], "cbt", 3, seed=40))
    assert [outcome.seed for outcome in outcomes] == [40, 41, 42]
    assert outcomes[1] == outcome_of(book, cases["small"], "cbt", "teaching", 41)


def test_several_processes_give_the_same_outcomes_in_the_same_order(book, cases) -> None:
    alone = list(cohort(book, cases["small"], "cbt", 4, seed=1, course="realistic"))
    assert list(cohort(book, cases["small"], "cbt", 4, seed=1, course="realistic", workers=2)) == alone


def test_the_grade_does_not_hang_on_the_luck_of_the_draw(book, cases) -> None:
    """Symptoms differ from seed to seed; the expert's score does not."""
    outcomes = list(cohort(book, cases["small"], "expert", 6, seed=1))
    assert len({outcome.end for outcome in outcomes}) > 1
    assert len({outcome.composite for outcome in outcomes}) == 1


def test_response_is_half_and_remission_below_five() -> None:
    summary = summarise("x", ended(8, 9, 4, 5))
    assert summary.response == 0.75
    assert summary.remission == 0.25
    assert summary.end_mean == 6.5


def test_everybody_counts_who_began() -> None:
    left = replace(OUTCOME, end=16, dropped_out=True)
    summary = summarise("x", [*ended(4, 4, 4), left])
    assert (summary.dropout, summary.response, summary.n) == (0.25, 0.75, 4)


def test_correlations_want_spread_and_three_treatments() -> None:
    assert summarise("x", ended(8, 9)).alliance_r is None
    assert summarise("x", ended(8, 9, 10)).alliance_r is None  # all with the same bond
    spread = [replace(each, bond=bond, fidelity=-bond) for each, bond in zip(ended(10, 8, 6), (1, 2, 3), strict=True)]
    assert summarise("x", spread).alliance_r == pytest.approx(1)
    assert summarise("x", spread).fidelity_r == pytest.approx(-1)


def test_one_treatment_has_no_spread() -> None:
    assert summarise("x", ended(8)).composite_sd == 0


def test_a_figure_is_inside_or_outside_its_published_interval() -> None:
    summary = Summary("x", 9, 50.0, 1.0, 0.45, 0.10, 0.20, 16.0, 9.5, 0.28, None)
    inside = {row.benchmark.id: row.inside for row in compare(summary)}
    assert inside["response"] is True
    assert inside["remission"] is False
    assert inside["fidelity_r"] is None
    assert [row.benchmark for row in compare(summary)] == list(BENCHMARKS)


def test_every_published_figure_has_its_source_and_an_interval() -> None:
    for row in BENCHMARKS:
        assert row.low < row.high
        assert row.source
        assert row.published
