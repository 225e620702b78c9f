"""The kinds of evidence: how what stands in the log becomes a share of a criterion, and which turns say so.

Each function returns thousandths from 0 to 1000 with the turns it rests on. A criterion's row names one by its `kind`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from game.case import CaseFile
from game.manual import AREAS, Book, Criterion, Windows, task_window
from game.scoring.tally import At, Spoken, Tally
from game.treatment import area_credit

HOT = 5_000
_SOLVING = frozenset({"T06", "T07", "T09"})
_MEETING = frozenset({"T04", "T19"})
_CHANGE_WORK = frozenset({"T05", "T06", "T07"})
_MOST_CITED = 12


@dataclass(frozen=True, slots=True)
class Log:
    """What a criterion looks at."""

    book: Book
    case: CaseFile
    tally: Tally
    windows: Windows

    @property
    def held(self) -> tuple[int, ...]:
        """Return the numbers of the sessions that were held and closed."""
        return tuple(sorted(self.tally.closed))


@dataclass(frozen=True, slots=True)
class Share:
    """Thousandths, and the turns that earned or cost it."""

    value: int
    because: tuple[int, ...] = ()


def _share(part: int, whole: int, because: Iterable[int] = ()) -> Share:
    value = min(1_000, max(0, 1_000 * part // whole)) if whole > 0 else 0
    return Share(value, tuple(sorted(set(because)))[:_MOST_CITED])


def _ramp(value: int, low: int, high: int) -> int:
    """Return 0 at `low` and below, 1000 at `high` and above."""
    return min(1_000, max(0, (value - low) * 1_000 // (high - low)))


# ---- quality


def timely(log: Log, row: Criterion) -> Share:
    """The once-only tasks that fell due, done before their window closed, by weight."""
    done, due, late = 0, 0, []
    for task in log.book.rows.tasks:
        last = task_window(task, log.windows)[1]
        if task.per == "session" or task.when != "always" or last not in log.held:
            continue
        due += task.weight
        found = log.tally.first(log.tally.tasks, task.id)
        if found is not None and found.session <= last:
            done += task.weight
        else:
            late.append(log.tally.closed[last][0])
    return _share(done * 1_000, due * row.full, late)


def ordered(log: Log, row: Criterion) -> Share:
    """Milestones, tasks and strategies in the manual's order; worth only as much as was done at all."""
    del row
    tally = log.tally
    cost = 150 * len(tally.missed)
    first_uses = {at.id: at for at in reversed(tally.strategies)}.values()
    cost += 40 * sum(len(at.detail) for at in tally.tasks) + 50 * sum(bool(at.detail) for at in first_uses)
    offered = tally.formulations[0][1] if tally.formulations else None
    early = [said for said in tally.spoken if said.does in _CHANGE_WORK and (offered is None or said.turn < offered)]
    cost += 80 * len(early)
    amount = _ramp(len({at.id for at in tally.tasks}), 4, 26)
    because = [at.turn for at in tally.missed] + [at.turn for at in tally.tasks if at.detail] + [s.turn for s in early]
    return _share(max(0, 1_000 - cost) * amount, 1_000_000, because)


def affect_before_solving(log: Log, row: Criterion) -> Share:
    """Problem solving that came after the feeling had been met in the same session."""
    met: dict[int, int] = {}
    solved: list[Spoken] = []
    for said in log.tally.spoken:
        if said.does in _MEETING:
            met.setdefault(said.session, said.turn)
        elif said.does in _SOLVING:
            solved.append(said)
    good = [said for said in solved if met.get(said.session, said.turn) < said.turn]
    enough = min(1_000, len(solved) * 250)
    return _share(len(good) * enough, max(1, len(solved)) * row.full, (s.turn for s in solved if s not in good))


def depth(log: Log, row: Criterion) -> Share:
    """How much of what points to the true area was heard, by how strongly it points."""
    area = log.case.rows.key.area
    told = {at.id: at.turn for at in log.tally.facts}
    weights = {fact.id: max(0, fact.signals.get(area, 0)) for fact in log.case.rows.facts}
    heard = sum(weight for fact, weight in weights.items() if fact in told)
    return _share(
        heard * 1_000,
        sum(weights.values()) * row.full,
        (told[f] for f, w in weights.items() if w and f in told),
    )


def linking(log: Log, row: Criterion) -> Share:
    """Sessions from the second on in which mood and event were linked."""
    linked = {at.session: at.turn for at in log.tally.tasks if at.id == "M03"}
    sessions = [number for number in log.held if number >= 2]
    return _share(sum(n in linked for n in sessions) * 1_000, len(sessions) * row.full, linked.values())


def procedures(log: Log, row: Criterion) -> Share:
    """Procedures worked through to the end, half for those out of order; `full` of them is all that is asked."""
    done = [at for at in log.tally.procedures if at.id != "risk_ladder"]
    amount = sum(2 if at.detail else 1 for at in done)
    return _share(amount, 2 * row.full, (at.turn for at in done))


def fits_patient(log: Log, row: Criterion) -> Share:
    """Turns that met this patient against turns that put the bond under strain."""
    met = [at for at in log.tally.causes if at.detail == ("+",)]
    strained = [at for at in log.tally.causes if at.detail == ("-",)]
    whole = len(met) + 4 * len(strained)
    return _share(len(met) * 1_000, whole * row.full, (at.turn for at in strained))


def selective(log: Log, row: Criterion) -> Share:
    """Moves of which something came; asking everything of everybody costs here."""
    del row
    spoken = log.tally.spoken
    idle = [said.turn for said in spoken if said.repeated or not said.fruitful]
    share = 1_000 * (len(spoken) - len(idle)) // max(1, len(spoken))
    return Share(_ramp(share, 500, 850), tuple(idle[:_MOST_CITED]))


def followed_up(log: Log, row: Criterion) -> Share:
    """What happened in the week and was told, taken up: credited, or shared when it went badly."""
    taken_up = {at.session for at in log.tally.causes if at.id in ("success_credited", "setback_shared")}
    weeks = log.tally.weeks
    return _share(sum(at.session in taken_up for at in weeks) * 1_000, len(weeks) * row.full, (at.turn for at in weeks))


# ---- focus


def right_area(log: Log, row: Criterion) -> Share:
    """The area and person or event of the last formulation, by the key, times the patient's agreement."""
    del row
    if not log.tally.formulations:
        return Share(0)
    offered, turn, _ = log.tally.formulations[-1]
    credit = focus_credit(log)
    agreed = log.tally.agreement if log.tally.contract else log.tally.agreement * 7 // 10
    # Agreement from 800 on is as full as a patient's agreement gets.
    return Share(credit * min(1_000, agreed * 10 // 8) // 1_000, (turn,)) if offered else Share(0)


def focus_credit(log: Log) -> int:
    """Return what the last formulation's area earns by the key, in thousandths; a second area counts four fifths."""
    if not log.tally.formulations:
        return 0
    offered = log.tally.formulations[-1][0]
    return max(
        area_credit(log.case, offered.area, offered.about),
        area_credit(log.case, offered.second, offered.about) * 4 // 5,
    )


def calibration(log: Log, row: Criterion) -> Share:
    """Brier score of the last probabilities: 1000 for certainty of the right area, 0 for no better than even chances."""
    del row
    if not log.tally.probabilities:
        return Share(0)
    turn, shares = log.tally.probabilities[-1]
    key = log.case.rows.key
    best = max(
        [
            _brier(shares, key.area),
            *(_brier(shares, row.area) * row.credit // 1_000 for row in key.acceptable),
        ]
    )
    return Share(best, (turn,))


def _brier(shares: tuple[int, ...], area: str) -> int:
    squares = sum((share - (100 if name == area else 0)) ** 2 for name, share in zip(AREAS, shares, strict=True))
    even = 7_500  # the sum of squares, in per cent squared, when all four are called equally likely
    return max(0, (even - squares) * 1_000 // even)


def evidence(log: Log, row: Criterion) -> Share:
    """Cards pinned to areas they really speak for (or against); three good ones are enough."""
    good, turns = 0, []
    for (fact, area), (weight, turn) in log.tally.pins.items():
        signal = log.case.facts[fact].signals.get(area, 0)  # type: ignore[call-overload]
        if weight:
            good += 1 if weight * signal > 0 else -1
            turns.append(turn)
    return _share(good * 1_000, 3 * row.full, turns)


# ---- common factors


def empathy(log: Log, row: Criterion) -> Share:
    """Moments when a feeling filled the room and the next move met it."""
    hot = [said for said in log.tally.spoken if said.intensity >= HOT and said.found not in ("calm", "warm", "hopeful")]
    met = [
        said for said in hot if said.does in (*_MEETING, "T12", "T14", "T18") or said.stance in ("reflective", "open")
    ]
    truly = [said for said in met if said.does in (*_MEETING, "T12", "T14", "T18")]
    amount = 500 * len(met) + 500 * len(truly)
    enough = min(1_000, 100 * len(hot))
    return _share(amount * enough, max(1, len(hot)) * 1_000 * row.full // 2, (s.turn for s in hot if s not in met))


def open_questions(log: Log, row: Criterion) -> Share:
    """Open questions among all questions: two in five is poor, three in four is full."""
    del row
    asked = [said for said in log.tally.spoken if said.stance in ("open", "closed")]
    share = 1_000 * sum(said.stance == "open" for said in asked) // max(1, len(asked))
    closed = tuple(said.turn for said in asked if said.stance == "closed")
    return Share(_ramp(share, 400, 750), closed[:_MOST_CITED])


def collaboration(log: Log, row: Criterion) -> Share:
    """Moves that asked for the patient's view or agreement; about one a session is full."""
    asked = [said for said in log.tally.spoken if said.collaborative and not said.repeated]
    return _share(len(asked) * 1_000, max(1, len(log.held)) * row.full, (said.turn for said in asked))


# ---- structure and time limit


def opened_sessions(log: Log, row: Criterion) -> Share:
    """Sessions from the second on that began with the question about the time since the last."""
    good = []
    sessions = [number for number in log.held if number >= 2]
    for number in sessions:
        opening = [said for said in log.tally.spoken if said.session == number][:2]
        good += [said.turn for said in opening if said.what == "open_session"][:1]
    return _share(len(good) * 1_000, len(sessions) * row.full, good)


def kept_time(log: Log, row: Criterion) -> Share:
    """Sessions that used the hour and did not run over."""
    over = {at.session: at.turn for at in log.tally.overran if int(at.id) > 1}
    kept = [number for number in log.held if number not in over and log.tally.closed[number][1] <= 15]
    return _share(len(kept) * 1_000, len(log.held) * row.full, over.values())


def counted_sessions(log: Log, row: Criterion) -> Share:
    """Sessions in which their number and what remains was said; every other one is enough."""
    named = {
        said.session: said.turn for said in log.tally.spoken if said.what in ("name_session_number", "raise_ending")
    }
    return _share(len(named) * 2_000, max(1, len(log.held)) * row.full, named.values())


def ending_in_time(log: Log, row: Criterion) -> Share:
    """The ending raised at least two sessions before the last; in the last but one, half."""
    raised = log.tally.first(log.tally.tasks, "E01")
    if raised is None:
        return Share(0)
    before_last = log.windows.sessions - raised.session
    return _share(min(2, before_last) * 500, row.full, (raised.turn,))


def agreed_length(log: Log, row: Criterion) -> Share:
    """The treatment ended when it was agreed to end."""
    full_length = log.windows.sessions in log.tally.closed and log.tally.ended in ("ended", "maintenance")
    last = max((turn for turn, _ in log.tally.closed.values()), default=0)
    return _share(1_000 if full_length else 0, row.full, (last,))


KINDS: Mapping[str, Callable[[Log, Criterion], Share]] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (
            timely,
            ordered,
            affect_before_solving,
            depth,
            linking,
            procedures,
            fits_patient,
            selective,
            followed_up,
            right_area,
            calibration,
            evidence,
            empathy,
            open_questions,
            collaboration,
            opened_sessions,
            kept_time,
            counted_sessions,
            ending_in_time,
            agreed_length,
        )
    }
)


def turns_of(rows: Iterable[At]) -> tuple[int, ...]:
    """Return the turns of `rows`, in order, once each."""
    return tuple(sorted({row.turn for row in rows}))
