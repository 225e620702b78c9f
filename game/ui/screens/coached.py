"""A screen with a hint below it and a frame around what the hint is about. The screen itself is the real one."""

from dataclasses import dataclass, replace

from game.ui.geometry import Rect, Size
from game.ui.layout import place
from game.ui.measure import Setting, height
from game.ui.paint.brush import Brush
from game.ui.paint.draw import draw
from game.ui.paint.look import Look
from game.ui.screens import coach
from game.ui.screens.desk import Desk
from game.ui.screens.intents import Show
from game.ui.screens.title import Title
from game.ui.stack import Push, Reset, Restyle, Result, Screen, Stay
from game.ui.state import UiState
from game.ui.theme import Theme
from game.ui.widgets import Panel, Widget

_AROUND = 4
_LINE = 3


@dataclass(frozen=True, slots=True)
class Frame(Panel):
    """A line around something, which stays as it is."""


@dataclass(frozen=True)
class Coached:
    """`screen`, with hints for as long as there are any. Whatever it opens has them too, but for the title."""

    screen: Screen
    desk: Desk

    def scene(self, size: Size, theme: Theme, ui: UiState) -> tuple[Widget, ...]:
        """Return the screen in the room that the hint leaves, a frame around what it is about, and the hint."""
        seen = coach.Seen(self.desk, ui)
        due = coach.lesson(seen)
        if due is None:
            return self.screen.scene(size, theme, ui)
        panel = coach.panel(seen, due)
        high = min(size.h // 2, height(panel, size.w, Setting(theme, ui)))
        widgets = self.screen.scene(Size(size.w, size.h - high), theme, ui)
        layer = max((widget.layer for widget in widgets), default=0)
        targets = due.targets if due.can_begin(seen) else coach.PALETTE
        below = (lowered(widget, size.h - high, layer) for widget in place(panel, Size(size.w, high), theme, ui))
        return (*widgets, *_frame(widgets, targets, layer), *below)

    def handle(self, intent: object) -> Result:
        """Go on to the next hint, do without them, or let the screen answer."""
        match intent:
            case coach.Next():
                due = coach.lesson(coach.Seen(self.desk, UiState()))
                if due is not None:
                    self.desk.noted.add(due.id)
                return Stay(replace(self))
            case coach.NoHints():
                self.desk.hints_wanted = False
                return Stay(self.screen)
        result = self._hinted(self.screen.handle(intent))
        if isinstance(intent, Show) and isinstance(result, Stay):  # a hint speaks of a page as it begins
            return replace(result, forget=(*result.forget, f"workbook.{intent.tab}.page"))
        return result

    def _hinted(self, result: Result) -> Result:
        """Return the answer of the screen with hints on whatever it opens."""
        match result:
            case Stay(screen) | Restyle(_, screen) if screen is not None:
                return replace(result, screen=self._over(screen))
            case Push(screen, below):
                return replace(result, screen=self._over(screen), below=None if below is None else self._over(below))
            case Reset(screen):
                return replace(result, screen=self._over(screen))
        return result

    def _over(self, screen: Screen) -> Screen:
        return screen if isinstance(screen, Title | Coached) else replace(self, screen=screen)


def coached(desk: Desk, screen: Screen) -> Screen:
    """Return the screen with hints if the treatment on the desk is a guided first session that wants them."""
    wanted = desk.is_first_session and desk.hints_wanted and desk.look.room.session <= 1
    return Coached(screen, desk) if wanted else screen


def lowered(widget: Widget, down: int, layer: int) -> Widget:
    """Return a widget further down, on a layer."""
    clip = None if widget.clip is None else widget.clip.moved(0, down)
    return replace(widget, rect=widget.rect.moved(0, down), clip=clip, layer=layer)


def _frame(widgets: tuple[Widget, ...], targets: tuple[str, ...], layer: int) -> tuple[Widget, ...]:
    """Return a frame around the first target that can be used; nothing while none can."""
    for target in targets:
        for widget in widgets:
            seen = _shown(widget)
            meant = widget.key == target or (target.endswith(".") and widget.key.startswith(target))
            if meant and widget.layer == layer and seen.area:
                return (Frame(rect=seen.inset(-_AROUND), layer=layer, key="coach.frame"),)
    return ()


def _shown(widget: Widget) -> Rect:
    return widget.rect if widget.clip is None else widget.rect.intersect(widget.clip)


@draw.register
def _(widget: Frame, brush: Brush, look: Look) -> None:  # noqa: ARG001 (one signature serves every kind)
    brush.frame(widget.rect, brush.ink("accent"), brush.theme.small_radius + _AROUND, _LINE)
