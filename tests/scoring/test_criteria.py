"""Criteria: what earns each of them and what does not, and that every rating can be followed to its turns."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from casenotes import Notes, found

from game.manual import load_manual
from game.scoring import Rating, score
from game.scoring.evidence import KINDS
from game.treatment import AgreeContract, Event, OfferFormulation, PinFact, Say, SetProbabilities, TakeStep
from game.treatment.events import (
    ExpectationMissed,
    FactPinned,
    FactTold,
    FormulationOffered,
    LifeHappened,
    PatientMoved,
    ProbabilitiesSet,
    ProcedureClosed,
    Said,
    SessionClosed,
    SessionOverran,
    StepTaken,
    TaskDone,
    WeekTold,
)

BOOK = load_manual()
Turns = tuple[tuple[int, tuple[Event, ...]], ...]
LEAVING = "event:moved_out"


def rated(book, case, windows, turns: Turns, name: str) -> Rating:
    return next(rating for rating in score(book, case, windows, turns).ratings if rating.id == name)


def without(turns: Turns, unwanted: Callable[[Any], bool]) -> Turns:
    """The same log, with some events never having happened."""
    return tuple((turn, tuple(event for event in events if not unwanted(event))) for turn, events in turns)


def with_more(turns: Turns, kind: type, *more: Event) -> Turns:
    """The same log, with `more` in every turn that has an event of `kind`."""
    return tuple((turn, (*events, *more) if found(kind, events) else events) for turn, events in turns)


def of(kind: type, **wanted: object) -> Callable[[Any], bool]:
    """Whether an event is of `kind` and has these values."""
    return lambda event: isinstance(event, kind) and all(getattr(event, key) == value for key, value in wanted.items())


def doing(*techniques: str) -> Callable[[Any], bool]:
    return lambda event: (
        isinstance(event, Said) and event.intent in BOOK.intents and BOOK.intents[event.intent].does in techniques
    )


@dataclass(frozen=True)
class Expected:
    """How a good treatment loses a criterion, and what stands in the turns that a rating cites."""

    spoil: Callable[[Turns], Turns]
    cites: tuple[type, ...]


def losing(unwanted: Callable[[Any], bool]) -> Callable[[Turns], Turns]:
    return lambda turns: without(turns, unwanted)


def asked_again(turns: Turns) -> Turns:
    again = PatientMoved("repeated", -60, -60, -800, 0, 0, 0, None)
    return tuple((turn, (*events, again) if found(Said, events) else events) for turn, events in turns)


CRITERIA = {
    "timely": Expected(losing(of(TaskDone)), (SessionClosed,)),
    "ordered": Expected(
        lambda turns: with_more(turns, FormulationOffered, *[ExpectationMissed("offer_formulation", "I12")] * 4),
        (ExpectationMissed, TaskDone, Said, StepTaken),
    ),
    "affect_before_solving": Expected(losing(doing("T04", "T19")), (Said, StepTaken)),
    "depth": Expected(losing(of(FactTold)), (FactTold,)),
    "linking": Expected(losing(of(TaskDone, task="M03")), (TaskDone,)),
    "procedures": Expected(losing(of(ProcedureClosed)), (ProcedureClosed,)),
    "fits_patient": Expected(
        lambda turns: with_more(turns, Said, PatientMoved("advised", -250, 0, 0, 0, 0, 0, None)), (PatientMoved,)
    ),
    "selective": Expected(asked_again, (Said, StepTaken)),
    "followed_up": Expected(
        losing(lambda e: isinstance(e, PatientMoved) and e.cause in ("success_credited", "setback_shared")),
        (WeekTold, LifeHappened),
    ),
    "right_area": Expected(losing(of(FormulationOffered)), (FormulationOffered,)),
    "calibration": Expected(losing(of(ProbabilitiesSet)), (ProbabilitiesSet,)),
    "evidence": Expected(losing(of(FactPinned)), (FactPinned,)),
    "empathy": Expected(
        losing(lambda e: doing("T04", "T19", "T12", "T14", "T18")(e) or (of(Said)(e) and e.stance == "open")),
        (Said, StepTaken),
    ),
    "open_questions": Expected(losing(lambda e: of(Said, stance="open")(e) or of(StepTaken)(e)), (Said,)),
    "collaboration": Expected(
        losing(lambda e: of(Said)(e) and e.intent in BOOK.intents and BOOK.intents[e.intent].collaborative), (Said,)
    ),
    "opened_sessions": Expected(losing(of(Said, intent="open_session")), (Said,)),
    "kept_time": Expected(lambda turns: with_more(turns, SessionClosed, SessionOverran(6)), (SessionOverran,)),
    "counted_sessions": Expected(losing(of(Said, intent="name_session_number")), (Said,)),
    "ending_in_time": Expected(
        losing(lambda e: of(TaskDone, task="E01")(e) or of(Said, intent="raise_ending")(e)), (TaskDone, Said)
    ),
    "agreed_length": Expected(losing(of(SessionClosed, number=12)), (SessionClosed,)),
}


def test_every_criterion_of_the_manual_is_tried_here(book) -> None:
    assert set(CRITERIA) == set(book.criteria)
    assert {row.kind for row in book.rows.criteria} == set(KINDS)


@pytest.mark.parametrize("name", CRITERIA)
def test_a_criterion_is_lost_when_what_earns_it_did_not_happen(book, cases, played, name: str) -> None:
    now, turns = played("mehdi", "expert")
    earned = rated(book, cases["mehdi"], now.windows, turns, name)
    lost = rated(book, cases["mehdi"], now.windows, CRITERIA[name].spoil(turns), name)
    assert 0 <= lost.share < earned.share <= 1_000


@pytest.mark.parametrize("name", CRITERIA)
@pytest.mark.parametrize("policy", ["expert", "supportive", "random"])
def test_every_rating_cites_turns_that_show_what_it_is_about(book, cases, played, name: str, policy: str) -> None:
    for case in ("mehdi", "owen"):
        now, turns = played(case, policy)
        events = dict(turns)
        for turn in rated(book, cases[case], now.windows, turns, name).because:
            assert any(isinstance(event, CRITERIA[name].cites) for event in events[turn]), (case, turn)


def test_something_is_cited_wherever_something_is_lost_to_an_act(book, cases, played) -> None:
    """A rating that an act has cost names the act."""
    now, turns = played("mehdi", "expert")
    for name in ("ordered", "fits_patient", "selective", "kept_time"):
        assert rated(book, cases["mehdi"], now.windows, CRITERIA[name].spoil(turns), name).because


# ---- one small treatment each, where the meaning is in the detail


@pytest.fixture
def share(book, notes):
    """Rate Nora's small treatments: `share(name, actions of session 1, of session 2, …)`."""

    def rate(name: str, *sessions: tuple[Any, ...], know: bool = True, **changes: Any) -> int:
        treatment: Notes = notes(**changes)
        for number, actions in enumerate(sessions, 1):
            treatment.open(number)
            if know:
                treatment.know_everything()
            treatment.do(*actions)
            if treatment.now.hour.open:
                treatment.close()
        return rated(book, treatment.case, treatment.now.windows, tuple(treatment.turns), name).share

    return rate


def says(*intents: str, to: str | None = None) -> tuple[Say, ...]:
    return tuple(Say(intent, to) for intent in intents)


def test_solving_counts_only_after_the_feeling_was_met_in_the_same_hour(share) -> None:
    met, solved = says("validate_feeling"), says("plan_small_step", "find_supports", "explore_options")
    assert share("affect_before_solving", (*met, *solved)) > 0
    assert share("affect_before_solving", (*solved, *met)) == 0
    assert share("affect_before_solving", met, solved) == 0


def test_the_depth_of_what_was_heard_goes_by_what_points_to_the_key(share) -> None:
    nothing = share("depth", says("ask_people"))
    herring = share("depth", says("explore", to="person:ruth"))
    heart = share("depth", says("ask_event", to=LEAVING))
    assert nothing == herring == 0
    assert heart > 0


def test_the_same_procedure_on_the_same_occasion_counts_once(book, notes) -> None:
    shares = []
    for times in (1, 2):
        treatment = notes()
        treatment.open()
        treatment.know_everything()
        treatment.formulate("role_dispute", "person:jonas")
        treatment.close()
        for session in range(2, 2 + times):
            treatment.open(session)
            treatment.work_through("role_play", "rehearsal:thursday")
            treatment.close()
        shares.append(rated(book, treatment.case, treatment.now.windows, tuple(treatment.turns), "procedures").share)
    assert shares[0] == shares[1] > 0


def test_a_procedure_out_of_order_earns_half(book, notes) -> None:
    shares = []
    for order in (1, -1):
        treatment = notes()
        treatment.open()
        treatment.know_everything()
        steps = treatment.steps_of("role_play", "rehearsal:thursday")[::order]
        treatment.do(*(TakeStep("role_play", step, "rehearsal:thursday") for step in steps))
        shares.append(rated(book, treatment.case, treatment.now.windows, tuple(treatment.turns), "procedures").share)
    assert shares[0] == 2 * shares[1] > 0


def test_an_unfinished_procedure_earns_nothing(share) -> None:
    assert share("procedures", (TakeStep("role_play", "purpose", "rehearsal:thursday"),)) == 0


def test_asking_everything_of_everybody_is_not_selective(share) -> None:
    closed = says("ask_contact", "ask_knows", to="person:ruth") * 8
    chosen = says("ask_people", "ask_onset_relationships") + says("ask_closeness", "ask_conflict", to="person:jonas")
    assert share("selective", chosen) > share("selective", closed)


def test_a_week_that_was_told_wants_taking_up(share) -> None:
    assert share("followed_up", (), says("open_session", "credit_trial")) == 1_000
    assert share("followed_up", (), says("open_session", "ask_people")) == 0
    assert share("followed_up", (), says("open_session", "link_event_to_mood")) == 1_000
    assert share("followed_up", (), says("open_session", "look_at_setback")) == 0  # it had gone well


@pytest.mark.parametrize(
    ("shares", "worth"),
    [((0, 0, 100, 0), 1_000), ((25, 25, 25, 25), 0), ((0, 100, 0, 0), 400), ((100, 0, 0, 0), 0)],
    ids=["sure and right", "even", "sure of an acceptable one", "sure and wrong"],
)
def test_probabilities_are_rated_by_how_sure_and_how_right(share, shares: tuple[int, ...], worth: int) -> None:
    assert share("calibration", (SetProbabilities(*shares),)) == worth


def test_leaning_the_right_way_is_worth_something_and_changing_ones_mind_is_free(share) -> None:
    leaning = share("calibration", (SetProbabilities(10, 30, 50, 10),))
    assert 0 < leaning < 1_000
    assert share("calibration", (SetProbabilities(100, 0, 0, 0), SetProbabilities(10, 30, 50, 10))) == leaning


def test_a_card_counts_for_the_area_it_speaks_for_and_against_the_others(share) -> None:
    heard = says("ask_event", to=LEAVING) + says("explore", to="person:ruth")
    right = (PinFact("six_oclock", "role_transition", 3), PinFact("quarrel", "role_dispute", 1))
    wrong = (PinFact("six_oclock", "grief", 3), PinFact("quarrel", "role_dispute", -1))
    assert share("evidence", (*heard, *right)) > 0
    assert share("evidence", (*heard, *wrong)) == 0
    assert share("evidence", (*heard, *right, *(replace(pin, weight=0) for pin in right))) == 0


def test_the_right_area_counts_by_key_and_by_the_patients_agreement(share) -> None:
    def offered(area: str, about: str, agreed: bool = True) -> int:
        actions = (OfferFormulation(area, about), *((AgreeContract(),) if agreed else ()))  # type: ignore[arg-type]
        return share("right_area", actions, patient={"alliance": 10, "trust": 10})

    best = offered("role_transition", LEAVING)
    assert best > offered("role_dispute", "person:ruth") > offered("grief", LEAVING) == 0
    assert best > offered("role_transition", LEAVING, agreed=False) > 0


def test_meeting_a_feeling_that_fills_the_room_is_empathy(share) -> None:
    hot = says("explore", to="person:ruth")
    assert share("empathy", (*hot, *says("validate_feeling"))) > share("empathy", (*hot, *says("give_hope")))
    assert share("empathy", (*hot, *says("ask_suicide"))) > share("empathy", (*hot, *says("fill_scale")))
    assert share("empathy", says("validate_feeling", "empathise")) == 0  # nothing was there to be met


def test_linking_mood_and_event_is_wanted_in_every_session(share) -> None:
    every, one = (
        share("linking", (), *[says("link_mood_to_event")] * 3),
        share("linking", (), says("link_mood_to_event"), (), ()),
    )
    assert every == 1_000
    assert one == 333


def test_asking_for_the_patients_view_is_wanted_in_every_session(share) -> None:
    every, one = (
        share("collaboration", *[says("ask_patient_view")] * 3),
        share("collaboration", says("ask_patient_view"), (), ()),
    )
    assert every == 1_000
    assert one == 333
    three_at_once = says("ask_patient_view", "ask_culture", "check_understanding")
    assert share("collaboration", three_at_once, (), ()) < every


def test_open_questions_outweigh_closed_ones(share) -> None:
    assert share("open_questions", says("ask_story", "ask_people", "ask_course")) == 1_000
    assert share("open_questions", says("screen_mania_psychosis", "screen_violence", "ask_earlier_episodes")) == 0
    asked = says("ask_story", "ask_people", "ask_course")
    assert share("open_questions", (*asked, *says("fill_scale", "ask_suicide"))) == 1_000  # they belong to every hour


def test_a_session_is_opened_by_its_opening_question_not_by_one_at_the_end(share) -> None:
    assert share("opened_sessions", (), says("open_session", "ask_people")) == 1_000
    assert share("opened_sessions", (), says("ask_people", "ask_story", "open_session")) == 0


def test_time_is_kept_by_using_the_hour_and_no_more(share) -> None:
    hour = says(*["ask_story"] * 10)
    assert share("kept_time", hour) == 1_000
    assert share("kept_time", hour[:2]) == 0  # most of the hour unused
    assert share("kept_time", says(*["ask_story"] * 13)) == 0  # two minutes over


def test_the_ending_is_raised_in_good_time(share) -> None:
    def raised_in(session: int) -> int:
        return share("ending_in_time", *[()] * (session - 1), says("raise_ending"))

    assert raised_in(6) == 1_000
    assert raised_in(6) > raised_in(7) > raised_in(8) == 0
    assert 0 < raised_in(1) < raised_in(6)  # an ending spoken of from the first day is not yet the ending


def test_a_treatment_keeps_its_agreed_length(share) -> None:
    assert share("agreed_length", *[()] * 8) == 1_000
    assert share("agreed_length", *[()] * 7) == 0
    assert share("agreed_length", says("refer_on")) == 0


# ---- which turns earned, and which cost


@pytest.mark.parametrize("policy", ["expert", "supportive", "interrogator", "wrong_focus", "random"])
@pytest.mark.parametrize("case", ["small", "mehdi", "owen"])
def test_every_cited_turn_stands_on_one_side(book, cases, played, case: str, policy: str) -> None:
    now, turns = played(case, policy)
    card = score(book, cases[case], now.windows, turns)
    for row in card.ratings:
        assert not set(row.earned) & set(row.lost), row.id
        assert set(row.because) <= set(row.earned) | set(row.lost), row.id
        assert {*row.earned, *row.lost} <= {turn for turn, _ in turns}, row.id
        assert row.share == 0 or row.earned or row.lost, row.id
    for session in card.sessions:
        assert not set(session.because) & set(session.lost), session.number


@pytest.mark.parametrize("name", ["fits_patient", "selective", "open_questions", "ordered", "kept_time"])
def test_what_a_spoilt_treatment_lost_it_by_is_among_the_lost(book, cases, played, name: str) -> None:
    now, turns = played("mehdi", "expert")
    before = rated(book, cases["mehdi"], now.windows, turns, name)
    after = rated(book, cases["mehdi"], now.windows, CRITERIA[name].spoil(turns), name)
    assert len(after.lost) > len(before.lost) or len(after.earned) < len(before.earned)


def test_harm_names_its_turns(book, cases, played) -> None:
    now, turns = played("owen", "random")
    card = score(book, cases["owen"], now.windows, turns)
    assert card.harmful
    events = dict(turns)
    assert all(any(event.kind in ("red_line_crossed", "error_made") for event in events[turn]) for turn in card.harm)
