"""Keys and pointer in a text field, and in the list of choices a field owns."""

from dataclasses import replace

from game.ui import anatomy, focus, text
from game.ui.editing import Edit
from game.ui.names import focusable
from game.ui.state import Composing, Copied, Key, Pointer, Submitted, Typed, UiState
from game.ui.theme import Theme
from game.ui.widgets import Choice, TextField, Widget

Outcome = tuple[UiState, tuple[object, ...]]


def edit_of(field: TextField, ui: UiState) -> Edit:
    """Return the words of a field with the caret, held inside them."""
    words = ui.text(field.key, field.initial)
    return Edit(words, min(len(words), ui.caret), min(len(words), ui.anchor))


def _edited(field: TextField, ui: UiState, edit: Edit) -> UiState:
    texts = {**ui.texts, field.key: edit.text}
    return replace(ui, texts=texts, caret=edit.caret, anchor=edit.anchor, composing="")


def typed(widgets: tuple[Widget, ...], ui: UiState, event: Typed | Composing) -> UiState:
    """Put words into the focused field, from a list back into the field that owns it, else into the screen's own."""
    field = typed_into(widgets, ui)
    if field is None:
        return ui
    if field.key != ui.focus:
        if not event.text.strip():
            return ui
        ui = focus.given(widgets, ui, field)
    if isinstance(event, Composing):
        return replace(ui, composing=event.text)
    lines = ("".join(filter(str.isprintable, line)) for line in event.text.splitlines())
    words = ("\n" if field.multiline else " ").join(lines)
    return _edited(field, ui, edit_of(field, ui).insert(words, field.limit))


def typed_into(widgets: tuple[Widget, ...], ui: UiState) -> TextField | None:
    """Return the field that what is typed now goes into: who types after a look elsewhere means the screen's own."""
    here = focus.focused(widgets, ui)
    field = here if here is None or isinstance(here, TextField) else focus.owner_of(widgets, here)
    return field or next((w for w in focusable(widgets) if isinstance(w, TextField) and w.autofocus), None)


def pressed(widgets: tuple[Widget, ...], ui: UiState, field: TextField, key: Key, theme: Theme) -> Outcome | None:
    """Answer a key in a field; None when the field has no use for it."""
    edit = edit_of(field, ui)
    if key.ctrl and key.name in {"a", "c", "x"}:
        return _selection(field, ui, edit, key.name)
    if key.name in {"enter", "return"}:
        return _enter(widgets, ui, field, key)
    changed = _moved(edit, key) or _erased(edit, key) or _by_line(field, edit, key, theme)
    if changed is not None:
        return _edited(field, ui, changed), ()
    first = focus.entry(widgets, field.owns) if field.owns else None
    if key.name == "down" and first is not None:
        return focus.given(widgets, ui, first), ()
    return None


def _selection(field: TextField, ui: UiState, edit: Edit, name: str) -> Outcome:
    if name == "a":
        return _edited(field, ui, Edit(edit.text, len(edit.text), 0)), ()
    copied = (Copied(edit.selected),) if edit.selected else ()
    return (_edited(field, ui, edit.insert("", len(edit.text))) if name == "x" else ui), copied


def _enter(widgets: tuple[Widget, ...], ui: UiState, field: TextField, key: Key) -> Outcome:
    """Take the marked choice of the list a field owns, or begin a new line, or hand over the words."""
    if field.multiline and not key.ctrl:
        return _edited(field, ui, edit_of(field, ui).insert("\n", field.limit)), ()
    choice = focus.entry(widgets, field.owns) if field.owns else None
    if isinstance(choice, Choice) and choice.intent is not None:
        return ui, (choice.intent,)
    return ui, (Submitted(field.key, ui.text(field.key, field.initial)),)


def _moved(edit: Edit, key: Key) -> Edit | None:
    """Move the caret along the words; leaving a selection without Shift goes to its end on that side."""
    low, high = sorted((edit.caret, edit.anchor))
    leaving = low != high and not key.shift
    line_end = edit.text.find("\n", edit.caret)
    place = {
        "left": low if leaving else edit.caret - 1,
        "right": high if leaving else edit.caret + 1,
        "home": edit.text.rfind("\n", 0, edit.caret) + 1,
        "end": line_end if line_end >= 0 else len(edit.text),
    }.get(key.name)
    if place is None:
        return None
    if key.ctrl:
        place = {"left": edit.word_left(), "right": edit.word_right(), "home": 0, "end": len(edit.text)}[key.name]
    return edit.to(place, extend=key.shift)


def _erased(edit: Edit, key: Key) -> Edit | None:
    match key.name:
        case "backspace":
            return edit.erase(edit.word_left() if key.ctrl else edit.caret - 1)
        case "delete":
            return edit.erase(edit.word_right() if key.ctrl else edit.caret + 1)
    return None


def _by_line(field: TextField, edit: Edit, key: Key, theme: Theme) -> Edit | None:
    """Move up or down in wrapped words; None at the first and last line, where the key leaves the field."""
    if key.name not in {"up", "down"}:
        return None
    face, wide = theme.face("body"), anatomy.field_text(field, field.rect, theme).w
    line, x = text.caret_place(face, edit.text, wide, edit.caret)
    wanted = line + (1 if key.name == "down" else -1)
    if not 0 <= wanted < len(text.spans(face, edit.text, wide)):
        return edit if field.multiline and key.shift else None
    return edit.to(text.caret_at(face, edit.text, wide, wanted, x), extend=key.shift)


def pointed(field: TextField, ui: UiState, pointer: Pointer, theme: Theme, *, extend: bool) -> UiState:
    """Put the caret where the pointer is; two clicks select the word, three everything."""
    inner, face = anatomy.field_text(field, field.rect, theme), theme.face("body")
    edit = edit_of(field, ui)
    line = (pointer.y - inner.y) // text.line_height(face, theme)
    place = text.caret_at(face, edit.text, inner.w, line, pointer.x - inner.x)
    if pointer.kind == "down" and pointer.clicks == 2:
        return _edited(field, ui, edit.around(place))
    if pointer.kind == "down" and pointer.clicks > 2:
        return _edited(field, ui, Edit(edit.text, len(edit.text), 0))
    return _edited(field, ui, edit.to(place, extend=extend))
