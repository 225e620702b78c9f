"""How this patient takes a turn: named causes, each a row of the manual, that move alliance, openness and the rest.

The first use of a good cause in a session counts in full, later ones less and less, so warmth cannot be farmed.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from game.manual import Book, Intent, Style
from game.treatment.events import ErrorMade, PatientMoved
from game.treatment.state import FULL, Treatment
from game.treatment.turn import Turn

HOT = 5_000
"""Intensity from which a feeling fills the room."""
_RUN_OF_CLOSED = 5
"""More than five closed questions in a row are an interrogation (X19)."""
_BOND_FOR_FEELING = 3_000
_OPEN_FOR_FEELING = 2_000
_SOLVING = frozenset({"T06", "T07", "T09"})
# Closed or directive, and still no passing by of a strong feeling; T16 closes the hour, which has to end in tears too.
_NEVER_PASSES_BY = frozenset({"T04", "T12", "T14", "T15", "T16", "T19"})

# What a style takes harder or more lightly, in per cent of the manual's row.
_STYLE: Mapping[Style, Mapping[str, int]] = MappingProxyType(
    {
        "plain": {},
        "upset": {"heard": 140, "lectured": 150, "feeling_skipped": 150},
        "verbose": {"interrogated": 140, "focus_clear": 130},
        "reserved": {"feeling_pressed": 150, "room_given": 150, "interrogated": 140, "invited": 130},
        "tangential": {"focus_clear": 140, "interrogated": 120},
        "pleasing": {"invited": 140, "advised": 60},
    }
)


def move(turn: Turn, cause: str, topic: str | None = None) -> None:
    """Move the patient by the manual's row `cause`, as this style takes it and as often as it has been used."""
    row = turn.book.responses[cause]
    times = turn.now.hour.causes.get(cause, 0)
    share = _STYLE[turn.case.rows.patient.style].get(cause, 100)
    topic = topic or turn.now.inner.topic
    turn.add(
        PatientMoved(
            cause=cause,
            alliance=_amount(row.alliance, share, times, turn.now.inner.alliance),
            openness=_amount(row.openness, share, times, turn.now.inner.open_on(topic)),
            patience=_amount(row.patience, share, 0),
            hope=_amount(row.hope, share, times),
            trust=_amount(row.trust, share, times),
            intensity=row.intensity,
            topic=topic,
        )
    )


def _amount(full: int, share: int, times: int, standing: int = 0) -> int:
    """Return what a cause really moves: harm in full; good less with each use, and less the closer the bond is."""
    taken = full * share // 100
    return taken if taken <= 0 else taken * 2 * (FULL - standing) // ((2 + times) * FULL)


def take(turn: Turn, intent: Intent, target: str | None) -> None:
    """Let the patient take in what was just said; `turn.before` is how things stood before it."""
    for cause in _causes(turn, intent, target):
        move(turn, cause, target if target in turn.case.links else None)
    if _is_error(turn.before, turn.book, intent):
        turn.add(ErrorMade(intent.does))
    elif _counts_as_closed(intent) and _closed_run(turn.book, turn.before) == _RUN_OF_CLOSED:
        turn.add(ErrorMade("X19"))
    if _solves_over_feeling(turn, intent):
        turn.add(ErrorMade("X11"))


def _causes(turn: Turn, intent: Intent, target: str | None) -> Iterator[str]:
    before = turn.before
    hot = before.inner.intensity >= HOT
    if _is_error(before, turn.book, intent):
        yield turn.book.errors[intent.does].response
        return
    if _is_repeat(before, intent, target):
        yield "repeated"
        return
    run = _closed_run(turn.book, before) if _counts_as_closed(intent) else 0
    if run >= 1:
        yield "interrogated" if run >= _RUN_OF_CLOSED else "closed_run"
    if hot and intent.stance in ("closed", "directive") and intent.does not in _NEVER_PASSES_BY:
        yield "lectured" if intent.does == "T11" else "feeling_skipped"
        return
    yield from _of_technique(before, intent, target, hot=hot)
    if intent.collaborative:
        yield "invited"


def _is_error(before: Treatment, book: Book, intent: Intent) -> bool:
    """Tell whether this is a mistake now: while no focus has been named, to ask about something new is no drift."""
    explores = intent.does == "X09" and bool(intent.routes) and before.progress.formulation is None
    return intent.does in book.errors and not explores


def _counts_as_closed(intent: Intent) -> bool:
    """The scale and the questions about safety (T15) belong to every hour; nobody takes them for an interrogation."""
    return intent.stance == "closed" and intent.does != "T15"


def _closed_run(book: Book, before: Treatment) -> int:
    """Count the closed questions in a row up to now; what T15 asked in between neither counts nor breaks it."""
    run = 0
    for said, _ in reversed(before.hour.said):
        intent = book.intents.get(said)
        if intent is not None and intent.does == "T15":
            continue
        if intent is None or intent.stance != "closed":
            break
        run += 1
    return run


def _of_technique(before: Treatment, intent: Intent, target: str | None, *, hot: bool) -> Iterator[str]:
    match intent.does:
        case "T04" if intent.stance == "silent":
            yield from _of_silence(before, intent, hot=hot)
        case "T04":
            yield "feeling_welcomed" if hot or _willing(before, target) else "feeling_pressed"
        case "T19":
            yield "heard"
        case "T03" | "T16" if intent.stance == "reflective":
            yield "understood"
        case "T08":
            yield "strain_repaired" if before.hour.alliance_low else "invited"
        case "T11":
            yield "hope_given" if intent.id == "give_hope" else "explained"
        case "T12":
            yield "relieved"
        case "T14":
            takes_up = before.to_follow_up is not None and intent.id == "link_event_to_mood"
            yield from ("linked", "taken_up") if takes_up else ("linked",)
        case "T17" if before.progress.contract:
            yield "focus_clear"
        case "T18" if before.to_follow_up is not None:
            yield _of_follow_up(before, intent, before.to_follow_up)
        case "T20":
            yield "ending_spoken"
        case _ if intent.stance == "open":
            yield "open_question"


def _of_silence(before: Treatment, intent: Intent, *, hot: bool) -> Iterator[str]:
    """One silence is room to breathe; a second on its heels, with nothing in it, is an empty chair."""
    if hot:
        yield "room_given"
    elif before.hour.said and before.hour.said[-1][0] == intent.id:
        yield "left_alone"


def _of_follow_up(before: Treatment, intent: Intent, week: str) -> str:
    outcome = dict(before.life).get(week)
    if (outcome == "done") != (intent.id == "credit_trial"):
        return "taken_up"
    return "success_credited" if outcome == "done" else "setback_shared"


def _willing(before: Treatment, target: str | None) -> bool:
    inner = before.inner
    return inner.alliance >= _BOND_FOR_FEELING and inner.open_on(target or inner.topic) >= _OPEN_FOR_FEELING


def _is_repeat(before: Treatment, intent: Intent, target: str | None) -> bool:
    """Tell whether the same thing was asked about the same target this session, where once is enough."""
    if intent.does in ("T04", "T19") or (intent.does in ("T01", "T03", "T14", "T16") and target is None):
        return False
    return (intent.id, target) in before.hour.said


def _solves_over_feeling(turn: Turn, intent: Intent) -> bool:
    """Tell whether this solves a problem while a feeling fills the room that the move before did not meet either."""
    inner, said = turn.before.inner, turn.before.hour.said
    before = turn.book.intents.get(said[-1][0]) if said else None
    met = before is not None and before.does in ("T04", "T19")
    hot = inner.intensity >= HOT and inner.affect not in ("calm", "hopeful", "warm")
    return intent.does in _SOLVING and hot and not met
