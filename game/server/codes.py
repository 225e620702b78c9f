"""Codes that are read aloud and typed by hand: the contest's, and the words by which a seat is taken again."""

import hashlib
import re
import secrets
from typing import Final

ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0, O, 1, I and L, which are taken for each other, and no vowels, so that no words come out."""
_LETTERS: Final = 8
_TOKEN_BYTES: Final = 32
_CODE: Final = re.compile(rf"[{ALPHABET}]{{{_LETTERS}}}")


def new_code() -> str:
    """Draw a contest's code: eight letters and digits, 28 to the eighth of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(_LETTERS))


def shown(code: str) -> str:
    """Return a code as it is written on the wall: `KR4T-9XWM`."""
    return f"{code[:4]}-{code[4:]}"


def typed(words: str) -> str | None:
    """Return the code meant by what somebody typed, whatever its case, spaces and dashes; None where it is none."""
    plain = re.sub(r"[\s\-–—_.]", "", words).upper()
    return plain if _CODE.fullmatch(plain) else None


def new_token() -> str:
    """Draw the secret by which a seat, or a teacher's session, is known."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Return what is stored of a token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()
