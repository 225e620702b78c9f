"""The debrief's profile: five bars with their anchors, every criterion, and the turns that earned and cost each."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from game.manual import Book, Criterion
from game.scoring import Scorecard
from game.treatment import Event
from game.treatment.events import FactPinned, ProbabilitiesSet
from game.view.report_rows import Bar, CriterionRow
from game.words import _, decimal, later

_Anchors = tuple[tuple[int, str], ...]
_ANCHORS: Mapping[str, _Anchors] = MappingProxyType(
    {
        "adherence": (
            (6_000, later("extensive")),
            (4_500, later("considerable")),
            (2_800, later("some")),
            (0, later("hardly any")),
        ),
        "quality": (
            (4_000, later("skilled")),
            (3_000, later("competent: passes")),
            (2_000, later("beginning")),
            (0, later("not yet")),
        ),
        "focus": (
            (800, later("right and agreed")),
            (500, later("near")),
            (200, later("doubtful")),
            (0, later("missed")),
        ),
        "common_factors": (
            (3_400, later("strong")),
            (2_500, later("good enough")),
            (1_600, later("thin")),
            (0, later("harmful or absent")),
        ),
        "structure": ((800, later("kept")), (500, later("partly kept")), (0, later("loose"))),
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "adherence": later("Adherence"),
        "quality": later("Quality"),
        "focus": later("Focus"),
        "common_factors": later("Common factors"),
        "structure": later("Structure and time limit"),
    }
)


def bars(book: Book, card: Scorecard) -> tuple[Bar, ...]:
    """Return the five bars of the profile; in a contest over fewer sessions, those of which something was rated."""
    scales = {
        "adherence": (card.adherence, 1_000, 7_000),
        "quality": (card.quality, 1_000, 5_000),
        "focus": (card.focus, 0, 1_000),
        "common_factors": (card.common_factors, 1_000, 4_000),
        "structure": (card.structure, 0, 1_000),
    }
    values = {name: (*scales[name], most) for name, most in card.weights}
    sides = {name: _sides(book, card, name) for name in values}
    return tuple(
        Bar(
            id=name,
            name=_(_NAMES[name]),
            value=value,
            low=low,
            high=high,
            anchor=_(next(words for least, words in _ANCHORS[name] if value >= least)),
            points=most * (value - low) // (high - low),
            most=most // 1_000,
            because=_because(book, card, name),
            earned=sides[name][0],
            lost=sides[name][1],
            anchors=tuple((max(least, low), _(words)) for least, words in reversed(_ANCHORS[name])),
        )
        for name, (value, low, high, most) in values.items()
    )


def criteria(book: Book, card: Scorecard, kept: frozenset[str]) -> tuple[CriterionRow, ...]:
    """Return every criterion with its share; `kept` says what of the workbook was used (`probabilities`, `pins`)."""
    rows = ((rating, book.criteria[rating.id]) for rating in card.ratings)
    return tuple(
        CriterionRow(
            id=row.id,
            dimension=row.dimension,
            name=row.name,
            says=row.says,
            share=rating.share,
            because=rating.because,
            earned=rating.earned,
            lost=rating.lost,
            remark=_remark(book, card, row, rating.share, kept),
        )
        for rating, row in rows
    )


def workbook_kept(turns: Iterable[tuple[int, tuple[Event, ...]]]) -> frozenset[str]:
    """Return what of the workbook was used that the score looks at: `probabilities`, `pins`, both or neither."""
    pins: dict[tuple[str, str], int] = {}
    kept: set[str] = set()
    for _turn, events in turns:
        for event in events:
            if isinstance(event, FactPinned):
                pins[event.fact, event.area] = event.weight
            elif isinstance(event, ProbabilitiesSet):
                kept.add("probabilities")
    return frozenset(kept | ({"pins"} if any(pins.values()) else set()))


def _because(book: Book, card: Scorecard, dimension: str) -> tuple[int, ...]:
    if dimension == "adherence":
        return tuple(sorted({turn for session in card.sessions for turn in session.because}))
    rated = (rating for rating in card.ratings if book.criteria[rating.id].dimension == dimension)
    return tuple(sorted({turn for rating in rated for turn in rating.because}))


def _sides(book: Book, card: Scorecard, dimension: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the turns that earned a bar and those that cost it; a turn that did both stands with the cost."""
    if dimension == "adherence":
        lost = {turn for session in card.sessions for turn in session.lost}
        earned = {turn for session in card.sessions for turn in session.because}
    else:
        rated = [rating for rating in card.ratings if book.criteria[rating.id].dimension == dimension]
        lost = {turn for rating in rated for turn in rating.lost}
        earned = {turn for rating in rated for turn in rating.earned}
    if dimension == "common_factors":
        lost |= set(card.harm)
    return tuple(sorted(earned - lost)), tuple(sorted(lost))


def _remark(book: Book, card: Scorecard, row: Criterion, share: int, kept: frozenset[str]) -> str:
    """Say what a criterion could not be rated by because the workbook kept silent; else nothing."""
    same = [each.weight for each in card.ratings if book.criteria[each.id].dimension == row.dimension]
    most = dict(card.weights)[row.dimension]
    points = decimal(most * row.weight * (1_000 - share) / (1_000_000 * sum(same)))
    if row.kind == "calibration" and "probabilities" not in kept:
        return _("You never noted how likely each area seemed. That alone cost {points} points.", points=points)
    if row.kind == "evidence" and "pins" not in kept:
        return _("You pinned no card to an area as evidence. That alone cost {points} points.", points=points)
    return ""
