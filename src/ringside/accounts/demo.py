"""The people of the demo tenant."""

from __future__ import annotations

from typing import NamedTuple

from ringside.accounts import service
from ringside.accounts.models import User
from ringside.accounts.passwords import Passwords
from ringside.accounts.principal import Principal
from ringside.accounts.schemas import Role
from ringside.core.clock import now
from ringside.core.db import Databases
from ringside.dialogue.schemas import Language

COMPANY = "Ringside Demo"
PASSWORD = "practice-makes-better"  # noqa: S105 - printed for everybody to use


class Demo(NamedTuple):
    email: str
    name: str
    role: Role
    language: Language


PEOPLE = (
    Demo("demo@ringside.example", "Alex Morgan", "owner", "en"),
    Demo("manager@ringside.example", "Maya Cohen", "manager", "en"),
    Demo("rep@ringside.example", "Sam Carter", "rep", "en"),
    Demo("noam@ringside.example", "נועם בר", "rep", "he"),
)


async def prepare_accounts(store: Databases) -> list[Principal]:
    """The people of the demo tenant, made where they are missing; the owner first."""
    owner, *others = PEOPLE
    async with store.control() as control:
        known = {person.email: await service.find(control, User.email == person.email) for person in PEOPLE}
        if None in known.values():
            hashed = await Passwords().hash(PASSWORD)
            first = known[owner.email] or await service.create_tenant(
                control, store, COMPANY, owner.email, owner.name, owner.language, hashed, now()
            )
            known[owner.email] = first
            for person in others:
                known[person.email] = known[person.email] or await service.add_user(
                    control, first.tenant, person.role, person.email, person.name, person.language, hashed, now()
                )
    return [_principal(account) for account in known.values() if account]


def _principal(account: service.Account) -> Principal:
    user, tenant, membership = account
    return Principal.model_validate(
        {"user_id": user.id, "tenant_id": tenant.id, "role": membership.role, "language": user.language}
    )
