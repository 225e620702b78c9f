"""The symptom course: how depressed the patient is from week to week.

Latent severity is S(t) = S0 · (1 − R · ln(1+t) / ln(1+T)), T the weeks to the last session; R is drawn once per patient
around a mean that depends on how the treatment goes. What a scale shows adds measurement error and what life did.
Feedback never rests on this luck.
"""

from game.case import CaseFile
from game.manual import Book
from game.manual import Course as CourseRow
from game.treatment.draws import Draws
from game.treatment.events import Items
from game.treatment.standing import fidelity_so_far, technique_so_far
from game.treatment.state import FULL, Body, Course, Treatment, bounded

# 1000 · ln(1 + t) for t = 0 to 16, rounded; a table, because logarithms differ in the last bit between systems.
_LOG = (0, 693, 1099, 1386, 1609, 1792, 1946, 2079, 2197, 2303, 2398, 2485, 2565, 2639, 2708, 2773, 2833)
# 1000 · exp(-z / 2) for z = -3.00, -2.75 … 3.00.
_HAZARD_BY_ALLIANCE = (
    4482, 3955, 3490, 3080, 2718, 2399, 2117, 1868, 1649, 1455, 1284, 1133, 1000,
    882, 779, 687, 607, 535, 472, 417, 368, 325, 287, 253, 223,
)  # fmt: skip
_QUARTER = 250
_ROW_POINTS = 27
"""The scale on which the manual's row counts points: nine items of 0 to 3."""
_EARLY_SESSIONS = 4
_GAIN_POINTS = 4
_GAIN_SHARE = 250
_BEFORE_GAIN = 550
_BROKEN_SESSIONS = 3


def first_body(book: Book, case: CaseFile, seed: int, course: Course, sessions: int) -> Body:
    """Return the patient's symptoms before the first session and the draws that shape their course."""
    row, draws = book.rows.course, Draws(seed, 0)
    baseline = case.rows.measure.items
    residual = draws.normal()
    severity = _severity(row, draws) * _most(book, case) // _ROW_POINTS
    gains = draws.millionths() // 1_000 < row.sudden_gain_share
    week = 2 + draws.millionths() * max(1, sessions - 3) // 1_000_000
    if course == "realistic":
        baseline = spread(baseline, (severity + 500) // 1_000)
    bonding = bounded(Draws(seed, -1).normal(), -2_500, 2_500) if course == "realistic" else 0
    return Body(baseline, bonding, residual, week if gains else None, baseline, sum(baseline) * 1_000)


def first_alliance(book: Book, case: CaseFile, body: Body) -> int:
    """Return the alliance on first meeting. In realistic mode patients differ in how readily they bond."""
    first = case.rows.patient.alliance * 1_000
    drawn = book.rows.course.bonding_sd * body.bonding // 1_000
    return bounded(first + drawn, 2_000, 8_500) if drawn else first


def _severity(row: CourseRow, draws: Draws) -> int:
    """Draw a starting severity from the normal distribution cut at both ends."""
    while True:
        severity = row.baseline_mean + row.baseline_sd * draws.normal() // 1_000
        if row.baseline_low <= severity <= row.baseline_high:
            return severity


def next_week(book: Book, case: CaseFile, now: Treatment) -> tuple[Items, int, bool]:
    """Return the items after this week, the latent severity (thousandths), and whether it is a sudden gain."""
    row, body, week = book.rows.course, now.body, now.hour.number
    start = sum(body.baseline) * 1_000
    drop = _drop(now, _response(book, case, now, row))
    latent = start - start * drop // 1_000
    held_back = body.gain_week is not None and week < body.gain_week
    if held_back:
        latent = start - start * drop * _BEFORE_GAIN // 1_000_000
    most = _most(book, case)
    error = row.observed_sd * most // _ROW_POINTS * Draws(now.seed, week).normal() // 1_000
    shocks = 1_000 * sum(points for points, _ in body.shocks)
    shown = bounded((latent + error + shocks + 500) // 1_000, 0, most)
    fell = body.latent - latent
    sudden = week == body.gain_week and fell >= _GAIN_POINTS * 1_000 and fell * 1_000 >= body.latent * _GAIN_SHARE
    return spread(case.rows.measure.items, shown), latent, sudden


def drops_out(book: Book, case: CaseFile, now: Treatment) -> bool:
    """Tell whether the patient does not come back, by chance in realistic mode, by a broken bond in teaching mode."""
    if now.course == "teaching":
        return now.progress.low_sessions >= _BROKEN_SESSIONS
    row = book.rows.course
    z = _bond(case, now, row)
    factor = _HAZARD_BY_ALLIANCE[bounded((z + 3_000) // _QUARTER, 0, len(_HAZARD_BY_ALLIANCE) - 1)]
    hazard = row.dropout_per_session * factor
    if now.hour.number <= _EARLY_SESSIONS:
        hazard = hazard * row.dropout_early_factor // 1_000
    draws = Draws(now.seed, now.hour.number)
    draws.normal()  # the week's measurement error comes first
    return draws.millionths() < hazard


def tracked(book: Book, case: CaseFile, name: str, start: int, total: int) -> int:
    """Return what the tracker `name` counts when the scale, which began with the total `start`, shows `total`."""
    row, first = book.trackers[name], case.rows.measure.also[name]
    gained = (start - total) * row.follows // max(1, start)
    goal = row.least if row.better == "less" else row.most
    return bounded(first + (goal - first) * gained // 1_000, row.least, row.most)


def _most(book: Book, case: CaseFile) -> int:
    return book.measures[case.rows.measure.scale].most


def spread(profile: Items, total: int) -> Items:
    """Spread `total` points over items like `profile`: by share, largest remainders first, none above 3.

    The last item (thoughts of dying) keeps to its share and never grows beyond the profile's.
    """
    whole = max(1, sum(profile))
    risk = min(profile[-1], (profile[-1] * total * 2 + whole) // (2 * whole)) if profile[-1] else 0
    wanted = [0 if place == len(profile) - 1 else score * total for place, score in enumerate(profile)]
    items = [min(3, amount // whole) for amount in wanted]
    items[-1] = risk
    order = sorted(range(len(profile) - 1), key=lambda place: (-(wanted[place] % whole), place))
    missing = min(total, 3 * (len(profile) - 1) + risk) - sum(items)
    while missing > 0:
        for place in order:
            if missing > 0 and items[place] < 3:
                items[place] += 1
                missing -= 1
    return tuple(items)


def _response(book: Book, case: CaseFile, now: Treatment, row: CourseRow) -> int:
    """Return R in thousandths: this patient's share of improvement by the end, as things stand."""
    if now.course == "teaching":
        mean = row.teaching_base + row.teaching_slope * fidelity_so_far(book, case, now) // 1_000
        spread_by = row.teaching_sd
    else:
        # What the patient brings to the alliance went with outcome, what the therapist brings did not
        # (TDCRP: Krupnick et al. 1996).
        alliance = now.body.bonding
        # Whether the right focus makes for a better outcome has not been studied; here only the work itself counts.
        fidelity = (technique_so_far(book, now) - row.fidelity_mean) * 1_000 // row.fidelity_sd
        mean = (
            row.realistic_base
            + row.realistic_alliance * alliance // 1_000
            + row.realistic_fidelity * bounded(fidelity, -3_000, 3_000) // 1_000
        )
        spread_by = row.realistic_sd
    return bounded(mean + spread_by * now.body.residual // 1_000, row.response_low, row.response_high)


def _bond(case: CaseFile, now: Treatment, row: CourseRow) -> int:
    """Return how far the alliance lies from an average treatment's at this session, thousandths of a deviation."""
    first = case.rows.patient.alliance * 1_000
    norm = first + (FULL - first) * row.alliance_norm[min(now.hour.number, 16) - 1] // 1_000
    return bounded((now.inner.alliance - norm) * 1_000 // row.alliance_sd, -3_000, 3_000)


def _drop(now: Treatment, response: int) -> int:
    """Return the share of the starting severity gone by now, in thousandths; all of R is there at the last session."""
    return response * _LOG[min(now.hour.number, 16)] // _LOG[now.sessions - 1]
