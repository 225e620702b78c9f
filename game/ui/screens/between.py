"""Between two sessions, and after the last: how it ended, what a supervisor says, one's notes, the way on."""

from dataclasses import dataclass, field, replace

from game.sitting import Outlook
from game.treatment import OpenSession
from game.ui.elements import Box, Column, Element, Row, Scroll, Space
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import patient, transcript, workbook
from game.ui.screens.between_week import week
from game.ui.screens.compare import Compare
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, GoTo, Open, RewindTo, Show, Turned
from game.ui.screens.message import Message, dialog
from game.ui.screens.parts import small
from game.ui.screens.pausing import pause
from game.ui.screens.report import Debrief
from game.ui.screens.report_links import go_there
from game.ui.screens.settings import Settings
from game.ui.screens.title import Title
from game.ui.screens.transcript import Transcript, rewinding
from game.ui.screens.workbook import Pane
from game.ui.stack import Push, Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme, room
from game.ui.widgets import Button, Text, Widget
from game.view.supervisor import Remark
from game.words import _, n_

_LAST_LINES = 2


@dataclass(frozen=True)
class Between:
    """The week between two sessions; or, after the last, the moment before the debrief."""

    desk: Desk
    look: Outlook
    pane: Pane = field(default_factory=lambda: Pane(tab="plan"))
    side: str = "after"
    """In a narrow window: "after" or a page of the workbook."""
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return what was, beside the workbook, or on tabs with it."""
        if room(size, theme) == "narrow":
            own = self._after() if self.side == "after" else None
            pane = replace(self.pane, tab=self.side)
            middle: Element = workbook.pages(pane, self.look, ui, before=(("after", _("Afterwards")),), page=own)
        else:
            after = Box(Scroll(self._after(), key="between.after", grow=1), padding="normal", shadow=True, grow=5)
            middle = Row([after, workbook.pages(self.pane, self.look, ui, grow=4)], grow=1, wrap=False)
        tree = Column([self._top(), middle, self._on(), dialog(self.message)], padding="normal", gap="normal")
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:  # noqa: PLR0911 (one arm an intent)
        """Open the next session or the debrief; keep notes."""
        match intent:
            case Back() | Dismiss():
                pauses = isinstance(intent, Back) and self.message is None
                return Stay(replace(self, message=pause(self.look, self.desk.sitting) if pauses else None))
            case Show("after"):
                return Stay(replace(self, side="after"))
            case Open("session"):
                return self._moved(self.desk.act(*workbook.drafts(self.pane), OpenSession()))
            case Open("report"):
                return Reset(Debrief(self.desk, self.look.report, self.look.transcript, self.look.first_name))
            case Turned():
                return Stay(replace(self, look=self.desk.look))
            case Open("rewind"):
                return transcript.opened(rewinding(self.look))
            case Open("transcript"):
                return self._read(self.look.turn)
            case GoTo(turn):
                return self._read(turn)
            case Open("compare"):
                return Push(Compare(self.look))
            case RewindTo(turn):
                return self._moved(self.desk.rewind(turn))
            case Open("title"):
                return self._leave()
            case Open("settings"):
                return Push(Settings(), below=replace(self, message=None))
        answer = workbook.answer(self.pane, intent, self.look)
        if answer is None:
            return Stay()
        side = answer.pane.tab if isinstance(intent, Show) else self.side
        trouble = self.desk.act(*answer.actions) if answer.actions else None
        here = replace(self, pane=answer.pane, side=side, message=trouble, look=self.desk.look)
        return Stay(here, texts=answer.texts, wake_ms=answer.wake_ms, focus=answer.focus, reveal=answer.reveal)

    def _read(self, turn: int) -> Result:
        look = self.look
        return transcript.opened(Transcript(look.transcript, look.first_name, turn, desk=self.desk))

    def _moved(self, trouble: Message | None) -> Result:
        if trouble is not None:
            return Stay(replace(self, look=self.desk.look, message=trouble))
        from game.ui.screens import flow

        return Reset(flow.where(self.desk))

    def _leave(self) -> Result:
        drafts = workbook.drafts(self.pane)
        trouble = self.desk.act(*drafts) if drafts and self.look.room.over is None else None
        return Reset(Title(self.desk)) if trouble is None else Stay(replace(self, message=trouble))

    # -- parts -----------------------------------------------------------------------------------------

    def _top(self) -> Element:
        here = self.look.room
        if here.over is not None:
            title = here.phase_name
        else:
            before = _("Before the first session")
            title = _("After session {number}", number=here.session) if here.session else before
        back = _("To the title")
        return Row(
            [
                Button(f"‹ {back}", key="between.back", kind="quiet", intent=Open("title"), name=back),
                Text(title, style="title", role="heading"),
                Space(grow=1),
                None
                if here.over
                else Text(n_("{count} session left", "{count} sessions left", here.remaining), tone="muted"),
            ],
            align="centre",
        )

    def _on(self) -> Element:
        here = self.look.room
        over = here.over is not None
        rewind = (
            Button(_("Go back to…"), key="between.rewind", kind="quiet", intent=Open("rewind"))
            if self.look.can_go_back and here.session and not over
            else None
        )
        onward = (
            Button(_("To the debrief"), key="between.debrief", kind="primary", intent=Open("report"), autofocus=True)
            if over
            else Button(
                _("Open session {number}", number=here.session + 1),
                key="between.open",
                kind="primary",
                intent=Open("session"),
                autofocus=True,
            )
        )
        read = Button(_("Read the conversation"), key="between.read", kind="quiet", intent=Open("transcript"))
        compare = Button(_("Compare both ways"), key="between.compare", kind="quiet", intent=Open("compare"))
        ways = [
            read if here.session else None,
            rewind,
            compare if self.look.can_go_back and self.look.has_forks else None,
        ]
        return Row([*ways, Space(grow=1), onward], align="centre", gap="small")

    def _after(self) -> Element:
        look, here = self.look, self.look.room
        spoken = [line for line in look.transcript if line.session == here.session]
        last = [line for line in spoken if line.speaker != "note"][-_LAST_LINES:]
        notes = [line for line in spoken if line.speaker == "note"][-1:]
        return Column(
            [
                patient.strip(look),
                *(transcript.line(line, look.first_name) for line in [*last, *notes]),
                *week(look.week, look.first_name),
                *self._remarks(),
            ],
            gap="small",
        )

    def _remarks(self) -> list[Element]:
        """Return the supervisor's remarks on the session, or that there are none to be had."""
        look = self.look
        if not look.supervised:
            return [small(_("An exam: what you did is looked at in the debrief."))]
        if not look.remarks:
            return []
        shown: list[Element] = [Text(_("What a supervisor says"), style="lead", bold=True, role="heading")]
        for remark in look.remarks:
            shown += _gaps(remark)
        praised = [comment.title for remark in look.remarks for comment in remark.comments if comment.good]
        if praised:
            shown.append(Text(_("✓ Well done: {what}.", what="; ".join(dict.fromkeys(praised))), tone="good"))
        return shown


def _gaps(remark: Remark) -> list[Element]:
    """Return what could have gone otherwise in a turn, below the words it is about."""
    gaps = [comment for comment in remark.comments if not comment.good]
    if not gaps:
        return []
    words = Text(remark.words, role="therapist_line", speaker=_("You")) if remark.words else None
    where = Row([Space(grow=1), go_there(remark.turn, "between.remark")])
    return [*([words] if words else []), *transcript.remarked(gaps), where]
