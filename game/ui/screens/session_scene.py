"""How a session is arranged: three panels where there is width for them, two where there is less, one with tabs."""

from dataclasses import dataclass, replace

from game.sitting import Outlook
from game.treatment import AskSupervisor, LeaveProcedure
from game.ui.appearance import Appearance
from game.ui.elements import Box, Column, Element, Row, Scroll, Space
from game.ui.geometry import Size
from game.ui.screens import menu, palette, patient, transcript, workbook
from game.ui.screens.intents import Act, Open, TakeBack, Work
from game.ui.screens.message import Message, dialog
from game.ui.screens.palette import Stage
from game.ui.screens.parts import keyed
from game.ui.screens.transcript import Reading
from game.ui.screens.workbook import Pane
from game.ui.state import UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Badge, Button, Clock, Text
from game.words import _

HOUR = 50
_SHORTEST_LIST_EM, _LONGEST_LIST_EM = 5, 13


@dataclass(frozen=True, slots=True)
class Setting:
    """What the arrangement depends on."""

    look: Outlook
    pane: Pane
    stage: Stage
    side: str
    group: str
    reading: Reading
    message: Message | None


def arranged(setting: Setting, size: Size, theme: Theme, ui: UiState) -> Element:
    """Return the whole screen."""
    wide = room(size, theme)
    listed = palette.listed(setting.stage, setting.look, ui, theme.appearance)
    if wide == "narrow":
        parts = _narrow(setting, ui, listed, theme.appearance)
    else:
        parts = [
            _top(setting.look, with_tools=True),
            _safety(setting.look),
            _middle(setting, ui, three=wide == "wide", speaking=listed is not None),
            _bottom(setting, ui, listed, theme.appearance, _list_ems(size, theme)),
        ]
    return Column([*parts, dialog(setting.message)], padding="normal", gap="normal" if wide != "narrow" else "small")


def _top(look: Outlook, *, with_tools: bool) -> Element:
    here = look.room
    return Row(
        [
            Text(
                _("Session {number} of {total}", number=here.session, total=here.sessions),
                style="lead",
                bold=True,
                role="heading",
            ),
            Badge(here.phase_name, tone="warning" if here.in_danger else "accent"),
            Clock(minutes=here.minutes_left, total=HOUR, key="session.clock"),
            Space(grow=1),
            Row(tools(look), align="centre", gap="none") if with_tools else None,
        ],
        align="centre",
        gap="small",
    )


def tools(look: Outlook) -> list[Element]:
    """Return the buttons of the session, with their keys."""
    form = look.formulation
    found: list[Element] = []
    if form.can_offer:
        found.append(keyed(_("Formulation"), "session.formulation", "f2", Open("formulation"), kind="quiet"))
    if form.can_agree:
        found.append(keyed(_("Contract"), "session.contract", "f3", Open("contract"), kind="quiet"))
    found.append(keyed(_("Procedures"), "session.procedures", "f4", Open("procedures"), kind="quiet"))
    if look.supervised:
        found.append(keyed(_("Supervisor"), "session.supervisor", "f5", Act(AskSupervisor()), kind="quiet"))
    found.append(keyed(_("Keys"), "session.keys", "f1", Open("keys"), kind="quiet"))
    return [*found, keyed(_("End"), "session.end", "f6", Open("end"))]


def _safety(look: Outlook) -> Element | None:
    """Return what stands across the room while a procedure is open: the way back to it, and out of it."""
    here = look.room
    view = next((row for row in look.procedures if row.running), None)
    if here.running is None or view is None:
        return None
    about = f"{view.name}: {view.subject_name}" if view.subject_name else view.name
    return Box(
        Row(
            [
                Text(_("Open: {about}", about=about), bold=True, grow=1),
                Button(
                    _("Return to it"), key="session.return", intent=Work(view.procedure, view.subject), kind="primary"
                ),
                Button(_("Leave it"), key="session.leave", intent=Act(LeaveProcedure())),
            ],
            align="centre",
            gap="small",
            padding="tight",
        ),
        fill="paper",
        padding="small",
        stripe="warning" if here.in_danger else "accent",
        rounded=False,
    )


def _middle(setting: Setting, ui: UiState, *, three: bool, speaking: bool) -> Element:
    look = setting.look
    tools_below = None if three or speaking else way_back(look)
    above = None if three else patient.strip(look)
    talk = transcript.panel(look, setting.reading, tools=tools_below, grow=11, above=above)
    first = patient.panel(look, grow=5, tools=None if speaking else way_back(look)) if three else None
    return Row([first, talk, _side(setting, ui)], grow=1, wrap=False)


def way_back(look: Outlook) -> Element:
    """Return the ways back: to read all that was said, and, where the mode has it, to one turn before or to any."""
    search = keyed(_("Search"), "talk.search", "ctrl+f", Open("transcript"), kind="quiet")
    rewinds = look.can_go_back and look.turn > 1
    return Row(
        [
            keyed(_("Take back"), "session.take_back", "ctrl+z", TakeBack(), kind="quiet") if rewinds else None,
            Button(_("Go back to…"), key="session.rewind", kind="quiet", intent=Open("rewind")) if rewinds else None,
            search,
        ],
        gap="none",
        justify="centre",
    )


def _side(setting: Setting, ui: UiState) -> Element:
    """Return the workbook; in guided mode the menu of moves is its first tab."""
    look, side = setting.look, _side_shown(setting)
    before = (("moves", _("Moves")),) if look.guided else ()
    own = menu.page(look, setting.group) if side == "moves" else None
    return workbook.pages(_pane_shown(setting.pane, side), look, ui, before=before, page=own, grow=11)


def _side_shown(setting: Setting) -> str:
    side = setting.side
    if side in dict(workbook.PAGES):
        return side
    return "moves" if setting.look.guided else setting.pane.tab


def _pane_shown(pane: Pane, side: str) -> Pane:
    return replace(pane, tab=side)


def _list_ems(size: Size, theme: Theme) -> int:
    """Return how high the palette's list is: a quarter of the window, so that the conversation stays in sight."""
    return min(_LONGEST_LIST_EM, max(_SHORTEST_LIST_EM, size.h // theme.em // 4 - 1))


def _bottom(setting: Setting, ui: UiState, listed: Element | None, appearance: Appearance, list_em: int) -> Element:
    entry = palette.field(setting.stage, setting.look, appearance)
    found = _("What you can say")
    below = None if listed is None else Scroll(listed, key=palette.SCROLL, name=found, min_em=list_em, steady=True)
    hint = palette.foot(setting.stage, setting.look, ui)
    return Box(
        Column([entry, below, hint], gap="tight"), fill="raised", padding="small", shadow=True, name=_("Palette")
    )


# -- one panel -----------------------------------------------------------------------------------------


def _narrow(setting: Setting, ui: UiState, listed: Element | None, appearance: Appearance) -> list[Element | None]:
    """Return one panel at a time; a list of the palette takes its place while there is one."""
    look = setting.look
    entry = Box(
        palette.field(setting.stage, look, appearance), fill="raised", padding="tight", shadow=True, name=_("Palette")
    )
    if listed is not None:
        rows = Scroll(listed, key=palette.SCROLL, name=_("What you can say"), grow=1)
        found = Box(Column([rows, palette.letters(setting.stage, ui)], gap="tight"), padding="small", grow=1)
        return [_top(look, with_tools=False), found, entry]
    return [_top(look, with_tools=False), _safety(look), _one(setting, ui), entry]


def _one(setting: Setting, ui: UiState) -> Element:
    look = setting.look
    side = setting.side or "talk"
    own: Element | None = None
    match side:
        case "talk":
            own = transcript.conversation(look, setting.reading)
        case "patient":
            own = Column([patient.figure(look, 9), Text(patient.words(look), align="centre")])
        case "more":
            own = Column([*tools(look), way_back(look)], gap="small", align="start")
        case "moves":
            own = menu.page(look, setting.group)
    own_pages = (("moves", _("Moves")), ("talk", _("Talk")), ("patient", _("Patient")), ("more", _("More")))
    before = tuple(page for page in own_pages if page[0] != "moves" or look.guided)
    return workbook.pages(_pane_shown(setting.pane, side), look, ui, before=before, page=own, sticks=side == "talk")
