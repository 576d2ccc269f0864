"""What every store of messages and insights does, whichever database is behind it.

A test module subclasses StoreContract and gives the fixtures `kept`, an empty tenant's store, and `foreign`, another's.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ringside.core.clock import now
from ringside.core.ids import new_id
from ringside.core.paging import BadCursor
from ringside.metrics.store import MOST_BYTES, Item, ItemTooLarge, Store, StoreConflict

AT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
MESSAGE = {
    "sender": "user",
    "text": "Umsatz in Köln? מה היו ההכנסות? 'DROP TABLE'",
    "context": {"as_of": "2026-03-01", "filters": [None, True, 1, 1.5, 1e300, "", {"deep": [[]]}]},
    "metadata": {},
    "further": ["a", {"b": None}],
}


def item(id: str = "1", *, parent: str = "p", kind: str = "note", **fields) -> Item:
    return Item(kind, parent, id, AT, **fields)


async def ids(store: Store, parent: str = "p", **wish) -> list[str]:
    return [one.id for one in (await store.page("note", parent, **wish)).items]


class StoreContract:
    @pytest.mark.parametrize(
        "body", [{}, MESSAGE, {"sender": "", "text": "", "context": None}, {"text": {"no": "words"}, "metadata": 5}]
    )
    async def test_what_is_put_comes_back_as_it_was(self, kept, body):
        put = await kept.put(item(kind="message", parent=new_id(), user_id="u", body=body), expect=0)
        assert put.version == 1
        assert await kept.get("message", put.parent, "1") == put

    async def test_putting_again_replaces_everything_and_counts(self, kept):
        first = await kept.put(item(user_id="u", body=MESSAGE, expires_at=now() + timedelta(days=1)))
        second = await kept.put(replace(first, user_id=None, body={"x": 1}, expires_at=None))
        assert second.version == 2
        assert await kept.get("note", "p", "1") == second
        assert (await kept.of_person("u")).items == []

    async def test_a_version_that_no_longer_stands_is_refused(self, kept):
        first = await kept.put(item(), expect=0)
        await kept.put(first.with_body(x=1), expect=1)
        for expect in (0, 1, 3):
            with pytest.raises(StoreConflict):
                await kept.put(first.with_body(x=2), expect=expect)
        with pytest.raises(StoreConflict):
            await kept.put(item("never"), expect=1)
        assert (await kept.get("note", "p", "1")).body == {"x": 1}
        assert await kept.get("note", "p", "never") is None

    async def test_of_many_who_write_at_once_nothing_is_lost(self, kept):
        async def add(number: int) -> None:
            while True:
                standing = await kept.get("note", "p", "sum") or item("sum")
                try:
                    await kept.put(standing.with_body(**{f"n{number}": 1}), expect=standing.version)
                    return
                except StoreConflict:
                    continue

        if self.concurrent:
            await asyncio.gather(*(add(number) for number in range(8)))
        else:
            for number in range(8):
                await add(number)
        assert len((await kept.get("note", "p", "sum")).body) == 8

    async def test_pages_follow_each_other_by_key_in_both_directions(self, kept):
        for number in (3, 1, 5, 2, 4):
            await kept.put(item(str(number)), expect=0)
        await kept.put(item("9", parent="q"))
        await kept.put(item("9", kind="other"))
        page = await kept.page("note", "p", limit=2)
        assert [one.id for one in page.items] == ["5", "4"]
        await kept.put(item("6"))  # something new does not shift the next page
        page = await kept.page("note", "p", limit=2, cursor=page.next_cursor)
        assert [one.id for one in page.items] == ["3", "2"]
        page = await kept.page("note", "p", limit=2, cursor=page.next_cursor)
        assert ([one.id for one in page.items], page.next_cursor) == (["1"], None)
        assert await ids(kept, newest_first=False, limit=3) == ["1", "2", "3"]
        assert await ids(kept, since="2", until="4") == ["3", "2"]
        assert await ids(kept, since="5") == ["6", "5"]
        assert await ids(kept, until="2") == ["1"]
        assert await ids(kept, since="4", until="4") == await ids(kept, since="4", until="2") == []
        page = await kept.page("note", "p", since="2", until="6", limit=3, newest_first=False)
        page = await kept.page("note", "p", since="2", until="6", limit=3, newest_first=False, cursor=page.next_cursor)
        assert ([one.id for one in page.items], page.next_cursor) == (["5"], None)

    async def test_a_cursor_of_somebody_elses_making_is_refused(self, kept):
        with pytest.raises(BadCursor):
            await kept.page("note", "p", cursor="' OR 1=1 --")

    async def test_many_are_walked_whole_and_dropped_whole(self, kept):
        numbers = [f"{number:04}" for number in range(260)]
        for number in numbers:
            await kept.put(item(number, body={"text": "x" * 6000}))  # more than one answer of some stores holds
        await kept.put(item("other", parent="q"))
        assert [one.id for one in await kept.all("note", "p")] == numbers
        await kept.drop("note", "p")
        assert await ids(kept) == []
        assert await ids(kept, parent="q") == ["other"]

    async def test_deleting_is_for_one_and_may_be_repeated(self, kept):
        for parent in ("p", "q"):
            await kept.put(item(parent=parent))
        await kept.delete("note", "p", "1")
        await kept.delete("note", "p", "1")
        assert await kept.get("note", "p", "1") is None
        assert await kept.get("note", "q", "1") is not None

    async def test_what_has_expired_is_not_there(self, kept):
        await kept.put(item("old", user_id="u", expires_at=now() - timedelta(hours=1)))
        await kept.put(item("new", user_id="u", expires_at=now() + timedelta(hours=1)))
        assert await kept.get("note", "p", "old") is None
        assert await ids(kept) == ["new"]
        assert [one.id for one in (await kept.of_person("u")).items] == ["new"]

    async def test_a_person_is_exported_and_erased_whole(self, kept):
        for number in range(5):
            await kept.put(item("same id", parent=f"p{number}", user_id="u"))
        await kept.put(item("shared", kind="insight", user_id="u", body={"x": 1}))
        await kept.put(item("theirs", user_id="somebody"))
        page = await kept.of_person("u", limit=4)
        rest = await kept.of_person("u", limit=4, cursor=page.next_cursor)
        assert len({(one.parent, one.id) for one in (*page.items, *rest.items)}) == 6
        assert rest.next_cursor is None
        assert await kept.erase_person("u", keep={"insight"}) == 6
        assert (await kept.of_person("u")).items == []
        assert (await kept.get("insight", "p", "shared")).body == {"x": 1}
        assert await ids(kept) == ["theirs"]

    async def test_what_is_too_large_to_keep_is_refused(self, kept):
        with pytest.raises(ItemTooLarge):
            await kept.put(item(body={"text": "ק" * (MOST_BYTES // 2)}))
        await kept.put(item(body={"text": "x" * (MOST_BYTES - 100)}))

    async def test_another_tenant_sees_nothing_of_it(self, kept, foreign):
        await kept.put(item(user_id="u"))
        assert await foreign.get("note", "p", "1") is None
        assert await ids(foreign) == []
        assert (await foreign.of_person("u")).items == []
        await foreign.drop("note", "p")
        await foreign.erase_person("u")
        assert await ids(kept) == ["1"]
