"""A tenant as its people see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.models import Membership, Tenant, User
from ringside.accounts.principal import Principal
from ringside.accounts.quotas import Quotas
from ringside.accounts.schemas import TenantChange, TenantDetail
from ringside.core.db import Databases, UnknownTenant
from ringside.core.files import FileStore

CALL_CONSENT = "require_call_consent"


async def describe(
    control: AsyncSession, session: AsyncSession, quotas: Quotas, principal: Principal, now: datetime
) -> TenantDetail:
    """The caller's tenant with its quotas and what is used of them."""
    used = await quotas.used(session, principal, now)
    tenant = await control.get_one(Tenant, principal.tenant_id)
    return TenantDetail(
        id=tenant.id,
        name=tenant.name,
        created_at=tenant.created_at,
        quotas=quotas.limits_of(tenant.settings),
        used=used,
        require_call_consent=bool(tenant.settings.get(CALL_CONSENT)),
    )


class Colleague(NamedTuple):
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class People:
    """A company and who is in it, by the ids of its users."""

    company: str
    by_id: dict[str, Colleague]


async def people(control: AsyncSession, tenant_id: str) -> People:
    """The names by which a company's own side may be told in what others write down."""
    company = await control.scalar(sa.select(Tenant.name).where(Tenant.id == tenant_id))
    query = sa.select(User.id, User.name, User.email).join(Membership, Membership.user_id == User.id)
    rows = await control.execute(query.where(Membership.tenant_id == tenant_id))
    return People(company or "", {row.id: Colleague(row.name, row.email) for row in rows})


async def requires_call_consent(control: AsyncSession, tenant_id: str) -> bool:
    """Whether somebody must confirm consent before a call of this tenant is analysed."""
    settings = await control.scalar(sa.select(Tenant.settings).where(Tenant.id == tenant_id))
    return bool((settings or {}).get(CALL_CONSENT))


async def change(control: AsyncSession, tenant_id: str, body: TenantChange) -> None:
    """Apply the fields that are there; a quota of null goes back to the default."""
    tenant = (await control.scalars(sa.select(Tenant).where(Tenant.id == tenant_id).with_for_update())).one()
    if body.name is not None:
        tenant.name = body.name
    if body.require_call_consent is not None:
        tenant.settings = tenant.settings | {CALL_CONSENT: body.require_call_consent}
    if body.quotas is not None:
        own = dict(tenant.settings.get("quotas", {})) | body.quotas.model_dump(exclude_unset=True)
        tenant.settings = tenant.settings | {
            "quotas": {name: value for name, value in own.items() if value is not None}
        }
    await control.flush()


@dataclass(frozen=True)
class TenantLine:
    """One tenant in the administrator's list."""

    id: str
    name: str
    created_at: datetime
    people: int


async def list_all(control: AsyncSession) -> list[TenantLine]:
    """All tenants, the oldest first."""
    query = (
        sa.select(Tenant.id, Tenant.name, Tenant.created_at, sa.func.count(Membership.user_id))
        .join(Membership, Membership.tenant_id == Tenant.id, isouter=True)
        .group_by(Tenant.id)
        .order_by(Tenant.id)
    )
    return [TenantLine(*row) for row in await control.execute(query)]


async def delete(store: Databases, files: FileStore, tenant_id: str) -> None:
    """Remove a tenant: its people, its database, its files. Raises UnknownTenant."""
    async with store.control() as control:
        tenant = await control.get(Tenant, tenant_id)
        if tenant is None:
            raise UnknownTenant
        people = sa.select(Membership.user_id).where(Membership.tenant_id == tenant_id)
        await control.execute(sa.delete(User).where(User.id.in_(people)))
        await control.delete(tenant)
    # After the commit: whoever still comes with a session is refused before the database is gone.
    await store.drop_tenant(tenant_id)
    await files.delete_all(tenant_id)
