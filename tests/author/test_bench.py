"""The fairness bench: a fair case passes, an unfair one is told why, and what nobody meets is found."""

import json
from dataclasses import replace
from random import Random

import pytest
from benched import EVEN, fair_bench, play
from casenotes import altered, with_row

from game.author.bench import (
    EXPLOITS,
    ORDER,
    THERAPISTS,
    Rank,
    Standing,
    VariantRow,
    auc,
    bench_case,
    treatments_of,
)
from game.author.bench_report import as_data, as_lines, as_page, ranking
from game.author.casting import Company, probe_job
from game.author.cohort import treat
from game.author.crew import Alone
from game.author.exploits import OnlyOneMove
from game.author.plays import lines_of
from game.author.policies import POLICIES
from game.author.probing import WAYS
from game.author.reading_case import Reading
from game.author.smells import Smell, always_right, always_right_candidates, unmet
from game.author.verdict import faults, verdict


@pytest.fixture(scope="module")
def benched(book, nora):
    """The bench's findings about the small case, and how many treatments were counted while it was at work."""
    counted: list[int] = []
    return bench_case(Alone(), book, nora, n=2, seed=1, note=counted.append), sum(counted)


def test_the_small_case_is_fair(benched) -> None:
    bench, _ = benched
    assert faults(bench) == ()
    assert verdict(bench).startswith("Fair: ")
    assert [(row.better, row.worse) for row in bench.ranks] == list(ORDER)
    assert all(row.holds for row in bench.ranks)
    assert 0 < bench.margin < 0.55
    assert 0 <= len(bench.unheard) < bench.lines


def test_every_scripted_therapist_but_the_mixed_one_plays(benched) -> None:
    bench, _ = benched
    assert {row.who for row in bench.standings} == set(THERAPISTS) == set(POLICIES) - {"mixed"}
    assert all(len(row.points) == 2 for row in bench.standings)
    assert bench.standing("expert").share == 1


def test_the_path_and_the_minutes_are_the_experts(benched, played) -> None:
    bench, _ = benched
    now, _ = played("small", "expert", 1)
    assert [step.fact for step in bench.path] == list(now.knowledge.told)
    assert len(bench.minutes) == now.sessions
    assert all(0 < minutes <= 50 for minutes in bench.minutes)
    assert bench.solved is not None


def test_progress_counts_every_treatment(benched, nora) -> None:
    _, counted = benched
    assert counted >= treatments_of(nora, 2) > 2 * len(THERAPISTS)


def test_the_same_seed_finds_the_same(benched, book, nora) -> None:
    again = bench_case(Alone(), book, nora, n=2, seed=1)
    assert again == benched[0]


def test_everything_can_be_read_as_lines_data_and_page(benched, book, nora) -> None:
    bench, _ = benched
    data = json.loads(json.dumps(as_data(bench)))
    assert data["fair"] is True
    assert set(data["letter"]["chances"]) == set(EVEN)
    lines = "\n".join(as_lines(book, bench))
    html = as_page(book, [nora], [bench])
    for fact in nora.rows.facts:
        assert fact.id in lines
        assert fact.card in html
    assert html.count("<svg") == 5
    assert "<script" not in html
    assert f"Of {len(lines_of(nora))} lines, {len(bench.unheard)} can be said" in lines
    assert ranking([bench])[2].startswith("small  yes")


def test_facts_of_the_key_that_the_expert_misses_are_named(book) -> None:
    assert "never told to the expert" not in "\n".join(as_lines(book, fair_bench()))
    assert "never told to the expert: spare_key." in "\n".join(as_lines(book, fair_bench(missed=("spare_key",))))


def test_lines_that_nobody_heard_are_listed_when_asked_for(book) -> None:
    assert "  “Two.”" not in as_lines(book, fair_bench())
    assert "  “Two.”" in as_lines(book, fair_bench(), unheard=True)


def test_the_page_of_a_shelf_begins_with_the_ranking(benched, book, nora) -> None:
    bench, _ = benched
    html = as_page(book, [nora, nora], [bench, bench])
    assert "The shelf: 2 cases" in html
    assert html.index("Best way round") < html.index("<svg")
    assert html.count("<svg") == 10


def test_the_share_of_pairs_counts_ties_half() -> None:
    assert auc([3, 4], [1, 2]) == 1
    assert auc([1, 2], [1, 2]) == 0.5
    assert auc([1, 3], [2, 3]) == 0.375


# ---- what makes a case unfair


def test_a_fair_bench_has_no_faults() -> None:
    assert faults(fair_bench()) == ()


def test_a_pair_out_of_order_is_named_with_its_number() -> None:
    ranks = (*fair_bench().ranks[1:], Rank("expert", "competent", 0.94))
    (fault,) = faults(fair_bench(ranks=ranks))
    assert "The expert scores higher than the competent therapist in only 94 %" in fault


@pytest.mark.parametrize("who", EXPLOITS)
def test_a_way_round_the_work_is_named_with_its_share(who: str) -> None:
    bench = fair_bench()
    standings = [Standing(row.who, (53.2, 53.2), 0.56) if row.who == who else row for row in bench.standings]
    found = faults(replace(bench, standings=tuple(standings)))
    assert any("earns 56 % of the expert's score" in fault for fault in found)


def test_asking_everything_must_not_earn_what_listening_does() -> None:
    bench = fair_bench()
    points = bench.standing("supportive").points
    standings = [Standing(row.who, points, 0.37) if row.who == "interrogator" else row for row in bench.standings]
    (fault,) = faults(replace(bench, standings=tuple(standings)))
    assert fault.startswith("Asking everything of everybody")


def test_a_letter_that_gives_the_key_away_and_facts_that_leave_it_open_are_named() -> None:
    told, open_ = faults(fair_bench(reading=Reading(EVEN, ("loud",), EVEN, 401, 819)))
    assert "(loud) gives the key away to 40 %" in told
    assert "decide the key to only 82 %" in open_
    assert faults(fair_bench(reading=Reading(EVEN, (), EVEN, 400, 820))) == ()


def test_variants_must_be_as_hard() -> None:
    assert faults(fair_bench(variants=(VariantRow("b", "expert", -3.0),))) == ()
    (fault,) = faults(fair_bench(variants=(VariantRow("b", "competent", -3.1),)))
    assert "“b” the competent therapist scores -3.1 points" in fault


def test_unfair_cases_come_last() -> None:
    unfair = replace(fair_bench(ranks=(Rank("expert", "competent", 0.5),)), case="unfair")
    assert [line.split()[0] for line in ranking([unfair, fair_bench()])[2:]] == ["small", "unfair"]
    assert verdict(unfair).startswith("Not fair, for 1 reason:")


def test_a_case_whose_facts_all_speak_for_another_area_is_not_fair(book, nora) -> None:
    facts = tuple(replace(fact, signals={"grief": 2}) for fact in nora.rows.facts)
    bench = bench_case(Alone(), book, altered(nora, facts=facts), n=1, seed=1)
    assert not bench.reading.decidable
    assert "Not fair" in verdict(bench)


# ---- smells


def test_a_move_made_everywhere_that_never_costs_is_a_candidate() -> None:
    every = (frozenset({"a", "b", "c"}), frozenset({"a", "c"}))
    plays = [play(moves=every), play(moves=every[:1], costly=frozenset({"c"}))]
    assert always_right_candidates(plays) == ("a",)
    assert always_right_candidates([]) == ()


def test_a_move_that_alone_earns_a_quarter_smells() -> None:
    alone = [play(who="only:a", composite=23_000), play(who="only:b", composite=25_000)]
    (smell,) = always_right(alone, 95_000)
    assert (smell.kind, smell.what) == ("always_right", "b")
    assert "26 %" in smell.sentence


def test_one_move_alone_is_made_about_everybody_and_no_other_is_made(book, nora) -> None:
    now, _ = treat(book, nora, OnlyOneMove("explore_person"), Random(1), seed=1)
    assert now.over
    assert set(now.progress.intents) == {"explore_person"}


def test_what_nobody_met_is_named(nora) -> None:
    fact, week = nora.rows.facts[0], nora.rows.weeks[0]
    reached = {f"fact:{row.id}" for row in nora.rows.facts[1:]} | {f"week:{week.id}:done"}
    found = {(smell.kind, smell.what): smell for smell in unmet(nora, [play(reached=frozenset(reached))])}
    assert ("unreached", f"fact:{fact.id}") in found
    assert ("unreached", f"fact:{nora.rows.facts[1].id}") not in found
    assert found["one_way_week", f"week:{week.id}"].sentence == f"“{week.name}” always went well."
    for incident in nora.rows.incidents:
        assert ("unreached", f"incident:{incident.id}") in found
        assert ("unchosen", f"{incident.id}.0") in found


def test_endless_asking_finds_every_fact_and_works_everything_through(book, nora) -> None:
    probed = [probe_job(Company(book, (nora,)), (0, way)) for way in WAYS]
    kinds = {smell.kind for smell in unmet(nora, probed)}
    assert "unreached" not in kinds
    assert "unchosen" not in kinds
    reached = frozenset().union(*(each.reached for each in probed))
    assert any({f"week:{row.id}:done", f"week:{row.id}:not_done"} <= reached for row in nora.rows.weeks)


def test_a_line_for_which_nothing_ever_asks_smells(book, nora) -> None:
    words = "Nobody will ever hear this."
    case = altered(nora, lines={**nora.rows.lines, "nothing_more": (words,)})
    company = Company(book, (case,))
    probed = [probe_job(company, (0, way)) for way in WAYS]
    assert words in lines_of(case)
    smells = {smell.what for smell in unmet(case, probed) if smell.kind == "unspoken"}
    assert "lines.nothing_more[0]" in smells


def test_a_fact_nothing_can_bring_out_smells(book, nora) -> None:
    fact = nora.rows.facts[-1]
    rows = with_row(nora.rows.facts, fact.id, after=(fact.id,))
    case = altered(nora, facts=rows)
    probed = [probe_job(Company(book, (case,)), (0, way)) for way in WAYS]
    assert ("unreached", f"fact:{fact.id}") in {(smell.kind, smell.what) for smell in unmet(case, probed)}


def test_smells_are_counted_in_the_verdict_and_make_no_case_unfair() -> None:
    bench = fair_bench(smells=(Smell("unspoken", "x", "?"), Smell("unspoken", "y", "?"), Smell("unchosen", "z", "?")))
    assert verdict(bench).startswith("Fair: ")
    assert "unreachable reply (2), option nobody chose (1)" in verdict(bench)
