"""A demo tenant to look around in. Rooms add their content here, in the order in which it builds up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.demo import PASSWORD, PEOPLE, prepare_accounts
from ringside.accounts.principal import Principal
from ringside.calls import demo as calls
from ringside.core import clock
from ringside.core.db import Databases
from ringside.core.settings import Settings
from ringside.deals import demo as deals
from ringside.deals.objections import demo as objections
from ringside.metrics.sources import showing as numbers
from ringside.practice import demo as practice

# Each is called once per person, in a session of the demo tenant's database that is committed afterwards, and must do
# nothing where its content is there already: `async def prepare(session, principal) -> None`.
CONTENT: list[Callable[[AsyncSession, Principal], Awaitable[None]]] = [practice.prepare]


async def prepare(store: Databases, settings: Settings | None = None) -> list[str]:
    """Make the demo tenant complete, and say how to sign in. Without settings there is nowhere to keep calls."""
    people = await prepare_accounts(store)
    for add in CONTENT:
        for principal in people:
            async with store.tenant(principal.tenant_id) as session:
                await add(session, principal)
    if settings is not None:
        await calls.prepare(store, settings, people)
        await deals.prepare(store, people, clock.now())
        await objections.prepare(store, people, clock.now())
        await numbers.prepare(store, settings, people, clock.now())
    return ["Demo sign-in (password of all: " + PASSWORD + ")", *(f"  {p.email:28} {p.role}" for p in PEOPLE)]
