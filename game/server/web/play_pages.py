"""What the longer forms of the browser's room hold: a procedure, a formulation, the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from game.manual import AREAS, Area
from game.server.sittings import Sitting
from game.sitting import Outlook
from game.treatment import IllegalAction, OfferFormulation
from game.treatment.events import Said
from game.view import ProcedureView, Utterance
from game.view.procedure import StepRow
from game.view.workbook import EventRow
from game.words import _

_LINES: Final = 4
Kept = Mapping[str, list[str]]
"""What was typed into a form that was not done, by field."""


# -- procedures ------------------------------------------------------------------------------------------


def title_of(view: ProcedureView) -> str:
    """Return what a procedure is called, what it is about, and how far it is."""
    name = f"{view.name}: {view.subject_name}" if view.subject_name else view.name
    if view.running:
        return _("{name} (open)", name=name)
    return _("{name} (done)", name=name) if view.completed else name


def state_of(step: StepRow) -> str:
    """Say how long a step takes and how often it was taken."""
    minutes = _("{minutes} minute", minutes=1) if step.minutes == 1 else _("{minutes} minutes", minutes=step.minutes)
    if step.times > 1 and step.taken:
        done = _("done {taken} of {times}", taken=step.taken, times=step.times)
        return f"{minutes}, {done}" if step.possible else done
    if step.taken:
        return f"{minutes}, {_('done')}" if step.possible else _("done")
    return minutes if step.possible else _("only when the rest is done")


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """A procedure on one subject, its steps with their state, and what was said in it last."""

    view: ProcedureView
    title: str
    steps: tuple[tuple[StepRow, str], ...]
    said: tuple[Utterance, ...]


def procedure_page(look: Outlook, procedure: str, subject: str | None) -> ProcedurePage | None:
    """Return a procedure that can be worked through now; None where there is none of this name on this subject."""
    view = next((row for row in look.procedures if (row.procedure, row.subject) == (procedure, subject)), None)
    if view is None:
        return None
    steps = tuple((step, state_of(step)) for step in view.steps)
    last = tuple(line for line in look.transcript if line.session == look.room.session)[-_LINES:]
    return ProcedurePage(view, title_of(view), steps, last if view.running else ())


# -- the formulation -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """A formulation as far as it is chosen."""

    area: Area | None = None
    about: str = ""
    evidence: tuple[str, ...] = ()
    second: Area | None = None


@dataclass(frozen=True, slots=True)
class FormulationPage:
    """A draft in words: `words` where it can be said, else `why_not`; neither before it is whole."""

    draft: Draft
    words: str = ""
    why_not: str = ""


def draft_of(sent: Kept) -> Draft:
    """Return the draft that a form or an address holds; what is no choice here is left out."""

    def first(name: str) -> str:
        return next(iter(sent.get(name, [])), "")

    return Draft(_area(first("area")), first("about"), tuple(sent.get("evidence", [])), _area(first("second")))


def formulation_page(sitting: Sitting, look: Outlook, draft: Draft) -> FormulationPage:
    """Return what a draft would be in words."""
    if draft.area is None and not draft.about:
        return FormulationPage(draft)
    if draft.area is None or draft.about not in {concern.ref for concern in look.formulation.abouts}:
        return FormulationPage(draft, why_not=_("Choose a problem area, and whom or what it is about."))
    try:
        after = sitting.after(OfferFormulation(draft.area, draft.about, draft.evidence, draft.second))
    except IllegalAction as why:
        return FormulationPage(draft, why_not=str(why))
    said = next((event.words for event in after.turns[-1][1] if isinstance(event, Said)), "")
    return FormulationPage(draft, words=said)


def _area(name: str) -> Area | None:
    return next((area for area in get_args(Area) if area == name), None)


# -- the workbook ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkbookPage:
    """What the workbook's forms begin with: as it is kept, or as it was just typed."""

    events: tuple[EventRow, ...]
    """By time, those without a place last."""
    shares: tuple[tuple[str, str, str], ...]
    """Id, name and per cent of each area."""
    note: str
    month: Mapping[str, str]
    """What was typed for an event, by its id."""
    counts: tuple[str, ...]


def workbook_page(look: Outlook, kept: Kept) -> WorkbookPage:
    """Return the workbook with what was typed and could not be kept."""
    book = look.workbook
    typed = {name: values[0] for name, values in kept.items()}
    shares = zip(AREAS, book.area_names, book.probabilities, strict=True)
    return WorkbookPage(
        events=tuple(sorted(book.events, key=lambda row: (row.month is None, row.month or 0))),
        shares=tuple((area, name, typed.get(area, str(share))) for area, name, share in shares),
        note=typed.get("words", ""),
        month={typed["event"]: typed.get("month", "")} if "event" in typed else {},
        counts=tuple(_counted(look)),
    )


def _counted(look: Outlook) -> list[str]:
    says = []
    for count in look.week.counts:
        shown = ", ".join(
            _("session {session}: {number}", session=session, number=number) for session, number in count.shared
        )
        says.append(_("{name} ({unit}): {shown}.", name=count.name, unit=count.unit, shown=shown))
    return says
