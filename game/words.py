"""The game's own words, in the language of whoever reads them. English is written where it is used: `_("Continue")`."""

_spoken: dict[str, str] = {}


def speak(catalogue: dict[str, str]) -> None:
    """From now on, say what is in the catalogue (English words to words of another language); an empty one is English.

    Words already on a screen stay as they are until it is drawn again.
    """
    _spoken.clear()
    _spoken.update(catalogue)


def _(english: str, /, **slots: object) -> str:
    """The words in the language spoken, else the English ones; `{name}` takes the slot of that name."""
    words = _spoken.get(english) or english
    return words.format(**slots) if slots else words
