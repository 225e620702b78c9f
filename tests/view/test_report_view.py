"""The debrief: only at the end, complete, and every number with its turns."""

import dataclasses
from dataclasses import replace

import pytest

from game.manual import AREAS, load_manual
from game.scoring import score
from game.treatment import begin
from game.treatment.events import FactPinned, PatientMoved, ProbabilitiesSet, Said, SessionOpened
from game.view import NotOver, report_view
from game.view.report_profile import workbook_kept
from game.view.voice import HELPED, patients_voice

POLICIES = ("expert", "wrong_focus", "supportive", "interrogator", "random")


@pytest.fixture
def debrief(book, cases, played):
    def of(case: str = "small", policy: str = "expert", course: str = "teaching"):
        now, turns = played(case, policy, 1, course)
        return report_view(book, cases[case], now, turns)

    return of


def test_there_is_no_debrief_before_the_end(notes) -> None:
    treatment = notes()
    with pytest.raises(NotOver, match="after the last session"):
        report_view(treatment.book, treatment.case, treatment.now, treatment.turns)
    treatment.open(8)
    with pytest.raises(NotOver):
        report_view(treatment.book, treatment.case, treatment.now, treatment.turns)
    treatment.close()
    assert report_view(treatment.book, treatment.case, treatment.now, treatment.turns).ended


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("case", ["small", "owen"])
def test_every_field_of_the_debrief_is_filled(debrief, case: str, policy: str) -> None:
    report = debrief(case, policy)
    may_be_empty = {
        "contamination",
        "counts",
        "red_lines",
        "silence",
        "curve",
        "life",
        "strong",
        "costly",
        "heard",
        "missed",
        "probabilities",
    }
    for row in dataclasses.fields(report):
        value = getattr(report, row.name)
        assert value not in ("", None), row.name
        if isinstance(value, tuple) and row.name not in may_be_empty:
            assert value, row.name
    assert report.strong or report.costly
    assert len(report.heard) + len(report.missed) > 0


@pytest.mark.parametrize("policy", POLICIES)
def test_the_bars_add_up_to_the_composite(debrief, policy: str) -> None:
    report = debrief("owen", policy)
    total = sum(bar.points for bar in report.bars) - sum(points * 1_000 for _, points, _ in report.contamination)
    assert report.composite == max(0, total) or (not report.safe and report.composite <= 40_000)
    for bar in report.bars:
        assert bar.low <= bar.value <= bar.high
        assert bar.anchor


def test_every_rating_leads_to_turns_of_the_log(debrief, played) -> None:
    report = debrief("owen")
    turns = {turn for turn, _ in played("owen", "expert")[1]}
    cited = [turn for row in (*report.bars, *report.criteria) for turn in row.because]
    cited += [moment.turn for moment in (*report.strong, *report.costly)]
    cited += [row.turn for row in report.heard]
    cited += [session.first_turn for session in report.sessions if session.first_turn is not None]
    assert cited
    assert set(cited) <= turns


@pytest.mark.parametrize("policy", POLICIES)
def test_every_bar_and_criterion_says_which_turns_earned_and_which_cost(debrief, policy: str) -> None:
    report = debrief("owen", policy)
    for row in (*report.bars, *report.criteria):
        assert not set(row.earned) & set(row.lost)
        assert set(row.because) <= {*row.earned, *row.lost}
    by_id = {row.id: row for row in report.bars}
    if report.harmful:
        assert by_id["common_factors"].lost


def test_a_bars_anchor_is_one_of_the_words_of_its_scale(debrief) -> None:
    for bar in debrief("owen").bars:
        assert [least for least, _ in bar.anchors] == sorted(least for least, _ in bar.anchors)
        assert bar.anchors[0][0] == bar.low
        assert bar.anchor == [words for least, words in bar.anchors if least <= bar.value][-1]


def test_silence_in_the_workbook_is_said_with_what_it_cost(debrief, book) -> None:
    quiet = debrief("owen", "supportive")
    assert len(quiet.silence) == 2
    assert {row.id for row in quiet.criteria if row.remark} == {"calibration", "evidence"}
    costs = [float(words.split(" cost ")[1].split()[0]) for words in quiet.silence]
    weights = {row.id: row.weight for row in book.rows.criteria if row.dimension == "focus"}
    whole = sum(weights.values())
    full = [book.rows.composite.focus * weights[name] / whole for name in ("calibration", "evidence")]
    assert costs == pytest.approx(full)
    assert debrief("owen").silence == ()


def test_only_what_is_still_pinned_counts_as_kept() -> None:
    assert workbook_kept([(1, (FactPinned("a", "grief", 2),))]) == {"pins"}
    assert workbook_kept([(1, (FactPinned("a", "grief", 2),)), (2, (FactPinned("a", "grief", 0),))]) == frozenset()
    assert workbook_kept([(1, (ProbabilitiesSet((25, 25, 25, 25)),))]) == {"probabilities"}


def test_the_score_on_the_report_is_the_score(book, cases, debrief, played) -> None:
    for policy in POLICIES:
        now, turns = played("owen", policy)
        card = score(book, cases["owen"], now.windows, turns)
        report = debrief("owen", policy)
        assert report.composite == card.composite
        assert {row.id: row.share for row in report.criteria} == {row.id: row.share for row in card.ratings}
        assert [row.adherence for row in report.sessions] == [row.adherence for row in card.sessions]


def test_the_key_is_revealed_with_its_reasons_beside_ones_own(debrief, cases, book) -> None:
    key = cases["owen"].rows.key
    truth = debrief("owen").truth
    assert truth.area == book.areas[key.area].name
    assert truth.about == cases["owen"].name_of(key.about)
    assert truth.yours is not None
    assert truth.credit == 1_000
    assert debrief("owen", "supportive").truth.yours is None


def test_the_facts_that_an_author_cites_are_named_by_their_cards(debrief, cases) -> None:
    key, facts, truth = cases["owen"].rows.key, cases["owen"].facts, debrief("owen").truth
    assert "(father_unmoved)" in key.why
    assert "(father_unmoved)" not in truth.why
    assert f"({facts['father_unmoved'].card})" in truth.why
    small = debrief("small").truth
    assert (small.why, small.misleads) == (cases["small"].rows.key.why, cases["small"].rows.key.misleads)


def test_the_summary_says_what_became_of_the_focus(debrief) -> None:
    assert "worked on what this was about" in debrief("owen").summary
    assert "it was about" in debrief("owen", "wrong_focus").summary
    assert "never offered a formulation" in debrief("owen", "supportive").summary


def test_the_ledger_holds_every_fact_once_heard_or_missed(debrief, cases, played) -> None:
    for policy in POLICIES:
        report, (now, turns) = debrief("owen", policy), played("owen", policy)
        assert [row.fact for row in report.heard] == list(now.knowledge.told)
        facts = [row.fact for row in (*report.heard, *report.missed)]
        assert sorted(facts) == sorted(fact.id for fact in cases["owen"].rows.facts)
        events = dict(turns)
        for row in report.heard:
            assert any(event.kind == "fact_told" and event.fact == row.fact for event in events[row.turn])
        for row in report.missed:
            assert row.turn is None
            assert row.way
            assert row.words


def test_what_was_missed_comes_weightiest_first(debrief, cases) -> None:
    facts, area = cases["owen"].facts, cases["owen"].rows.key.area
    weights = [abs(facts[row.fact].signals.get(area, 0)) for row in debrief("owen", "interrogator").missed]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) > 1


def test_the_way_to_a_missed_fact_names_a_move_and_what_must_come_first(debrief, cases, book) -> None:
    moves = {row.name for row in book.rows.intents} | {row.name for row in book.rows.procedures}
    facts = cases["owen"].facts
    for row in debrief("owen", "random").missed:
        assert any(row.way.startswith(name) for name in moves), row.way
        for earlier in facts[row.fact].after:
            assert facts[earlier].card in row.way


def test_circle_and_timeline_stand_beside_the_cases_own(debrief, cases) -> None:
    report, rows = debrief("owen"), cases["owen"].rows
    assert [person.theirs for person in report.people] == [
        (row.rings.before, row.rings.now, row.rings.wished) for row in rows.people
    ]
    assert [event.theirs for event in report.events] == [row.month for row in rows.events]
    assert any(person.yours != (None, None, None) for person in report.people)
    assert all(person.came_up for person in report.people if person.yours != (None, None, None))


def test_the_strip_has_every_session_agreed_with_what_was_missing(debrief, book) -> None:
    names = {row.name for row in book.rows.tasks}
    report = debrief("owen", "interrogator")
    assert [row.number for row in report.sessions] == list(range(1, 17))
    for row in report.sessions:
        assert row.called_for == row.done + len(row.missing)
        assert set(row.missing) <= names


def test_the_curve_is_what_was_shared(debrief, played) -> None:
    now, _ = played("owen", "expert")
    assert debrief("owen").curve == tuple((session, sum(items)) for session, items in now.knowledge.shared)
    assert len(debrief("owen").probabilities) > 0
    assert len(debrief("owen").area_names) == len(AREAS)


def test_every_moment_is_commented_with_a_reference(debrief) -> None:
    for policy in POLICIES:
        report = debrief("owen", policy)
        for moment in (*report.strong, *report.costly):
            assert moment.comment.title
            assert moment.comment.says
            assert moment.comment.reference
            assert moment.comment.good == (moment.points > 0) or moment.comment.id == "I14"


def test_the_disclosure_tells_the_mode_and_that_the_score_does_not_hang_on_it(debrief) -> None:
    assert "Teaching mode" in debrief("small").disclosure
    assert "Realistic mode" in debrief("small", "expert", "realistic").disclosure
    for course in ("teaching", "realistic"):
        assert "does not depend" in debrief("small", "expert", course).disclosure


def test_the_patients_voice_differs_with_how_it_went(debrief) -> None:
    assert debrief("owen").voice[0] != debrief("owen", "interrogator").voice[0]
    assert debrief("owen", "interrogator").voice[-1] == "After that I did not come back."


def moved(cause: str, alliance: int) -> PatientMoved:
    return PatientMoved(cause, alliance, 0, 0, 0, 0, 0, None)


def told_by(case, alliance: int, *turns: tuple) -> tuple[str, ...]:
    """The voice of a patient whose bond ended at `alliance`, after these turns of one session."""
    now = begin(load_manual(), case, seed=1)
    now = replace(now, inner=replace(now.inner, alliance=alliance))
    opened = (1, (SessionOpened(1),))
    return patients_voice(case, now, [opened, *((n, events) for n, events in enumerate(turns, 2))])


def said(words: str) -> Said:
    return Said("reflect", None, words, "reflective", 1)


def test_what_helped_is_what_was_left_of_it_and_only_where_the_bond_grew(nora) -> None:
    warm_and_cold = (said("One."), moved("invited", 300), moved("advised", -350))
    helped = (said("Two."), moved("understood", 120))
    voice = told_by(nora, 8_000, warm_and_cold, helped)
    assert HELPED["understood"] in voice
    assert HELPED["invited"] not in voice
    assert "I still hear you say, in session 1: ‘Two.’" in voice
    assert not any("helped most" in line for line in told_by(nora, 0, warm_and_cold, helped))


def test_what_is_taken_home_is_the_turn_that_cost_most_in_all(nora) -> None:
    mended = (said("Mended."), moved("advised", -250), moved("strain_repaired", 240))
    hurt = (said("Hurt."), moved("advised", -250))
    voice = told_by(nora, 0, mended, hurt)
    assert "What I went home with in session 1: ‘Hurt.’" in voice
    assert not any("Mended" in line for line in voice)


def test_the_patient_has_words_for_all_that_can_help(book) -> None:
    assert {row.id for row in book.rows.responses if row.alliance > 0} == set(HELPED)


def test_one_goal_for_next_time_and_the_worst_first(debrief, book) -> None:
    lines = {row.name for row in book.rows.red_lines}
    crossed = debrief("owen", "random")
    assert crossed.red_lines
    assert any(crossed.goal.startswith(name) for name in lines)
    criteria = {row.name for row in book.rows.criteria}
    errors = {row.name for row in book.rows.errors}
    assert any(debrief("owen").goal.startswith(name) for name in criteria | errors)
