"""The debrief of a class, from real runs of scripted therapists: what it says is so, and it points at nobody."""

import statistics
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from classes import A_CLASS, consent, play_class, revealed_class, sitting_of
from hosts import Contest, Seat, new_contest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table, update

from game.manual import AREAS
from game.server import conducting, rounds
from game.server import tables as t
from game.server.debriefing import Debrief, Trace, card_of, chosen_table, debrief, forks
from game.server.debriefing.areas import CHOICES, FEWEST_IN_CELL
from game.server.debriefing.spread import quartiles
from game.server.host import Host
from game.server.joining import touched
from game.server.kept import Kept
from game.server.refusals import NotNow
from game.server.rows import Viewer
from game.treatment.events import FieldAnswered, SessionClosed, SessionOverran, TaskDone

WALL = Viewer("projector")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Contest, tuple[Seat, ...]]]:
    with revealed_class(tmp_path_factory.mktemp("class"), podium=True) as contest_and_seats:
        yield contest_and_seats


@pytest.fixture
def contest(played: tuple[Contest, tuple[Seat, ...]]) -> Contest:
    return played[0]


@pytest.fixture
def seats(played: tuple[Contest, tuple[Seat, ...]]) -> Iterator[tuple[Seat, ...]]:
    yield played[1]
    for seat in played[1]:
        if seat.row.walkthrough:
            consent(seat, walkthrough=False)


def told(contest: Contest, viewer: Viewer = WALL) -> Debrief:
    return contest.read(lambda c: debrief(contest.host, c, contest.row, viewer))


# -- who may see it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["anyone", "seat", "projector", "teacher"])
def test_nobody_sees_a_debrief_before_the_reveal(sqlite_host: Host, role: str) -> None:
    contest = new_contest(sqlite_host)
    for trigger in (None, "open_lobby", "start", "freeze", "close"):
        if trigger is not None:
            contest.move(trigger)  # type: ignore[arg-type]
        with pytest.raises(NotNow):
            told(contest, Viewer(role))  # type: ignore[arg-type]
    contest.move("reveal")
    if role == "anyone":
        with pytest.raises(NotNow):
            told(contest, Viewer("anyone"))
    else:
        assert told(contest, Viewer(role, run="any")).runs == 0  # type: ignore[arg-type]


def test_a_contest_nobody_played_still_tells_what_it_was_about(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", "start", "close", "reveal", podium=True)
    found = told(contest)
    assert (found.runs, found.chosen, found.tables, found.walkthrough, found.podium) == (0, (), None, None, ())
    assert found.truth.area == "Role transition"


# -- what it says --------------------------------------------------------------------------------------------


def test_the_truth_comes_with_the_three_facts_that_speak_for_it_most(contest: Contest) -> None:
    found, case = told(contest).truth, contest.read(lambda c: contest.host.case_in(c, contest.row.case_source, None))
    key = case.rows.key
    assert (found.area, found.about) == ("Role transition", case.name_of(key.about))
    shown = [next(fact for fact in case.rows.facts if fact.card == cue.card) for cue in found.cues]
    assert len(shown) == 3
    rest = [fact for fact in case.rows.facts if fact not in shown and not fact.herring]
    weakest = min(fact.signals[key.area] for fact in shown)
    assert weakest >= max(fact.signals.get(key.area, 0) for fact in rest) > 0
    assert not any(fact.herring for fact in shown)
    assert all(cue.words == fact.words[0] and cue.way for cue, fact in zip(found.cues, shown, strict=True))


def test_the_table_counts_what_was_formulated(contest: Contest, seats: tuple[Seat, ...]) -> None:
    offered = [now.progress.formulation for now in (sitting_of(seat).now for seat in seats)]
    chosen = [each.area if each else None for each in offered]
    (row,) = told(contest).chosen
    assert (row.true, row.runs) == ("role_transition", len(A_CLASS))
    for choice, count in zip(CHOICES, row.counts, strict=True):
        assert count is None or count == chosen.count(choice) >= FEWEST_IN_CELL
    assert row.counts[CHOICES.index("role_transition")] == chosen.count("role_transition") >= 3
    assert any(count is None for count in row.counts)


def test_the_inventory_shows_how_many_were_answered_and_what_mattered_on_top(
    contest: Contest, seats: tuple[Seat, ...]
) -> None:
    answered = [sitting_of(seat) for seat in seats]
    case, tables = answered[0].case, told(contest).tables
    assert tables is not None
    original = contest.read(lambda c: contest.host.case_in(c, contest.row.case_source, None))
    person_of = {row.name: row.id for row in original.rows.people}
    fields = {row.name: row.id for row in contest.host.book.fields.values()}
    shown = {
        (person_of[name], fields[field]): share
        for name, shares in tables.inventory.people
        for field, share in zip(tables.inventory.fields, shares, strict=True)
    }
    for (person, field), share in shown.items():
        if field not in case.people[person].inventory:
            assert share is None
            continue
        asked = sum(any(_answers(turn, person, field) for _n, turn in each.turns) for each in answered)
        assert share == round(100 * asked / len(answered))
    assert len(tables.inventory.missed) == 5
    assert all(row.share < 50 for row in tables.inventory.missed)
    assert all(shown[person_of[row.person], fields[row.field]] == row.share for row in tables.inventory.missed)
    names = [row.person for row in tables.inventory.missed]
    assert max(map(names.count, names)) <= 2


def _answers(events: tuple[object, ...], person: str, field: str) -> bool:
    return any(isinstance(event, FieldAnswered) and (event.person, event.field) == (person, field) for event in events)


def test_time_is_what_the_hours_took_beside_the_plan(contest: Contest, seats: tuple[Seat, ...]) -> None:
    tables = told(contest).tables
    assert tables is not None
    initial = tables.times[0]
    # The case plans three sessions for its initial phase, and the contest covers three.
    assert (initial.planned_sessions, initial.planned_minutes) == (3, 150)
    used = sorted(_minutes(seat) for seat in seats)
    assert used[0] <= initial.minutes.low <= initial.minutes.median <= initial.minutes.high <= used[-1]
    assert initial.sessions.median == 3
    advisers = [_minutes(seat) for seat, policy in zip(seats, A_CLASS, strict=True) if policy == "adviser"]
    assert min(advisers) > 100


def _minutes(seat: Seat) -> int:
    events = [event for _n, turn in sitting_of(seat).turns for event in turn]
    held = sum(50 - event.minutes_left for event in events if isinstance(event, SessionClosed))
    return held + sum(event.minutes for event in events if isinstance(event, SessionOverran))


def test_the_spread_counts_every_run_once(contest: Contest, seats: tuple[Seat, ...]) -> None:
    tables = told(contest).tables
    assert tables is not None
    composites = [seat.run.composite for seat in seats]
    assert sum(tables.spread.bins) == len(seats)
    for ten, count in enumerate(tables.spread.bins):
        assert count == sum(ten * 10_000 <= value < ten * 10_000 + 10_000 for value in composites)
    assert abs(tables.spread.composite.median - statistics.median(composites)) <= 1
    assert [bar.name for bar in tables.spread.bars][:3] == ["Adherence", "Quality", "Focus"]
    assert all(
        bar.least <= bar.value.low <= bar.value.median <= bar.value.high <= bar.most for bar in tables.spread.bars
    )


def test_forks_tell_high_from_low_and_name_nobody_alone(contest: Contest, seats: tuple[Seat, ...]) -> None:
    tables = told(contest).tables
    assert tables is not None
    first, second = tables.forks
    assert first.name != second.name
    for fork in (first, second):
        assert fork.did.runs + fork.did_not.runs == len(seats)
        assert min(fork.did.runs, fork.did_not.runs) >= 3
        assert fork.did.median != fork.did_not.median
        assert fork.says
    if first.kind == "task":
        task = next(row.id for row in contest.host.book.rows.tasks if row.name == first.name)
        done = [
            any(isinstance(e, TaskDone) and e.task == task for _n, t in sitting_of(s).turns for e in t) for s in seats
        ]
        assert sum(done) == first.did.runs


def test_the_podium_shows_the_first_places_and_nobody_below(contest: Contest, seats: tuple[Seat, ...]) -> None:
    ((league, places),) = told(contest).podium
    assert league is None
    assert [place.name for place in places] != []
    best = sorted((seat.run.composite for seat in seats), reverse=True)[:3]
    assert [place.composite for place in places] == best


# -- the walkthrough -----------------------------------------------------------------------------------------


def test_no_run_is_shown_without_consent_and_the_best_one_with_it(contest: Contest, seats: tuple[Seat, ...]) -> None:
    assert told(contest).walkthrough is None
    consent(seats[0])
    shown = told(contest).walkthrough
    assert shown is not None
    assert (shown.best, shown.name) == (True, None)
    lines = {line.words for stop in shown.stops for line in (*stop.before, *stop.said)}
    said = {getattr(event, "words", "") for _n, turn in sitting_of(seats[0]).turns for event in turn}
    assert lines <= said
    assert [stop.turn for stop in shown.stops] == sorted(stop.turn for stop in shown.stops)
    assert all(stop.question and stop.said and stop.comments for stop in shown.stops)
    assert all(line.turn < stop.turn for stop in shown.stops for line in stop.before)


def test_the_name_takes_a_consent_of_its_own(contest: Contest, seats: tuple[Seat, ...]) -> None:
    consent(seats[0], name=True)
    shown = told(contest).walkthrough
    assert shown is not None
    assert shown.name == seats[0].row.name


def test_a_weak_run_is_never_held_up_as_an_example(contest: Contest, seats: tuple[Seat, ...]) -> None:
    for seat, policy in zip(seats, A_CLASS, strict=True):
        if policy in ("supportive", "adviser"):
            consent(seat, name=True)
    assert told(contest).walkthrough is None


def test_a_team_is_shown_only_if_all_of_it_agree(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", case="ines", teams=1)
    first, mate = play_class(contest, ("expert",))[0], contest.join()
    contest.move("close", "reveal")
    assert first.row.run == mate.row.run
    consent(first, name=True)
    assert told(contest).walkthrough is None
    consent(mate, name=True)
    shown = told(contest).walkthrough
    assert shown is not None
    # A group this small is never named, whoever agrees.
    assert shown.name is None


# -- who counts ----------------------------------------------------------------------------------------------


def test_a_group_under_five_is_shown_the_truth_and_no_tables(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", case="ines", podium=True, span=1)
    play_class(contest, ("expert", "supportive", "adviser", "passive"))
    contest.move("close", "reveal")
    found = told(contest)
    assert (found.runs, found.chosen, found.tables, found.podium) == (4, (), None, ())
    assert len(found.truth.cues) == 3


def test_who_was_sent_away_does_not_count(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", case="ines", span=1)
    seats = play_class(contest, ("expert", *("passive",) * 5))
    contest.deed(conducting.set_seat, seats[0].joined.seat, "kicked", contest.teacher, "a test")
    contest.move("close", "reveal")
    found = told(contest)
    assert found.runs == 5
    assert found.tables is not None
    assert found.tables.spread.bins[9] == 0


def test_choices_of_earlier_rounds_are_counted_with_it(sqlite_host: Host) -> None:
    first = new_contest(sqlite_host, None, "open_lobby", case="ines", span=1)
    play_class(first, ("passive",) * 5)
    first.move("close", "reveal")
    made = first.write(
        lambda c: rounds.next_round(sqlite_host, c, first.teacher, first.id, title="Second", case="mehdi", minutes=45)
    )
    second = Contest(sqlite_host, first.teacher, made)
    second.move("start", "close", "reveal")
    # Nobody played the second round: only the first is in its table, and both truths are where they belong.
    assert [row.runs for row in told(second).chosen] == [5]
    assert told(first).chosen == told(second).chosen


def test_a_card_of_another_version_is_made_anew_and_a_damaged_log_does_not_count(sqlite_host: Host) -> None:
    contest = new_contest(sqlite_host, None, "open_lobby", case="ines", span=1)
    seats = play_class(contest, ("expert", *("passive",) * 5))
    contest.move("close", "reveal")
    before = told(contest)

    def change(table: Table, **values: object) -> None:
        contest.write(lambda c: c.execute(update(table).values(**values)).rowcount)
        contest.write(lambda c: touched(c, contest.id))

    change(t.runs, card='{"composite": 1, "of": "an older program"}')
    assert told(contest) == before
    worst = seats[1].run.id
    contest.write(lambda c: c.execute(update(t.turns).where(t.turns.c.run == worst).values(line=b"{}\n")).rowcount)
    change(t.contests, locked=True)
    sqlite_host.sittings.drop(worst)
    assert told(contest).runs == before.runs - 1


# -- once for every version ----------------------------------------------------------------------------------


def test_a_debrief_is_made_once_for_every_version(contest: Contest, seats: tuple[Seat, ...]) -> None:
    before = told(contest)
    assert told(contest) is before
    consent(seats[1])
    assert told(contest) is not before
    assert told(contest).tables == before.tables


def test_what_could_not_be_made_is_tried_again() -> None:
    kept, tries = Kept(most=2), iter((ValueError("not yet"), None))

    def make() -> str:
        error = next(tries)
        if error is not None:
            raise error
        return "made"

    with pytest.raises(ValueError, match="not yet"):
        kept.get("key", make)
    assert kept.get("key", make) == kept.get("key", make) == "made"
    assert [kept.get(n, lambda n=n: str(n)) for n in (1, 2)] == ["1", "2"]  # type: ignore[misc]
    assert kept.get("key", lambda: "again") == "again"


# -- that hold for all classes ---------------------------------------------------------------------------------


counts = st.lists(st.integers(0, 6), min_size=len(CHOICES), max_size=len(CHOICES)).filter(any)


@given(counts)
def test_no_small_cell_is_shown_nor_can_be_worked_out(numbers: list[int]) -> None:
    pairs = [(AREAS[0], choice) for choice, number in zip(CHOICES, numbers, strict=True) for _ in range(number)]
    (row,) = chosen_table(pairs)
    hidden = [at for at, count in enumerate(row.counts) if count is None]
    assert row.shares == tuple(None if n is None else round(100 * n / row.runs) for n in row.counts)
    assert all(count is None or count == numbers[at] >= FEWEST_IN_CELL for at, count in enumerate(row.counts))
    left = row.runs - sum(count for count in row.counts if count is not None)
    if left and len(hidden) <= 3:
        # Whoever knows the rule (small cells are hidden, and perhaps one more) finds more than one table.
        possible = [
            cells
            for cells in product(range(left + 1), repeat=len(hidden))
            if sum(cells) == left and sum(cell >= FEWEST_IN_CELL for cell in cells) <= 1
        ]
        assert all(len({cells[at] for cells in possible}) > 1 for at in range(len(hidden)))


@given(st.lists(st.integers(0, 100_000), min_size=2, max_size=40))
def test_quartiles_are_those_of_statistics(values: list[int]) -> None:
    found = quartiles(values)
    for ours, theirs in zip(
        (found.low, found.median, found.high), statistics.quantiles(values, method="inclusive"), strict=True
    ):
        assert abs(ours - theirs) <= 0.5


def test_one_choice_under_two_names_is_one_fork_and_the_second_tells_what_the_first_leaves(
    contest: Contest, seats: tuple[Seat, ...]
) -> None:
    card, book = card_of(seats[0].run.card), contest.host.book
    assert card is not None

    def run(composite: int, *deeds: str) -> Trace:
        return Trace("a", replace(card, composite=composite), None, frozenset(), frozenset(deeds))

    high = [run(80_000 + 500 * n, "task:I02", "say:ask_story", *(["say:advise"] if n < 3 else [])) for n in range(6)]
    low = [run(40_000 + 500 * n, "say:empathise", *(["say:advise"] if n < 3 else [])) for n in range(6)]
    first, second = forks(book, [*high, *low])
    # The move that went with the task says the same and is not named again; nor is what the others did instead.
    assert first.name == book.tasks["I02"].name
    assert (first.did.runs, first.did.median, first.did_not.median) == (6, 81_250, 41_250)
    assert second.name == book.intents["advise"].name
    assert second.instead == book.errors[book.intents["advise"].does].instead
    assert (second.did.runs, second.did_not.runs) == (6, 6)
    assert forks(book, [run(50_000, "task:I02"), *[run(50_000) for _ in range(9)]]) == ()
    assert forks(book, [*high[:2], *low[:2]]) == ()
    assert forks(book, [run(50_000, *(["task:I02"] if n < 5 else [])) for n in range(10)]) == ()
