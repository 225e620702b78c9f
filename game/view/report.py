"""The debrief: the profile with its reasons, the course, the moments, the ledger and, at last, the key.

`report_view` is the one place where hidden things enter a view, and it refuses before the treatment is over.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from game.case import CaseFile
from game.manual import AREAS, Book
from game.scoring import Scorecard, moments, score
from game.treatment import Event, Treatment
from game.view.ledger import LedgerRow, PlacedEvent, PlacedPerson, events_beside, ledger, people_beside
from game.view.session import transcript
from game.view.supervisor import Comment, comment_on
from game.view.voice import patients_voice

Turns = Iterable[tuple[int, tuple[Event, ...]]]


class NotOver(Exception):
    """Raised when a debrief is asked for before the treatment is over; the message is for the player."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the profile: `value` between `low` and `high` (thousandths), the anchor in words, the turns."""

    id: str
    name: str
    value: int
    low: int
    high: int
    anchor: str
    points: int
    """What it brings to the composite, thousandths of a point."""
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion, its share (thousandths), and what it looks at."""

    id: str
    dimension: str
    name: str
    says: str
    share: int
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the strip."""

    number: int
    phase: str
    adherence: int
    called_for: int
    done: int
    missing: tuple[str, ...]
    """Names of the tasks called for and not done."""
    errors: tuple[str, ...]
    failed: bool
    scale: int | None
    first_turn: int | None


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A strong or costly moment: your words, what the manual says of it, and the turn to go to."""

    turn: int
    session: int
    words: str
    reply: str
    points: int
    comment: Comment


@dataclass(frozen=True, slots=True)
class Truth:
    """The key, revealed."""

    area: str
    about: str
    why: str
    misleads: str
    acceptable: tuple[str, ...]
    yours: str | None
    credit: int


@dataclass(frozen=True, slots=True)
class Report:
    """The whole debrief."""

    case: str
    title: str
    patient: str
    mode: str
    course: str
    ended: str
    composite: int
    passed: bool
    safe: bool
    harmful: bool
    summary: str
    bars: tuple[Bar, ...]
    criteria: tuple[CriterionRow, ...]
    contamination: tuple[tuple[str, int, tuple[int, ...]], ...]
    """Name of the error, points taken, turns."""
    red_lines: tuple[tuple[str, tuple[int, ...]], ...]
    sessions: tuple[SessionRow, ...]
    curve: tuple[tuple[int, int], ...]
    """Session and total as shared, in order."""
    life: tuple[tuple[int, str, bool], ...]
    """After which session, what happened, and whether it went well."""
    strong: tuple[MomentRow, ...]
    costly: tuple[MomentRow, ...]
    truth: Truth
    heard: tuple[LedgerRow, ...]
    missed: tuple[LedgerRow, ...]
    probabilities: tuple[tuple[int, tuple[int, ...]], ...]
    """Turn and the four probabilities, each time they were set."""
    area_names: tuple[str, ...]
    people: tuple[PlacedPerson, ...]
    events: tuple[PlacedEvent, ...]
    voice: tuple[str, ...]
    goal: str
    disclosure: str
    notice: str


_ANCHORS = {
    "adherence": ((6_000, "extensive"), (4_500, "considerable"), (2_800, "some"), (0, "hardly any")),
    "quality": ((4_000, "skilled"), (3_000, "competent: passes"), (2_000, "beginning"), (0, "not yet")),
    "focus": ((800, "right and agreed"), (500, "near"), (200, "doubtful"), (0, "missed")),
    "common_factors": ((3_400, "strong"), (2_500, "good enough"), (1_600, "thin"), (0, "harmful or absent")),
    "structure": ((800, "kept"), (500, "partly kept"), (0, "loose")),
}
_NAMES = {
    "adherence": "Adherence",
    "quality": "Quality",
    "focus": "Focus",
    "common_factors": "Common factors",
    "structure": "Structure and time limit",
}


def report_view(book: Book, case: CaseFile, now: Treatment, turns: Turns, mode: str = "exam") -> Report:
    """Return the debrief. Raises NotOver while the treatment goes on."""
    if not now.over:
        raise NotOver("The debrief comes after the last session.")
    turns = tuple(turns)
    card = score(book, case, now.windows, turns, realistic=now.course == "realistic")
    strong, costly = moments(book, case, now.windows, turns)
    heard, missed = ledger(book, case, now, turns)
    rows = case.rows
    return Report(
        case=rows.id,
        title=rows.title,
        patient=rows.patient.name,
        mode=mode,
        course=now.course,
        ended=book.phases[now.phase].name,
        composite=card.composite,
        passed=card.passed,
        safe=card.safety,
        harmful=card.harmful,
        summary=_summary(book, case, now, card),
        bars=_bars(book, card),
        criteria=_criteria(book, card),
        contamination=tuple((book.errors[e].name, points, because) for e, points, because in card.contaminating),
        red_lines=tuple((book.red_lines[line].name, because) for line, because in card.red_lines),
        sessions=_sessions(book, now, card, turns),
        curve=tuple((session, sum(items)) for session, items in now.knowledge.shared),
        life=_life(case, turns),
        strong=_moments(book, case, strong, turns),
        costly=_moments(book, case, costly, turns),
        truth=_truth(book, case, now, card),
        heard=heard,
        missed=missed,
        probabilities=tuple(
            (turn, event.shares) for turn, events in turns for event in events if event.kind == "probabilities_set"
        ),
        area_names=tuple(book.areas[area].name for area in AREAS),
        people=people_beside(case, now),
        events=events_beside(case, now),
        voice=patients_voice(book, case, now, turns),
        goal=_goal(book, card, costly),
        disclosure=_disclosure(now),
        notice=book.rows.notice,
    )


def _bars(book: Book, card: Scorecard) -> tuple[Bar, ...]:
    row = book.rows.composite
    values = {
        "adherence": (card.adherence, 1_000, 7_000, row.adherence),
        "quality": (card.quality, 1_000, 5_000, row.quality),
        "focus": (card.focus, 0, 1_000, row.focus),
        "common_factors": (card.common_factors, 1_000, 4_000, row.common_factors),
        "structure": (card.structure, 0, 1_000, row.structure),
    }
    because = {name: _because(book, card, name) for name in values}
    return tuple(
        Bar(
            id=name,
            name=_NAMES[name],
            value=value,
            low=low,
            high=high,
            anchor=next(words for least, words in _ANCHORS[name] if value >= least),
            points=weight * 1_000 * (value - low) // (high - low),
            because=because[name],
        )
        for name, (value, low, high, weight) in values.items()
    )


def _because(book: Book, card: Scorecard, dimension: str) -> tuple[int, ...]:
    if dimension == "adherence":
        return tuple(sorted({turn for session in card.sessions for turn in session.because}))
    rated = (rating for rating in card.ratings if book.criteria[rating.id].dimension == dimension)
    return tuple(sorted({turn for rating in rated for turn in rating.because}))


def _criteria(book: Book, card: Scorecard) -> tuple[CriterionRow, ...]:
    rows = ((rating, book.criteria[rating.id]) for rating in card.ratings)
    return tuple(
        CriterionRow(row.id, row.dimension, row.name, row.says, rating.share, rating.because) for rating, row in rows
    )


def _sessions(book: Book, now: Treatment, card: Scorecard, turns: Turns) -> tuple[SessionRow, ...]:
    shared = dict((session, sum(items)) for session, items in now.knowledge.shared)
    opened = {event.number: turn for turn, events in turns for event in events if event.kind == "session_opened"}
    return tuple(
        SessionRow(
            number=session.number,
            phase=session.phase,
            adherence=session.adherence,
            called_for=len(session.called_for),
            done=len(session.done),
            missing=tuple(book.tasks[task].name for task in session.called_for if task not in session.done),
            errors=tuple(book.errors[error].name for error in session.errors),
            failed=session.failed,
            scale=shared.get(session.number),
            first_turn=opened.get(session.number),
        )
        for session in card.sessions
    )


def _life(case: CaseFile, turns: Turns) -> tuple[tuple[int, str, bool], ...]:
    session, happened = 0, []
    for _, events in turns:
        for event in events:
            if event.kind == "session_closed":
                session = event.number
            elif event.kind == "life_happened":
                happened.append((session, case.weeks[event.week].name, event.outcome == "done"))
    return tuple(happened)


def _moments(book: Book, case: CaseFile, found: Iterable, turns: Turns) -> tuple[MomentRow, ...]:  # type: ignore[type-arg]
    replies = {line.turn: line.words for line in reversed(transcript(book, turns)) if line.speaker == "patient"}
    rows = []
    for moment in found:
        comment = comment_on(book, moment.kind, moment.id) or _plain_comment(book, case, moment.kind, moment.id)
        rows.append(
            MomentRow(
                moment.turn,
                moment.session,
                moment.words,
                replies.get(moment.turn, ""),
                moment.points,
                comment,
            )
        )
    return tuple(rows)


def _plain_comment(book: Book, case: CaseFile, kind: str, row: str) -> Comment:
    match kind:
        case "fact":
            fact = case.facts[row]
            return Comment(
                "task",
                row,
                True,
                f"You heard it: {fact.card}",
                "A piece of the true picture came out.",
                None,
                book.tasks["I12"].reference,
            )
        case "formulation":
            area = book.areas[row]
            task = book.tasks["I14"]
            return Comment("task", "I14", True, f"You offered: {area.name}", task.says, None, task.reference)
    over = book.tasks["I16"]
    return Comment(
        "expectation",
        row,
        False,
        f"The hour ran {row} minutes over",
        "Fifty minutes are part of the frame.",
        None,
        over.reference,
    )


def _truth(book: Book, case: CaseFile, now: Treatment, card: Scorecard) -> Truth:
    key, offered = case.rows.key, now.progress.formulation
    return Truth(
        area=book.areas[key.area].name,
        about=case.name_of(key.about),
        why=key.why,
        misleads=key.misleads,
        acceptable=tuple(f"{book.areas[row.area].name}: {case.name_of(row.about)}" for row in key.acceptable),
        yours=f"{book.areas[offered.area].name}: {case.name_of(offered.about)}" if offered else None,
        credit=card.focus_credit,
    )


def _summary(book: Book, case: CaseFile, now: Treatment, card: Scorecard) -> str:
    """Say in three sentences why the score is what it is: the best, what cost most, the focus."""
    bars = _bars(book, card)
    best = max(bars, key=lambda bar: (bar.value - bar.low) * 1_000 // (bar.high - bar.low))
    weakest = min(bars, key=lambda bar: (bar.value - bar.low) * 1_000 // (bar.high - bar.low))
    truth = _truth(book, case, now, card)
    if truth.yours is None:
        focus = "You never offered a formulation, so the treatment had no focus."
    elif truth.credit >= 900:
        focus = f"You worked on what this was about: {truth.area.lower()}, {truth.about}."
    elif truth.credit > 0:
        focus = f"You chose {truth.yours}: near, and the key is {truth.area.lower()}, {truth.about}."
    else:
        focus = f"You chose {truth.yours}; it was about {truth.area.lower()}, {truth.about}."
    danger = " A red line was crossed, which caps the score at 40." if card.red_lines else ""
    off = f" Moves that are not IPT cost {card.contamination // 1_000} points." if card.contamination else ""
    return f"{focus} Strongest: {best.name.lower()} ({best.anchor}). Weakest: {weakest.name.lower()} ({weakest.anchor}).{off}{danger}"


def _goal(book: Book, card: Scorecard, costly: Iterable) -> str:  # type: ignore[type-arg]
    """Name one thing for next time: the costliest error if there is one, else the weakest criterion."""
    if card.red_lines:
        line = book.red_lines[card.red_lines[0][0]]
        return f"{line.name}. {line.says}"
    if card.contaminating and card.contaminating[0][1] >= 4:
        error = book.errors[card.contaminating[0][0]]
        return f"{error.name}. Instead, for example: “{error.instead}”"
    weights = sorted(card.ratings, key=lambda rating: (rating.share - 1_000) * rating.weight)
    row = book.criteria[weights[0].id]
    return f"{row.name}. {row.says}"


def _disclosure(now: Treatment) -> str:
    if now.course == "teaching":
        return (
            "Teaching mode: symptoms follow how faithful the treatment was, far more than research supports. "
            "They are feedback by design; the score does not depend on them."
        )
    return "Realistic mode: symptoms follow published outcomes, with much chance. The score does not depend on them."
