"""The timeline: when things happened, as the trainee has placed them, and the mood beside them."""

from collections.abc import Sequence

from game.treatment import Action, PlaceEvent
from game.ui.diagrams import Chart, Series
from game.ui.elements import Column, Element, Row
from game.ui.screens.intents import Pick
from game.ui.screens.parts import count, small
from game.ui.widgets import Button, Choice, Divider, Text
from game.view import Workbook
from game.view.workbook import EventRow, ScaleRow

_FIRST_PLACE = -6
_EARLIEST, _LATEST = -720, 6
_STEPS = ((-12, "1 year earlier"), (-1, "1 month earlier"), (1, "1 month later"), (12, "1 year later"))


def moved(month: int | None, by: int) -> int:
    """Return the month after a step, from half a year back when nothing was placed; held inside the timeline."""
    return min(_LATEST, max(_EARLIEST, (_FIRST_PLACE if month is None else month) + by))


def kept(event: str, month: int) -> Action:
    """Return the action that places an event."""
    return PlaceEvent(event.partition(":")[2], month)


def when_words(month: int) -> str:
    """Return a month from the first session in words: "1 year 2 months before"."""
    if month == 0:
        return "the month of the first session"
    years, months = divmod(abs(month), 12)
    parts = [count(years, "year")] if years else []
    parts += [count(months, "month")] if months else []
    return f"{' '.join(parts)} {'before' if month < 0 else 'after'}"


def page(workbook: Workbook, open_event: str, draft: int | None) -> Element:
    """Return the events in the order of time, those not placed last, and the scores shared so far."""
    months = {row.ref: draft if row.ref == open_event and draft is not None else row.month for row in workbook.events}
    placed = sorted(
        (row for row in workbook.events if months[row.ref] is not None), key=lambda row: months[row.ref] or 0
    )
    waiting = [row for row in workbook.events if months[row.ref] is None]
    return Column(
        [
            small("Counted from the first session. Choose an event to move it."),
            *(_event(row, months[row.ref], is_open=row.ref == open_event) for row in placed),
            Divider() if placed else None,
            *(_event(row, None, is_open=row.ref == open_event) for row in waiting),
            None if workbook.events else Text("No events have been spoken of yet.", tone="muted"),
            *_mood(workbook.scale_name, workbook.scales),
        ],
        gap="tight",
    )


def _event(row: EventRow, month: int | None, *, is_open: bool) -> Element:
    head = Choice(
        row.name,
        note="not placed yet" if month is None else when_words(month),
        marked=is_open,
        key=f"timeline.{row.ref.partition(':')[2]}",
        group="timeline.events",
        intent=Pick("timeline.event", row.ref),
    )
    return Column([head, _steps(row.name)], gap="tight") if is_open else head


def _steps(name: str) -> Element:
    return Row(
        [
            Button(
                label,
                key=f"timeline.move.{by}",
                intent=Pick("timeline.move", str(by)),
                name=f"{label}: {name}",
                group="timeline.steps",
            )
            for by, label in _STEPS
        ],
        gap="tight",
        padding="tight",
    )


def _mood(name: str, scales: Sequence[ScaleRow]) -> list[Element]:
    if not scales:
        return []
    points = tuple((row.session, row.total) for row in scales)
    last = scales[-1]
    words = ", ".join(f"session {row.session}: {row.total}" for row in scales)
    return [
        Divider(),
        Text(f"{name}: {last.total} in session {last.session}, {last.band.lower()}", bold=True),
        Chart(
            (Series(f"{name}, as shared", points),),
            "session",
            name,
            (1, max(4, points[-1][0]), 1),
            (0, 27, 9),
            height_em=11,
            name=f"{name} by session: {words}",
        ),
    ]
