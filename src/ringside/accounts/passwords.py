"""Password hashing: argon2id with the OWASP 19 MiB profile, off the event loop, a few at a time."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# A real hash of a forgotten password: checking it makes an unknown e-mail address cost as long as a known one.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$oRVUfXHUtDrAnGZ3QzVSAZUfz0m4m4u6hO0kTDJKrJY"


class Passwords:
    """Hashes and checks with at most `slots` running, so that sign-ins cannot exhaust memory."""

    def __init__(self, slots: int = 2) -> None:
        self._slots = asyncio.Semaphore(slots)

    async def hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(_hasher.hash, password)

    async def matches(self, password: str, stored: str | None) -> bool:
        """Whether this is the password; takes equally long when there is none to compare with."""
        async with self._slots:
            return await asyncio.to_thread(_verify, stored or _NOBODY, password) and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
