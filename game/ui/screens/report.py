"""The debrief: reactions, the evidence, one goal. Tabs rather than one endless page, and a copy to keep."""

from dataclasses import dataclass, replace
from typing import Literal

from game.report import CannotExport, new_file, save, table
from game.report import page as paper
from game.ui.elements import Column, Element, Row, Scroll, Space, Tabs
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import (
    report_course,
    report_focus,
    report_ledger,
    report_moments,
    report_people,
    report_score,
    report_voice,
)
from game.ui.screens.appearance import likenesses
from game.ui.screens.compare import Compare
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, GoTo, Open, Pick, Show
from game.ui.screens.message import Message, dialog
from game.ui.screens.report_links import names_of
from game.ui.screens.title import Title
from game.ui.screens.transcript import Transcript, opened
from game.ui.stack import Push, Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme
from game.ui.widgets import Button, Tab, Text, Widget
from game.view import Report, Utterance
from game.words import _, later

TABS = (
    ("reactions", later("Reactions")),
    ("score", later("Score")),
    ("course", later("Course")),
    ("moments", later("Moments")),
    ("focus", later("The key")),
    ("ledger", later("Evidence")),
    ("people", later("People")),
    ("goal", later("Next time")),
)
_WIDE_EM = 80


@dataclass(frozen=True, slots=True)
class Keep:
    """Write the debrief into a file, with what the trainee has said of it."""

    form: Literal["html", "csv"]
    reaction: str


@dataclass(frozen=True)
class Debrief:
    """The report of a treatment that is over, with the conversation to go back to."""

    desk: Desk
    report: Report
    spoken: tuple[Utterance, ...]
    patient: str
    tab: str = "reactions"
    opened: str = ""
    """What is opened on the page: a bar, a session."""
    when: str = "now"
    keeping: bool = False
    """Whether it is being asked in which form to keep it."""
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the page of the open tab."""
        asked = _in_which_form(ui.text(report_voice.FIELD)) if self.keeping else None
        tree = Column(
            [
                Column([self._top(), self._tabs()], gap="small", max_em=_WIDE_EM),
                Scroll(
                    Column([self._page()], max_em=_WIDE_EM, padding="tight"),
                    key=f"report.{self.tab}.page",
                    grow=1,
                    min_em=8,
                ),
                dialog(self.message or asked),
            ],
            padding="normal",
            gap="small",
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:  # noqa: PLR0911 (one arm an intent)
        """Turn to a tab, open something, go to a turn, keep a copy, or go back to the title."""
        match intent:
            case Back() | Dismiss() if self.message is not None or self.keeping:
                return Stay(replace(self, message=None, keeping=False))
            case Back() | Open("title"):
                return Reset(Title(self.desk))
            case Show(tab) if tab in dict(TABS):
                return Stay(replace(self, tab=tab, opened=""), focus=f"report.tab.{tab}")
            case Pick("report.when", when):
                return Stay(replace(self, when=when))
            case Pick("report.open", what):
                return Stay(replace(self, opened="" if self.opened == what else what))
            case GoTo(turn):
                return opened(Transcript(self.spoken, self.patient, turn, desk=self.desk))
            case Open("transcript"):
                return opened(Transcript(self.spoken, self.patient, desk=self.desk))
            case Open("compare") if self.desk.running is not None:
                return Push(Compare(self.desk.running))
            case Open("export"):
                return Stay(replace(self, keeping=True))
            case Keep(form, reaction):
                return Stay(replace(self, keeping=False, message=self._kept(form, reaction)))
        return Stay()

    def _kept(self, form: Literal["html", "csv"], reaction: str) -> Message:
        """Write a copy where people look for documents; return what is to be said about it."""
        text = table(self.report) if form == "csv" else paper(self.report, self.spoken, reaction.strip())
        try:
            written = save(new_file(f"sixteen-weeks-{self.report.case}", f".{form}"), text)
        except CannotExport as error:
            return Message(_("The debrief could not be saved"), str(error), stay=_("All right"))
        return Message(_("The debrief is saved"), _("It is in the file {path}.", path=written), stay=_("All right"))

    def _top(self) -> Element:
        back = _("To the title")
        look = self.desk.running
        compare = (
            Button(_("Compare both ways"), key="report.compare", kind="quiet", intent=Open("compare"))
            if look is not None and look.can_go_back and look.has_forks
            else None
        )
        return Row(
            [
                Button(f"‹ {back}", key="report.back", kind="quiet", intent=Open("title"), name=back),
                Text(_("Debrief: {patient}", patient=self.report.patient), style="title", role="heading"),
                Space(grow=1),
                compare,
                Button(_("Conversation"), key="report.read", kind="quiet", intent=Open("transcript")),
                Button(_("Save…"), key="report.save", kind="quiet", intent=Open("export")),
            ],
            align="centre",
        )

    def _tabs(self) -> Element:
        tabs = [
            Tab(
                _(label),
                selected=self.tab == name,
                key=f"report.tab.{name}",
                intent=Show(name),
                autofocus=self.tab == name,
            )
            for name, label in TABS
        ]
        return Tabs(tabs, key="report.tabs")

    def _page(self) -> Element:
        report = self.report
        match self.tab:
            case "score":
                return report_score.page(report, self.opened, names_of(self.spoken))
            case "course":
                return report_course.page(report, self.opened)
            case "moments":
                return report_moments.page(report, self.patient)
            case "focus":
                return report_focus.page(report)
            case "ledger":
                return report_ledger.page(report)
            case "people":
                return report_people.page(report, self.patient, self.when, likenesses(self.desk.look))
            case "goal":
                return report_voice.goal(report, names_of(self.spoken))
        return report_voice.reactions(report, self.patient)


def _in_which_form(reaction: str) -> Message:
    return Message(
        _("Keep this debrief"),
        _("It is put where your documents are. Nothing is sent anywhere."),
        ((_("As a page"), Keep("html", reaction)), (_("As a table"), Keep("csv", reaction))),
        stay=_("Not now"),
    )
