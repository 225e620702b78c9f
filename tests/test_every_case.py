"""The battery that every case goes through: it loads clean, no play breaks it, and no view gives anything away."""

import json
from dataclasses import asdict, is_dataclass
from functools import cache
from typing import Any

import perft
import pytest
from casenotes import found
from hidden import SECRET, hollowed, unspoken
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from shelved import CASES, SMALL

from game.author.bands import band_faults
from game.author.cohort import play_one
from game.case import CaseFile, case_faults, case_path, load_case
from game.manual import AREAS, Book, adapted, load_manual
from game.record import ExemplarFile, Log, audit, load_exemplar, parse_log, play_exemplar, replay, to_lines
from game.record import turns as turns_of
from game.scoring import score
from game.treatment import (
    Action,
    AskSupervisor,
    EndSession,
    Event,
    IllegalAction,
    LeaveProcedure,
    OpenSession,
    PinFact,
    PlaceEvent,
    PlacePerson,
    Say,
    SetProbabilities,
    TakeStep,
    Treatment,
    WriteNote,
    after_turn,
    begin,
    legal_actions,
    step,
)
from game.treatment.events import Said, SessionClosed
from game.view import (
    NotOver,
    formulation_view,
    procedure_views,
    referral_view,
    report_view,
    session_view,
    shelf_row,
    spoken_ways,
    workbook_view,
)

ALL = ("small", *CASES)
COURSES = st.sampled_from(["teaching", "realistic"])
Turns = tuple[tuple[int, tuple[Event, ...]], ...]


@cache
def manual() -> Book:
    return load_manual()


@cache
def case_called(name: str) -> CaseFile:
    return load_case(SMALL if name == "small" else name, manual())


def book_of(case: CaseFile) -> Book:
    """The manual the case is treated by."""
    return adapted(manual(), case.rows.adaptation)


def views(case: CaseFile, now: Treatment, turns: Turns) -> dict[str, Any]:
    """Everything a player sees before the debrief."""
    book = book_of(case)
    return {
        "session": session_view(book, case, now, turns),
        "workbook": workbook_view(book, case, now, turns),
        "formulation": formulation_view(book, case, now),
        "guided procedures": procedure_views(book, case, now, turns, guided=True),
        "procedures": procedure_views(book, case, now, turns, guided=False),
        "referral": referral_view(book, case, now.sessions),
        "shelf": shelf_row(case),
    }


def texts(value: Any) -> set[str]:
    """Every piece of text in a view, at any depth, each once."""
    gathered: set[str] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            gathered.add(each)
        elif isinstance(each, dict):
            waiting += (*each.keys(), *each.values())
        elif isinstance(each, tuple | list):
            waiting += each
        elif is_dataclass(each):
            waiting += (getattr(each, name) for name in each.__match_args__)
    return gathered


def leaks(case: CaseFile, now: Treatment, turns: Turns) -> list[str]:
    """Return what the views show that they must not: hidden rows they have read, sentences nobody has spoken."""
    seen, blind = views(case, now, turns), views(hollowed(case, now), now, turns)
    found_out = [f"the {name} view reads what is hidden" for name in seen if seen[name] != blind[name]]
    shown = "\n".join(texts(seen))
    return found_out + [words for words in (*unspoken(case, now), SECRET) if words in shown]


# ---- the oracle itself


def test_the_oracle_sees_a_leak_when_there_is_one(book, nora) -> None:
    """A view that reads the key, or a transcript with an untold fact in it, is found out."""
    now = begin(book, nora, seed=1)
    now, events = step(book, nora, now, OpenSession())
    assert leaks(nora, now, ((0, events),)) == []
    assert len(list(unspoken(nora, now))) > 60
    told = type(events[-1])("It is always at six. I used to have the water on by then.", "calm", 0, "greeting")
    assert leaks(nora, now, ((0, (*events, told)),)) == [told.words]
    assert report_facts(nora, now) != report_facts(hollowed(nora, now), now)


def report_facts(case: CaseFile, now: Treatment) -> list[str]:
    return [case.rows.key.why, *(fact.card for fact in case.rows.facts), *(row.name for row in case.rows.people)]


# ---- loading


@pytest.mark.parametrize("name", ALL)
def test_it_loads_without_a_fault(name: str) -> None:
    _, faults = case_faults(SMALL if name == "small" else name, manual())
    assert [str(fault) for fault in faults] == []


def test_there_is_a_case_for_each_problem_area() -> None:
    assert {case_called(name).rows.key.area for name in CASES} == set(AREAS)


# ---- any play


@cache
def a_good_treatment(name: str) -> tuple[tuple[Treatment, Turns], ...]:
    """Every state of an expert's treatment, with the turns that led to it."""
    case = case_called(name)
    book = book_of(case)
    _, turns = play_one(book, case, "expert", seed=1)
    states = [(begin(book, case, seed=1), turns[:0])]
    for number, (_, events) in enumerate(turns, 1):
        states.append((after_turn(states[-1][0], events), turns[:number]))
    return tuple(states)


class Play(RuleBasedStateMachine):
    """Anyone may do anything that is legal, keep notes, and try what is not."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.case = case_called(name)
        self.book = book_of(self.case)
        self.turns: Turns = ()
        self.looked_at: Treatment | None = None

    @initialize(
        seed=st.integers(0, 1_000), course=st.sampled_from(["teaching", "realistic"]), place=st.integers(0, 400)
    )
    def meet(self, seed: int, course: Any, place: int) -> None:
        """Begin, or take over from a colleague who has got some way with a good treatment."""
        states = a_good_treatment(self.case.rows.id)[:-1]
        if place < len(states) - 1:
            self.now, self.turns = states[place]
        else:
            self.now = begin(self.book, self.case, seed, course)

    def do(self, action: Action) -> None:
        before = self.now
        self.now, events = step(self.book, self.case, before, action)
        self.turns = (*self.turns, (before.turn, events))
        assert after_turn(before, events) == self.now, "folding the events must lead to the same treatment"
        assert events, "a legal action leaves a trace"
        again, same = step(self.book, self.case, before, action)
        assert (again, same) == (self.now, events), "one cause has one effect"

    @precondition(lambda self: not self.now.over)
    @rule(picks=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 100_000)), min_size=1, max_size=8))
    def act(self, picks: list[tuple[int, int]]) -> None:
        """Do what is legal; every kind of action is as likely as the next, however few there are of it."""
        for kind, pick in picks:
            legal = legal_actions(self.book, self.case, self.now)
            kinds = sorted({action.kind for action in legal} - {"end_session"}) or ["end_session"]
            of_kind = [action for action in legal if action.kind == kinds[kind % len(kinds)]]
            if of_kind:
                self.do(of_kind[pick % len(of_kind)])

    @precondition(lambda self: not self.now.over and self.now.hour.open)
    @rule(picks=st.lists(st.integers(0, 100_000), min_size=1, max_size=8), variant=st.integers(0, 9))
    def speak(self, picks: list[int], variant: int) -> None:
        """Say some of what the palette offers."""
        for pick in picks:
            said = [each for each in legal_actions(self.book, self.case, self.now) if isinstance(each, Say)]
            if said:
                chosen = said[pick % len(said)]
                ways = spoken_ways(self.book, self.case, self.now, chosen.intent, chosen.target)
                self.do(Say(chosen.intent, chosen.target, variant))
                assert found(Said, self.turns[-1][1])[0].words in ways

    @precondition(lambda self: not self.now.over and self.now.hour.open and self.now.progress.running)
    @rule(times=st.integers(1, 12))
    def go_on(self, times: int) -> None:
        """Go on with the procedure that is open, in the manual's order."""
        for _ in range(times):
            running = self.now.progress.running
            if running is None or not self.now.hour.open:
                return
            steps = [
                each
                for each in legal_actions(self.book, self.case, self.now)
                if isinstance(each, TakeStep)
                and (each.procedure, each.subject) == (running.procedure, running.subject)
                and running.steps.count(each.step) == min(running.steps.count(other) for other in running.steps)
            ]
            self.do(steps[0] if steps else LeaveProcedure())

    @precondition(lambda self: not self.now.over)
    @rule(sessions=st.integers(1, 3))
    def let_time_pass(self, sessions: int) -> None:
        for _ in range(sessions):
            if self.now.hour.open:
                self.do(EndSession())
            if not self.now.over:
                self.do(OpenSession())

    @precondition(lambda self: not self.now.over)
    @rule(pick=st.integers(0, 100), place=st.integers(-3, 4), words=st.text(min_size=1, max_size=40))
    def keep_notes(self, pick: int, place: int, words: str) -> None:
        known = sorted(self.now.knowledge.known)
        notes: list[Action] = [WriteNote(words), AskSupervisor(), SetProbabilities(pick, 100 - pick, 0, 0)]
        notes += [PinFact(fact, AREAS[pick % 4], max(-3, min(3, place))) for fact in self.now.knowledge.told[-3:]]
        notes += [PlacePerson(ref[7:], "now", abs(place)) for ref in known if ref.startswith("person:")]
        notes += [PlaceEvent(ref[6:], place) for ref in known if ref.startswith("event:")]
        self.do(notes[pick % len(notes)])

    @rule(pick=st.integers(0, 100))
    def try_what_cannot_be(self, pick: int) -> None:
        untold = [fact.id for fact in self.case.rows.facts if fact.id not in self.now.knowledge.told]
        unknown = [row.id for row in self.case.rows.people if f"person:{row.id}" not in self.now.knowledge.known]
        cannot: list[Action] = [Say("hypnotise"), WriteNote(""), SetProbabilities(50, 50, 50, 0), Say("ask_contact")]
        cannot += [PinFact(fact, "grief", 1) for fact in untold]
        cannot += [PlacePerson(person, "now", 1) for person in unknown]
        cannot += [Say("ask_contact", f"person:{person}") for person in unknown]
        cannot += [OpenSession()] if self.now.hour.open or self.now.over else [EndSession(), Say("ask_story")]
        with pytest.raises(IllegalAction) as refused:
            step(self.book, self.case, self.now, cannot[pick % len(cannot)])
        assert not any(words in str(refused.value) for words in unspoken(self.case, self.now))

    @rule()
    def ask_for_the_debrief(self) -> None:
        if not self.now.over:
            with pytest.raises(NotOver):
                report_view(self.book, self.case, self.now, self.turns)
        else:
            report = report_view(self.book, self.case, self.now, self.turns)
            assert report.truth.area == self.book.areas[self.case.rows.key.area].name

    @invariant()
    def nothing_is_given_away(self) -> None:
        if hasattr(self, "now") and self.now is not self.looked_at:
            assert leaks(self.case, self.now, self.turns) == []
            self.looked_at = self.now


@pytest.mark.parametrize("name", ALL)
def test_any_legal_play_runs_folds_and_leaks_nothing(name: str) -> None:
    # As many plays in all, however many cases there are.
    plays = max(3, settings().max_examples * 3 // (2 * len(ALL)))
    few = settings(max_examples=plays, stateful_step_count=20, deadline=None,
                   suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(lambda: Play(name), settings=few)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("policy", ["expert", "interrogator", "random"])
def test_a_whole_treatment_gives_nothing_away_at_any_session(played, name: str, policy: str) -> None:
    case = case_called(name)
    book = book_of(case)
    final, turns = played(name, policy)
    now = begin(book, case, seed=1)
    for number, (_, events) in enumerate(turns):
        now = after_turn(now, events)
        if number % 60 == 0 or (found(SessionClosed, events) and now.hour.number % 4 == 0):
            assert leaks(case, now, turns[: number + 1]) == []
    assert now == final


@pytest.mark.parametrize("name", ALL)
def test_every_view_can_be_sent_as_json(played, name: str) -> None:
    now, turns = played(name, "expert")
    for view in (
        *views(case_called(name), now, turns).values(),
        report_view(book_of(case_called(name)), case_called(name), now, turns),
    ):
        rows = view if isinstance(view, tuple) else (view,)
        assert json.loads(json.dumps([asdict(row) for row in rows])) is not None


# ---- a treatment to show in class, and one not to follow


@cache
def performed(name: str, which: str) -> tuple[ExemplarFile, Log]:
    """A case's exemplar or careless run, and the log of playing it."""
    case = case_called(name)
    book = book_of(case)
    exemplar = load_exemplar(case_path(name).with_name(f"{which}.yaml"), book, case)
    return exemplar, play_exemplar(book, case, exemplar)


def points(name: str, which: str) -> float:
    case, (_, log) = case_called(name), performed(name, which)
    now = replay(book_of(case), case, log)
    return score(book_of(case), case, now.windows, turns_of(log)).composite / 1_000


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("which", ["exemplar", "careless"])
def test_its_treatments_are_legal_finish_and_score_in_their_bounds(name: str, which: str) -> None:
    exemplar, log = performed(name, which)
    assert band_faults(book_of(case_called(name)), case_called(name), exemplar, log) == ()


@pytest.mark.parametrize("name", CASES)
def test_the_exemplar_is_worth_showing_and_the_careless_run_is_not(name: str) -> None:
    good, poor = points(name, "exemplar"), points(name, "careless")
    assert good >= 80
    assert poor <= 50
    assert performed(name, "exemplar")[0].rows.score.at_least is not None
    assert performed(name, "careless")[0].rows.score.at_most is not None


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("which", ["exemplar", "careless"])
def test_a_log_of_it_replays_to_the_same_end_and_audits_without_drift(name: str, which: str) -> None:
    case, (_, log) = case_called(name), performed(name, which)
    book = book_of(case)
    written = parse_log(b"".join(to_lines(log))).log
    assert written == log
    assert audit(book, case, written) == ()
    now = begin(book, case, log.header.seed, log.header.course)
    for line in log.lines:
        now, events = step(book, case, now, line.action)
        assert events == line.events
    assert replay(book, case, written) == now


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("which", ["exemplar", "careless"])
def test_a_treatment_shown_in_class_gives_nothing_away_either(name: str, which: str) -> None:
    case, (_, log) = case_called(name), performed(name, which)
    turns = turns_of(log)
    now = begin(book_of(case), case, log.header.seed, log.header.course)
    for number, (_, events) in enumerate(turns, 1):
        now = after_turn(now, events)
        if number % 50 == 0:
            assert leaks(case, now, turns[:number]) == []


# ---- the rules


@pytest.mark.parametrize("name", CASES)
def test_the_number_of_legal_paths_is_as_pinned(name: str) -> None:
    assert perft.counts(book_of(case_called(name)), case_called(name)) == perft.pinned()[name], (
        "meant to be? python tests/perft.py"
    )


@pytest.mark.parametrize("name", ALL)
def test_every_legal_action_can_be_done(name: str) -> None:
    case = case_called(name)
    book = book_of(case)
    now, _ = step(book, case, begin(book, case, seed=1), OpenSession())
    for action in legal_actions(book, case, now):
        after, events = step(book, case, now, action)
        assert after.turn == now.turn + 1
        assert events
