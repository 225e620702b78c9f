"""Which key does what, on one page; and there each key can be changed."""

from dataclasses import dataclass, replace

from game.ui.appearance import Appearance
from game.ui.elements import Column, Element, Grid, Modal, Row
from game.ui.geometry import Size
from game.ui.keymap import COMMANDS, KeyMap, keymap, offered, spelt, with_key
from game.ui.layout import place
from game.ui.screens.intents import Dismiss, Pick
from game.ui.screens.parts import block, page, small
from game.ui.stack import Pop, Restyle, Result, Stay
from game.ui.state import Back, UiState
from game.ui.theme import Theme
from game.ui.widgets import Button, Choice, Text, Widget
from game.words import _, later

_FIXED: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        later("Always"),
        (
            (later("Tab, Shift Tab"), later("next thing, the one before")),
            (later("Arrows"), later("move inside a list, a row of tabs, a circle")),
            (later("Enter, Space"), later("do what has the focus")),
            (later("Esc"), later("one step back; nothing is lost")),
            (later("Page up, Page down"), later("scroll")),
            (later("1 to 9"), later("say it in that wording")),
            (later("Ctrl Enter"), later("keep the note you have written")),
            (later("Plus, minus"), later("nearer and further on the timeline; Home shows all of it")),
            (later("F2, F3"), later("in the whole conversation: the place found before, the next one")),
            (later("Alt Up, Alt Down"), later("in the whole conversation: the session before, the next one")),
        ),
    ),
    (
        later("On a gamepad"),
        (
            (later("Cross, stick"), later("move the focus")),
            (later("A, B"), later("do what has the focus; one step back")),
            (later("X, Y"), later("to the line for what you say; star a move")),
            (later("Shoulders"), later("the tab before, next tab")),
            (later("Triggers"), later("the thing before, next thing")),
            (later("Right stick"), later("scroll")),
            (later("Start"), later("this page")),
        ),
    ),
)


@dataclass(frozen=True)
class Keys:
    """A page of keys. `changing` is the command for which another key is being chosen."""

    changing: str = ""

    @property
    def takes_any_key(self) -> bool:
        """Whether a key means only itself just now, and not what it usually does."""
        return bool(self.changing)

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the keys in columns, and the choice of another key over them."""
        worn = keymap(theme.appearance.keys)
        changeable = [
            block(
                _(title),
                Column(
                    [
                        Choice(
                            _(command.does),
                            trailing=spelt(worn.of(command.id)),
                            key=f"keys.{command.id}",
                            group="keys.commands",
                            intent=Pick("key", command.id),
                        )
                        for command in commands
                    ],
                    gap="hair",
                ),
            )
            for title, commands in COMMANDS
        ]
        fixed = [block(_(title), *(_row(_(keys), _(does)) for keys, does in rows)) for title, rows in _FIXED]
        reset = Button(_("All keys as at the beginning"), key="keys.reset", kind="quiet", intent=Pick("reset", ""))
        extras = [reset] if theme.appearance.keys else []
        hint = small(_("Choose a line to give it another key."))
        body = Column([hint, Grid([*changeable, *fixed], min_em=23), self._choice(worn)], gap="small")
        return place(page(_("Keys"), body, key="keys", wide_em=84, extras=extras), size, theme, ui)

    def handle(self, intent: object) -> Result:
        """Give a command another key, or close."""
        match intent:
            case Pick("key", command):
                return Stay(Keys(command))
            case Pick("give", key):
                command = self.changing
                return Restyle(lambda now: _with(now, command, key), Keys())
            case Pick("reset", _):
                return Restyle(lambda now: replace(now, keys=()))
            case Dismiss():
                return Stay(Keys())
            case Back():
                return Stay(Keys()) if self.changing else Pop()
        return Stay()

    def _choice(self, worn: KeyMap) -> Element | None:
        """Return the keys to choose from. Each button is pressed by its own key, so that one can simply press it."""
        if not self.changing:
            return None
        does = {command.id: _(command.does) for _title, commands in COMMANDS for command in commands}
        now = worn.of(self.changing)
        groups: list[Element] = [
            Text(_("Press the key, or choose it here. A key that does something else changes places with this one."))
        ]
        for title, keys in offered():
            buttons = [_offered(key, does.get(worn.has(key), ""), is_now=key == now) for key in keys]
            groups.append(Column([small(title), Row(buttons, gap="hair")], gap="hair"))
        groups.append(Row([Button(_("Leave it as it is"), key="keys.leave", intent=Dismiss())], justify="end"))
        return Modal(Column(groups, gap="small"), title=_("A key for: {does}", does=does[self.changing]), wide_em=52)


def _with(now: Appearance, command: str, key: str) -> Appearance:
    return replace(now, keys=with_key(now.keys, command, key))


def _offered(key: str, does: str, *, is_now: bool) -> Button:
    return Button(
        spelt(key).rpartition(" ")[2],
        key=f"keys.give.{key}",
        kind="primary" if is_now else "secondary" if does else "quiet",
        shortcut=key,
        intent=Pick("give", key),
        autofocus=is_now,
        name=_("{key}, now: {does}", key=spelt(key), does=does) if does else spelt(key),
    )


def _row(keys: str, does: str) -> Element:
    return Row(
        [Column([Text(keys, bold=True)], width_em=9), Column([Text(does, tone="muted")], grow=1)],
        gap="small",
        wrap=False,
    )
