"""Item analysis: difficulty, discrimination, the wrong area that was chosen, and smells that real treatments weigh."""

import csv
import io
import json
from random import Random

import pytest
from benched import play

from game.author.cohort import treat
from game.author.field import field_report
from game.author.field_pages import as_csv, as_data, as_lines, as_page
from game.author.items import criterion_items, fact_items, task_items, wrong_choices
from game.author.plays import Chosen, Play, lines_of, play_of
from game.author.policies import POLICIES
from game.scoring import score
from game.treatment.events import FactTold, Replied


def scored(*points: int, told: str = "", by: tuple[int, ...] = ()) -> list[Play]:
    """Return plays with these points; those at the places in `by` were told the fact."""
    return [
        play(composite=1_000 * number, reached=frozenset({f"fact:{told}"}) if place in by else frozenset())
        for place, number in enumerate(points)
    ]


@pytest.fixture(scope="module")
def real(book, nora) -> list[Play]:
    """Seven treatments of Nora, good and poor, as a log would tell of them."""
    plays = []
    for seed, who in enumerate(("expert", "competent", "competent", "wrong_focus", "supportive", "cbt", "random")):
        chance = Random(seed)
        now, turns = treat(book, nora, POLICIES[who](chance), chance, seed)
        plays.append(play_of(book, nora, now.windows, turns, who=who, seed=seed))
    return plays


def test_a_play_is_what_events_and_score_say(book, nora, played) -> None:
    now, turns = played("small", "expert", 1)
    found = play_of(book, nora, now.windows, turns, who="x", seed=1)
    card = score(book, nora, now.windows, turns)
    events = [event for _, events in turns for event in events]
    assert found.composite == card.composite
    assert [row.fact for row in found.heard] == [event.fact for event in events if isinstance(event, FactTold)]
    assert found.shares == {rating.id: rating.share for rating in card.ratings}
    assert {name.removeprefix("task:") for name in found.reached if name.startswith("task:")} == set(now.progress.tasks)
    assert len(found.minutes) == len(found.moves) == now.sessions
    spoken = {event.words for event in events if isinstance(event, Replied)}
    for words, place in lines_of(nora).items():
        if words in spoken:
            assert place in found.lines


def test_difficulty_is_the_share_that_was_told_and_discrimination_its_correlation(nora) -> None:
    fact = nora.rows.facts[0]
    (item, *others) = fact_items(nora, scored(10, 20, 30, 40, 50, told=fact.id, by=(3, 4)))
    assert (item.id, item.name, item.mean) == (fact.id, fact.card, 0.4)
    assert item.discrimination == pytest.approx(0.8660254)  # worked by hand: 0.75 ** 0.5
    assert all((other.mean, other.discrimination) == (0, None) for other in others)


def test_few_treatments_or_no_spread_say_nothing_about_discrimination(nora) -> None:
    fact = nora.rows.facts[0].id
    assert fact_items(nora, scored(10, 20, 30, 40, told=fact, by=(3,)))[0].discrimination is None
    assert fact_items(nora, scored(10, 10, 10, 10, 10, told=fact, by=(3,)))[0].discrimination is None
    assert fact_items(nora, [])[0].mean == 0


def test_tasks_and_criteria_are_those_of_the_manual(book) -> None:
    plays = [play(reached=frozenset({"task:I01"}), shares={"depth": 500}), play(shares={"depth": 1_000})]
    tasks = {item.id: item.mean for item in task_items(book, plays)}
    assert set(tasks) == {task.id for task in book.rows.tasks}
    assert (tasks["I01"], tasks["I02"]) == (0.5, 0)
    assert {item.id: item.mean for item in criterion_items(book, plays)}["depth"] == 0.75


def test_a_wrong_area_comes_with_the_cards_pinned_for_it(nora) -> None:
    key = nora.rows.key
    grief = Chosen("grief", "person:ruth", ("a", "b"))
    plays = [
        play(chosen=Chosen(key.area, key.about, ("z",))),
        play(chosen=grief),
        play(chosen=Chosen("grief", "person:ruth", ("b",))),
        play(chosen=Chosen("interpersonal_deficits", "person:ruth", ())),
        play(),
    ]
    first, second = wrong_choices(nora, plays)
    assert (first.area, first.about, first.times, first.pinned) == ("grief", "person:ruth", 2, (("b", 2), ("a", 1)))
    assert (second.area, second.times, second.pinned) == ("interpersonal_deficits", 1, ())


def test_an_acceptable_area_is_named_with_its_credit(nora) -> None:
    second = nora.rows.key.acceptable[0]
    (row,) = wrong_choices(nora, [play(chosen=Chosen(second.area, second.about, ()))])
    assert row.credit == second.credit / 1_000


def test_real_treatments_tell_hard_from_easy_and_strong_from_weak(book, nora, real) -> None:
    report = field_report(book, nora, real)
    assert (report.case, report.treatments) == ("small", 7)
    assert report.right == 3
    assert sum(row.times for row in report.wrong) == 1
    items = {(item.kind, item.id): item for item in report.items}
    assert (items["criterion", "right_area"].discrimination or 0) > 0.7
    assert items["task", "M01"].mean > items["task", "I14"].mean


def test_smells_are_confirmed_cleared_or_only_not_met(book, nora, real) -> None:
    """A refusal of the contract is in no endless asking of Nora; whoever hears it clears the suspicion."""
    report = field_report(book, nora, real)
    standings = {row.smell.what: row.standing for row in report.smells}
    unspoken = [row for row in report.smells if row.smell.kind == "unspoken"]
    assert all(row.standing in ("confirmed", "cleared") for row in unspoken)
    doubted = next(row.smell for row in unspoken if row.standing == "confirmed")
    place = next(place for words, place in lines_of(nora).items() if f"“{words}”" in doubted.sentence)
    lucky = play(lines=frozenset({place}))
    again = {row.smell.what: row for row in field_report(book, nora, [*real, lucky]).smells}
    assert standings[doubted.what] == "confirmed"
    assert (again[doubted.what].standing, again[doubted.what].met_by) == ("cleared", 1)


def test_what_can_be_had_and_nobody_came_by_is_not_met(book, nora) -> None:
    report = field_report(book, nora, [play()])
    facts = {row.smell.what: row.standing for row in report.smells if row.smell.what.startswith("fact:")}
    assert facts == {f"fact:{fact.id}": "not met" for fact in nora.rows.facts}
    assert report.unheard > 50


def test_the_analysis_as_lines_data_table_and_page(book, nora, real) -> None:
    report = field_report(book, nora, real)
    data = json.loads(json.dumps(as_data(report)))
    rows = list(csv.DictReader(io.StringIO(as_csv([report]).removeprefix("\ufeff"))))
    assert len(rows) == len(report.items) == len(data["items"])
    assert rows[0]["kind"] == "fact"
    assert float(rows[0]["mean"]) == data["items"][0]["mean"]
    lines = "\n".join(as_lines(book, nora, report))
    html = as_page(book, [nora], [report])
    for fact in nora.rows.facts:
        assert fact.card in lines
        assert fact.card in html
    assert "The key, role transition, was chosen 3 times" in lines
    assert html.count("<svg") == 3
    assert "<script" not in html
