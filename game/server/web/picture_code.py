"""Addresses as pictures that telephones read."""

from typing import Final

import segno
from markupsafe import Markup

_QUIET_ZONE: Final = 4
"""Empty modules around a picture code, as its standard wants them."""


def picture_code(address: str) -> Markup:
    """Return an address as a picture code, drawn black on white in every theme."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=_QUIET_ZONE, svgclass=None, lineclass=None, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704 (made by us from an address of ours, which is in no place of it as text)
