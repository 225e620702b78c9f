"""Fair draws that can be checked afterwards: a secret is committed to before the round and revealed after it.

Every run's seed and variant follow from the secret by HMAC, so nobody hands out easy patients; whoever has the secret
after the reveal can work all of them out again (classroom.md 4.3).
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Final

_SEEDS: Final = 10**9
SECRET_BYTES: Final = 32


def new_secret() -> bytes:
    """Draw the secret of a round."""
    return secrets.token_bytes(SECRET_BYTES)


def commitment(secret: bytes) -> str:
    """Return what is shown before the round, in hexadecimal: it binds to the secret and does not tell it."""
    return hashlib.sha256(secret).hexdigest()


def _drawn(secret: bytes, *words: str) -> int:
    # Lengths first, so that no two lists of words are the same bytes.
    message = b"".join(len(word.encode()).to_bytes(4, "big") + word.encode() for word in words)
    return int.from_bytes(hmac.new(secret, message, hashlib.sha256).digest()[:8], "big")


def seed_of(secret: bytes, contest: str, case: str, run: str) -> int:
    """Return the seed of one run."""
    return _drawn(secret, "seed", contest, case, run) % _SEEDS


def variant_of(secret: bytes, contest: str, run: str, variants: Sequence[str], given: Mapping[str, int]) -> str:
    """Return the variant for a run: one of those given least often so far, drawn by the secret.

    `given` counts the runs that have each variant. Raises ValueError where there is none to give.
    """
    if not variants:
        raise ValueError("there is no variant to give")
    fewest = min(given.get(name, 0) for name in variants)
    least = sorted(name for name in variants if given.get(name, 0) == fewest)
    return least[_drawn(secret, "variant", contest, run) % len(least)]
