"""Words that go out and come back: packed for an address, and sealed so that only this host can have written them."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def packed(values: Mapping[str, Any]) -> str:
    """Return values as letters and digits that may stand in an address."""
    plain = json.dumps(values, separators=(",", ":"), sort_keys=True).encode()
    return urlsafe_b64encode(plain).decode().rstrip("=")


def unpacked(words: str) -> dict[str, Any] | None:
    """Return packed values, None for what is none."""
    try:
        found = json.loads(urlsafe_b64decode(words + "=" * (-len(words) % 4)))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def seal(secret: str, purpose: str, words: str) -> str:
    """Return what proves that words were written here, for this purpose."""
    return hmac.new(secret.encode(), f"{purpose} {words}".encode(), sha256).hexdigest()


def is_sealed(secret: str, purpose: str, words: str, mark: str) -> bool:
    """Tell whether `mark` is the seal of words."""
    return hmac.compare_digest(seal(secret, purpose, words).encode(), mark.encode())
