"""Slowing down whoever guesses passwords."""

import pytest

from ringside.accounts.throttle import Throttle, TooManyAttempts
from ringside.core.settings import Settings


def throttle(**settings):
    return Throttle(Settings(_env_file=None, **settings))


async def attempts_until_refused(guard, people, addresses):
    for count in range(1000):
        try:
            await guard.attempt(people(count), addresses(count))
        except TooManyAttempts:
            return count
    raise AssertionError("never refused")


async def test_one_person_from_one_address():
    guard = throttle(sign_in_limit="3/minute")
    assert await attempts_until_refused(guard, lambda _: "a", lambda _: "1.1.1.1") == 3
    await guard.attempt("a", "2.2.2.2")
    await guard.attempt("b", "1.1.1.1")


async def test_one_person_from_everywhere():
    guard = throttle(person_limit="10/minute")
    assert await attempts_until_refused(guard, lambda _: "a", lambda n: f"1.1.1.{n}") == 10


async def test_a_household_of_ipv6_is_one_address():
    guard = throttle(sign_in_limit="3/minute")
    assert await attempts_until_refused(guard, lambda _: "a", lambda n: f"2001:db8:1:1::{n:x}") == 3
    await guard.attempt("a", "2001:db8:1:2::1")


async def test_success_forgives():
    guard = throttle(sign_in_limit="3/minute")
    for _ in range(5):
        await guard.attempt("a", "1.1.1.1")
        await guard.attempt("a", "1.1.1.1")
        await guard.succeeded("a", "1.1.1.1")


async def test_visits_of_an_address():
    guard = throttle(address_limit="2/hour")
    await guard.visit("1.1.1.1")
    await guard.visit("1.1.1.1")
    with pytest.raises(TooManyAttempts) as refused:
        await guard.visit("1.1.1.1")
    assert 0 < int(refused.value.headers["Retry-After"]) <= 3601


async def test_a_redis_that_is_away_counts_in_memory_and_locks_nobody_out():
    guard = throttle(sign_in_limit="3/minute", redis_url="redis://127.0.0.1:1")
    assert await attempts_until_refused(guard, lambda _: "a", lambda _: "1.1.1.1") == 3
    await guard.succeeded("a", "1.1.1.1")
    await guard.attempt("a", "1.1.1.1")


@pytest.mark.parametrize("limit", ["", "many", "0/minute", "5 per minute", "5/fortnight"])
def test_limits_that_cannot_be_read(limit):
    with pytest.raises(ValueError, match="5/minute"):
        Settings(_env_file=None, sign_in_limit=limit)
