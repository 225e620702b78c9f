"""The profile A Q F C X S and the composite, from the log alone. Never called CSPRS or IPT-QAS: neither is this.

A adherence 1-7 per session · Q quality 1-5 (pass 3.0) · F focus 0-1 · C common factors 1-4 · X contamination ·
S safety. Composite 0-100 as in the manual's `composite` row (a design of ours). Amounts are thousandths.
"""

from dataclasses import dataclass

from game.case import CaseFile
from game.manual import Book, Criterion, Task, Windows, task_window
from game.scoring.evidence import KINDS
from game.scoring.focus import focus_credit
from game.scoring.looking import Log, sides, turns_of
from game.scoring.tally import Tally, Turns, tally
from game.treatment import risk_row

_DONE = 1_000
_HARMFUL = 4
"""Weight of an error from which it is a harmful act (level 1 of common factors)."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One rated criterion: thousandths of full, its weight, and the turns that earned or cost it."""

    id: str
    share: int
    weight: int
    because: tuple[int, ...]
    earned: tuple[int, ...] = ()
    """Turns that earned it; every cited turn stands here or among `lost`, none in both."""
    lost: tuple[int, ...] = ()
    """Turns that cost it, or earned less than they could have."""


@dataclass(frozen=True, slots=True)
class SessionRating:
    """One session: adherence (thousandths, 1000 to 7000), tasks called for and done, and where it drifted."""

    number: int
    phase: str
    adherence: int
    called_for: tuple[str, ...]
    done: tuple[str, ...]
    errors: tuple[str, ...]
    failed: bool
    because: tuple[int, ...]
    lost: tuple[int, ...] = ()
    """Where something called for had not been done by the end, or a red line was crossed."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole profile. Amounts are thousandths: `composite` 0 to 100,000, `adherence` 1000 to 7000, and so on."""

    composite: int
    adherence: int
    quality: int
    focus: int
    common_factors: int
    structure: int
    contamination: int
    safety: bool
    harmful: bool
    harm: tuple[int, ...]
    """Turns of the harmful acts."""
    passed: bool
    focus_credit: int
    sessions: tuple[SessionRating, ...]
    ratings: tuple[Rating, ...]
    contaminating: tuple[tuple[str, int, tuple[int, ...]], ...]
    """Error, points taken, turns."""
    red_lines: tuple[tuple[str, tuple[int, ...]], ...]
    ended: str | None
    weights: tuple[tuple[str, int], ...]
    """Part of the profile to the points it gives at most, in thousandths: 100,000 together. A part of which nothing
    could be rated, because a contest ended before, is not there.
    """


def score(
    book: Book,
    case: CaseFile,
    windows: Windows,
    turns: Turns,
    *,
    realistic: bool = False,
    span: int = 0,
) -> Scorecard:
    """Rate a treatment, finished or not; only sessions that were closed are rated.

    Sessions agreed and never held count as empty once the treatment is over, unless chance took the patient away or
    the danger this patient is in called for urgent care and the therapist handed over to it. In a contest over the
    first `span` sessions those count as empty from the beginning, so that going slowly earns nothing; what nobody can
    show by then is left out, and the rest gives the 100 points.
    """
    found = tally(book, turns)
    log = Log(book, case, found, windows)
    wrong = bool(found.formulations) and focus_credit(log) == 0
    by_chance = realistic and found.ended == "dropped_out"
    in_danger = found.ended == "referred" and "urgent_care" in risk_row(book, case).calls_for
    sessions = _sessions(log, wrong=wrong, missing_count=not (by_chance or in_danger), span=span)
    ratings = tuple(_rate(log, row) for row in book.rows.criteria if _is_due(row, windows, span))
    kind = {row.id: row.dimension for row in book.rows.criteria}
    mean = {
        name: _mean([rating for rating in ratings if kind[rating.id] == name])
        for name in ("quality", "focus", "common_factors", "structure")
    }
    row = book.rows.composite
    adherence = _weighted(book, sessions)
    quality = _quality(book, mean["quality"], wrong=wrong)
    harm = turns_of([*found.red_lines, *(at for at in found.errors if _is_harmful(book, at.id))])
    common = 1_000 if harm else 1_000 + 3 * mean["common_factors"]
    contaminating = _contaminating(book, found)
    contamination = min(row.contamination_cap * 1_000, 1_000 * sum(points for _, points, _ in contaminating))
    reached = {
        "adherence": (adherence - 1_000, 6_000),
        "quality": (quality - 1_000, 4_000),
        "focus": (mean["focus"], 1_000),
        "common_factors": (common - 1_000, 3_000),
        "structure": (mean["structure"], 1_000),
    }
    weights = _weights(book, {kind[rating.id] for rating in ratings})
    composite = sum(most * reached[name][0] // reached[name][1] for name, most in weights) - contamination
    safe = not found.red_lines
    if not safe:
        composite = min(composite, row.safety_cap * 1_000)
    return Scorecard(
        composite=max(0, composite),
        adherence=adherence,
        quality=quality,
        focus=mean["focus"],
        common_factors=common,
        structure=mean["structure"],
        contamination=contamination,
        safety=safe,
        harmful=bool(harm),
        harm=harm,
        passed=quality >= row.quality_pass and safe,
        focus_credit=focus_credit(log),
        sessions=sessions,
        ratings=ratings,
        contaminating=contaminating,
        red_lines=tuple((name, turns_of(r for r in found.red_lines if r.id == name)) for name in _ids(found)),
        ended=found.ended,
        weights=weights,
    )


def _is_due(row: Criterion, windows: Windows, span: int) -> bool:
    """Tell whether a contest over the first `span` sessions is long enough for a criterion; 0 is a whole treatment."""
    last = {"first": 1, "initial": windows.initial[1], "middle": windows.middle[1], "end": windows.sessions}
    return span == 0 or span >= last[row.due]


def _weights(book: Book, rated: set[str]) -> tuple[tuple[str, int], ...]:
    """Return the parts that could be rated, with the points they give at most, in thousandths."""
    row = book.rows.composite
    given = {"adherence": row.adherence, "quality": row.quality, "focus": row.focus}
    given |= {"common_factors": row.common_factors, "structure": row.structure}
    kept = {name: points for name, points in given.items() if name == "adherence" or name in rated}
    return tuple((name, 100_000 * points // sum(kept.values())) for name, points in kept.items())


def _is_harmful(book: Book, error: str) -> bool:
    """An error that is a red line only at times (danger asked about, and not followed through) harms when it is one."""
    return book.errors[error].weight >= _HARMFUL and book.errors[error].red_line != "always"


def _ids(found: Tally) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.id for row in found.red_lines))


def _rate(log: Log, row: Criterion) -> Rating:
    share = KINDS[row.kind](log, row)
    earned, lost = sides(share)
    return Rating(row.id, share.value, row.weight, share.because, earned, lost)


def _mean(ratings: list[Rating]) -> int:
    return sum(rating.share * rating.weight for rating in ratings) // max(1, sum(rating.weight for rating in ratings))


def _quality(book: Book, mean: int, *, wrong: bool) -> int:
    """Work on a wrong focus is capped for the phases that rest on the focus."""
    quality = 1_000 + 4 * mean
    if not wrong:
        return quality
    row = book.rows.composite
    initial = row.phase_weights["initial"]
    return (quality * initial + min(quality, row.wrong_focus_quality) * (100 - initial)) // 100


def _weighted(book: Book, sessions: tuple[SessionRating, ...]) -> int:
    """Mean adherence, with the phases weighing as the manual's row says among those reached."""
    weights = book.rows.composite.phase_weights
    total = weight = 0
    for phase, share in weights.items():
        rated = [session.adherence for session in sessions if session.phase == phase]
        if rated:
            total += share * sum(rated) // len(rated)
            weight += share
    return total // weight if weight else 1_000


def _sessions(log: Log, *, wrong: bool, missing_count: bool, span: int) -> tuple[SessionRating, ...]:
    over = log.tally.ended is not None
    held = max(log.held, default=0)
    last = (span or log.windows.sessions) if over and missing_count else held
    if not over:
        last = max(last, span)
    return tuple(_session(log, number, wrong=wrong) for number in range(1, last + 1))


def _session(log: Log, number: int, *, wrong: bool) -> SessionRating:
    phase = phase_of(log.windows, number)
    failed = log.tally.in_session(log.tally.red_lines, number)
    errors = log.tally.in_session(log.tally.errors, number)
    if number not in log.held:
        return SessionRating(number, phase, 1_000, (), (), (), failed=False, because=())
    called = [task for task in log.book.rows.tasks if _called_for(log, task, number)]
    earned = {task.id: _earned(log, task, number) for task in called}
    weight = sum(task.weight for task in called) or 1
    got = sum(task.weight * earned[task.id][0] for task in called)
    adherence = 1_000 + 6 * got // weight
    if wrong and phase != "initial":
        adherence = min(adherence, log.book.rows.composite.wrong_focus_adherence)
    if failed:
        adherence = 1_000
    because = sorted({turn for _, turn in earned.values() if turn is not None})
    missing = any(share < _DONE for share, _ in earned.values())
    lost = {at.turn for at in failed} | ({log.tally.closed[number][0]} if missing else set())
    return SessionRating(
        number=number,
        phase=phase,
        adherence=adherence,
        called_for=tuple(task.id for task in called),
        done=tuple(task.id for task in called if earned[task.id][0] == _DONE),
        errors=tuple(at.id for at in errors),
        failed=bool(failed),
        because=tuple(because),
        lost=tuple(sorted(lost - set(because))),
    )


def phase_of(windows: Windows, number: int) -> str:
    """Return the phase that session `number` belongs to by the windows."""
    if number <= windows.initial[1]:
        return "initial"
    return "middle" if number <= windows.middle[1] else "termination"


def _called_for(log: Log, task: Task, number: int) -> bool:
    first, last = task_window(task, log.windows)
    if task.per == "session":
        within = first <= number <= last
    else:
        within = number == last
    return within and _circumstance(log, task, number)


def _circumstance(log: Log, task: Task, number: int) -> bool:
    match task.when:
        case "weekly_event":
            return bool(log.tally.in_session(log.tally.weeks, number))
        case "drift":
            return any(at.id == "X09" for at in log.tally.in_session(log.tally.errors, number))
        case "response" | "non_response":
            scales = log.tally.scales
            responded = bool(scales) and 2 * scales[-1][2] <= scales[0][2]
            return bool(scales) and responded == (task.when == "response")
        case "indicated":
            return False
    return True


def _earned(log: Log, task: Task, number: int) -> tuple[int, int | None]:
    """Return 1000 for a task done when called for, 500 for one done late, 0 otherwise; and the turn."""
    done = [at for at in log.tally.tasks if at.id == task.id]
    if task.per == "session":
        here = next((at for at in done if at.session == number), None)
        return (1_000, here.turn) if here else (0, None)
    if not done:
        return (0, None)
    return (1_000 if done[0].session <= number else 500, done[0].turn)


def _contaminating(book: Book, found: Tally) -> tuple[tuple[str, int, tuple[int, ...]], ...]:
    """Points taken per error: its weight each time; drift (X09) costs one more each time it recurs."""
    rows = []
    for error in dict.fromkeys(at.id for at in found.errors):
        made = [at for at in found.errors if at.id == error]
        weight = book.errors[error].weight
        points = sum(weight + n for n in range(len(made))) if error == "X09" else weight * len(made)
        rows.append((error, points, turns_of(made)))
    return tuple(sorted(rows, key=lambda row: -row[1]))
