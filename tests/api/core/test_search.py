"""The search index on both stores: the same texts, the same answers, nothing left behind."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ringside.core.ids import new_id
from ringside.core.models import SearchItem
from ringside.core.search import Index, Item

TURNS = Index("turn")
CALL = [
    Item("0", "Hello, this is Dana from Northwind.", {"speaker": "rep"}),
    Item("1", "Your prices are too high for us.", {"speaker": "customer"}),
    Item("2", "I hear you. Compared to what is the price high?", {"speaker": "rep"}),
    Item("3", "המחיר של המתחרים נמוך יותר, וגם ההַנָּחָה שלהם.", {"speaker": "customer"}),
    Item("4", "It's a \"fixed annual plan\", isn't it? Annual plans are fixed.", {"speaker": "customer"}),
    Item("5", "?!", {"speaker": "customer"}),
]


@pytest.fixture
def databases(app):
    return app.state.databases


@pytest.fixture
async def tenant(databases):
    tenant_id = new_id()
    await databases.create_tenant(tenant_id)
    async with databases.tenant(tenant_id) as session:
        await TURNS.put(session, "call-1", CALL)
    return tenant_id


async def keys(databases, tenant, query, filters=None, **options):
    async with databases.tenant(tenant) as session:
        return [hit.key for hit in await TURNS.search(session, query, filters, **options)]


async def test_words_phrases_and_beginnings(databases, tenant):
    async def found(query, **options):
        return await keys(databases, tenant, query, **options)

    assert await found("price") == ["2", "1"]
    assert await found("PRICE high") == ["2", "1"] or await found("PRICE high") == ["1", "2"]
    assert await found("מחיר") == ["3"]
    assert await found("שהמחיר") == ["3"]
    assert await found("הנחה") == ["3"]
    assert await found('"fixed annual plan"') == ["4"]
    assert await found('"annual fixed plan"') == []
    assert await found('"מחיר של"') == ["3"]
    assert await found("north", typing=True) == ["0"]
    assert await found("north") == []
    assert await found("hello price") == []
    assert set(await found("hello price", every=False)) == {"0", "1", "2"}
    assert await found("unicorn") == []
    assert await found("unicorn price", every=False) == ["2", "1"]


@pytest.mark.parametrize(
    "query", ["", "   ", '"', '""', "?!", "' OR 1=1 --", "a:b*^(c)", "NEAR(x y)", "§kind§", "\\", "'"]
)
@pytest.mark.parametrize("every", [True, False])
async def test_no_query_is_an_error(databases, tenant, query, every):
    await keys(databases, tenant, query, every=every, typing=True)


async def test_spans_are_places_in_the_original_text(databases, tenant):
    async with databases.tenant(tenant) as session:
        [hit] = await TURNS.search(session, "הנחה")
        assert [hit.text[start:end] for start, end in hit.spans] == ["ההַנָּחָה"]
        [hit] = await TURNS.search(session, '"annual plan"')
        assert [hit.text[start:end] for start, end in hit.spans] == ["annual plan"]
        assert (hit.owner_id, hit.extra) == ("call-1", {"speaker": "customer"})


async def test_a_search_can_be_narrowed(databases, tenant):
    async with databases.tenant(tenant) as session:
        await TURNS.put(session, "call-2", [Item("0", "The price?", {"speaker": "Rep"})])
    assert await keys(databases, tenant, "price", {"speaker": "customer"}) == ["1"]
    assert await keys(databases, tenant, "price", {"speaker": ["rep", "customer"]}) == ["2", "1"]
    assert await keys(databases, tenant, "price", {"owner_id": "call-2"}) == ["0"]
    assert await keys(databases, tenant, "price", {"owner_id": []}) == []
    assert await keys(databases, tenant, "price", {"speaker": "nobody"}) == []
    async with databases.tenant(tenant) as session:
        assert await Index("passage").search(session, "price") == []


async def test_putting_again_replaces_and_keeps_what_is_the_same(databases, tenant):
    async def ids(session):
        rows = await session.execute(sa.select(SearchItem.key, SearchItem.id))
        return {row.key: row.id for row in rows}

    async with databases.tenant(tenant) as session:
        before = await ids(session)
        await TURNS.put(session, "call-1", [CALL[0], Item("1", "Your fees are too high.", {"speaker": "customer"})])
        after = await ids(session)
    assert after["0"] == before["0"]
    assert after["1"] != before["1"]
    assert set(after) == {"0", "1"}
    assert await keys(databases, tenant, "price") == []
    assert await keys(databases, tenant, "fee") == ["1"]


async def test_tenants_find_only_their_own(databases, tenant):
    other = new_id()
    await databases.create_tenant(other)
    assert await keys(databases, other, "price") == []


async def test_a_removed_text_is_found_no_more(databases, tenant):
    async with databases.tenant(tenant) as session:
        await TURNS.put(session, "call-2", [Item("0", "The price?")])
    async with databases.tenant(tenant) as session:
        await TURNS.remove(session, "call-1")
        assert [hit.owner_id for hit in await TURNS.search(session, "price")] == ["call-2"]
    assert await keys(databases, tenant, "northwind") == []


async def test_an_undone_change_leaves_the_index_as_it_was(databases, tenant):
    async def fail_late():
        async with databases.tenant(tenant) as session:
            await TURNS.remove(session, "call-1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_late()
    assert await keys(databases, tenant, "northwind") == ["0"]


async def test_the_newest_of_too_many(databases, tenant, monkeypatch):
    monkeypatch.setattr("ringside.core.search.MOST_CANDIDATES", 3)
    async with databases.tenant(tenant) as session:
        await TURNS.put(session, "call-2", [Item(str(i), f"common word {i}") for i in range(10)])
        hits = await TURNS.search(session, "common")
        assert [hit.key for hit in hits] == ["9", "8", "7"]
        # Among common words a rare one, and two common ones together, are still found.
        await TURNS.put(session, "call-3", [Item("x", "a rare thing"), Item("y", "northwind common word prices")])
        hits = await TURNS.search(session, "common rare price", every=False)
        assert hits[0].key == "x"
        assert "y" in [hit.key for hit in hits]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_erased_words_are_gone_from_the_file(databases, tenant, settings):
    secret = "Zqxjkv"
    async with databases.tenant(tenant) as session:
        for n in range(30):  # segments enough that FTS5 would keep a deleted word around
            await TURNS.put(session, f"call-{n + 10}", [Item("0", f"plain words {n}"), *CALL])
        await TURNS.put(session, "secret", [Item("0", f"{secret}ing is {secret}'s word", {"speaker": secret})])
    assert await keys(databases, tenant, secret) == ["0"]
    assert holds(settings, tenant, secret), "the test would prove nothing"
    async with databases.tenant(tenant) as session:
        await TURNS.remove(session, "secret")
    async with databases.tenant(tenant) as session:
        await session.execute(sa.text("pragma wal_checkpoint(truncate)"))
    assert not holds(settings, tenant, secret)
    assert await keys(databases, tenant, "northwind") != []


def holds(settings, tenant, word):
    files = [path.read_bytes().lower() for path in (settings.data / "tenants").glob(f"{tenant}.db*")]
    assert files
    traces = (word.lower().encode(), word[:6].lower().encode().hex().encode())
    return any(trace in content for content in files for trace in traces)
