"""The whole conversation on a screen of its own: to read, to search, to jump in, to keep from, to go back."""

from dataclasses import dataclass, replace

from game.sitting import Outlook
from game.ui.elements import Column, Element, Row
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import lines as said
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Dismiss, Open, Pick, RewindTo, Turned
from game.ui.screens.lines import line
from game.ui.screens.message import Message
from game.ui.screens.parts import page, small
from game.ui.screens.talk import Reading, conversation, panel, remarked
from game.ui.stack import Pop, Push, Result, Stay
from game.ui.state import Back, Submitted, UiState, Wake
from game.ui.theme import Theme
from game.ui.widgets import Button, Text, TextField, Widget
from game.view import Utterance
from game.words import _

__all__ = ["Reading", "Transcript", "conversation", "line", "opened", "panel", "remarked", "rewinding", "searching"]

FIELD = "transcript.search"
_LEAST_SEARCHED = 2


@dataclass(frozen=True)
class Transcript:
    """The whole conversation to read, opened at a turn; with `rewinds`, to go back to any.

    With a `desk` every line can be opened, and while the treatment goes on also kept from where it stands.
    """

    spoken: tuple[Utterance, ...]
    patient: str
    turn: int = 0
    rewinds: bool = False
    message: Message | None = None
    desk: Desk | None = None
    searches: bool = False
    """Whether it opens with the search field in hand."""
    at: int = -1
    """The line of the search one has come to."""
    session: int = 0
    """The session one has jumped to."""
    opened: int = 0
    changed: bool = False

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return every line; those with a turn to go to or to open can have the focus."""
        typed = ui.text(FIELD)
        places = self._places(typed)
        here = next((n for n, row in enumerate(self.spoken) if row.turn == self.turn), 0)
        rows: list[Element] = []
        for n, row in enumerate(self.spoken):
            rows.append(self._line(n, row, here=n == here, found=typed if n in places else ""))
            last = n + 1 == len(self.spoken) or self.spoken[n + 1].turn != row.turn
            if last and self.desk is not None and row.turn == self.opened and self.opened:
                rows.append(said.opened(self.desk.look, self.opened))
        tree = page(
            _("Go back to…") if self.rewinds else _("The conversation"),
            Column([small(self._hint()), *rows], gap="small"),
            key="transcript",
            above=Column([self._search(places, typed), self._jumps()], gap="tight"),
            message=self.message,
            wide_em=54,
        )
        return place(tree, size, theme, ui)

    def handle(self, intent: object) -> Result:  # noqa: PLR0911 (one arm an intent)
        """Search, jump, open a line; ask before going back and hand the turn down when that is wanted."""
        match intent:
            case Wake():
                return Stay(focus=f"transcript.{self.turn}")
            case Dismiss():
                return Stay(replace(self, message=None))
            case Back():
                if self.message is not None:
                    return Stay(replace(self, message=None))
                return Pop(Turned()) if self.changed else Pop()
            case RewindTo(turn) if self.message is not None:
                return Pop(RewindTo(turn))
            case RewindTo(turn):
                return Stay(replace(self, message=_ask(turn)))
            case Submitted("transcript.search", words):
                return self._found(self._next(self._places(words), 1))
            case Pick("transcript.find", where):
                return self._found(int(where))
            case Pick("transcript.session", number):
                return Stay(replace(self, session=int(number)), reveal=f"transcript.session.{number}")
            case Open("palette"):
                return Stay(focus=FIELD)
            case Pick("line.open", turn):
                return Stay(replace(self, opened=0 if int(turn) == self.opened else int(turn)))
            case Pick("line.pin" | "line.note"):
                return self._keep(intent)
        return Stay()

    def _keep(self, intent: Pick) -> Result:
        if self.desk is None:
            return Stay()
        trouble = self.desk.act(*said.kept(intent, self.desk.look))
        return Stay(replace(self, message=trouble, changed=True))

    # -- searching -------------------------------------------------------------------------------------

    def _places(self, typed: str) -> tuple[int, ...]:
        """Return the lines that have these words."""
        wanted = typed.strip().lower()
        if len(wanted) < _LEAST_SEARCHED:
            return ()
        return tuple(n for n, row in enumerate(self.spoken) if wanted in row.words.lower())

    def _next(self, places: tuple[int, ...], step: int) -> int:
        """Return the place after or before where one is, around the ends; -1 when there is none."""
        if not places:
            return -1
        further = [n for n in places if (n > self.at if step > 0 else n < self.at)]
        if not further:
            return places[0] if step > 0 else places[-1]
        return further[0] if step > 0 else further[-1]

    def _found(self, where: int) -> Result:
        if where < 0:
            return Stay()
        return Stay(replace(self, at=where), reveal=self._key(where))

    def _search(self, places: tuple[int, ...], typed: str) -> Element:
        step = [
            Button(
                label,
                key=f"transcript.{name}",
                name=spoken,
                kind="quiet",
                shortcut=keys,
                enabled=bool(places),
                intent=Pick("transcript.find", str(self._next(places, by))),
                group="transcript.steps",
            )
            for label, name, spoken, keys, by in (
                ("‹", "before", _("The place before"), "f2", -1),
                ("›", "next", _("The next place"), "f3", 1),
            )
        ]
        return Row(
            [
                TextField(
                    _("Search the conversation"),
                    _("Words that were said…"),
                    key=FIELD,
                    show_label=False,
                    grow=1,
                    autofocus=self.searches,
                ),
                Text(self._count(places, typed), role="live", style="caption", tone="muted", width_em=6),
                *step,
                Button(
                    _("Search"),
                    key="transcript.field",
                    name=_("To the search"),
                    kind="quiet",
                    shortcut="ctrl+f",
                    intent=Open("palette"),
                ),
            ],
            align="centre",
            gap="small",
        )

    def _count(self, places: tuple[int, ...], typed: str) -> str:
        if len(typed.strip()) < _LEAST_SEARCHED:
            return ""
        if not places:
            return _("Not found")
        if self.at in places:
            return _("{here} of {total}", here=places.index(self.at) + 1, total=len(places))
        return _("{total} found", total=len(places))

    # -- jumping and lines -----------------------------------------------------------------------------

    def _jumps(self) -> Element | None:
        numbers = sorted({row.session for row in self.spoken if row.session})
        if len(numbers) < 2:
            return None
        now = self.session or numbers[-1]
        keys = {min(max(numbers), now + 1): "alt+down", max(min(numbers), now - 1): "alt+up"}
        return Row(
            [
                small(_("Session")),
                *(
                    Button(
                        str(number),
                        key=f"transcript.jump.{number}",
                        name=_("Session {number}", number=number),
                        kind="secondary" if number == now else "quiet",
                        shortcut=keys.get(number, "") if number != now else "",
                        group="transcript.jumps",
                        intent=Pick("transcript.session", str(number)),
                    )
                    for number in numbers
                ),
            ],
            align="centre",
            gap="none",
        )

    def _hint(self) -> str:
        if self.rewinds:
            return _("Choose the words you want to take back.")
        return _("Arrow keys go from line to line, Enter opens one. In the search, Enter goes from place to place.")

    def _key(self, n: int) -> str:
        """Return the key of a line: the first words of a turn have the turn's own."""
        turn = self.spoken[n].turn
        first = n == 0 or self.spoken[n - 1].turn != turn or self.spoken[n - 1].speaker == "note"
        return f"transcript.{turn}" if first else f"transcript.{turn}.{n}"

    def _line(self, n: int, utterance: Utterance, *, here: bool, found: str) -> Element:
        shown = replace(line(utterance, self.patient, found.strip()), key=self._key(n))
        if utterance.speaker == "note":
            number = utterance.session
            first = n == 0 or self.spoken[n - 1].session != number
            return replace(shown, key=f"transcript.session.{number}", role="heading") if first else shown
        keyed: Text = replace(shown, group="transcript.lines", autofocus=here and not self.searches)
        if self.rewinds:
            spoken = _("session {session}, minute {minute}", session=utterance.session, minute=utterance.minute)
            keyed = replace(keyed, intent=RewindTo(utterance.turn), when=spoken)
        elif self.desk is not None:
            keyed = said.openable(utterance, keyed, key=keyed.key, group=keyed.group)
        marked = (
            _("Here:") if here and self.turn and not self.rewinds else _("Found:") if n == self.at and found else ""
        )
        return Column([small(marked, "accent"), keyed], gap="none") if marked else keyed


def opened(transcript: Transcript) -> Push:
    """Return the way to the conversation, which scrolls to its turn as soon as it is placed."""
    return Push(transcript, wake_ms=0)


def searching(desk: Desk) -> Transcript:
    """Return the whole conversation with the search in hand."""
    look = desk.look
    return Transcript(look.transcript, look.first_name, desk=desk, searches=True)


def _ask(turn: int) -> Message:
    return Message(
        _("Go back to before this?"),
        _("The treatment goes on from there. What came after stays in the log, and no longer counts."),
        ((_("Go back"), RewindTo(turn)),),
        stay=_("Stay here"),
        grave=True,
    )


def rewinding(look: Outlook) -> Transcript:
    """Return the conversation as a way back, opened at the last words of the trainee's."""
    mine = [row for row in look.transcript if row.speaker == "therapist"]
    return Transcript(tuple(mine), look.first_name, turn=mine[-1].turn if mine else 0, rewinds=True)
