"""Practice sessions a day, model spend a month."""

import asyncio
from datetime import UTC, datetime

import pytest

from ringside.accounts.access import Principal
from ringside.accounts.quotas import QuotaExceeded
from ringside.ai.models import ModelCall
from ringside.core.ids import new_id

EVENING = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)


def principal_of(client):
    user = client.user
    return Principal(user_id=user["id"], tenant_id=client.tenant["id"], role=user["role"], language="en")


@pytest.fixture
def use(app):
    async def practise(client, now=EVENING):
        who = principal_of(client)
        async with app.state.databases.tenant(who.tenant_id) as session:
            await app.state.quotas.use_practice_session(session, who, now)

    return practise


async def test_a_users_day(owner, rep, use):
    await owner.patch("/api/tenants/current", json={"quotas": {"practice_per_user_day": 2}})
    await use(rep)
    await use(rep)
    with pytest.raises(QuotaExceeded) as refused:
        await use(rep)
    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == str(2 * 3600 + 1)
    assert refused.value.extra == {
        "what": "your practice sessions today",
        "limit": 2,
        "resets_at": "2026-04-01T00:00:00+00:00",
    }
    await use(owner)  # somebody else has a quota of their own
    await use(rep, NEXT_DAY)


async def test_a_companys_day(owner, rep, use):
    await owner.patch("/api/tenants/current", json={"quotas": {"practice_per_tenant_day": 2}})
    await use(rep)
    await use(owner)
    with pytest.raises(QuotaExceeded, match="your company's practice sessions today"):
        await use(owner)


async def test_a_refused_session_is_not_counted(owner, use, app):
    await owner.patch("/api/tenants/current", json={"quotas": {"practice_per_user_day": 1}})
    await use(owner)
    for _ in range(3):
        with pytest.raises(QuotaExceeded):
            await use(owner)
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        used = await app.state.quotas.used(session, principal_of(owner), EVENING)
    assert (used.practice_today, used.practice_today_by_you) == (1, 1)


async def test_the_last_one_is_given_once(owner, use):
    await owner.patch("/api/tenants/current", json={"quotas": {"practice_per_user_day": 3}})
    outcomes = await asyncio.gather(*(use(owner) for _ in range(8)), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 3
    assert all(isinstance(outcome, QuotaExceeded) for outcome in outcomes if outcome is not None)


async def test_zero_means_none(owner, use):
    await owner.patch("/api/tenants/current", json={"quotas": {"practice_per_user_day": 0}})
    with pytest.raises(QuotaExceeded):
        await use(owner)


async def test_model_budget(owner, rep, app):
    quotas, who = app.state.quotas, principal_of(rep)
    await owner.patch("/api/tenants/current", json={"quotas": {"spend_per_user_month": 1.0}})

    async def spend(dollars, at):
        fields = {column.name: None for column in ModelCall.__table__.columns if column.nullable}
        required = {"task": "t", "prompt_version": "1", "tier": "fast", "source": "x:y", "outcome": "ok"}
        required |= {"attempts": 1, "latency_ms": 1}
        async with app.state.databases.tenant(who.tenant_id) as session:
            session.add(
                ModelCall(**fields | required | {"id": new_id(), "user_id": who.user_id, "cost_usd": dollars, "at": at})
            )

    async def require(now):
        async with app.state.databases.tenant(who.tenant_id) as session:
            await quotas.require_model_budget(session, who, now)

    await spend(5.0, datetime(2026, 2, 28, 23, 59, tzinfo=UTC))  # last month
    await spend(0.9, EVENING)
    await require(EVENING)
    await spend(0.2, EVENING)
    with pytest.raises(QuotaExceeded) as refused:
        await require(EVENING)
    assert refused.value.extra["resets_at"] == "2026-04-01T00:00:00+00:00"
    await require(NEXT_DAY)


async def test_over_http(owner, rep):
    await owner.patch("/api/tenants/current", json={"quotas": {"practice_per_user_day": 1}})
    first = await rep.post("/api/chat", json={"text": "", "client_key": "first"})
    assert first.is_success, first.text
    again = await rep.post("/api/chat", json={"text": "", "client_key": "first"})
    assert again.is_success  # the same turn sent twice is no second session
    refused = await rep.post("/api/chat", json={"text": "", "client_key": "second"})
    assert refused.status_code == 429
    assert refused.json()["type"] == "/problems/quota-exceeded"
    assert refused.json()["limit"] == 1
    assert 0 < int(refused.headers["Retry-After"]) <= 86401
    used = (await rep.get("/api/tenants/current")).json()["used"]
    assert (used["practice_today"], used["practice_today_by_you"]) == (1, 1)
