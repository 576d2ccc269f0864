"""What is kept of scored calls: practice and real ones apart, replaced when scored again, safe through an upgrade."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from ringside.core import migrations
from ringside.core.ids import new_id
from ringside.skills import rating
from ringside.skills import service as skills
from ringside.skills.rating import Rating
from ringside.skills.service import Observed

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def note(app, rep, source, source_id, result, at, skill="closing", difficulty=None):
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        seen = {skill: Observed(result, () if result else ("dated",), ("dated",) if result else ())}
        await skills.record(session, rep.user["id"], source, source_id, difficulty, seen, at)


async def standing(app, rep, source, skill="closing"):
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        return (await skills.ratings(session, rep.user["id"], NOW, source))[skill]


async def test_practice_and_calls_are_rated_apart(app, rep):
    await note(app, rep, "practice", "p1", 1.0, NOW - 3 * DAY, difficulty=1400.0)
    await note(app, rep, "call", "c1", 0.0, NOW - 2 * DAY)
    practised, called = await standing(app, rep, "practice"), await standing(app, rep, "call")
    assert practised.value > rating.NEWCOMER > called.value
    profile = (await rep.get("/api/skills/me")).json()
    closing = next(skill for skill in profile["skills"] if skill["skill"] == "closing")
    assert (closing["calls"], closing["in_calls"]["calls"]) == (1, 1)
    assert closing["rating"] > closing["in_calls"]["rating"]
    assert [(p["source"], p["conversation_id"], p["call_id"]) for p in profile["history"]] == [
        ("call", None, "c1"),
        ("practice", "p1", None),
    ]


async def test_scoring_a_call_again_replaces_it_and_everything_after_is_rated_anew(app, rep):
    held = [("c1", 0.0), ("c2", 1.0), ("c3", 0.5)]
    for day, (call, result) in enumerate(held):
        await note(app, rep, "call", call, result, NOW - (9 - day) * DAY)
    await note(app, rep, "call", "c1", 1.0, NOW - 9 * DAY)  # a person corrects the first one
    expected = Rating()
    for day, result in enumerate((1.0, 1.0, 0.5)):
        at = NOW - (9 - day) * DAY
        expected = rating.updated(expected, rating.ANYBODY, result, at, rating.ANYBODY_DEVIATION)
    now = await standing(app, rep, "call")
    assert (now.value, now.calls) == (pytest.approx(expected.value), 3)
    await note(app, rep, "call", "c1", 0.0, NOW - 9 * DAY)
    await note(app, rep, "call", "c1", 1.0, NOW - 9 * DAY, skill="value")  # closing is no longer observed in it
    assert (await standing(app, rep, "call")).calls == 2
    assert (await standing(app, rep, "call", "value")).calls == 1


async def test_a_call_of_long_ago_takes_its_place_in_the_order(app, rep, make_user, owner):
    other = await make_user(owner)
    days = (9, 2, 5)
    for day in days:
        await note(app, rep, "call", f"one{day}", day / 10, NOW - day * DAY)
    for day in sorted(days, reverse=True):
        await note(app, other, "call", f"two{day}", day / 10, NOW - day * DAY)
    assert await standing(app, rep, "call") == await standing(app, other, "call")


async def test_a_forgotten_call_leaves_no_trace_in_the_rating(app, rep):
    await note(app, rep, "call", "c1", 1.0, NOW - 9 * DAY)
    before = await standing(app, rep, "call")
    await note(app, rep, "call", "c0", 0.0, NOW - 12 * DAY)
    assert await standing(app, rep, "call") != before
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        await skills.forget(session, "c0")
    assert await standing(app, rep, "call") == before


async def test_the_profile_says_what_practice_did_to_real_calls(app, rep):
    for day in range(5):
        await note(app, rep, "call", f"b{day}", 0.0, NOW - (40 - day) * DAY)
    profile = (await rep.get("/api/skills/me")).json()
    closing = next(skill for skill in profile["skills"] if skill["skill"] == "closing")
    assert (closing["transfer"]["verdict"], closing["criteria"]) == ("not_practised", [])
    await note(app, rep, "practice", "p", 1.0, NOW - 30 * DAY, difficulty=1400.0)
    await note(app, rep, "call", "a0", 1.0, NOW - 20 * DAY)
    profile = (await rep.get("/api/skills/me")).json()
    early = next(skill for skill in profile["skills"] if skill["skill"] == "closing")["transfer"]
    assert (early["verdict"], early["effect"], early["needed_before"], early["needed_after"]) == (
        "too_little", None, 0, 2,
    )  # fmt: skip
    for day in range(1, 6):
        await note(app, rep, "call", f"a{day}", 1.0, NOW - (20 - day) * DAY)
    profile = (await rep.get("/api/skills/me", params={"language": "he"})).json()
    closing = next(skill for skill in profile["skills"] if skill["skill"] == "closing")
    found = closing["transfer"]
    assert (found["verdict"], found["sessions"]) == ("better", 1)
    assert (found["before"], found["after"]) == ({"calls": 5, "mean": 0.0}, {"calls": 6, "mean": 1.0})
    assert 0 < found["low"] < found["effect"] <= found["high"]
    (dated,) = closing["criteria"]
    assert dated["criterion"] == "dated"
    assert any("א" <= char <= "ת" for char in dated["title"])
    assert dated["transfer"]["verdict"] == "better"


@pytest.mark.parametrize("prepared", [False])  # its tables come from migrating, not from a copy of today's
async def test_a_database_of_the_first_release_keeps_its_ratings(app, monkeypatch):
    databases, tenant, user = app.state.databases, new_id(), new_id()
    script = migrations._script("tenant")
    upgrade = script._upgrade_revs
    with monkeypatch.context() as old:
        old.setattr(script, "_upgrade_revs", lambda _to, now: upgrade("0001", now))
        old.setattr(migrations, "head", lambda _tree: "0001")
        old.setattr(migrations, "fingerprint", lambda _tree: "first release")
        await databases.create_tenant(tenant)
        async with databases.tenant(tenant) as session:
            await _as_it_was(session, user)
    await databases.migrate_tenant(tenant)
    async with databases.tenant(tenant) as session:
        now = await skills.ratings(session, user, NOW)
        past = await skills.results(session, user)
    assert (now["closing"].value, now["closing"].calls, now["closing"].at) == (1420.5, 2, NOW - DAY)
    assert now["closing"].deviation == pytest.approx(rating.aged(Rating(1420.5, 180.0, 2, NOW - DAY), NOW).deviation)
    assert now["opening"] == Rating()
    assert [(item.source, item.source_id, item.missed) for item in past] == [
        ("practice", "second", ()),
        ("practice", "first", ("dated",)),
    ]


async def _as_it_was(session, user):
    types = {"at": sa.DateTime(timezone=True)}
    columns = "id, user_id, skill, conversation_id, at, result, difficulty, rating, deviation, missed"
    for place, (call, days, value, missed) in enumerate(
        (("first", 2, 1380.0, '["dated"]'), ("second", 1, 1420.5, "[]"))
    ):
        statement = sa.text(
            f"insert into skills_results ({columns}) values (:id, :user, 'closing', :call, :at, 1, 1200, :value, 180,"
            f" '{missed}')"
        ).bindparams(sa.bindparam("at", type_=types["at"]))
        values = {"id": str(place), "user": user, "call": call, "at": NOW - days * DAY, "value": value}
        await session.execute(statement, values)
    await session.execute(
        sa.text(
            "insert into skills_ratings (user_id, skill, rating, deviation, calls, updated_at)"
            " values (:user, 'closing', 1420.5, 180, 2, :at)"
        ).bindparams(sa.bindparam("at", type_=types["at"])),
        {"user": user, "at": NOW - DAY},
    )
