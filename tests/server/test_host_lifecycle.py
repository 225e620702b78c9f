"""A contest's whole life against a small model: whatever is done in whatever order, both tell the same story."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hosts import MINUTE, Clock, Contest, client_id, new_contest, new_teacher, see_it_works_out
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from modelled import LEADS, NOTE, ModelContest, ModelRun, ModelSeat, Refusal
from sqlalchemy import select

from game.server import conducting, joining, keeping, places, playing, rounds
from game.server import tables as t
from game.server.host import Host
from game.server.lifecycle import triggers
from game.server.refusals import NoTicket, NotNow, OtherBody, Unknown, Wrong
from game.server.rows import Settings, settings_of
from game.treatment import Action, EndSession, OpenSession

T = TypeVar("T")
SPAN = 2
NAMES = (None, "Anna", "ANNA", "Bo", "B0", "Cem", "\u200b")
LIKE = {"Anna": "anna", "ANNA": "anna", "Bo": "bo", "B0": "bo", "Cem": "cem", "\u200b": ""}
SHOWN = {"anna": "Anna", "bo": "Bo", "cem": "Cem"}
ACTIONS: tuple[Action, ...] = (OpenSession(), NOTE, EndSession())
SEAT = st.integers(0, 7)


class Life(RuleBasedStateMachine):
    """One teacher's contest, round after round. `host` is set by the test."""

    host: Host

    @initialize(
        teams=st.sampled_from([0, 0, 2]),
        cap=st.sampled_from([3, 6]),
        late=st.booleans(),
        freeze=st.booleans(),
        approval=st.sampled_from([False, False, True]),
        own=st.booleans(),
    )
    def create(self, teams: int, cap: int, late: bool, freeze: bool, approval: bool, own: bool) -> None:
        self.teacher = new_teacher(self.host)
        names = {"names": "own" if own else "generated"}
        said = {"teams": teams, "cap": cap, "late": late, "freeze": freeze, "approval": approval, "consults": 1}
        made = new_contest(self.host, self.teacher, minutes=10, span=SPAN, **said, **names)
        self.real: Contest = made
        self.model = ModelContest(made.id, settings_of(made.row.settings), 10)
        self.clock: Clock = self.host.clock  # type: ignore[assignment]
        self.words: dict[str, ModelSeat] = {}

    def told(self, expected: Refusal, job: Callable[[], T]) -> T | None:
        """Do a job that the model says is refused, or is not."""
        if expected is None:
            return job()
        with pytest.raises(expected) as refused:
            job()
        assert type(refused.value) is expected
        return None

    def seat(self, number: int) -> ModelSeat:
        return self.model.seats[number % len(self.model.seats)]

    @rule(trigger=st.sampled_from(sorted({trigger for _state, trigger in LEADS})))
    def lead(self, trigger: Any) -> None:
        expected = self.model.moved(trigger)
        self.told(expected, lambda: self.real.deed(conducting.move, trigger, self.teacher))
        if expected is None:
            self.model.move(trigger)
            self.let_clock_decide()

    @rule()
    def lead_on(self) -> None:
        """Go a step on, whatever that is, so that late states are seen often."""
        ahead = [trigger for trigger in triggers(self.model.state) if trigger not in ("thaw", "pause")]  # type: ignore[arg-type]
        if ahead:
            self.lead(ahead[0])

    @rule(name=st.sampled_from(NAMES))
    def join(self, name: str | None) -> None:
        own = self.model.settings.names == "own" and name is not None
        likeness = LIKE[name] if own and name is not None else None
        taken = {LIKE.get(seat.name, seat.name) for seat in self.model.seats}
        expected = self.model.joined(None)
        if expected is None and likeness is not None and (likeness == "" or likeness in taken):
            expected = Wrong
        found = self.told(expected, lambda: self.real.join(name))
        if found is None:
            return
        row, joined = found.row, found.joined
        assert joined.name == (name if own else row.name)
        assert joined.approved == (not self.model.settings.approval)
        run = next((run for run in self.model.runs if run.id == row.run), None) or ModelRun(row.run)
        state = "waiting" if self.model.settings.approval else "seated"
        seat = ModelSeat(joined.seat, joined.name, joined.words, joined.token, run, state, row.team)
        self.model.seats.append(seat)

    @precondition(lambda self: self.model.seats)
    @rule(number=SEAT)
    def let_in(self, number: int) -> None:
        seat = self.seat(number)
        self.real.deed(conducting.set_seat, seat.id, "seated", self.teacher)
        if seat.state == "kicked" and seat.run.state == "void":
            seat.run.state = "playing" if seat.run.sent else "waiting"
        seat.state = "seated"
        self.let_clock_decide()

    @precondition(lambda self: self.model.seats)
    @rule(number=SEAT)
    def kick(self, number: int) -> None:
        seat = self.seat(number)
        self.real.deed(conducting.set_seat, seat.id, "kicked", self.teacher, "asked to leave")
        seat.state, seat.token = "kicked", None
        if not any(mate.run is seat.run and mate.state != "kicked" for mate in self.model.seats):
            seat.run.state = "void"

    @precondition(lambda self: self.model.seats)
    @rule(number=SEAT, name=st.sampled_from([name for name in NAMES if name]))
    def rename(self, number: int, name: str) -> None:
        seat = self.seat(number)
        taken = {other.name for other in self.model.seats if other is not seat}
        expected = Wrong if name == "\u200b" or name in taken else None
        self.told(expected, lambda: self.real.deed(conducting.rename, seat.id, name, self.teacher))
        if expected is None:
            seat.name = name

    @precondition(lambda self: self.model.seats)
    @rule(number=SEAT, extra=st.sampled_from([100, 150, 0, 99]))
    def give_time(self, number: int, extra: int) -> None:
        seat = self.seat(number)
        expected = Wrong if extra == 99 else None
        self.told(expected, lambda: self.real.deed(conducting.give_time, seat.id, extra, self.teacher))
        if expected is None:
            seat.extra = extra

    @rule(locked=st.booleans())
    def lock(self, locked: bool) -> None:
        self.real.deed(conducting.lock, self.teacher, locked=locked)
        self.model.locked = locked

    @rule(minutes=st.sampled_from([0, 1, 5]))
    def extend(self, minutes: int) -> None:
        expected = NotNow if self.model.state in ("closed", "revealed") else Wrong if minutes == 0 else None
        self.told(expected, lambda: self.real.deed(conducting.extend, minutes, self.teacher))
        if expected is None:
            self.model.minutes += minutes

    @precondition(lambda self: self.model.seats)
    @rule(number=SEAT)
    def resume(self, number: int) -> None:
        """Change the device: the words give a new token, and the old one is worth nothing."""
        seat = self.seat(number)
        code, lost = self.real.row.code, seat.token
        expected = Unknown if seat.state == "kicked" else None
        found = self.told(
            expected, lambda: self.real.write(lambda c: joining.resume(self.host, c, code, seat.words.upper()))
        )
        if found is not None:
            seat.token = found.token
            if lost is not None:
                with pytest.raises(NoTicket):
                    self.real.read(lambda c: places.place_of(c, lost))

    def _act(self, seat: ModelSeat, action: Action, name: str, expect: int, run: str | None = None) -> playing.Acted:
        run = run or seat.run.id
        token = seat.token or "nobody"
        done = self.real.write(
            lambda c: playing.act(
                self.host, c, token, run, client_id=name, expect=expect, action=action, at=self.clock()
            )
        )
        self.host.sittings.keep(done.run, done.sitting)
        return done

    @precondition(lambda self: self.model.seats)
    @rule(number=SEAT, action=st.sampled_from(ACTIONS), stale=st.sampled_from([0, 0, 0, -1, 1]))
    def act(self, number: int, action: Action, stale: int) -> None:
        seat, name = self.seat(number), client_id()
        expect = max(0, seat.run.version + stale)
        late = expect != seat.run.version
        expected = NoTicket if seat.token is None else self.model.acted(seat, action, self.clock(), stale=late)
        done = self.told(expected, lambda: self._act(seat, action, name, expect))
        if done is not None:
            seat.run.do(name, action, SPAN)
            assert done.sitting.version == seat.run.version
            assert done.done == (seat.run.state == "done")
            assert not done.again

    @precondition(lambda self: any(seat.run.sent for seat in self.model.seats))
    @rule(number=SEAT, other=st.booleans())
    def duplicate(self, number: int, other: bool) -> None:
        """Send an action again, as after a lost answer: it is answered, and not done twice, whatever the state."""
        seats = [seat for seat in self.model.seats if seat.run.sent]
        seat = seats[number % len(seats)]
        name = next(iter(seat.run.sent))
        action = seat.run.sent[name]
        if other:
            action = EndSession() if action != EndSession() else OpenSession()
        expected = NoTicket if seat.token is None else OtherBody if other else None
        done = self.told(expected, lambda: self._act(seat, action, name, 0))
        if done is not None:
            assert (done.again, done.sitting.version) == (True, seat.run.version)
            assert done.done == (seat.run.state == "done")

    @precondition(lambda self: len(self.model.runs) > 1)
    @rule(number=SEAT)
    def act_for_another(self, number: int) -> None:
        seat = self.seat(number)
        other = next(run for run in self.model.runs if run is not seat.run)
        expected = NoTicket if seat.token is None else Unknown
        self.told(expected, lambda: self._act(seat, NOTE, client_id(), other.version, other.id))

    @precondition(lambda self: self.model.settings.teams and self.model.seats)
    @rule(number=SEAT, on=st.booleans())
    def talk(self, number: int, on: bool) -> None:
        seat = self.seat(number)
        run, now = seat.run, self.clock()
        begins = on and run.talk_left == 0
        expected: Refusal = None
        if seat.token is None:
            expected = NoTicket
        elif begins and (run.talks >= 1 or not self.model.may_act(seat, now)):
            expected = NotNow
        token = seat.token or "nobody"
        self.told(expected, lambda: self.real.write(lambda c: playing.consult(c, token, run.id, on=on, at=now)))
        if expected is None and begins:
            run.talks, run.talk_left = run.talks + 1, self.model.settings.consult_minutes * MINUTE
        elif expected is None and not on:
            run.talk_left = 0

    @precondition(lambda self: self.model.seats)
    @rule(number=SEAT, reason=st.sampled_from(["The fire alarm went.", " "]))
    def reopen(self, number: int, reason: str) -> None:
        run = self.seat(number).run
        expected: Refusal = None
        if self.model.state not in ("running", "paused", "frozen", "closed"):
            expected = NotNow
        elif not reason.strip():
            expected = Wrong
        self.told(expected, lambda: self.real.deed(conducting.reopen, run.id, 5, reason, self.teacher))
        if expected is None:
            run.state, run.reopened_until = "playing", self.clock() + 5 * MINUTE

    @rule(ms=st.sampled_from([500, 3_001, MINUTE, 2 * MINUTE, 5 * MINUTE, 30 * MINUTE]))
    def wait(self, ms: int) -> None:
        self.clock.wait(ms=ms)
        self.let_clock_decide(ms)

    def let_clock_decide(self, ms: int = 0) -> None:
        for _round in range(4):
            if self.real.id not in self.real.read(lambda c: rounds.due(c, self.clock())):
                break
            self.real.pass_time()
        self.model.pass_time(ms, self.clock())

    @rule()
    def next_round(self) -> None:
        def job() -> str:
            return self.real.write(
                lambda c: rounds.next_round(
                    self.host, c, self.teacher, self.real.id, title="Again", case=source, minutes=10
                )
            )

        source = self.real.row.case_source
        expected = None if self.model.state in ("closed", "revealed") else NotNow
        made = self.told(expected, job)
        if made is None:
            return
        self.told(NotNow, job)
        before = self.model
        self.real = Contest(self.host, self.teacher, made)
        self.model = ModelContest(made, before.settings, 10, "lobby")
        rows = self.real.read(lambda c: c.execute(select(t.seats).where(t.seats.c.contest == made)).all())
        stayed = {row.name: row for row in rows}
        assert set(stayed) == {seat.name for seat in before.seats if seat.state == "seated"}
        runs: dict[str, ModelRun] = {}
        for seat in before.seats:
            if seat.state == "seated":
                row = stayed[seat.name]
                run = runs.setdefault(row.run, ModelRun(row.run))
                again = ModelSeat(row.id, seat.name, seat.words, seat.token, run, "seated", row.team, seat.extra)
                self.model.seats.append(again)
        assert {seat.team for seat in before.seats if seat.state == "seated"} == {row.team for row in rows}

    @precondition(lambda self: self.model.state in ("closed", "revealed"))
    @rule()
    def delete(self) -> None:
        """Delete the contest with everything in it, and begin with another."""
        gone, seats = self.real.id, self.model.seats
        runs = [run.id for run in self.model.runs]
        self.real.write(lambda c: keeping.remove(c, conducting.owned(c, self.teacher, gone, lock=True)))
        for table, column, keys in (
            (t.seats, t.seats.c.contest, [gone]),
            (t.runs, t.runs.c.contest, [gone]),
            (t.turns, t.turns.c.run, runs),
            (t.notices, t.notices.c.contest, [gone]),
        ):
            assert (
                self.real.read(lambda c, of=table, by=column, k=keys: c.execute(select(of).where(by.in_(k))).all())
                == []
            )
        for seat in seats:
            with pytest.raises((NoTicket, Unknown)):
                self._act(seat, NOTE, client_id(), 0)
        made = new_contest(self.host, self.teacher, minutes=10, span=SPAN)
        self.real, self.model = made, ModelContest(made.id, Settings(span=SPAN), 10)

    def check_invariants(self, *arguments: Any, **named: Any) -> None:
        """Compare everything the model knows with what is stored."""
        super().check_invariants(*arguments, **named)
        if not hasattr(self, "model"):
            return
        row, model = self.real.row, self.model
        assert (row.state, row.minutes, row.locked) == (model.state, model.minutes, model.locked)
        seats = self.real.read(lambda c: c.execute(select(t.seats).where(t.seats.c.contest == row.id)).all())
        assert {s.id: (s.name, s.state, s.team, s.extra, s.run) for s in seats} == {
            s.id: (s.name, s.state, s.team, s.extra, s.run.id) for s in model.seats
        }
        runs = self.real.read(lambda c: c.execute(select(t.runs).where(t.runs.c.contest == row.id)).all())
        assert {r.id: (r.state, r.session, r.version) for r in runs} == {
            r.id: (r.state, r.hour, r.version) for r in model.runs
        }
        for run in runs:
            sent = self.real.read(
                lambda c, run=run: (
                    c.execute(select(t.turns.c.client_id).where(t.turns.c.run == run.id).order_by(t.turns.c.number))
                    .scalars()
                    .all()
                )
            )
            by_seats = [name for name in sent if ":" not in name]
            assert by_seats == [name for run_ in model.runs if run_.id == run.id for name in run_.sent]
            assert len(sent) == run.version

    def teardown(self) -> None:
        """Work every run out again from its log: it must come to the stored version, chain and score."""
        if not hasattr(self, "model"):
            return
        for run in self.model.runs:
            self.real.read(lambda c, run=run: see_it_works_out(self.host, c, run.id))


def test_whatever_is_done_to_a_contest_the_host_and_the_model_agree(host: Host) -> None:
    class OnThisHost(Life):
        pass

    OnThisHost.host = host
    many = 25 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 15
    run_state_machine_as_test(
        OnThisHost,
        settings=settings(
            max_examples=many,
            stateful_step_count=40,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
