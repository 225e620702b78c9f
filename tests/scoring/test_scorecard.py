"""The scorecard: how ratings become a profile and a composite, and what caps it."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from casenotes import Notes, altered, found
from hypothesis import given
from hypothesis import strategies as st

from game.case import CaseFile
from game.manual import Book, Windows, adapted
from game.scoring import Scorecard, moments, phase_of, score
from game.treatment import Event, after_turn, begin
from game.treatment.events import (
    ErrorMade,
    FormulationOffered,
    PatientMoved,
    RedLineCrossed,
    Said,
    SessionClosed,
    SessionOpened,
    StrategyUsed,
    TaskDone,
    TreatmentEnded,
    WeekPassed,
)

Turns = tuple[tuple[int, tuple[Event, ...]], ...]
MOST = {"composite": 100_000, "adherence": 7_000, "quality": 5_000, "focus": 1_000, "common_factors": 4_000}
LEAST = {"composite": 0, "adherence": 1_000, "quality": 1_000, "focus": 0, "common_factors": 1_000}


class Good:
    """A good treatment, and its score after something was done to its log: `good(turns)`."""

    def __init__(self, book: Book, case: CaseFile, windows: Windows, turns: Turns) -> None:
        self.book, self.case, self.windows, self.turns = book, case, windows, turns

    def __call__(self, turns: Turns | None = None, **options: Any) -> Scorecard:
        return score(self.book, self.case, self.windows, self.turns if turns is None else turns, **options)

    def __repr__(self) -> str:
        return f"a good treatment of {self.case.rows.id}"

    def events(self, kind: type) -> list[Any]:
        """The events of one kind in the whole log."""
        return [event for _, events in self.turns for event in found(kind, events)]


@pytest.fixture(scope="session")
def good(book: Book, cases: dict[str, CaseFile], played) -> Good:
    now, turns = played("mehdi", "expert")
    return Good(book, cases["mehdi"], now.windows, turns)


def plus(turns: Turns, place: int, *more: Event) -> Turns:
    """The log with `more` at the end of its turn number `place`."""
    turn, events = turns[place % len(turns)]
    return (*turns[: place % len(turns)], (turn, (*events, *more)), *turns[place % len(turns) + 1 :])


def sessions(card: Scorecard) -> dict[int, int]:
    return {session.number: session.adherence for session in card.sessions}


# ---- any log


def test_an_empty_log_scores_nothing_without_complaint(book, cases) -> None:
    for case in cases.values():
        own = adapted(book, case.rows.adaptation)
        now = begin(own, case, seed=1)
        card = score(own, case, now.windows, ())
        assert (card.composite, card.sessions, card.ended) == (0, (), None)
        assert moments(own, case, now.windows, ()) == ((), ())


@pytest.mark.parametrize("policy", ["expert", "random", "interrogator"])
def test_an_unfinished_log_scores_what_is_there(book, cases, played, policy: str) -> None:
    now, turns = played("small", policy)
    for length in range(0, len(turns), 9):
        card = score(book, cases["small"], now.windows, turns[:length])
        closed = [event.number for _, events in turns[:length] for event in found(SessionClosed, events)]
        assert [session.number for session in card.sessions] == closed
        for name, most in MOST.items():
            assert LEAST[name] <= getattr(card, name) <= most


def test_the_score_is_a_function_of_the_events_alone(book, good) -> None:
    """Another treatment object, rebuilt from the same events, has the same score; so do equal copies of the events."""
    case, windows, turns = good.case, good.windows, good.turns
    copies = tuple((turn, tuple(replace(event) for event in events)) for turn, events in turns)
    rebuilt = begin(book, case, seed=1)
    for _, events in copies:
        rebuilt = after_turn(rebuilt, events)
    assert score(book, case, rebuilt.windows, copies) == good()
    assert score(book, case, windows, iter(turns)) == good()


def test_the_symptoms_do_not_touch_the_score(good) -> None:
    worse = tuple(
        (turn, tuple(replace(e, items=(3,) * 9, latent=27_000) if isinstance(e, WeekPassed) else e for e in events))
        for turn, events in good.turns
    )
    assert good(worse).composite == good().composite


@pytest.mark.parametrize("policy", ["expert", "supportive", "random"])
def test_everything_cited_stands_in_the_log(book, cases, played, policy: str) -> None:
    for name in ("small", "ines", "camila", "hana", "rosalind", "nomvula"):
        now, turns = played(name, policy)
        card = score(adapted(book, cases[name].rows.adaptation), cases[name], now.windows, turns)
        events = dict(turns)
        cited = [turn for rating in card.ratings for turn in rating.because]
        cited += [turn for session in card.sessions for turn in session.because]
        assert set(cited) <= set(events)
        for error, _, because in card.contaminating:
            assert because
            assert all(ErrorMade(error) in events[turn] for turn in because)
        for line, because in card.red_lines:
            assert all(RedLineCrossed(line) in events[turn] for turn in because)


def test_a_session_cites_the_turns_that_did_its_tasks(good) -> None:
    events = dict(good.turns)
    for session in good().sessions:
        done = {task for turn in session.because for task in (e.task for e in found(TaskDone, events[turn]))}
        assert set(session.done) <= done
        assert set(session.done) <= set(session.called_for)


# ---- how it adds up


def test_the_composite_is_the_sum_of_its_parts(book, good) -> None:
    card, row = good(), book.rows.composite
    parts = (
        row.adherence * (card.adherence - 1_000) // 6
        + row.quality * (card.quality - 1_000) // 4
        + row.focus * card.focus
        + row.common_factors * (card.common_factors - 1_000) // 3
        + row.structure * card.structure
    )
    assert card.composite == parts - card.contamination
    assert row.adherence + row.quality + row.focus + row.common_factors + row.structure == 100


def test_phases_weigh_as_the_manual_says(book, good) -> None:
    card, weights = good(), book.rows.composite.phase_weights
    means = {}
    for phase in weights:
        rated = [session.adherence for session in card.sessions if session.phase == phase]
        means[phase] = sum(rated) // len(rated)
    assert card.adherence == sum(weights[phase] * means[phase] for phase in weights) // 100
    assert [phase_of(good.windows, number) for number in (1, 4, 12)] == ["initial", "middle", "termination"]


# ---- saturation: doing a thing again earns nothing


@given(pick=st.integers(0, 400))
def test_a_task_done_again_earns_nothing(good, pick: int) -> None:
    done = [event for event in good.events(TaskDone) if good.book.tasks[event.task].per == "treatment"]
    again = replace(done[pick % len(done)], early=())
    assert good(plus(good.turns, -1, again)) == good()


@given(pick=st.integers(0, 400))
def test_a_strategy_used_again_earns_nothing(good, pick: int) -> None:
    used = good.events(StrategyUsed)
    again = replace(used[pick % len(used)], early=())
    assert good(plus(good.turns, -1, again)).composite == good().composite


def test_empathy_said_a_hundred_times_is_worth_no_more_than_enough(good) -> None:
    said = next(event for event in good.events(Said) if event.intent in ("empathise", "validate_feeling"))
    more = good.turns
    for place in range(0, len(more), 3):
        more = plus(more, place, said)
    assert good(more).composite <= good().composite + 1_000


# ---- errors, harm, red lines


@given(place=st.integers(0, 400), error=st.integers(0, 19))
def test_an_error_never_raises_the_score(good, place: int, error: int) -> None:
    row = good.book.rows.errors[error]
    after = good(plus(good.turns, place, ErrorMade(row.id)))
    assert after.composite <= good().composite
    assert after.contamination == min(30_000, good().contamination + 1_000 * row.weight)


def test_contamination_is_capped_and_lists_the_dearest_first(book, good) -> None:
    turns = good.turns
    for place in range(40):
        turns = plus(turns, place, ErrorMade("X01"), ErrorMade("X02"))
    card = good(turns)
    assert card.contamination == 1_000 * book.rows.composite.contamination_cap
    costs = [points for _, points, _ in card.contaminating]
    assert costs == sorted(costs, reverse=True)
    assert {error: points for error, points, _ in card.contaminating}["X01"] == 40 * book.errors["X01"].weight


def test_drift_costs_more_each_time_it_recurs(good) -> None:
    costs, turns = [], good.turns
    for place in range(4):
        turns = plus(turns, place, ErrorMade("X09"))
        costs.append(good(turns).contamination)
    steps = [after - before for before, after in pairwise(costs)]
    assert steps == sorted(steps)
    assert steps[0] < steps[-1]


@pytest.mark.parametrize("error", ["X06", "X17"])
def test_a_harmful_act_puts_common_factors_at_the_lowest_level(good, error: str) -> None:
    assert not good().harmful
    card = good(plus(good.turns, 40, ErrorMade(error)))
    assert card.harmful
    assert card.common_factors == 1_000


def test_a_lesser_error_is_not_a_harmful_act(good) -> None:
    assert not good(plus(good.turns, 40, ErrorMade("X02"))).harmful


def test_danger_asked_about_and_not_followed_through_costs_but_is_no_harmful_act(good) -> None:
    card = good(plus(good.turns, 40, ErrorMade("X15")))
    assert not card.harmful
    assert card.composite < good().composite
    assert good(plus(good.turns, 40, ErrorMade("X15"), RedLineCrossed("ignored_risk"))).harmful


def test_a_red_line_caps_the_score_and_fails_its_session(book, good) -> None:
    place = next(place for place, (_, events) in enumerate(good.turns) if SessionOpened(5) in events)
    card = good(plus(good.turns, place + 2, RedLineCrossed("boundary")))
    assert good().safety
    assert not card.safety
    assert not card.passed
    assert card.composite <= 1_000 * book.rows.composite.safety_cap < good().composite
    assert card.red_lines == (("boundary", (good.turns[place + 2][0],)),)
    assert sessions(card)[5] == 1_000
    assert {n: a for n, a in sessions(card).items() if n != 5} == {n: a for n, a in sessions(good()).items() if n != 5}


# ---- focus


def test_work_on_a_wrong_focus_is_capped_where_the_focus_matters(book, good) -> None:
    area = "grief" if good.case.rows.key.area != "grief" else "interpersonal_deficits"
    acceptable = {row.area for row in good.case.rows.key.acceptable}
    assert area not in acceptable
    wrong = tuple(
        (turn, tuple(replace(e, area=area, second=None) if isinstance(e, FormulationOffered) else e for e in events))
        for turn, events in good.turns
    )
    card, row = good(wrong), book.rows.composite
    assert card.focus_credit == 0
    assert good().focus_credit == 1_000
    for session in card.sessions:
        if session.phase != "initial":
            assert session.adherence <= row.wrong_focus_adherence
    assert {s.number: s.adherence for s in card.sessions if s.phase == "initial"} == {
        s.number: s.adherence for s in good().sessions if s.phase == "initial"
    }
    assert card.quality < good().quality
    assert card.composite < good().composite


def test_the_last_formulation_counts(good) -> None:
    offered = next(e for _, events in good.turns for e in found(FormulationOffered, events))
    wrong_first = plus(good.turns, 2, replace(offered, area="grief", about=offered.about))
    assert good(wrong_first).focus_credit == good().focus_credit


# ---- how it ended


def ended_after(turns: Turns, session: int, how: Any) -> Turns:
    closes = [any(e.number == session for e in found(SessionClosed, events)) for _, events in turns]
    place = closes.index(True)
    return plus(turns[: place + 1], place, TreatmentEnded(how))


def test_sessions_agreed_and_never_held_count_as_empty(good) -> None:
    card = good(ended_after(good.turns, 6, "dropped_out"))
    assert [session.number for session in card.sessions] == list(range(1, 13))
    assert [session.adherence for session in card.sessions[6:]] == [1_000] * 6
    assert card.composite < good().composite


def test_chance_that_takes_a_patient_away_is_not_held_against_the_therapist(good) -> None:
    turns = ended_after(good.turns, 6, "dropped_out")
    by_chance = good(turns, realistic=True)
    assert [session.number for session in by_chance.sessions] == list(range(1, 7))
    assert by_chance.composite > good(turns).composite


def test_a_referral_costs_what_was_not_held_unless_the_danger_called_for_it(book, good) -> None:
    turns = ended_after(good.turns, 6, "referred")
    assert len(good(turns, realistic=True).sessions) == 12
    in_danger = altered(good.case, risk={"q2": True, "q5": True})
    assert len(score(book, in_danger, good.windows, turns).sessions) == 6


# ---- per session


def test_a_task_done_late_earns_half(book, notes) -> None:
    """The scale was due in the first session."""
    shares = []
    for session in (1, 2):
        treatment: Notes = notes()
        treatment.open()
        if session == 2:
            treatment.close()
            treatment.open(2)
        treatment.say("fill_scale", "ask_suicide")
        treatment.open(3)
        card = score(book, treatment.case, treatment.now.windows, tuple(treatment.turns))
        shares.append(card.sessions[0].adherence)
        assert ("I03" in card.sessions[0].done) == (session == 1)
    assert shares[0] > shares[1] > 1_000


def test_a_task_of_every_session_is_done_in_each_or_not(book, notes) -> None:
    treatment = notes(risk={"q1": False, "hint": None})
    for session in (1, 2, 3):
        treatment.open(session)
        treatment.say(*(["ask_suicide"] if session != 2 else ["ask_people"]))
        treatment.close()
    card = score(book, treatment.case, treatment.now.windows, tuple(treatment.turns))
    assert ["I04" in session.done for session in card.sessions] == [True, False, True]
    assert all("I04" in session.called_for for session in card.sessions)


def test_following_up_is_called_for_only_when_something_was_told(book, notes) -> None:
    treatment = notes(facts=())
    treatment.open()
    treatment.close()
    treatment.open(2)
    treatment.close()
    treatment.open(4)
    treatment.say("open_session")
    treatment.close()
    card = score(book, treatment.case, treatment.now.windows, tuple(treatment.turns))
    assert ["M11" in session.called_for for session in card.sessions] == [False, False, False, True]


# ---- moments


def test_moments_are_few_one_to_a_turn_and_in_order_of_weight(book, cases, played) -> None:
    for policy in ("expert", "random"):
        now, turns = played("mehdi", policy)
        strong, costly = moments(book, cases["mehdi"], now.windows, turns)
        spoken = {turn: [e.words for e in events if hasattr(e, "words")] for turn, events in turns}
        assert len(strong) <= 6
        assert len(costly) <= 6
        assert strong if policy == "expert" else costly
        assert all(moment.points > 0 for moment in strong)
        assert all(moment.points < 0 for moment in costly)
        assert [m.points for m in strong] == sorted((m.points for m in strong), reverse=True)
        assert [m.points for m in costly] == sorted(m.points for m in costly)
        for kept in (strong, costly):
            assert len({moment.turn for moment in kept}) == len(kept)
            assert all(not moment.words or moment.words in spoken[moment.turn] for moment in kept)


def test_the_costliest_moment_is_the_red_line(book, good) -> None:
    case, windows, turns = good.case, good.windows, good.turns
    hurt = PatientMoved("brushed_off", -900, 0, 0, 0, 0, 0, None)
    turns = plus(plus(turns, 30, RedLineCrossed("boundary"), ErrorMade("X14")), 50, ErrorMade("X02"), hurt)
    _, costly = moments(book, case, windows, turns)
    assert (costly[0].kind, costly[0].id, costly[0].turn) == ("red_line", "boundary", turns[30][0])
    assert {"error", "cause"} & {moment.kind for moment in costly[1:]}
