"""The timeline: what happened and which roles were lived, as the trainee has placed them, and the mood beside them."""

from dataclasses import replace

from game.treatment import Action, PlaceEvent, WriteNote
from game.ui.diagrams import Mark, Stretch, TimeLine
from game.ui.elements import Column, Element, Row
from game.ui.paint import timelines  # noqa: F401 (registers how a time line is drawn)
from game.ui.screens.intents import Pick
from game.ui.screens.parts import capital, small
from game.ui.timeline import Range, day_of, day_of_session, panned, zoomed
from game.ui.widgets import Button, Choice, Divider, Text, TextField
from game.view import Workbook
from game.view.jotted import EARLIEST, LATEST, LONGEST_ROLE, Role, no_role_note, role_note
from game.view.workbook import EventRow
from game.words import _

FIELD = "timeline.role"
LINE = "timeline.line"
_FIRST_PLACE = -6
_A_ROLE = (-120, 0)
_LEAST_YEARS = 2
_STEPS = (-12, -1, 1, 12)


def moved(month: int | None, by: int) -> int:
    """Return the month after a step, from half a year back when nothing was placed; held inside the timeline."""
    return min(LATEST, max(EARLIEST, (_FIRST_PLACE if month is None else month) + by))


def kept(event: str, month: int) -> Action:
    """Return the action that places an event."""
    return PlaceEvent(event.partition(":")[2], month)


def role_named(words: str) -> Action:
    """Return the action that puts a new role on the timeline: the last ten years, to be moved."""
    return WriteNote(role_note(Role(words, *_A_ROLE)))


def kept_role(role: Role) -> Action:
    """Return the action that keeps when a role was lived."""
    return WriteNote(role_note(role))


def role_gone(name: str) -> Action:
    """Return the action that takes a role out."""
    return WriteNote(no_role_note(name))


def role_of(workbook: Workbook, name: str, draft: Range | None) -> Role | None:
    """Return the role of a name with what is not kept yet of it."""
    found = next((role for role in workbook.jotted.roles if role.name == name), None)
    return found if found is None or draft is None else replace(found, first=draft[0], last=draft[1])


def role_moved(role: Role, end: str, by: int) -> Range:
    """Return the months of a role after its beginning ("from") or its end ("to") was moved; neither past the other."""
    if end == "from":
        return min(moved(role.first, by), role.last), role.last
    return role.first, max(moved(role.last, by), role.first)


def when_words(month: int) -> str:
    """Return a month from the first session in words: "1 year 2 months before"."""
    if month == 0:
        return _("the month of the first session")
    years, months = divmod(abs(month), 12)
    parts = [_("1 year") if years == 1 else _("{count} years", count=years)] if years else []
    parts += [_("1 month") if months == 1 else _("{count} months", count=months)] if months else []
    span = " ".join(parts)
    return _("{span} before", span=span) if month < 0 else _("{span} after", span=span)


def page(
    workbook: Workbook,
    open_event: str,
    draft: int | None,
    *,
    days: Range | None = None,
    open_role: str = "",
    months: Range | None = None,
    fresh: tuple[str, ...] = (),
) -> Element:
    """Return the line, the events in the order of time, those not placed last, and the roles."""
    when = {row.ref: draft if row.ref == open_event and draft is not None else row.month for row in workbook.events}
    placed = sorted((row for row in workbook.events if when[row.ref] is not None), key=lambda row: when[row.ref] or 0)
    waiting = [row for row in workbook.events if when[row.ref] is None]
    roles = [role_of(workbook, role.name, months if role.name == open_role else None) for role in workbook.jotted.roles]
    shown = [role for role in roles if role is not None]
    rows = (
        _event(row, when[row.ref], is_open=row.ref == open_event, new=row.ref in fresh) for row in (*placed, *waiting)
    )
    return Column(
        [
            *_picture(line(workbook, when, shown, open_event, days)),
            small(_("Counted from the first session. Choose an event to move it.")),
            *rows,
            None if workbook.events else Text(_("No events have been spoken of yet."), tone="muted"),
            Divider(),
            *(_role(role, is_open=role.name == open_role) for role in shown),
            TextField(
                _("A role, such as teacher, wife or carer"),
                _("Enter puts it on the line…"),
                key=FIELD,
                limit=LONGEST_ROLE,
            ),
        ],
        gap="tight",
    )


def line(
    workbook: Workbook, when: dict[str, int | None], roles: list[Role], open_event: str, days: Range | None
) -> TimeLine:
    """Return the line with everything that has been placed, showing these days or, without them, all of it."""
    marks = tuple(
        Mark(capital(row.name), day_of(month), open=row.ref == open_event)
        for row in workbook.events
        if (month := when[row.ref]) is not None
    )
    bars = tuple(Stretch(capital(role.name), day_of(role.first), day_of(role.last)) for role in roles)
    curve = tuple((day_of_session(row.session), row.total) for row in workbook.scales)
    every = [0, *(mark.day for mark in marks), *(bar.first for bar in bars), *(day for day, _value in curve)]
    latest = max(every + [bar.last for bar in bars])
    earliest = min(*every, day_of(-12 * _LEAST_YEARS))
    margin = max(30, (latest - earliest) // 16)
    limits = earliest - margin, latest + 2 * margin
    whole = TimeLine(
        marks,
        bars,
        curve,
        workbook.scale_name,
        *limits,
        limits,
        top=workbook.scale_most,
        key=LINE,
        name=_("Timeline, with {scale} as shared", scale=workbook.scale_name) if curve else _("Timeline"),
    )
    if days is None:
        return whole
    first, last = max(limits[0], days[0]), min(limits[1], days[1])
    return replace(whole, first=first, last=last) if first < last else whole


def seen_after(workbook: Workbook, days: Range | None, step: str) -> Range | None:
    """Return the days shown after a button was pressed; None for all."""
    if step == "all":
        return None
    when = {row.ref: row.month for row in workbook.events}
    return stepped(line(workbook, when, list(workbook.jotted.roles), "", days), step)


def stepped(shown: TimeLine, step: str) -> Range:
    """Return the days shown after a button: nearer, further, along, or all of it."""
    part = max(1, (shown.last - shown.first) // 4)
    match step:
        case "in":
            return zoomed(shown, 60)
        case "out":
            return zoomed(shown, 170)
        case "back":
            return panned(shown, shown.first - part)
        case "on":
            return panned(shown, shown.first + part)
    return shown.limits


def _picture(shown: TimeLine) -> list[Element]:
    steps = (
        ("back", "‹", _("Earlier")),
        ("out", "−", _("Further away")),
        ("in", "+", _("Nearer")),
        ("on", "›", _("Later")),
        ("all", _("All"), _("The whole line")),
    )
    buttons = [
        Button(label, key=f"timeline.see.{step}", name=name, kind="quiet", group="timeline.see",
               intent=Pick("timeline.see", step))
        for step, label, name in steps
    ]  # fmt: skip
    return [shown, Row(buttons, gap="none", justify="centre")]


def _event(row: EventRow, month: int | None, *, is_open: bool, new: bool) -> Element:
    head = Choice(
        capital(row.name),
        note=_("not placed yet") if month is None else when_words(month),
        trailing=_("new") if new else "",
        reserve=_("new"),
        marked=is_open,
        key=f"timeline.{row.ref.partition(':')[2]}",
        group="timeline.events",
        intent=Pick("timeline.event", row.ref),
    )
    return Column([head, _steps(row.name, "timeline.move", "")], gap="tight") if is_open else head


def _role(role: Role, *, is_open: bool) -> Element:
    head = Choice(
        capital(role.name),
        note=_("{first} – {last}", first=when_words(role.first), last=when_words(role.last)),
        marked=is_open,
        key=f"timeline.role.{role.name}",
        group="timeline.roles",
        intent=Pick("timeline.role", role.name),
    )
    if not is_open:
        return head
    return Column(
        [
            head,
            small(_("Beginning")),
            _steps(role.name, "timeline.from", _("Beginning, ")),
            small(_("End")),
            _steps(role.name, "timeline.to", _("End, ")),
            Button(_("Take it out"), key="timeline.role.out", kind="quiet", intent=Pick("timeline.gone", role.name)),
        ],
        gap="tight",
        align="start",
    )


def _steps(name: str, what: str, of: str) -> Element:
    labels = (_("1 year earlier"), _("1 month earlier"), _("1 month later"), _("1 year later"))
    return Row(
        [
            Button(
                label,
                key=f"{what}.{by}",
                intent=Pick(what, str(by)),
                name=f"{of}{label}: {name}",
                group=f"{what}.steps",
            )
            for by, label in zip(_STEPS, labels, strict=True)
        ],
        gap="tight",
        padding="tight",
    )
