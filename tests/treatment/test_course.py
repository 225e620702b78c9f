"""The symptom course: whole numbers, one seed one course, chance that never touches the score."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from casenotes import Notes, found
from hypothesis import given
from hypothesis import strategies as st

from game.treatment import begin, legal_actions, step
from game.treatment.course import spread
from game.treatment.draws import Draws
from game.treatment.events import MoodShifted, SessionOpened, WeekPassed

scores = st.integers(min_value=0, max_value=3)
profiles = st.tuples(*[scores] * 9)


def every_value(value: Any) -> list[Any]:
    """Everything inside a value, at any depth."""
    if is_dataclass(value):
        return [each for row in fields(value) for each in every_value(getattr(value, row.name))]
    if isinstance(value, Mapping):
        return [each for key, inner in value.items() for each in (*every_value(key), *every_value(inner))]
    if isinstance(value, tuple | list | frozenset | set):
        return [each for inner in value for each in every_value(inner)]
    return [value]


def weeks_of(treatment: Notes) -> list[WeekPassed]:
    return [event for _, events in treatment.turns for event in found(WeekPassed, events)]


def idle(notes, seed: int = 1, course: str = "teaching", **changes) -> Notes:
    """A treatment of empty sessions up to the last, or to where the patient stays away."""
    treatment = notes(seed=seed, course=course, **changes)
    while not treatment.now.over and treatment.now.hour.number < treatment.now.sessions:
        treatment.open(treatment.now.hour.number + 1)
        if treatment.now.hour.number < treatment.now.sessions:
            treatment.close()
    return treatment


@pytest.mark.parametrize("course", ["teaching", "realistic"])
@pytest.mark.parametrize("policy", ["expert", "random"])
def test_there_is_no_fraction_anywhere(played, course: str, policy: str) -> None:
    now, turns = played("small", policy, 3, course)
    assert {type(value) for value in every_value(now)} <= {int, str, bool, type(None)}
    assert {type(value) for value in every_value(turns)} <= {int, str, bool, type(None)}


@pytest.mark.parametrize("course", ["teaching", "realistic"])
def test_the_same_seed_is_the_same_course(notes, course: str) -> None:
    one, other = idle(notes, 7, course), idle(notes, 7, course)
    assert one.turns == other.turns
    assert one.now == other.now
    different = [idle(notes, seed, course) for seed in range(8, 13)]
    assert any(weeks_of(each) != weeks_of(one) for each in different)


def test_a_detour_in_one_turn_does_not_shift_the_chances_of_another(notes) -> None:
    straight, detour = notes(), notes()
    for treatment, words in ((straight, ("ask_closeness",)), (detour, ("ask_contact",))):
        treatment.open()
        treatment.say(*words, to="person:ruth")
    mine, theirs = straight.close(), detour.close()
    assert found(WeekPassed, mine) == found(WeekPassed, theirs)


def test_chance_of_a_turn_hangs_on_seed_and_turn_alone() -> None:
    assert [Draws(3, 5).normal() for _ in range(3)] == [Draws(3, 5).normal()] * 3
    assert Draws(3, 5).normal() != Draws(3, 6).normal()
    assert Draws(3, 5).normal() != Draws(4, 5).normal()


@given(seed=st.integers(0, 2**31), turn=st.integers(0, 1_000))
def test_draws_keep_their_bounds(seed: int, turn: int) -> None:
    draws = Draws(seed, turn)
    assert -6_000 <= draws.normal() <= 6_000
    assert 0 <= draws.millionths() < 1_000_000


def test_draws_are_about_standard_normal() -> None:
    drawn = [Draws(seed, 1).normal() for seed in range(2_000)]
    mean = sum(drawn) // len(drawn)
    variance = sum((value - mean) ** 2 for value in drawn) // len(drawn)
    assert -80 <= mean <= 80
    assert 900_000 <= variance <= 1_100_000


@given(profile=profiles, total=st.integers(min_value=0, max_value=27))
def test_items_add_up_and_stay_within_the_scale(profile: tuple[int, ...], total: int) -> None:
    items = spread(profile, total)
    assert len(items) == 9
    assert all(0 <= item <= 3 for item in items)
    # Thoughts of dying never grow beyond what they were, so the highest totals may not all fit.
    assert sum(items) == min(total, 24 + items[-1])
    assert items[-1] <= profile[-1]


@given(profile=profiles)
def test_the_same_total_gives_the_profile_back(profile: tuple[int, ...]) -> None:
    assert spread(profile, sum(profile)) == profile


@given(profile=profiles, total=st.integers(min_value=0, max_value=27))
def test_a_higher_item_of_the_profile_never_falls_below_a_lower_one(profile: tuple[int, ...], total: int) -> None:
    items = spread(profile, total)[:-1]
    for mine, score in zip(items, profile, strict=False):
        for other, lower in zip(items, profile, strict=False):
            if score > lower:
                assert mine >= other


@given(profile=profiles.filter(lambda items: items[-1] > 0), total=st.integers(min_value=0, max_value=27))
def test_thoughts_of_dying_recede_with_the_rest(profile: tuple[int, ...], total: int) -> None:
    assert spread(profile, total)[-1] <= spread(profile, min(27, total + 1))[-1] <= profile[-1]


def test_in_teaching_mode_everybody_begins_as_the_case_says(book, nora) -> None:
    assert {begin(book, nora, seed).body.baseline for seed in range(20)} == {nora.rows.measure.items}
    assert {begin(book, nora, seed).inner.alliance for seed in range(20)} == {nora.rows.patient.alliance * 1_000}


def test_in_realistic_mode_severity_varies_within_the_manuals_bounds(book, nora) -> None:
    row = book.rows.course
    totals = [sum(begin(book, nora, seed, "realistic").body.baseline) for seed in range(200)]
    assert row.baseline_low // 1_000 <= min(totals) < max(totals) <= -(-row.baseline_high // 1_000)
    assert abs(sum(totals) * 1_000 // len(totals) - row.baseline_mean) < 1_500


def test_in_realistic_mode_a_patient_may_leave_by_chance_and_mostly_does_not(notes) -> None:
    left = sum(idle(notes, seed, "realistic").now.phase == "dropped_out" for seed in range(60))
    assert 0 < left < 40


def test_in_teaching_mode_nobody_with_some_bond_left_leaves(notes) -> None:
    assert [seed for seed in range(20) if idle(notes, seed).now.over] == []


def test_a_good_treatment_lowers_the_curve_more_than_an_empty_one(notes, played) -> None:
    falls = {"expert": 0, "idle": 0}
    for seed in range(1, 5):
        treated = played("small", "expert", seed)[0]
        empty = idle(notes, seed).now
        falls["expert"] += sum(treated.body.baseline) - treated.body.latent // 1_000
        falls["idle"] += sum(empty.body.baseline) - empty.body.latent // 1_000
    assert falls["expert"] > falls["idle"]


def test_a_sudden_gain_moves_the_improvement_in_time_and_adds_none(notes) -> None:
    gainer = next(seed for seed in range(200) if _gains_in(notes, seed, 4))
    with_gain = _without_shocks(notes, gainer)
    without = _without_shocks(notes, gainer, gain_week=None)
    mine, theirs = weeks_of(with_gain), weeks_of(without)
    assert all(held.latent >= free.latent for held, free in zip(mine[:3], theirs[:3], strict=True))
    assert any(held.latent > free.latent for held, free in zip(mine[:3], theirs[:3], strict=True))
    assert [week.latent for week in mine[3:]] == [week.latent for week in theirs[3:]]
    assert not any(week.sudden_gain for week in theirs)


def test_a_sudden_gain_is_named_when_it_is_large(book, cases) -> None:
    """Four points and a quarter of what was left, between one week and the next."""
    seen = 0
    for seed in range(40):
        treatment = Notes(book, cases["small"], seed)
        inner = replace(treatment.now.inner, alliance=9_000)
        body = replace(treatment.now.body, gain_week=4, residual=2_500)
        treatment.now = replace(treatment.now, inner=inner, body=body)
        treatment.open(6)
        for week in weeks_of(treatment):
            seen += week.sudden_gain
        weeks = weeks_of(treatment)
        for before, week in pairwise(weeks):
            if week.sudden_gain:
                assert before.latent - week.latent >= 4_000
                assert (before.latent - week.latent) * 4 >= before.latent
    assert seen


def _gains_in(notes, seed: int, week: int) -> bool:
    body = notes(seed=seed).now.body
    return body.gain_week == week and body.residual > 0


def _without_shocks(notes, seed: int, **changes) -> Notes:
    treatment = notes(seed=seed, weeks=())
    treatment.now = replace(treatment.now, body=replace(treatment.now.body, **changes))
    treatment.open(treatment.now.sessions)
    return treatment


def test_life_shifts_the_mood_for_two_weeks_and_passes(notes) -> None:
    treatment = notes()
    treatment.open()
    events = treatment.close()
    (shift,) = found(MoodShifted, events)
    assert (shift.points, shift.weeks, shift.cause) == (1, 2, "life")
    # The first of the two weeks has passed with the close; one is left.
    assert treatment.now.body.shocks == ((1, 1),)
    treatment.open(2)
    treatment.close()
    assert (1, 1) not in treatment.now.body.shocks


def test_an_anniversary_is_called_one(notes, nora) -> None:
    weeks = (replace(nora.weeks["ruth_writes"], anniversary=True),)
    treatment = notes(weeks=weeks)
    treatment.open()
    assert [event.cause for event in found(MoodShifted, treatment.close())] == ["anniversary"]


def test_the_scale_shown_is_the_week_that_passed(notes) -> None:
    treatment = notes()
    treatment.open()
    (week,) = found(WeekPassed, treatment.close())
    treatment.open(2)
    treatment.say("fill_scale")
    assert treatment.now.knowledge.items == week.items
    assert treatment.now.knowledge.shared[-1] == (2, week.items)


@pytest.mark.parametrize("length", ["8", "12", "16"])
def test_any_agreed_length_can_be_treated_to_its_end(notes, book, length: str) -> None:
    treatment = notes(windows=book.formats[length].windows)
    treatment.open(int(length))
    treatment.close()
    assert treatment.now.phase == "ended"
    opened = [event.number for _, events in treatment.turns for event in found(SessionOpened, events)]
    assert opened == list(range(1, int(length) + 1))
    assert len(weeks_of(treatment)) == int(length) - 1


def test_a_step_changes_nothing_it_was_given(notes, book, nora) -> None:
    treatment = notes()
    treatment.open()
    before, copy = treatment.now, repr(treatment.now)
    for action in (*_every_kind(book, nora, before),):
        step(book, nora, before, action)
    assert repr(before) == copy


def _every_kind(book, nora, now):
    kinds = {}
    for action in legal_actions(book, nora, now):
        kinds.setdefault((action.kind, getattr(action, "intent", None)), action)
    return kinds.values()
