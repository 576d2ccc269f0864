"""Slows down whoever guesses passwords: per person and address, per person from anywhere, and per address."""

from __future__ import annotations

import hashlib
import ipaddress
import time
from typing import cast

import structlog
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.storage import storage_from_string

from ringside.core.errors import TooMany
from ringside.core.settings import Settings

log = structlog.get_logger()


class TooManyAttempts(TooMany):
    slug, title = "too-many-attempts", "Too many attempts, please wait"


class Throttle:
    """Counts in memory, or in Redis when processes share one; a Redis that is away never locks anybody out."""

    def __init__(self, settings: Settings) -> None:
        self._per_person = parse(settings.sign_in_limit)
        self._from_anywhere = parse(settings.person_limit)
        self._per_address = parse(settings.address_limit)
        self._advice = parse(settings.coach_limit)
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._shared = _redis(settings)

    async def visit(self, address: str) -> None:
        """Count a sign-in, registration or the like from this network address. Raises TooManyAttempts."""
        await self._hit(self._per_address, "address", _network(address))

    async def work(self, tenant_id: str) -> None:
        """Count one piece of advice that has to be worked out for a company. Raises TooManyAttempts."""
        await self._hit(self._advice, "advice", tenant_id)

    async def attempt(self, person: str, address: str) -> None:
        """Count one try at this person's password before it is checked. Raises TooManyAttempts."""
        await self._hit(self._per_person, "person", _digest(person), _network(address))
        await self._hit(self._from_anywhere, "anywhere", _digest(person))

    async def succeeded(self, person: str, address: str) -> None:
        """Forget the tries of somebody who knew the password."""
        for limiter in (self._own, self._shared):
            if limiter is not None:
                try:
                    await limiter.clear(self._per_person, "person", _digest(person), _network(address))
                    await limiter.clear(self._from_anywhere, "anywhere", _digest(person))
                except Exception as error:
                    log.warning("throttle not cleared", error=type(error).__name__)

    async def _hit(self, rule: RateLimitItem, *key: str) -> None:
        limiter = self._shared or self._own
        try:
            allowed = await limiter.hit(rule, *key)
        except Exception as error:
            log.warning("shared throttle away, counting in memory", error=type(error).__name__)
            limiter = self._own
            allowed = await limiter.hit(rule, *key)
        if not allowed:
            reset = (await limiter.get_window_stats(rule, *key)).reset_time
            raise TooManyAttempts(retry_after=int(reset - time.time()) + 1)


def _redis(settings: Settings) -> FixedWindowRateLimiter | None:
    if settings.redis_url is None:
        return None
    storage = storage_from_string("async+" + settings.redis_url.get_secret_value(), implementation="redispy")
    return FixedWindowRateLimiter(cast("Storage", storage))


def _digest(person: str) -> str:
    return hashlib.sha256(person.encode()).hexdigest()[:32]


def _network(address: str) -> str:
    """One household of IPv6 addresses counts as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address
