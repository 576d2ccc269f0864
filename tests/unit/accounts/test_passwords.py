"""Password hashing."""

import time

from ringside.accounts import passwords
from ringside.accounts.passwords import Passwords


async def test_a_password_matches_itself_only():
    guard = Passwords()
    stored = await guard.hash("correct horse battery")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await guard.matches("correct horse battery", stored)
    assert not await guard.matches("correct horse batterz", stored)
    assert not await guard.matches("correct horse battery", None)
    assert not await guard.matches("anything", "not a hash")


async def test_an_unknown_person_costs_as_much_as_a_known_one():
    guard = Passwords()
    stored = await guard.hash("correct horse battery")

    async def cost(known):
        best = 9.0
        for _ in range(5):
            started = time.perf_counter()
            assert not await guard.matches("wrong wrong wrong", known)
            best = min(best, time.perf_counter() - started)
        return best

    assert 0.4 < await cost(None) / await cost(stored) < 2.5


def test_nobodys_hash_has_the_parameters_of_real_ones():
    assert not passwords._hasher.check_needs_rehash(passwords._NOBODY)
