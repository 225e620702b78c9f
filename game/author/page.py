"""HTML pages for authors that need nothing else: no script, no network, no other file."""

from collections.abc import Iterable, Sequence
from html import escape

from game.author.pictures import CSS
from game.report.style import css


def page(title: str, parts: Iterable[str]) -> str:
    """Return a whole page; `parts` are HTML already."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{css()}{CSS}</style></head>\n<body><main>\n"
        + "\n".join(parts)
        + "\n</main></body></html>\n"
    )


def heading(words: str, level: int = 2) -> str:
    """Return a heading."""
    return f"<h{level}>{escape(words)}</h{level}>"


def paragraph(words: str, look: str = "") -> str:
    """Return a paragraph; `look` is a class of the style sheet."""
    return f'<p class="{look}">{escape(words)}</p>' if look else f"<p>{escape(words)}</p>"


def figure(picture: str, caption: str) -> str:
    """Return a picture with words under it."""
    return f"<figure>{picture}<figcaption>{escape(caption)}</figcaption></figure>"


def rows(table: Sequence[Sequence[str]]) -> str:
    """Return a table whose first row is its head."""
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in table[0])
    body = "".join(f"<tr>{''.join(f'<td>{escape(words)}</td>' for words in row)}</tr>" for row in table[1:])
    return f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def folded(title: str, inside: str) -> str:
    """Return something that is opened on wish."""
    return f"<details><summary>{escape(title)}</summary>{inside}</details>"
