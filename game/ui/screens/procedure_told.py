"""What was worked out so far, in the shape of each procedure: a strip of exchanges, a table, turns in two chairs."""

from collections.abc import Sequence

from game.sitting import Outlook
from game.ui.elements import Box, Column, Element, Grid, Row
from game.ui.screens.parts import small
from game.ui.widgets import Badge, Divider, Text
from game.view import ProcedureView
from game.view.procedure import ExchangeRow, OptionRow, ToldLine
from game.words import _

_OF_EXCHANGES = frozenset({"rebuild", "each_turn"})
_OF_TABLE = frozenset({"options", "effects"})
_AS_THE_OTHER = frozenset({"first_try", "contingency", "again"})
_SWAPPED = frozenset({"swap"})


def worked_out(view: ProcedureView, look: Outlook) -> list[Element]:
    """Return everything that was worked out so far; nothing before the first step."""
    if view.procedure == "communication_analysis":
        return _with_inset(view, _OF_EXCHANGES, _exchanges(view), look)
    if view.procedure == "decision_analysis":
        return _with_inset(view, _OF_TABLE, _table(view), look)
    if view.procedure == "role_play":
        return _turns(view, look)
    return spoken(view.lines, look)


def latest(view: ProcedureView, look: Outlook) -> list[Element]:
    """Return only the last of it, for a window with little room."""
    if view.procedure == "role_play" and view.lines:
        return _turns(view, look)[-2:]
    return spoken(view.lines[-1:], look)


def spoken(lines: Sequence[ToldLine], look: Outlook) -> list[Element]:
    """Return the patient's words under the names of the steps that brought them."""
    shown: list[Element] = []
    last = ""
    for line in lines:
        if line.name != last:
            shown.append(small(line.name, "accent"))
        shown.append(Text(line.words, role="patient_line", speaker=look.first_name))
        last = line.name
    return shown


def _with_inset(view: ProcedureView, steps: frozenset[str], inset: list[Element], look: Outlook) -> list[Element]:
    """Return the spoken lines, with the strip or table where its steps were taken first."""
    place = next((place for place, line in enumerate(view.lines) if line.step in steps), len(view.lines))
    before = [line for line in view.lines[:place] if line.step not in steps]
    after = [line for line in view.lines[place:] if line.step not in steps]
    return [*spoken(before, look), *inset, *spoken(after, look)]


# -- communication analysis --------------------------------------------------------------------------------


def _exchanges(view: ProcedureView) -> list[Element]:
    left = max((row.times - row.taken for row in view.steps if row.id == "rebuild"), default=0)
    shown: list[Element] = [_exchange(number, row) for number, row in enumerate(view.exchanges, 1)]
    if view.exchanges and left > 0 and not view.completed:
        shown.append(small(_("And then? The conversation went on.")))
    return shown


def _exchange(number: int, row: ExchangeRow) -> Element:
    who = row.who or _("Somebody")
    heading = _("{number} · {who}, {tone}", number=number, who=who, tone=row.tone) if row.tone else f"{number} · {who}"
    cells = [
        _cell(_("Said"), row.said, quoted=True),
        _cell(_("Meant"), row.meant),
        _cell(_("Heard"), row.heard),
        _cell(_("Felt"), row.felt),
    ]
    return Box(
        Column([Text(heading, bold=True), Grid(cells, min_em=13, gap="small")], gap="tight"),
        fill="raised",
        padding="small",
        outlined=True,
        name=heading,
    )


def _cell(label: str, words: str | None, *, quoted: bool = False) -> Element:
    if words is None:
        return Column([small(label, "accent"), small(_("not asked yet"), italic=True)], gap="none")
    return Column([small(label, "accent"), Text(f"“{words}”" if quoted else words)], gap="none")


# -- decision analysis ---------------------------------------------------------------------------------------


def _table(view: ProcedureView) -> list[Element]:
    if not view.options:
        return []
    head = Row(
        [Column([small(_("Option"), "accent")], grow=2), Column([small(_("What it would lead to"), "accent")], grow=3)],
        gap="small",
        wrap=False,
    )
    rows: list[Element] = []
    for option in view.options:
        rows += [Divider(), _option(option)]
    return [Box(Column([head, *rows], gap="tight"), fill="raised", padding="small", outlined=True, name=_("Options"))]


def _option(row: OptionRow) -> Element:
    leads_to = Text(row.leads_to) if row.leads_to else small(_("not asked yet"), italic=True)
    chosen = Row([Badge(_("✓ Chosen"), tone="good")]) if row.chosen else None
    return Row(
        [Column([Text(row.name, bold=True), chosen], gap="hair", grow=2), Column([leads_to], grow=3)],
        gap="small",
        wrap=False,
    )


# -- role play -----------------------------------------------------------------------------------------------


def chairs(view: ProcedureView, look: Outlook) -> Element | None:
    """Say who sits where just now, and as whom; nothing where nobody plays a part."""
    if view.procedure != "role_play":
        return None
    name, other = look.first_name, view.other or _("the other")
    step = view.lines[-1].step if view.lines else ""
    if step in _SWAPPED:
        yours, theirs, words = name, other, _("Seats swapped.")
    elif step in _AS_THE_OTHER:
        yours, theirs, words = other, name, _("Trying it out.")
    else:
        yours, theirs, words = _("You"), name, _("Talking it over.")
    cells = [
        _chair(_("Your chair"), yours, same=step not in _AS_THE_OTHER | _SWAPPED),
        _chair(_("The chair of {name}", name=name), theirs, same=theirs == name),
    ]
    return Column([small(words, "accent"), Grid(cells, min_em=12, gap="small")], gap="tight")


def _chair(whose: str, sitting: str, *, same: bool) -> Element:
    words = sitting if same else _("as {name}", name=sitting)
    return Box(
        Column([small(whose), Text(words, bold=True)], gap="none"),
        fill="raised" if same else "paper",
        padding="small",
        outlined=True,
        stripe=None if same else "accent",
        name=f"{whose}: {words}",
    )


def _turns(view: ProcedureView, look: Outlook) -> list[Element]:
    """Return the play as short turns, each named by who speaks and as whom."""
    name, other = look.first_name, view.other or _("the other")
    shown: list[Element] = []
    for line in view.lines:
        you, patient = _("You"), name
        if line.step in _AS_THE_OTHER:
            you = _("You, as {name}", name=other)
        elif line.step in _SWAPPED:
            you, patient = _("You, as {name}", name=name), _("{name}, as {other}", name=name, other=other)
        shown += [
            small(line.name, "accent"),
            Text(line.yours, role="therapist_line", speaker=you),
            Text(line.words, role="patient_line", speaker=patient),
        ]
    return shown
