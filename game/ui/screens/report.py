"""The debrief: what the treatment was worth, why, and what to do next time. Tabs rather than one endless page."""

from dataclasses import dataclass, replace

from game.ui.elements import Column, Element, Row, Scroll, Space, Tabs
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import report_course, report_focus, report_ledger, report_moments, report_people, report_score
from game.ui.screens.desk import Desk
from game.ui.screens.intents import GoTo, Open, Pick, Show
from game.ui.screens.title import Title
from game.ui.screens.transcript import Transcript, opened
from game.ui.stack import Reset, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme
from game.ui.widgets import Button, Tab, Text, Widget
from game.view import Report, Utterance

TABS = (
    ("score", "Score"),
    ("course", "Course"),
    ("moments", "Moments"),
    ("focus", "The key"),
    ("ledger", "Evidence"),
    ("people", "People"),
)
_WIDE_EM = 80


@dataclass(frozen=True)
class Debrief:
    """The report of a treatment that is over, with the conversation to go back to."""

    desk: Desk
    report: Report
    spoken: tuple[Utterance, ...]
    patient: str
    tab: str = "score"
    opened: str = ""
    """What is opened on the page: a bar, a session."""
    when: str = "now"

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the page of the open tab."""
        tree = Column(
            [
                Column([self._top(), self._tabs()], gap="small", max_em=_WIDE_EM),
                Scroll(
                    Column([self._page()], max_em=_WIDE_EM, padding="tight"),
                    key=f"report.{self.tab}.page",
                    grow=1,
                    min_em=8,
                ),
            ],
            padding="normal",
            gap="small",
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Turn to a tab, open something, go to a turn, or back to the title."""
        match intent:
            case Back() | Open("title"):
                return Reset(Title(self.desk))
            case Show(tab):
                return Stay(replace(self, tab=tab, opened=""))
            case Pick("report.when", when):
                return Stay(replace(self, when=when))
            case Pick("report.open", what):
                return Stay(replace(self, opened="" if self.opened == what else what))
            case GoTo(turn):
                return opened(Transcript(self.spoken, self.patient, turn))
            case Open("transcript"):
                return opened(Transcript(self.spoken, self.patient))
        return Stay()

    def _top(self) -> Element:
        read = Button("Conversation", key="report.read", kind="quiet", intent=Open("transcript"))
        return Row(
            [
                Button("‹ To the title", key="report.back", kind="quiet", intent=Open("title"), name="To the title"),
                Text(f"Debrief: {self.report.patient}", style="title", role="heading"),
                Space(grow=1),
                read,
            ],
            align="centre",
        )

    def _tabs(self) -> Element:
        tabs = [
            Tab(
                label, selected=self.tab == name, key=f"report.tab.{name}", intent=Show(name), autofocus=name == "score"
            )
            for name, label in TABS
        ]
        return Tabs(tabs, key="report.tabs")

    def _page(self) -> Element:
        report = self.report
        match self.tab:
            case "course":
                return report_course.page(report, self.opened)
            case "moments":
                return report_moments.page(report, self.patient)
            case "focus":
                return report_focus.page(report)
            case "ledger":
                return report_ledger.page(report)
            case "people":
                return report_people.page(report, self.patient, self.when)
        return report_score.page(report, self.opened, dict(self._said()))

    def _said(self) -> list[tuple[int, str]]:
        """Return the trainee's words by turn, to be named where a rating rests on them."""
        return [(line.turn, line.words) for line in self.spoken if line.speaker == "therapist"]
