"""A session: the patient, the conversation, the workbook, and the palette from which everything is said."""

from dataclasses import dataclass, field, replace
from typing import cast

from game.sitting import Outlook
from game.treatment import Action, EndSession
from game.treatment import Say as SayAction
from game.ui.geometry import Size
from game.ui.layout import place
from game.ui.screens import lines, news, palette, workbook
from game.ui.screens.contract import Contract
from game.ui.screens.desk import Desk
from game.ui.screens.formulation import Formulation
from game.ui.screens.intents import (
    Act,
    Aim,
    Dismiss,
    Earlier,
    Open,
    Pick,
    Reach,
    RewindTo,
    Say,
    Show,
    Spell,
    TakeBack,
    Turned,
    Wear,
    Work,
)
from game.ui.screens.keys import Keys
from game.ui.screens.lines import Typing
from game.ui.screens.message import Message
from game.ui.screens.palette import Aiming, Stage, Wording
from game.ui.screens.pausing import pause
from game.ui.screens.procedure import Working, offered
from game.ui.screens.session_scene import Setting, arranged
from game.ui.screens.settings import Settings
from game.ui.screens.title import Title
from game.ui.screens.transcript import Reading, opened, rewinding, searching
from game.ui.screens.workbook import Pane
from game.ui.stack import Push, Reset, Restyle, Result, Stay
from game.ui.state import Back, Hurry, UiState, Wake
from game.ui.theme import Theme
from game.ui.widgets import Widget
from game.words import _

_TYPE_MS = 40
_LEAST_TYPED, _MOST_STEPS = 4, 30
"""Characters typed out in a step, and steps at most for one line: no more than a bit over a second."""
_EARLY = 10
"""Minutes left above which ending the session is asked about."""


@dataclass(frozen=True)
class Session:
    """The session that is open. `look` is what can be seen of it now."""

    desk: Desk
    look: Outlook
    pane: Pane = field(default_factory=Pane)
    stage: Stage = None
    side: str = ""
    """What a narrow window shows: "talk", "patient", "more" or a page of the workbook; in guided mode also "moves"."""
    group: str = ""
    """The group of the menu that is open."""
    reading: Reading = field(default_factory=Reading)
    message: Message | None = None

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the session, arranged for the room there is."""
        typed = None if theme.reduced_motion or not theme.appearance.typewriter else self.reading.typing
        reading = replace(self.reading, typing=typed)
        setting = Setting(self.look, self.pane, self.stage, self.side, self.group, reading, self.message)
        return place(arranged(setting, size, theme, ui), size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Answer first for the palette, then the workbook, then the buttons."""
        if self.reading.typing is not None:
            return self._type_on(intent, self.reading.typing)
        match intent:
            case Back():
                return self._back()
            case Dismiss():
                return Stay(replace(self, message=None))
            case Reach() | Aim() | Say() | Spell() | Wear() | Open("palette" | "recent" | "session"):
                return self._speak(intent)
            case Pick("menu.group", group):
                return Stay(replace(self, group="" if self.group == group else group))
            case Earlier() | Pick("line.open" | "line.pin" | "line.note") | Open("transcript"):
                return self._read(intent)
            case Show("moves" | "talk" | "patient" | "more"):
                return Stay(replace(self, side=intent.tab))
        answer = workbook.answer(self.pane, intent, self.look)
        if answer is None:
            return self._go(intent)
        side = answer.pane.tab if isinstance(intent, Show) else self.side
        here = replace(self, pane=answer.pane, side=side)
        if answer.actions:
            result = here._act(answer.actions, texts=answer.texts)
        else:
            result = Stay(here, wake_ms=answer.wake_ms)
        if not isinstance(result, Stay):
            return result
        return replace(result, focus=answer.focus or result.focus, reveal=answer.reveal)

    # -- the conversation ------------------------------------------------------------------------------

    def _read(self, intent: Earlier | Pick | Open) -> Result:
        """Read further back, open a line or close it, keep it, or go to the whole conversation."""
        reading = self.reading
        match intent:
            case Earlier():
                reading = replace(reading, earlier=reading.earlier + 1)
            case Pick("line.open", turn):
                reading = replace(reading, opened=0 if int(turn) == reading.opened else int(turn))
            case Pick():
                return self._act(lines.kept(intent, self.look))
            case Open():
                return Push(searching(self.desk))
        return Stay(replace(self, reading=reading))

    def _type_on(self, intent: object, typing: Typing) -> Result:
        """Let the patient say a little more, or everything as soon as anything else is done."""
        all_of_it = replace(self, reading=replace(self.reading, typing=None))
        if isinstance(intent, Hurry):
            return Stay(all_of_it)
        if not isinstance(intent, Wake):
            return all_of_it.handle(intent)
        words = next(row.words for row in reversed(self.look.transcript) if row.turn == typing.turn)
        shown = typing.shown + max(_LEAST_TYPED, len(words) // _MOST_STEPS)
        if shown >= len(words):
            return Stay(all_of_it)
        more = replace(self.reading, typing=replace(typing, shown=shown))
        return Stay(replace(self, reading=more), wake_ms=_TYPE_MS, types=True)

    def _hearing(self, before: "Session") -> "Session":
        """Mark and announce what has come to the workbook since."""
        new = news.since(before.look, self.look)
        unchanged = len(self.look.transcript) == len(before.look.transcript)
        said = before.reading.news if unchanged else news.words(new, self.look)
        shown = self.side if self.side in dict(workbook.PAGES) or self.look.guided else self.pane.tab
        return replace(self, pane=news.noted(self.pane, new, shown), reading=replace(self.reading, news=said))

    # -- the palette -----------------------------------------------------------------------------------

    def _speak(self, intent: Reach | Aim | Say | Spell | Wear | Open) -> Result:
        """Go a step on in the palette, or a step back."""
        match intent, self.stage:
            case Reach(name, target, way), _:
                move = next((move for move in self.look.moves if move.intent == name), None)
                if move is None:
                    return Stay()
                return self._at(palette.aim(self.look, move, target, way=way))
            case Aim(target), Aiming(move):
                return self._at(palette.worded(self.look, move, target))
            case Say(way), Wording(move, target):
                return self._act((SayAction(move.intent, target, way),), spoken=True)
            case Open("palette"), Wording(move):
                return self._at(palette.aim(self.look, move, None, asked=True))
            case Open("recent"), None:
                return self._at(palette.Browsing())
            case Spell(field, text), _:
                return Stay(texts={field: text}, forget=(palette.SCROLL,))
            case Wear(appearance), _:
                return Restyle(appearance)
        return self._at(None)

    def _at(self, stage: Stage) -> Result:
        focus = palette.FIELD if stage is None or isinstance(stage, palette.Browsing) else ""
        texts = {palette.TARGET: ""} if isinstance(stage, Aiming) else {}
        return Stay(replace(self, stage=stage), focus=focus, texts=texts, forget=(palette.SCROLL,))

    # -- everything else -------------------------------------------------------------------------------

    def _go(self, intent: object) -> Result:  # noqa: PLR0911 (one arm an intent)
        match intent:
            case Act(action):
                return self._act((cast("Action", action),))
            case TakeBack():
                return self._moved(self.desk.take_back())
            case RewindTo(turn):
                return self._moved(self.desk.rewind(turn))
            case Turned():
                return self._moved(None)
            case Open("end"):
                return self._end()
            case Work(procedure, subject):
                return Push(Working(self.desk, self.look, procedure, subject), below=replace(self, stage=None))
            case Open("formulation"):
                return Push(Formulation(self.desk, self.look.formulation))
            case Open("contract"):
                return Push(Contract(self.desk, self.look.formulation))
            case Open("procedures"):
                return Push(offered(self.desk, self.look))
            case Open("rewind"):
                return opened(rewinding(self.look))
            case Open("keys"):
                return Push(Keys())
            case Open("settings"):
                return Push(Settings(), below=replace(self, message=None))
            case Open("title"):
                return self._leave()
        return Stay()

    def _back(self) -> Result:
        if self.message is not None:
            return Stay(replace(self, message=None))
        if self.stage is not None:
            return self._at(None)
        return Stay(replace(self, message=pause(self.look, self.desk.sitting)))

    def _end(self) -> Result:
        """End the session, after asking when it is early."""
        left = self.look.room.minutes_left
        if left > _EARLY and self.message is None:
            return Stay(replace(self, message=_early(self.look.first_name, left)))
        return self._act((EndSession(),))

    def _leave(self) -> Result:
        kept = self.desk.act(*workbook.drafts(self.pane)) if workbook.drafts(self.pane) else None
        return Reset(Title(self.desk)) if kept is None else self._moved(kept)

    def _act(self, actions: tuple[Action, ...], *, spoken: bool = False, texts: dict[str, str] | None = None) -> Result:
        """Do it, after what is still a draft; say why not, if it cannot be done."""
        trouble = self.desk.act(*workbook.drafts(self.pane), *actions)
        return self._moved(trouble, spoken=spoken, texts=texts or {})

    def _moved(self, trouble: Message | None, *, spoken: bool = False, texts: dict[str, str] | None = None) -> Result:
        """Show where the treatment stands now."""
        look = self.desk.look
        here = replace(self, look=look, pane=workbook.settled(self.pane), message=trouble)
        if trouble is not None:
            return Stay(here)
        here = here._hearing(self)
        if not look.room.in_session:
            from game.ui.screens import flow

            return Reset(flow.where(self.desk))
        if not spoken:
            return Stay(here, texts=texts or {})
        emptied = {palette.FIELD: "", palette.TARGET: ""}
        last = look.transcript[-1]
        typing = Typing(last.turn, 0) if last.speaker == "patient" else None
        here = replace(here, reading=replace(here.reading, typing=typing))
        heard = "talk" if self.side in {"moves", "patient", "more"} else self.side
        return Stay(
            replace(here, stage=None, side=heard),
            texts=emptied,
            focus=palette.FIELD,
            forget=("talk", palette.SCROLL),
            wake_ms=_TYPE_MS if typing else None,
            types=typing is not None,
        )


def _early(name: str, left: int) -> Message:
    words = _(
        "{name} is still here, and {minutes} minutes are left. A session that ends early is recorded as such.",
        name=name,
        minutes=left,
    )
    return Message(
        _("End the session now?"),
        words,
        ((_("End the session"), Open("end")),),
        stay=_("Stay"),
        grave=True,
    )
