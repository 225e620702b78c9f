"""The workbook: five pages beside the conversation, each kept in a module of its own.

Sliders are kept as drafts until the hand has come to rest, so that the log holds what was meant and not the way there.
"""

from dataclasses import dataclass, field, replace

from game.sitting import Outlook
from game.treatment import Action, PlacePerson
from game.treatment.actions import When
from game.ui.elements import Box, Column, Element, Scroll, Tabs
from game.ui.screens import circle, evidence, manual, news, plan, timeline
from game.ui.screens.appearance import likenesses
from game.ui.screens.intents import Pick, Show
from game.ui.state import Changed, Moved, Ranged, Submitted, UiState, Wake
from game.ui.widgets import Tab
from game.view.jotted import Role
from game.words import _

PAGES = (
    ("circle", "Circle"),
    ("timeline", "Timeline"),
    ("evidence", "Evidence"),
    ("plan", "Plan"),
    ("manual", "Manual"),
)
REST_MS = 600
"""How long a slider has to be left alone before its value counts."""


@dataclass(frozen=True, slots=True)
class Pane:
    """Which page lies open, and what on it."""

    tab: str = "circle"
    when: When = "now"
    person: str = ""
    event: str = ""
    card: str = ""
    section: str = ""
    shares: tuple[int, ...] | None = None
    """Probabilities not kept yet."""
    weights: tuple[tuple[str, int], ...] = ()
    """Weights of the open card not kept yet, by area."""
    month: int | None = None
    """Month of the open event not kept yet."""
    days: tuple[int, int] | None = None
    """Days of the timeline that are shown; None is all."""
    role: str = ""
    months: tuple[int, int] | None = None
    """Months of the open role not kept yet."""
    news: tuple[str, ...] = ()
    """What is new on pages not opened since: refs, such as `fact:quarrel`."""
    fresh: tuple[str, ...] = ()
    """What was new on the open page when it was opened."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an intent does to the workbook: another pane, actions to take, fields to empty, a rest to wait for."""

    pane: Pane
    actions: tuple[Action, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    wake_ms: int | None = None
    focus: str = ""
    """What goes on from there, such as the person who has just been placed."""
    reveal: str = ""
    """What is brought to the top of the page, such as the card that has just been opened."""


def pages(
    pane: Pane,
    look: Outlook,
    ui: UiState,
    *,
    before: tuple[tuple[str, str], ...] = (),
    page: Element | None = None,
    sticks: bool = False,
    grow: int = 1,
) -> Element:
    """Return the workbook with its tabs; `before` are tabs of the screen's own and `page` what they show.

    A page that `sticks` is the conversation, kept at its end.
    """
    marked = {news.page_of(ref) for ref in pane.news}
    tabs = [
        Tab(
            label,
            selected=pane.tab == name,
            marked=name in marked,
            key=f"workbook.{name}",
            name=_("{page}, something new", page=label) if name in marked else "",
            intent=Show(name),
            shortcut=_shortcut(name),
        )
        for name, label in (*before, *((name, page_name(name)) for name, _label in PAGES))
    ]
    content = page or _page(pane, look, ui)
    shown = Scroll(content, key="talk" if sticks else f"workbook.{pane.tab}.page", stick=sticks, grow=1, min_em=5)
    return Box(
        Column([Tabs(tabs, key="workbook.tabs"), shown], gap="small"),
        padding="small",
        shadow=True,
        name=_("Workbook"),
        grow=grow,
    )


def page_name(name: str) -> str:
    """Return what a page of the workbook is called."""
    return {
        "circle": _("Circle"),
        "timeline": _("Timeline"),
        "evidence": _("Evidence"),
        "plan": _("Plan"),
        "manual": _("Manual"),
    }[name]


def _shortcut(name: str) -> str:
    numbers = {page: number for number, (page, _) in enumerate(PAGES, 1)}
    return f"alt+{numbers[name]}" if name in numbers else ""


def _page(pane: Pane, look: Outlook, ui: UiState) -> Element:
    match pane.tab:
        case "timeline":
            return timeline.page(
                look.workbook,
                pane.event,
                pane.month,
                days=pane.days,
                open_role=pane.role,
                months=pane.months,
                fresh=pane.fresh,
            )
        case "evidence":
            return evidence.page(look.workbook, pane.shares, pane.card, dict(pane.weights), pane.fresh)
        case "plan":
            return plan.page(look)
        case "manual":
            return manual.page(look.book, pane.section, ui.text(manual.FIELD))
    return circle.page(look.workbook, look.first_name, pane.when, pane.person, likenesses(look), pane.fresh)


def answer(pane: Pane, intent: object, look: Outlook) -> Answer | None:
    """Return what an intent means to the workbook, or None when it is not for it."""
    match intent:
        case Show(tab) if tab in dict(PAGES):
            return _turned(news.looked_at(pane, tab), tab=tab)
        case Wake():
            return Answer(settled(pane), drafts(pane))
        case Pick("manual.section", section):
            return Answer(replace(pane, section="" if pane.section == section else section))
    return (
        _on_circle(pane, intent)
        or _on_line(pane, intent, look)
        or _on_evidence(pane, intent, look)
        or _on_plan(pane, intent, look)
    )


def _on_circle(pane: Pane, intent: object) -> Answer | None:
    """Turn to another time, open a person, place or move one."""
    match intent:
        case Pick("circle.when", when):
            return Answer(replace(pane, when=circle.when_named(when)))
        case Pick("circle.person", ref):
            return Answer(replace(pane, person="" if pane.person == ref else ref))
        case Pick("circle.place", person):
            return Answer(pane, (PlacePerson(person, pane.when, circle.FIRST_RING),), focus=f"circle:{person}")
        case Moved("circle", person, ring):
            return Answer(pane, (PlacePerson(person, pane.when, ring),))
    return None


def _on_line(pane: Pane, intent: object, look: Outlook) -> Answer | None:
    """Look nearer or further; open and move an event or a role."""
    match intent:
        case Ranged(timeline.LINE, first, last):
            return Answer(replace(pane, days=(first, last)))
        case Pick("timeline.see", step):
            return Answer(replace(pane, days=timeline.seen_after(look.workbook, pane.days, step)))
        case Pick("timeline.event", ref):
            return _turned(pane, event="" if pane.event == ref else ref)
        case Pick("timeline.move", months):
            found = next((row for row in look.workbook.events if row.ref == pane.event), None)
            start = pane.month if pane.month is not None else found.month if found is not None else None
            return Answer(replace(pane, month=timeline.moved(start, int(months))), wake_ms=REST_MS)
    return _on_roles(pane, intent, look)


def _on_roles(pane: Pane, intent: object, look: Outlook) -> Answer | None:
    """Add, open, move or take out a role."""
    match intent:
        case Submitted(timeline.FIELD, words) if words.strip():
            return Answer(pane, (timeline.role_named(words),), texts={timeline.FIELD: ""})
        case Pick("timeline.role", name):
            return Answer(replace(settled(pane), role="" if pane.role == name else name), drafts(pane))
        case Pick("timeline.gone", name):
            return Answer(replace(settled(pane), role=""), (*drafts(pane), timeline.role_gone(name)))
        case Pick("timeline.from" | "timeline.to" as end, by):
            role = timeline.role_of(look.workbook, pane.role, pane.months)
            if role is not None:
                months = timeline.role_moved(role, end.rpartition(".")[2], int(by))
                return Answer(replace(pane, months=months), wake_ms=REST_MS)
    return None


def _on_evidence(pane: Pane, intent: object, look: Outlook) -> Answer | None:
    """Move a probability and with it the others; open a card and weigh it."""
    match intent:
        case Changed(key, value) if key.startswith("evidence.share."):
            place = int(key.rpartition(".")[2])
            shares = evidence.balanced(look.workbook.probabilities, place, value)
            return Answer(replace(pane, shares=shares), wake_ms=REST_MS)
        case Pick("evidence.card", fact):
            if pane.card == fact:
                return _turned(pane, card="")
            return replace(_turned(pane, card=fact), reveal=f"evidence.card.{fact}")
        case Changed(key, value) if key.startswith("evidence.weight."):
            weights = {**dict(pane.weights), key.rpartition(".")[2]: value}
            return Answer(replace(pane, weights=tuple(weights.items())), wake_ms=REST_MS)
    return None


def _on_plan(pane: Pane, intent: object, look: Outlook) -> Answer | None:
    """Keep a note or a plan; tick what was planned."""
    match intent:
        case Submitted(plan.FIELD, words) if words.strip():
            return Answer(pane, plan.kept(words), texts={plan.FIELD: ""})
        case Submitted(key, words) if key.startswith(plan.PLAN_FIELD) and words.strip():
            return Answer(pane, plan.planned(look, words))
        case Pick("plan.tick", line):
            return Answer(pane, plan.ticked(look, int(line)), texts=plan.retyped(look, int(line)))
    return None


def _turned(pane: Pane, *, tab: str = "", event: str | None = None, card: str | None = None) -> Answer:
    """Turn to another page, event or card, keeping what was still a draft."""
    turned = settled(pane)
    turned = replace(
        turned,
        tab=tab or turned.tab,
        event=turned.event if event is None else event,
        card=turned.card if card is None else card,
    )
    return Answer(turned, drafts(pane))


def drafts(pane: Pane) -> tuple[Action, ...]:
    """Return the actions that keep what is still a draft."""
    actions: list[Action] = []
    if pane.shares is not None:
        actions.append(evidence.kept_shares(pane.shares))
    actions += evidence.kept_weights(pane.card, dict(pane.weights))
    if pane.month is not None and pane.event:
        actions.append(timeline.kept(pane.event, pane.month))
    if pane.months is not None and pane.role:
        actions.append(timeline.kept_role(Role(pane.role, *pane.months)))
    return tuple(actions)


def settled(pane: Pane) -> Pane:
    """Return the pane without drafts."""
    return replace(pane, shares=None, weights=(), month=None, months=None)
