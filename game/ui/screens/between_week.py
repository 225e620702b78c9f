"""What is known of the week: the scale as the patient filled it in, its change, and what was told."""

from game.ui.elements import Box, Column, Element, Grid, Row
from game.ui.screens.parts import small
from game.ui.widgets import Badge, Text, Tone
from game.view.counts import Count
from game.view.weeks import ItemRow, Scale, WeekView
from game.words import _


def week(view: WeekView, patient: str) -> list[Element]:
    """Return the scale and the week, as far as either was shared."""
    shown: list[Element] = []
    if view.told:
        told = [Text(words, role="patient_line", speaker=patient) for words in view.told]
        shown.append(Column([_title(_("What {name} told of the week", name=patient)), *told], gap="small"))
    if view.scale is not None:
        shown.append(_filled_in(view.scale, patient))
    shown += [small(count_words(count), "text") for count in view.counts]
    return shown


def count_words(count: Count) -> str:
    """Say what is counted beside the scale: now, and at the beginning."""
    (first, began), (last, now) = count.shared[0], count.shared[-1]
    if first == last:
        return _("{name}: {now} {unit}.", name=count.name, now=now, unit=count.unit)
    return _(
        "{name}: {now} {unit}, {began} in session {session}.",
        name=count.name,
        now=now,
        unit=count.unit,
        began=began,
        session=first,
    )


def _title(words: str) -> Element:
    return Text(words, style="lead", bold=True, role="heading")


def _filled_in(scale: Scale, patient: str) -> Element:
    title = _("{scale} in session {session}", scale=scale.name, session=scale.session)
    total = _("{total} of {most}, {band}", total=scale.total, most=scale.most, band=scale.band)
    return Box(
        Column(
            [
                Row([_title(title), Badge(total, tone="accent")], align="centre", gap="small"),
                small(_compared(scale, patient)),
                Grid([_item(row) for row in scale.items], min_em=14, gap="small"),
            ],
            gap="small",
        ),
        fill="raised",
        padding="normal",
        outlined=True,
        name=title,
    )


def _compared(scale: Scale, patient: str) -> str:
    """Say in words how the total stands to the sharing before."""
    if scale.change is None:
        return _("{name} filled it in for the first time. Each line from 0 to 3.", name=patient)
    if scale.change == 0:
        return _("The same total as in session {session}. Each line from 0 to 3.", session=scale.since)
    if scale.change < 0:
        return _(
            "{points} lower than in session {session}. Each line from 0 to 3.",
            points=-scale.change,
            session=scale.since,
        )
    return _(
        "{points} higher than in session {session}. Each line from 0 to 3.", points=scale.change, session=scale.since
    )


def _item(row: ItemRow) -> Element:
    change, tone = _change(row.change)
    return Row(
        [
            Column([Text(row.name)], grow=1),
            small(change, tone) if change else None,
            Text(str(row.value), bold=True),
        ],
        gap="small",
        align="centre",
        wrap=False,
    )


def _change(change: int | None) -> tuple[str, Tone]:
    """Return a change with its sign and direction in words; nothing where there is none."""
    if not change:
        return "", "muted"
    return (f"−{-change}", "good") if change < 0 else (f"+{change}", "costly")
