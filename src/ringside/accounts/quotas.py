"""How much a user and a tenant may use: practice sessions and questions a day, model spend a month. All are UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic
from typing import Annotated, Any, cast

import sqlalchemy as sa
from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.accounts.models import Tenant, Usage
from ringside.accounts.principal import Principal
from ringside.accounts.schemas import Limits, Used
from ringside.ai import Allowance, Caller
from ringside.ai.report import spend_this_month
from ringside.core.db import Databases
from ringside.core.errors import TooMany
from ringside.core.settings import Settings

PRACTICE, QUESTIONS = "practice_sessions", "questions"
_KEPT_SECONDS = 15.0
EVERYBODY = ""  # the row that counts for the whole tenant


class QuotaExceeded(TooMany):
    slug, title = "quota-exceeded", "This quota is used up"


class Quotas:
    """The limits of each tenant and what is used of them."""

    def __init__(self, store: Databases, settings: Settings) -> None:
        self._store = store
        self._defaults = {name: getattr(settings, name) for name in Limits.model_fields}
        self._kept: dict[str, tuple[float, Limits]] = {}

    def limits_of(self, tenant_settings: Mapping[str, Any]) -> Limits:
        """A tenant's own limits where its owner has set them, else the defaults."""
        own = tenant_settings.get("quotas", {})
        return Limits.model_validate(self._defaults | {name: own[name] for name in self._defaults if name in own})

    async def limits(self, tenant_id: str) -> Limits:
        """The limits that hold for this tenant now."""
        async with self._store.control() as control:
            found = await control.scalar(sa.select(Tenant.settings).where(Tenant.id == tenant_id))
        return self.limits_of(found or {})

    async def allowance(self, caller: Caller) -> Allowance:
        """What models may cost this caller's tenant and user in a month; asked before each call, so kept."""
        at, limits = self._kept.get(caller.tenant_id, (float("-inf"), None))
        if limits is None or monotonic() - at > _KEPT_SECONDS:
            limits = await self.limits(caller.tenant_id)
            self._kept[caller.tenant_id] = (monotonic(), limits)
        return Allowance(tenant_usd=limits.spend_per_tenant_month, user_usd=limits.spend_per_user_month)

    async def use_practice_session(self, session: AsyncSession, principal: Principal, now: datetime) -> None:
        """Count one started practice session in the caller's transaction. Raises QuotaExceeded."""
        limits = await self.limits(principal.tenant_id)
        most = limits.practice_per_user_day, limits.practice_per_tenant_day
        await _use(session, PRACTICE, "practice sessions", principal.user_id, most, now)

    async def use_question(self, session: AsyncSession, tenant_id: str, user_id: str, now: datetime) -> None:
        """Count one question about the company's numbers, likewise. Raises QuotaExceeded."""
        limits = await self.limits(tenant_id)
        most = limits.questions_per_user_day, limits.questions_per_tenant_day
        await _use(session, QUESTIONS, "questions", user_id, most, now)

    async def require_model_budget(self, session: AsyncSession, principal: Principal, now: datetime) -> None:
        """Raises QuotaExceeded when the month's model spend is used up."""
        limits = await self.limits(principal.tenant_id)
        used = await self.used(session, principal, now)
        month = now.astimezone(UTC).date().replace(day=1)
        following = _midnight((month + timedelta(days=32)).replace(day=1))
        if used.spend_this_month_by_you >= limits.spend_per_user_month:
            raise _exceeded("your model spend this month (US dollars)", limits.spend_per_user_month, now, following)
        if used.spend_this_month >= limits.spend_per_tenant_month:
            what = "your company's model spend this month (US dollars)"
            raise _exceeded(what, limits.spend_per_tenant_month, now, following)

    async def used(self, session: AsyncSession, principal: Principal, now: datetime) -> Used:
        """What the tenant and this user have used today and this month."""
        today = now.astimezone(UTC).date()
        query = sa.select(Usage.user_id, Usage.amount).where(
            Usage.kind == PRACTICE, Usage.start == today, Usage.user_id.in_([principal.user_id, EVERYBODY])
        )
        counted = {row.user_id: row.amount for row in await session.execute(query)}
        return Used(
            practice_today=counted.get(EVERYBODY, 0),
            practice_today_by_you=counted.get(principal.user_id, 0),
            spend_this_month=await spend_this_month(session, now=now),
            spend_this_month_by_you=await spend_this_month(session, principal.user_id, now=now),
        )


async def _use(
    session: AsyncSession, kind: str, words: str, user_id: str, most: tuple[int, int], now: datetime
) -> None:
    """Count one more today; `most` a user and everybody together may use. Raises QuotaExceeded."""
    today = now.astimezone(UTC).date()
    tomorrow = _midnight(today + timedelta(days=1))
    # Always the user first, then everybody: two requests then wait for each other instead of deadlocking.
    if await _add(session, kind, today, user_id) > most[0]:
        raise _exceeded(f"your {words} today", most[0], now, tomorrow)
    if await _add(session, kind, today, EVERYBODY) > most[1]:
        raise _exceeded(f"your company's {words} today", most[1], now, tomorrow)


async def _add(session: AsyncSession, kind: str, start: date, user_id: str) -> int:
    """The new count, made in one statement so that two requests at once cannot both take the last one."""
    statement = _insert(session)(Usage).values(kind=kind, start=start, user_id=user_id, amount=1)
    key = [Usage.kind, Usage.start, Usage.user_id]
    counted = statement.on_conflict_do_update(index_elements=key, set_={"amount": Usage.amount + 1})
    return int((await session.execute(counted.returning(Usage.amount))).scalar_one())


def _insert(session: AsyncSession) -> Callable[..., Any]:
    """The store's own insert, which knows `on conflict`; only the store in use is imported."""
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415

    return sqlite.insert


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _exceeded(what: str, limit: float, now: datetime, resets_at: datetime) -> QuotaExceeded:
    return QuotaExceeded(
        f"The limit of {limit:g} for {what} is reached. It starts anew at {resets_at:%Y-%m-%d %H:%M} UTC.",
        retry_after=int((resets_at - now).total_seconds()) + 1,
        what=what,
        limit=limit,
        resets_at=resets_at.isoformat(),
    )


async def _quotas(request: Request) -> Quotas:
    return cast("Quotas", request.app.state.quotas)


QuotasDep = Annotated[Quotas, Depends(_quotas)]
