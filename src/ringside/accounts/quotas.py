"""How much a user and a tenant may use: practice sessions a day, model spend a month. Days and months are UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, cast

import sqlalchemy as sa
from fastapi import Depends, Request
from pydantic import BaseModel, Field
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.access import Principal
from ringside.accounts.models import Tenant, Usage
from ringside.core.db import Databases
from ringside.core.errors import TooMany
from ringside.core.settings import Settings

PRACTICE = "practice_sessions"
EVERYBODY = ""  # the row that counts for the whole tenant


class QuotaExceeded(TooMany):
    slug, title = "quota-exceeded", "This quota is used up"


class Limits(BaseModel):
    """What may be used before 429 is answered."""

    practice_per_user_day: int = Field(ge=0, le=1_000_000)
    practice_per_tenant_day: int = Field(ge=0, le=1_000_000)
    spend_per_user_month: float = Field(ge=0, le=1_000_000, description="US dollars")
    spend_per_tenant_month: float = Field(ge=0, le=1_000_000, description="US dollars")


class Quotas:
    """The limits of each tenant and what is left of them."""

    def __init__(self, store: Databases, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    async def limits(self, tenant_id: str) -> Limits:
        """The tenant's limits: its own where the owner has set them, else the defaults of the settings."""
        async with self._store.control() as control:
            own = await control.scalar(sa.select(Tenant.settings).where(Tenant.id == tenant_id))
        return limits_of(own, self._settings)

    async def use_practice_session(self, session: AsyncSession, principal: Principal, now: datetime) -> None:
        """Count one started practice session in the caller's transaction. Raises QuotaExceeded."""
        limits = await self.limits(principal.tenant_id)
        today = now.astimezone(UTC).date()
        used = await _add(session, PRACTICE, today, principal.user_id, 1)
        used_by_all = await _add(session, PRACTICE, today, EVERYBODY, 1)
        tomorrow = datetime.combine(today + timedelta(days=1), datetime.min.time(), UTC)
        if used > limits.practice_per_user_day:
            raise _exceeded("your practice sessions today", limits.practice_per_user_day, now, tomorrow)
        if used_by_all > limits.practice_per_tenant_day:
            raise _exceeded("your company's practice sessions today", limits.practice_per_tenant_day, now, tomorrow)


def limits_of(own: dict[str, object] | None, settings: Settings) -> Limits:
    """A tenant's own limits over the defaults."""
    names = Limits.model_fields
    defaults = {name: getattr(settings, name) for name in names}
    return Limits.model_validate(defaults | {k: v for k, v in ((own or {}).get("quotas") or {}).items() if k in names})  # type: ignore[attr-defined]


async def _add(session: AsyncSession, kind: str, start: date, user_id: str, amount: float) -> float:
    """The new total, counted in one statement so that two requests at once cannot both take the last one."""
    row = {"kind": kind, "start": start, "user_id": user_id, "amount": amount}
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Usage).values(row)
    statement = statement.on_conflict_do_update(
        index_elements=[Usage.kind, Usage.start, Usage.user_id], set_={"amount": Usage.amount + amount}
    )
    return float((await session.execute(statement.returning(Usage.amount))).scalar_one())


def _exceeded(what: str, limit: float, now: datetime, resets_at: datetime) -> QuotaExceeded:
    return QuotaExceeded(
        f"The limit of {limit:g} for {what} is reached. It starts anew at {resets_at:%Y-%m-%d %H:%M} UTC.",
        retry_after=int((resets_at - now).total_seconds()) + 1,
        what=what,
        limit=limit,
        resets_at=resets_at.isoformat(),
    )


def _quotas(request: Request) -> Quotas:
    return cast("Quotas", request.app.state.quotas)


QuotasDep = Annotated[Quotas, Depends(_quotas)]
