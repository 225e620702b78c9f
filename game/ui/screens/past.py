"""What has been played: every treatment, the skills over all of them, and what belongs to the trainee."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.history import CannotExport, Entry, Skill, bests
from game.ui.elements import Column, Element, Row, Space, Tabs
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import past_data, past_skills
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, Earlier, Open, Pick, Show
from game.ui.screens.message import Message
from game.ui.screens.parts import page, small
from game.ui.stack import Pop, Push, Reset, Result, Stay
from game.ui.state import Back, UiState, Wake
from game.ui.theme import Theme
from game.ui.widgets import Button, Choice, Tab, Text, Widget
from game.words import _, decimal, later, n_

TABS = (
    ("treatments", later("Treatments")),
    ("skills", later("Skills")),
    ("data", later("Your data")),
)
STATES = (("all", later("All")), ("open", later("Going on")), ("over", later("Finished")))
_HELPING = 4
"""Logs read before the window looks for input again."""
_PAGE = 25
"""Treatments shown at once."""
_SOON_MS = 1
_MODES = {"guided": later("Guided"), "practice": later("Practice"), "exam": later("Exam")}


@dataclass(frozen=True)
class Past:
    """The history. `left` logs have not been read yet; they are read a few at a time while this is shown."""

    desk: Desk
    entries: tuple[Entry, ...] = ()
    skills: tuple[Skill, ...] = ()
    left: int = 0
    tab: str = "treatments"
    state: str = "all"
    case: str = ""
    """Only treatments of this case; all when empty."""
    log: str = ""
    """The treatment that is opened in the list."""
    pages: int = 1
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the open tab."""
        match self.tab:
            case "skills":
                body = past_skills.tab(self.skills)
            case "data":
                body = past_data.tab(self.entries)
            case _:
                body = self._treatments()
        tree = page(
            _("What you have played"),
            body,
            key="past",
            above=self._tabs(),
            extras=self._reading(),
            message=self.message,
            wide_em=80,
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:  # noqa: PLR0911 (one arm an intent)
        """Turn to a tab, look for treatments, open one, or do something with what is kept."""
        match intent:
            case Wake():
                return self.read()
            case Back():
                return Stay(replace(self, message=None)) if self.message else Pop()
            case Dismiss():
                return Stay(replace(self, message=None))
            case Show(tab):
                return Stay(replace(self, tab=tab))
            case Pick("past.state", state):
                return Stay(replace(self, state=state, log="", pages=1))
            case Pick("past.case", case):
                return Stay(replace(self, case="" if case == self.case else case, log="", pages=1))
            case Pick("past.log", log):
                return Stay(replace(self, log="" if log == self.log else log))
            case Earlier():
                return Stay(replace(self, pages=self.pages + 1))
            case Open("continue"):
                return self._open()
            case Open("delete"):
                return self._delete()
            case Open("export"):
                return self._export()
            case Open("forget"):
                return self._forget()
        return Stay()

    def read(self) -> Result:
        """Read a few of the logs that are new or have changed, and go on with it when there are more."""
        fresh = fetched(self)
        return Stay(fresh, wake_ms=_SOON_MS if fresh.left else None)

    # -- what can be done --------------------------------------------------------------------------------

    def _open(self) -> Result:
        """Go on with the treatment chosen, or see its debrief."""
        trouble = self.desk.open_log(self.log)
        if trouble is not None:
            return Stay(replace(self, message=trouble))
        from game.ui.screens import flow

        return Reset(flow.standing(self.desk))

    def _delete(self) -> Result:
        if self.message is None:
            words = _("Its log is taken off this machine, and nobody can bring it back.")
            ask = Message(
                _("Delete this treatment?"), words, ((_("Delete it"), Open("delete")),), stay=_("Keep it"), grave=True
            )
            return Stay(replace(self, message=ask))
        trouble = self.desk.delete_log(self.log)
        return Stay(replace(fetched(self), log="", message=trouble))

    def _export(self) -> Result:
        archive = self.desk.archive
        assert archive is not None
        try:
            to = archive.export(self.desk.today)
        except CannotExport as error:
            return Stay(replace(self, message=Message(_("Nothing was written"), str(error))))
        return Stay(replace(fetched(self), message=Message(_("Everything of yours is in one file"), str(to))))

    def _forget(self) -> Result:
        if self.message is None:
            return Stay(replace(self, message=past_data.question(len(self.entries))))
        from game.ui.screens.title import Title

        return Reset(Title(self.desk, self.desk.forget()))

    # -- parts -------------------------------------------------------------------------------------------

    def _reading(self) -> Sequence[Element]:
        if not self.left:
            return ()
        return [Text(n_("Reading {count} log …", "Reading {count} logs …", self.left), tone="muted", role="live")]

    def _tabs(self) -> Element:
        tabs = [
            Tab(
                _(label),
                selected=self.tab == name,
                key=f"past.tab.{name}",
                intent=Show(name),
                autofocus=self.tab == name,
            )
            for name, label in TABS
        ]
        return Tabs(tabs, key="past.tabs")

    def _treatments(self) -> Element:
        if not self.entries:
            return Text(_("Nothing yet. What you play will stand here, with its score and its debrief."))
        found = [entry for entry in self.entries if self._is_wanted(entry)]
        best = {entry.log for entry in bests(self.entries).values()}
        shown = found[: self.pages * _PAGE]
        more = len(found) - len(shown)
        rows = [self._row(entry, is_best=entry.log in best) for entry in shown]
        return Column(
            [
                self._states(),
                self._patients(),
                *(rows or [Text(_("There is no treatment of this kind."), tone="muted")]),
                Button(
                    n_("Show {count} earlier treatment", "Show {count} earlier treatments", min(more, _PAGE)),
                    key="past.more",
                    kind="quiet",
                    intent=Earlier(),
                )
                if more
                else None,
            ],
            gap="small",
        )

    def _is_wanted(self, entry: Entry) -> bool:
        if self.case and entry.case != self.case:
            return False
        return self.state == "all" or (entry.over if self.state == "over" else not entry.over)

    def _states(self) -> Element:
        rows = [
            Choice(
                _(label),
                marked=self.state == name,
                key=f"past.state.{name}",
                group="past.state",
                intent=Pick("past.state", name),
            )
            for name, label in STATES
        ]
        return Row([*rows, Space(grow=1)], gap="tight")

    def _patients(self) -> Element | None:
        names = dict(sorted((entry.case, entry.patient) for entry in self.entries))
        if len(names) < 2:
            return None
        rows = [
            Choice(
                name,
                marked=self.case == case,
                key=f"past.case.{case}",
                group="past.case",
                intent=Pick("past.case", case),
            )
            for case, name in names.items()
        ]
        return Row([*rows, Space(grow=1)], gap="tight")

    def _row(self, entry: Entry, *, is_best: bool) -> Element:
        chosen = entry.log == self.log
        head = Choice(
            entry.patient,
            note=_described(entry),
            trailing=_standing(entry, is_best=is_best),
            marked=chosen,
            key=f"past.log.{entry.log}",
            group="past.log",
            intent=Pick("past.log", entry.log),
        )
        return Column([head, self._deeds(entry)], gap="none") if chosen else head

    def _deeds(self, entry: Entry) -> Element:
        onward = _("See the debrief") if entry.over else _("Continue")
        can_go_on = entry.over or entry.is_open
        return Column(
            [
                small(entry.trouble, tone="warning") if entry.trouble else None,
                Row(
                    [
                        Button(onward, key="past.open", kind="primary", intent=Open("continue")) if can_go_on else None,
                        Button(_("Delete …"), key="past.delete", kind="quiet", intent=Open("delete")),
                        Space(grow=1),
                        small(entry.log),
                    ],
                    gap="small",
                    align="centre",
                ),
            ],
            gap="tight",
            padding="small",
        )


def _described(entry: Entry) -> str:
    words = [_(_MODES[entry.mode])] if entry.mode in _MODES else []
    if entry.began[:10] != entry.played[:10]:
        words.append(_("begun {day}", day=entry.began[:10]))
    return " · ".join([*words, _("last played {day}, {time}", day=entry.played[:10], time=entry.played[11:])])


def _standing(entry: Entry, *, is_best: bool) -> str:
    if entry.over:
        points = _("{points} of 100", points=decimal(entry.composite / 1_000))
        return _("{points}, your best", points=points) if is_best and entry.composite else points
    if not entry.sessions:
        return _("cannot be read")
    return _("session {number} of {total}", number=entry.session, total=entry.sessions)


def fetched(past: Past) -> Past:
    """Return the page with some more of the logs read, and with what they tell."""
    archive = past.desk.archive
    assert archive is not None
    left = archive.history.refresh(at_most=_HELPING)
    return replace(past, entries=archive.history.entries(), skills=archive.history.skills(past.desk.today), left=left)


def opened(desk: Desk) -> Result:
    """Open the history, and read what is new while it is shown."""
    past = fetched(Past(desk))
    return Push(past, wake_ms=_SOON_MS if past.left else None)
