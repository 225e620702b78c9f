"""Screens that use every widget, for the toolkit's own tests and for looking at it."""

from dataclasses import dataclass, replace

from game.ui.diagrams import Cell, Chart, Hue, Marker, Person, Rings, Series
from game.ui.elements import Box, Column, Element, Grid, Modal, Row, Scroll, Space, Strip, Tabs
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.stack import Pop, Push, Restyle, Result, Stay
from game.ui.state import Back, Changed, Moved, Submitted, UiState
from game.ui.theme import Appearance, Theme, room
from game.ui.widgets import (
    Badge,
    Button,
    Choice,
    Clock,
    Divider,
    Meter,
    Picture,
    Slider,
    Tab,
    Text,
    TextField,
    Tone,
    Widget,
)

MOVES = (
    ("Ask what she expects of her brother", "Role expectations · inventory", 3),
    ("Stay with the feeling about the missed call", "Encourage affect", 2),
    ("Ask how the week went, and link it to her mood", "Review of symptoms", 4),
    ("Suggest a list of distorted thoughts", "Not from this manual", 5),
    ("Say nothing, and wait", "Silence", 1),
    ("Ask her to describe Tuesday's argument turn by turn", "Communication analysis", 8),
)
SAID = (
    ("patient_line", "Clare", "It has been… I don't know. Flat. I slept four hours, maybe."),
    ("therapist_line", "You", "Four hours. What was going through you when you could not sleep?"),
    (
        "patient_line",
        "Clare",
        "My brother. He said he'd ring on Sunday, about Mum's house. And then I lie there arguing with him on my own.",
    ),
    ("therapist_line", "You", "What did you hope he would say, if he had called?"),
    ("patient_line", "Clare", "That he noticed I do everything. Just… that he noticed."),
    ("note", "", "She hopes for recognition; he may not know. Expectations differ: role dispute?"),
)
VERDICTS: tuple[tuple[str, Tone], ...] = (("✓ fits", "good"), ("✗ against", "costly"), ("unsure", "warning"))
PEOPLE = (
    Person("brother", "Brother Tom", 1, "costly"),
    Person("mother", "Mother †", 0, "muted"),
    Person("husband", "Daniel", 0),
    Person("friend", "Aoife", 1),
    Person("boss", "Ms Okafor", 2),
    Person("neighbour", "Mrs Lind", 2),
)


@dataclass(frozen=True)
class Do:
    """An intent of the demo."""

    what: str


@dataclass(frozen=True)
class SessionDemo:
    """The consulting room: portrait, conversation, workbook and palette."""

    done: tuple[str, ...] = ()
    tab: str = "circle"
    grief: int = 35
    rings: tuple[tuple[str, int], ...] = ()
    asking: bool = False
    said: tuple[tuple[str, str, str], ...] = SAID

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        middle = {"wide": self._wide, "medium": self._medium, "narrow": self._narrow}[room(size, theme)]
        tree = Column(
            [self._top(), middle(), self._palette(ui), self._leave() if self.asking else None],
            padding="normal",
            gap="normal",
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        match intent:
            case Back():
                return Pop() if self.asking else Stay(replace(self, asking=True))
            case Do("stay"):
                return Stay(replace(self, asking=False))
            case Do("leave"):
                return Pop()
            case Do("report"):
                return Push(ReportDemo())
            case Do(what) if what.startswith("tab:"):
                return Stay(replace(self, tab=what.removeprefix("tab:")))
            case Changed("grief", value):
                return Stay(replace(self, grief=value))
            case Moved("circle", person, ring):
                return Stay(replace(self, rings=(*self.rings, (person, ring))))
            case Submitted(_, text):
                return Stay(replace(self, done=(*self.done, f"typed {text}")), texts={"palette.field": ""})
            case Do(what):
                said = (*self.said, ("therapist_line", "You", what))
                return Stay(
                    replace(self, done=(*self.done, what), said=said),
                    texts={"palette.field": ""},
                    focus="palette.field",
                )
        return Stay()

    def _top(self) -> Element:
        return Row(
            [
                Text("Session 3 of 12", style="lead", bold=True, role="heading"),
                Badge("Initial phase", tone="accent"),
                Space(grow=1),
                Clock(minutes=32, total=50),
                Button("Debrief", intent=Do("report"), kind="quiet", shortcut="f2"),
                Button("End session", intent=Do("end")),
            ],
            align="centre",
        )

    def _room(self) -> Element:
        return Box(
            Column(
                [
                    Picture(("portraits/nobody.svg",), name="Clare, looking down, tired", height_em=11, grow=1),
                    Text("Clare, 34", style="lead", bold=True, align="centre"),
                    Text("Speaks slowly, looks at the window.", tone="muted", align="centre"),
                    Meter("Alliance", 6, 10, "6 of 10", tone="good"),
                ],
                gap="small",
            ),
            shadow=True,
            name="Consulting room",
            grow=2,
        )

    def _talk(self) -> Element:
        lines = [Text(text, role=role, speaker=speaker) for role, speaker, text in self.said]
        return Box(
            Scroll(Column(lines, gap="small"), key="talk", name="Conversation", stick=True, grow=1),
            padding="small",
            shadow=True,
            grow=4,
        )

    def _workbook(self, *more: Tab) -> Element:
        names = ("Circle", "Evidence", "Plan")
        tabs = [Tab(name, intent=Do(f"tab:{name.lower()}"), selected=self.tab == name.lower()) for name in names]
        moved = dict(self.rings)
        people = tuple(replace(p, ring=moved.get(p.key, p.ring)) for p in PEOPLE)
        page: Element = {
            "circle": Rings("Clare", ("close", "less close", "distant"), people, key="circle", grow=1),
            "evidence": Column(
                [
                    Text("Evidence for a role dispute", bold=True, role="heading"),
                    Text("“He never rings when he says he will.”", role="note"),
                    Row(
                        [
                            Badge("✓ fits", tone="good"),
                            Badge("✗ against", tone="costly"),
                            Badge("unsure", tone="warning"),
                        ]
                    ),
                ]
            ),
            "plan": Column(
                [
                    Slider("Grief", self.grief, key="grief", unit="%", step=5),
                    Slider("Role dispute", 40, key="dispute", unit="%", step=5),
                    Divider(),
                    TextField("Formulation", "In the patient's own words…", key="formulation", lines=3, multiline=True),
                ]
            ),
        }[self.tab if self.tab in {"circle", "evidence", "plan"} else "circle"]
        return Box(
            Column([Tabs([*more, *tabs], key="tabs"), Scroll(page, key=f"page.{self.tab}", grow=1)], gap="small"),
            shadow=True,
            grow=3,
        )

    def _wide(self) -> Element:
        return Row([self._room(), self._talk(), self._workbook()], grow=1, wrap=False)

    def _medium(self) -> Element:
        return Row([self._talk(), self._workbook()], grow=1, wrap=False)

    def _narrow(self) -> Element:
        talking = self.tab == "talk"
        if talking:
            return self._talk()
        return Column([self._workbook(Tab("Talk", intent=Do("tab:talk"), selected=False))], grow=1)

    def _palette(self, ui: UiState) -> Element:
        typed = ui.text("palette.field").lower()
        found = [move for move in MOVES if typed in move[0].lower()][:3]
        return Box(
            Column(
                [
                    TextField(
                        "What do you say?",
                        "Type to find a move, or leave it empty to see all…",
                        key="palette.field",
                        owns="palette.moves",
                        autofocus=True,
                        show_label=False,
                    ),
                    Grid(
                        [
                            Choice(
                                label,
                                note,
                                f"{minutes} min",
                                key=f"move:{n}",
                                group="palette.moves",
                                intent=Do(label),
                                marked=n == 0,
                            )
                            for n, (label, note, minutes) in enumerate(found)
                        ],
                        gap="tight",
                        min_em=19,
                    ),
                ],
                gap="small",
            ),
            fill="raised",
            padding="normal",
            shadow=True,
        )

    def _leave(self) -> Element:
        return Modal(
            Column(
                [
                    Text("Clare is still here, and 32 minutes are left. Ending the session early is recorded."),
                    Row(
                        [
                            Button("End the session", intent=Do("leave"), kind="danger"),
                            Button("Stay", intent=Do("stay"), kind="primary", autofocus=True),
                        ],
                        justify="end",
                    ),
                ],
                gap="wide",
            ),
            title="End the session now?",
        )


SESSIONS = range(1, 13)
CURVE = Series(
    "PHQ-9, patient's answers", tuple(zip(SESSIONS, (19, 19, 18, 16, 17, 14, 12, 13, 9, 8, 6, 5), strict=True))
)
USUAL = Series(
    "Usual course",
    tuple(zip(SESSIONS, (19, 18, 17, 16, 15, 14, 13, 12, 12, 11, 11, 10), strict=True)),
    "series_2",
    dashed=True,
)
EVENTS = (Marker(4, "You agreed on the formulation"), Marker(8, "Her brother did not ring"))
HUES: tuple[Hue, ...] = (*("series_1",) * 3, *("series_2",) * 3, "warning", "series_2", "series_3", "series_3")
RATINGS = (
    Series("you", ((1, 3), (2, 5), (3, 4)), "series_1"),
    Series("class", ((1, 4), (2, 4), (3, 3)), "series_2"),
)


def session_cell(number: int, hue: Hue) -> Cell:
    sign = "drift" if hue == "warning" else ""
    return Cell(str(number), hue=hue, sign=sign, intent=Do(f"session {number}"), marked=number == 4)


@dataclass(frozen=True)
class ReportDemo:
    """The debrief: profile, curve, strip, moments."""

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        tree = Scroll(
            Column(
                [
                    Row(
                        [
                            Text("Debrief", style="display", role="heading"),
                            Space(grow=1),
                            Button("Larger text", intent=Do("larger"), shortcut="ctrl+l"),
                            Button("Back to the room", intent=Back()),
                        ],
                        align="centre",
                    ),
                    Grid(
                        [
                            Box(
                                Column(
                                    [
                                        Text("Profile", style="title", role="heading"),
                                        Meter("Adherence", 52, 70, "5.2 of 7", marks=((40, "adequate"),)),
                                        Meter("Quality", 27, 50, "2.7 of 5", tone="warning", marks=((30, "pass"),)),
                                        Meter("Common factors", 33, 40, "3.3 of 4", tone="good"),
                                        Meter("Contamination", 6, 30, "−6", tone="costly"),
                                    ]
                                ),
                                shadow=True,
                                grow=1,
                            ),
                            Box(
                                Column(
                                    [
                                        Text("Symptoms", style="title", role="heading"),
                                        Chart(
                                            (CURVE, USUAL),
                                            "session",
                                            "PHQ-9",
                                            (1, 12, 1),
                                            (0, 27, 9),
                                            markers=(
                                                Marker(4, "You agreed on the formulation"),
                                                Marker(8, "Her brother did not ring"),
                                            ),
                                            name="Symptoms by session",
                                            grow=1,
                                        ),
                                    ]
                                ),
                                shadow=True,
                                grow=1,
                            ),
                        ],
                        min_em=30,
                    ),
                    Text("The treatment", style="title", role="heading"),
                    Strip(
                        [session_cell(n, hue) for n, hue in enumerate(HUES, 1)],
                        key="strip",
                    ),
                    Box(
                        Column(
                            [
                                Text("Most costly moment", style="lead", bold=True),
                                Text("Session 3: advice before she had said what she wanted.", tone="costly"),
                                Text("“You should simply tell him.”", role="therapist_line", speaker="You"),
                                Text("What do you wish he would understand?", role="note"),
                            ],
                            gap="small",
                        ),
                        stripe="costly",
                        outlined=True,
                    ),
                    Chart(
                        RATINGS,
                        "phase",
                        "rating",
                        (0, 4, 1),
                        (0, 7, 1),
                        bars=True,
                        height_em=12,
                        name="Ratings by phase",
                    ),
                ],
                gap="wide",
                max_em=76,
                padding="wide",
            ),
            key="report",
            grow=1,
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:
        if intent == Do("larger"):
            return Restyle(Appearance().larger())
        return Pop() if intent == Back() else Stay()


def screens() -> dict[str, SessionDemo | ReportDemo]:
    """Every demo screen by name."""
    return {
        "session": SessionDemo(),
        "evidence": SessionDemo(tab="evidence"),
        "plan": SessionDemo(tab="plan"),
        "talk": SessionDemo(tab="talk"),
        "asking": SessionDemo(asking=True),
        "report": ReportDemo(),
    }
