"""Accounts with capture vendors: the company's own, sealed in its database, else the operator's from the settings."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.principal import Principal
from ringside.calls.live.models import LiveVendor
from ringside.calls.live.schemas import Vendor, VendorIn
from ringside.core.errors import Invalid
from ringside.core.seal import Unsealable, seal, unseal
from ringside.core.settings import Settings

if TYPE_CHECKING:
    from ringside.calls.live.lives import Lives

log = structlog.get_logger()

NEEDS: dict[str, tuple[str, ...]] = {
    "twilio": ("auth_token",),
    "zoom": ("client_id", "client_secret", "secret_token"),
    "recall": ("api_key", "signing_secret"),
}
"""What each vendor's account consists of; a setting is RINGSIDE_{VENDOR}_{FIELD}."""


class VendorIncomplete(Invalid):
    slug, title = "vendor-incomplete", "Something of this account is missing"


@dataclass(frozen=True, slots=True)
class Account:
    """Secrets by name. Never logged: it says only which vendor it is."""

    vendor: str
    own: bool
    missing: tuple[str, ...]
    _secrets: dict[str, str] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> str:
        return self._secrets[name]


async def account(lives: Lives, tenant_id: str, vendor: str) -> Account:
    """With what account a company's calls come from this vendor."""
    async with lives.databases.tenant(tenant_id) as session:
        row = await session.get(LiveVendor, vendor)
    secrets = _opened(lives.settings, tenant_id, row) if row is not None else {}
    if secrets:
        return Account(vendor, True, (), secrets)
    theirs = {name: value for name in NEEDS[vendor] if (value := _setting(lives.settings, vendor, name))}
    missing = tuple(f"RINGSIDE_{vendor}_{name}".upper() for name in NEEDS[vendor] if name not in theirs)
    return Account(vendor, False, missing, theirs)


def _setting(settings: Settings, vendor: str, name: str) -> str:
    value = getattr(settings, f"{vendor}_{name}")
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value or "")


def _opened(settings: Settings, tenant_id: str, row: LiveVendor) -> dict[str, str]:
    try:
        found = json.loads(unseal(settings, row.sealed, tenant_id, "calls_live_vendors", row.vendor))
        return {str(name): str(value) for name, value in found.items()}
    except (Unsealable, ValueError):
        log.error("live vendor account cannot be opened", vendor=row.vendor, tenant_id=tenant_id)
        return {}


async def keep(
    session: AsyncSession, settings: Settings, who: Principal, vendor: Vendor, body: VendorIn, now: datetime
) -> None:
    """The company's own account with a vendor. Raises VendorIncomplete."""
    given = {name: value for name in NEEDS[vendor] if (value := getattr(body, name))}
    if missing := [name for name in NEEDS[vendor] if name not in given]:
        raise VendorIncomplete(f"Give {', '.join(missing)} too.")
    sealed = seal(settings, json.dumps(given), who.tenant_id, "calls_live_vendors", vendor)
    row = await session.get(LiveVendor, vendor)
    if row is None:
        row = LiveVendor(vendor=vendor)
        session.add(row)
    row.sealed, row.set_by, row.set_at = sealed, who.user_id, now


async def forget(session: AsyncSession, vendor: Vendor) -> None:
    """Go back to the operator's account."""
    row = await session.get(LiveVendor, vendor)
    if row is not None:
        await session.delete(row)
