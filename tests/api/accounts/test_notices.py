"""Notices inside the app: each person's own, unread until read, and told to open tabs once they are stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ringside.accounts import notices
from ringside.accounts.notices import Note
from ringside.core import events

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def give(app, who, title: str, at: datetime = NOON) -> str:
    async with app.state.databases.tenant(who.tenant["id"]) as session:
        return await notices.give(
            session, who.tenant["id"], who.user["id"], Note("mention", title, "Text", "/numbers"), at
        )


async def test_notices_are_read_by_their_person_only(app, owner, rep, other_tenant):
    first, second = await give(app, rep, "One"), await give(app, rep, "שתיים")
    await give(app, owner, "Somebody else's")

    page = (await rep.get("/api/notices", params={"limit": 1})).json()
    assert ([n["title"] for n in page["items"]], page["unread"]) == (["שתיים"], 2)
    rest = (await rep.get("/api/notices", params={"limit": 1, "cursor": page["next_cursor"]})).json()
    assert [n["id"] for n in rest["items"]] == [first]

    for stranger in (owner, other_tenant):
        assert (await stranger.post("/api/notices/read", json={"ids": [first, second]})).status_code == 204
    assert (await rep.get("/api/notices")).json()["unread"] == 2
    await rep.post("/api/notices/read", json={"ids": [first]})
    assert [bool(n["read_at"]) for n in (await rep.get("/api/notices")).json()["items"]] == [False, True]
    await rep.post("/api/notices/read", json={})
    assert (await rep.get("/api/notices")).json()["unread"] == 0
    assert [n["title"] for n in (await other_tenant.get("/api/notices")).json()["items"]] == []


async def test_a_tab_hears_of_a_notice_when_it_can_be_read_and_old_ones_are_forgotten(app, rep):
    listening = events.listen(rep.tenant["id"], rep.user["id"])
    assert (await anext(listening)).name == "hello"
    await give(app, rep, "Old", datetime.now(UTC) - timedelta(days=500))
    told = await anext(listening)
    assert told.data["id"] in [n["id"] for n in (await rep.get("/api/notices")).json()["items"]]
    await listening.aclose()
    await rep.post("/api/notices/read", json={})
    assert (await rep.get("/api/notices")).json()["items"] == []
