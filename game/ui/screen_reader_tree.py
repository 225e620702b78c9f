"""From the nodes of a frame to updates of AccessKit's tree: all of it once, then only what has changed."""

from collections.abc import Sequence
from typing import Any

from game.ui.accessibility import Action, Node, Role

_WINDOW = 0
_KINDS: dict[Role, str] = {
    "label": "LABEL",
    "heading": "HEADING",
    "paragraph": "PARAGRAPH",
    "note": "NOTE",
    "status": "STATUS",
    "button": "BUTTON",
    "list": "LIST_BOX",
    "list_item": "LIST_BOX_OPTION",
    "tab_list": "TAB_LIST",
    "tab": "TAB",
    "text_field": "TEXT_INPUT",
    "slider": "SLIDER",
    "meter": "METER",
    "timer": "TIMER",
    "image": "IMAGE",
    "figure": "FIGURE",
    "token": "SLIDER",
    "cell": "LIST_BOX_OPTION",
    "group": "GROUP",
    "dialog": "ALERT_DIALOG",
    "scroll_area": "SCROLL_VIEW",
}
_DEEDS: dict[Action, tuple[str, ...]] = {
    "focus": ("FOCUS", "SCROLL_INTO_VIEW"),
    "click": ("CLICK",),
    "set_text": ("SET_VALUE", "SET_TEXT_SELECTION", "REPLACE_SELECTED_TEXT"),
    "increase": ("INCREMENT", "SET_VALUE"),
    "decrease": ("DECREMENT",),
    "scroll": ("SCROLL_DOWN", "SCROLL_UP"),
}
_SPOKEN_VALUE = {"text_field", "slider", "token", "meter", "timer"}
"""Roles that have a value of their own; what other nodes add to their name is their description."""


class Updates:
    """Which node has which number in AccessKit's tree, and what was told last. `kit` is the module `accesskit`."""

    def __init__(self, kit: Any) -> None:
        self._kit = kit
        self._numbers: dict[str, int] = {}
        self._next = _WINDOW + 1
        self._scope = ""
        self._told: dict[int, tuple[Node, tuple[int, ...]]] = {}
        self._keys: dict[int, str] = {}
        self._window: tuple[object, ...] = ()

    def key_of(self, number: int) -> str:
        """Return the key of the widget with a number; empty for none."""
        return self._keys.get(number, "")

    def forget(self) -> None:
        """Tell everything anew the next time."""
        self._told, self._window = {}, ()

    def update(self, nodes: Sequence[Node], *, title: str, scope: str, density: int) -> Any | None:
        """Return what to hand to AccessKit for these nodes, or None where it has been told all of it.

        `scope` names the screen: after it has changed, every node is a new one, so that the focus is read out
        even where the next screen has a button of the same key. `density` is in thousandths.
        """
        if scope != self._scope:
            self._scope, self._numbers = scope, {}
        numbers = self._numbered(nodes)
        children: dict[int, list[int]] = {_WINDOW: []}
        focus, lists = _WINDOW, {}
        for node, number in zip(nodes, numbers, strict=True):
            children.setdefault(_WINDOW if node.parent < 0 else numbers[node.parent], []).append(number)
            if node.focused:
                focus = number
            if node.owns and node.role != "text_field":
                lists[node.owns] = number
        tell = {n: (node, tuple(children.get(n, ()))) for node, n in zip(nodes, numbers, strict=True)}
        window = (title, density, tuple(children[_WINDOW]), focus)
        changed = [n for n, told in tell.items() if self._told.get(n) != told]
        if not changed and window == self._window:
            return None
        update = self._kit.TreeUpdate(focus)
        if not self._window:
            update.tree = self._kit.Tree(_WINDOW)
        made = [(_WINDOW, self._root(title, density, window[2]))] if window[:3] != self._window[:3] else []
        for number in changed:
            made += self._made(number, *tell[number], lists)
        update.nodes = made
        self._told, self._window = tell, window
        self._keys = {n: node.key for n, (node, _) in tell.items()}
        return update

    def _numbered(self, nodes: Sequence[Node]) -> list[int]:
        """Return the number of each node; one without a key is known by its words and how often they came before."""
        seen: dict[str, int] = {}
        numbers = []
        for node in nodes:
            name = node.key or f"{node.role}:{node.name}"
            seen[name] = count = seen.get(name, 0) + 1
            known = name if count == 1 else f"{name}\n{count}"
            if known not in self._numbers:
                # Every second number is kept free for the text inside a field.
                self._numbers[known] = self._next
                self._next += 2
            numbers.append(self._numbers[known])
        return numbers

    def _root(self, title: str, density: int, children: tuple[int, ...]) -> Any:
        root = self._kit.Node(self._kit.Role.WINDOW)
        root.set_label(title)
        root.set_children(list(children))
        root.set_transform(self._kit.Affine([density / 1000, 0.0, 0.0, density / 1000, 0.0, 0.0]))
        return root

    def _made(self, number: int, node: Node, children: tuple[int, ...], lists: dict[str, int]) -> list[tuple[int, Any]]:
        """Return the AccessKit node, and for a field the run of text inside it."""
        kit = self._kit
        made = kit.Node(getattr(kit.Role, "MULTILINE_TEXT_INPUT" if node.multiline else _KINDS[node.role]))
        if node.name:
            (made.set_value if node.role == "label" else made.set_label)(node.name)
        if node.value:
            (made.set_value if node.role in _SPOKEN_VALUE else made.set_description)(node.value)
        if node.bounds.area:
            x, y, wide, high = node.bounds
            made.set_bounds(kit.Rect(x, y, x + wide, y + high))
        for deed in node.actions:
            for name in _DEEDS[deed]:
                made.add_action(getattr(kit.Action, name))
        self._states(made, node)
        if node.span is not None:
            _range(made, node)
        if node.role == "text_field":
            if node.owns:
                made.set_role(kit.Role.EDITABLE_COMBO_BOX)
                made.set_expanded(node.owns in lists)
                made.set_controls([lists[node.owns]] if node.owns in lists else [])
            made.set_children([number + 1])
            return [(number, made), (number + 1, self._run(made, node, number + 1))]
        made.set_children(list(children))
        return [(number, made)]

    def _states(self, made: Any, node: Node) -> None:
        kit = self._kit
        if node.live:
            made.set_live(kit.Live.POLITE if node.live == "polite" else kit.Live.ASSERTIVE)
        if not node.enabled:
            made.set_disabled()
        if node.selected is not None:
            made.set_selected(node.selected)
        if node.level:
            made.set_level(node.level)
        if node.role == "dialog":
            made.set_modal()
        if node.hint:
            made.set_placeholder(node.hint)
        if node.shortcut:
            made.set_keyboard_shortcut("+".join(part.capitalize() for part in node.shortcut.split("+")))
        position, size = node.place
        if position:
            made.set_position_in_set(position - 1)
        if size:
            made.set_size_of_set(size)

    def _run(self, made: Any, node: Node, number: int) -> Any:
        """Return the text of a field, character by character, and put the caret of the field into it."""
        kit = self._kit
        run = kit.Node(kit.Role.TEXT_RUN)
        run.set_value(node.value)
        run.set_character_lengths([len(character.encode()) for character in node.value])
        run.set_word_lengths(_word_lengths(node.value))
        if node.caret is not None:
            caret, anchor = (kit.TextPosition(number, place) for place in node.caret)
            made.set_text_selection(kit.TextSelection(anchor, caret))
        return run


def _range(made: Any, node: Node) -> None:
    assert node.span is not None
    value, minimum, maximum, step = node.span
    if node.role == "scroll_area":
        made.set_scroll_y(value)
        made.set_scroll_y_min(minimum)
        made.set_scroll_y_max(maximum)
        return
    made.set_numeric_value(value)
    made.set_min_numeric_value(minimum)
    made.set_max_numeric_value(maximum)
    if "increase" in node.actions:
        made.set_numeric_value_step(step)


def _word_lengths(words: str) -> list[int]:
    """Return the lengths of the words in characters, each with the blanks after it."""
    lengths: list[int] = []
    begun = True
    for before, character in zip(" " + words, words, strict=False):
        if begun or (before.isspace() and not character.isspace()):
            lengths.append(0)
        begun = False
        lengths[-1] += 1
    return lengths
