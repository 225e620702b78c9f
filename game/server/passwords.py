"""Passwords as argon2 hashes. Each costs 64 MiB and some 50 ms on purpose, so that two at a time is the most."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from game.server.codes import new_token
from game.server.store import Busy

_AT_ONCE: Final = 2
_WAITING: Final = 30
"""More than so many hashes that wait are somebody guessing; others are told to come back."""
_HASHER: Final = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a password was right; `renewed` is its hash by today's costs where the stored one is older."""

    right: bool
    renewed: str | None = None


class Passwords:
    """Makes and checks hashes in threads of its own. Not more than two at a time, and not more than thirty waiting."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="password")
        self._waiting = 0

    async def hashed(self, password: str) -> str:
        """Return the hash of a password. Raises Busy."""
        return str(await self._run(_HASHER.hash, password))

    async def checked(self, stored: str | None, password: str) -> Checked:
        """Tell whether `password` is the one of the hash `stored`; without one it takes as long, and is wrong.

        Raises Busy.
        """
        found = await self._run(_check, stored or await self._nobodys(), password)
        assert isinstance(found, Checked)
        return found if stored else Checked(right=False)

    async def _nobodys(self) -> str:
        return str(await self._run(_nobodys_hash))

    async def _run(self, work: object, *given: str) -> object:
        if self._waiting >= _WAITING:
            raise Busy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)  # type: ignore[arg-type]
        finally:
            self._waiting -= 1


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _HASHER.hash(new_token())


def _check(stored: str, password: str) -> Checked:
    try:
        _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return Checked(right=False)
    return Checked(True, _HASHER.hash(password) if _HASHER.check_needs_rehash(stored) else None)
