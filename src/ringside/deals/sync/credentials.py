"""What a connection is opened with: sealed at rest, in the open only while requests are made."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import httpx
import sqlalchemy as sa

from ringside.core.db import Databases
from ringside.core.seal import Unsealable, seal, unseal
from ringside.core.settings import Settings
from ringside.deals.sync.calling import Signer, body, parsed
from ringside.deals.sync.models import CrmConnection
from ringside.deals.sync.port import CrmUnreachable, SignInNeeded


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """All that is secret about a connection, and the origin that the vendor says its data is at."""

    auth: str = "none"
    client_id: str = ""
    client_secret: str = ""
    access_token: str = ""
    refresh_token: str = ""
    instance_url: str = ""

    def __repr__(self) -> str:
        return "Credentials(...)"


def place(tenant_id: str, connection_id: str, column: str = "sealed") -> tuple[str, ...]:
    """Where a sealed value of a connection stands."""
    return (tenant_id, "deals_crm_connections", column, connection_id)


def closed(settings: Settings, tenant_id: str, connection_id: str, credentials: Credentials) -> str:
    """Credentials as text for the database."""
    return seal(settings, json.dumps(asdict(credentials)), *place(tenant_id, connection_id))


def opened(settings: Settings, tenant_id: str, connection_id: str, sealed: str | None) -> Credentials:
    """What `closed` made. Raises SignInNeeded where it cannot be opened any more."""
    try:
        found = json.loads(unseal(settings, sealed or "", *place(tenant_id, connection_id)))
        return Credentials(**found)
    except (Unsealable, ValueError, TypeError):
        raise SignInNeeded("The stored credentials cannot be opened; enter them again.") from None


@dataclass(frozen=True, slots=True)
class Vault:
    """The credentials of one connection, where they are kept."""

    databases: Databases
    settings: Settings
    tenant_id: str
    connection_id: str

    async def load(self) -> Credentials:
        """As they are now. Raises SignInNeeded."""
        async with self.databases.tenant(self.tenant_id) as session:
            sealed = await session.scalar(sa.select(CrmConnection.sealed).where(CrmConnection.id == self.connection_id))
        return opened(self.settings, self.tenant_id, self.connection_id, sealed)

    async def save(self, credentials: Credentials) -> None:
        """Keep them at once: a vendor may have ended the old ones with the new."""
        sealed = closed(self.settings, self.tenant_id, self.connection_id, credentials)
        async with self.databases.tenant(self.tenant_id) as session:
            await session.execute(
                sa.update(CrmConnection).where(CrmConnection.id == self.connection_id).values(sealed=sealed)
            )


Grant = Callable[[Credentials], Awaitable[Credentials]]
"""Gets new tokens with what is there. Raises SignInNeeded, CrmUnreachable."""


class Bearer(Signer):
    """Signs requests with a token that is renewed when the vendor says it is over."""

    def __init__(self, vault: Vault, grant: Grant | None) -> None:
        self._vault, self._grant = vault, grant
        self._now: Credentials | None = None

    async def credentials(self) -> Credentials:
        """What requests are signed with now."""
        if self._now is None:
            self._now = await self._vault.load()
        if not self._now.access_token:
            await self.fresh()
        return self._now

    async def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {(await self.credentials()).access_token}"}

    async def fresh(self) -> None:
        used, kept = self._now, await self._vault.load()
        if used is not None and kept.access_token and kept.access_token != used.access_token:
            self._now = kept  # another process was faster
            return
        if self._grant is None:
            raise SignInNeeded
        self._now = await self._grant(kept)
        await self._vault.save(self._now)


async def grant(client: httpx.AsyncClient, url: str, kept: Credentials, form: dict[str, str]) -> dict[str, Any]:
    """What a vendor's token endpoint gives for this form and the client's own credentials."""
    form = {"client_id": kept.client_id, "client_secret": kept.client_secret} | form
    try:
        async with client.stream("POST", url, data=form, headers={"Accept": "application/json"}) as response:
            raw = await body(response)
        data = await parsed(raw)
    except (httpx.TransportError, ValueError):
        raise CrmUnreachable from None
    if response.status_code in (400, 401, 403):
        raise SignInNeeded
    if not response.is_success or not isinstance(data, dict) or not isinstance(data.get("access_token"), str):
        raise CrmUnreachable
    return data


def with_tokens(kept: Credentials, data: dict[str, Any], instance_url: str = "") -> Credentials:
    """The credentials with what a token endpoint gave; some vendors give a new refresh token each time."""
    return replace(
        kept,
        access_token=data["access_token"],
        refresh_token=str(data.get("refresh_token") or kept.refresh_token),
        instance_url=instance_url or kept.instance_url,
    )
