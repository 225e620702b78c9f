"""Text to and from the clipboard, as far as this pygame can reach it."""

import pygame


def text() -> str:
    """Return the text on the clipboard; nothing where it cannot be reached."""
    read = getattr(pygame.scrap, "get_text", str)
    return str(read())


def put(words: str) -> None:
    """Put text on the clipboard; does nothing where it cannot be reached."""
    write = getattr(pygame.scrap, "put_text", None)
    if write is not None:
        write(words)
