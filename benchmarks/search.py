"""How long finding takes among 100,000 texts, by words and by meaning, on both stores: python -m benchmarks.search

Beside each figure stands what the store alone takes for the same words, ranked by its own rank.
"""

# Word lists read best as words.
# ruff: noqa: SIM905

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import sqlalchemy as sa

from benchmarks.report import at_most, row
from ringside.core import search_vectors
from ringside.core.db import Databases, open_databases
from ringside.core.ids import new_id
from ringside.core.search import Index, Item
from ringside.core.settings import Settings

TURNS, CALL_TURNS, WIDTH, MOST_MS = 100_000, 500, 384, 100
INDEX = Index("turn")
EN = "the price of our annual plan is high and we compare it with what your competitor offers every month".split()
HE = "המחיר של התוכנית השנתית גבוה לנו והלקוחות משווים אותו למתחרים בכל חודש".split()
SYLLABLES = "ba ce di fo gu ra le mi no pu sha the vi zo ku ner tal mon gra pri".split()

# What is asked, and how.
QUERIES: list[tuple[str, str, dict[str, Any]]] = [
    ("a rare word", "zozozoku", {}),
    ("a common word", "the", {}),
    ("three words", "price annual plan", {}),
    ("a phrase of common words", '"annual plan"', {}),
    ("a common word of the customer", "price", {"filters": {"speaker": "customer"}}),
    ("a word in Hebrew", "מחיר", {}),
    ("a beginning of two letters", "pr", {"typing": True}),
    ("a question", "how does the annual price compare with a competitor zozozoku", {"every": False}),
    ("a word that nobody said", "unicorn", {}),
]


def turns() -> Iterator[list[Item]]:
    """Calls of lines with a few frequent words and a long tail of rare ones, a fifth in Hebrew."""
    chance = np.random.default_rng(7)
    tail = ["".join(SYLLABLES[(n // 20**p) % 20] for p in range(4)) for n in range(20_000)]
    for _ in range(TURNS // CALL_TURNS):
        call = []
        for n in range(CALL_TURNS):
            common = HE if chance.random() < 0.2 else EN
            start, length = chance.integers(len(common)), chance.integers(4, 30)
            said = [common[(start + i) % len(common)] for i in range(length)]
            for place in chance.integers(length, size=length // 3):
                said[place] = tail[min(int(chance.zipf(1.2)), len(tail)) - 1]
            call.append(Item(str(n), " ".join(said).capitalize() + ".", {"speaker": "customer" if n % 2 else "rep"}))
        yield call


async def milliseconds(work: Callable[[], Awaitable[Any]], rounds: int = 15) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        await work()
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


async def measure(databases: Databases, store: str) -> bool:
    await databases.start()
    tenant = new_id()
    await databases.create_tenant(tenant)
    began = time.perf_counter()
    async with databases.tenant(tenant) as session:
        for n, call in enumerate(turns()):
            await INDEX.put(session, f"call-{n}", call)
    filled = time.perf_counter() - began
    row(f"{store}: indexing 100,000 turns", f"{filled:.1f} s, {TURNS / filled:,.0f} a second")
    good = True
    async with databases.tenant(tenant) as session:
        if store == "PostgreSQL":
            await session.execute(sa.text("analyze search_words"))
        for name, query, options in QUERIES:
            took = await milliseconds(lambda q=query, o=options: INDEX.search(session, q, limit=20, **o))
            row(f"{store}: {name} among 100,000 turns", f"{took:.1f} ms", at_most(took, MOST_MS, "ms"))
            good = good and took <= MOST_MS
        for name, alone in RAW[store].items():
            took = await milliseconds(lambda words=alone: session.execute(sa.text(words)))
            ours = await milliseconds(lambda q=name: INDEX.search(session, q, limit=20))
            row(f"{store}: “{name}”, ours to the store's own search", f"{ours / took:.2f} times of {took:.1f} ms")
    good = await measure_meaning(databases, tenant, store) and good
    began = time.perf_counter()
    async with databases.tenant(tenant) as session:
        await INDEX.remove(session, "call-7")
    row(f"{store}: forgetting a call of {CALL_TURNS} turns", f"{1000 * (time.perf_counter() - began):.0f} ms")
    await databases.close()
    return good


async def measure_meaning(databases: Databases, tenant: str, store: str) -> bool:
    """The same texts by meaning, with vectors of chance: where they point makes no difference to the time."""
    chance = np.random.default_rng(7)
    cache = search_vectors.Vectors()

    def points(count: int) -> Any:
        made = chance.standard_normal((count, WIDTH), dtype=np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    while True:
        async with databases.tenant(tenant) as session:
            rows = await search_vectors.missing(session, INDEX.kind, "made", 5_000)
            if not rows:
                break
            await search_vectors.put(session, "made", [item_id for item_id, *_ in rows], points(len(rows)))
    [asked] = points(1)
    question = QUERIES[-2][1]
    async with databases.tenant(tenant) as session:
        began = time.perf_counter()
        await cache.nearest(session, tenant, "made", asked, 50)
        row(f"{store}: reading 100,000 vectors of {WIDTH} for the first time", f"{time.perf_counter() - began:.1f} s")

        async def hybrid() -> None:
            near = await cache.nearest(session, tenant, "made", asked, 50)
            await INDEX.search(session, question, limit=20, every=False, near=[item_id for item_id, _ in near])

        by_meaning = await milliseconds(lambda: cache.nearest(session, tenant, "made", asked, 50))
        both = await milliseconds(hybrid)
    row(f"{store}: nearest of 100,000 vectors", f"{by_meaning:.1f} ms", at_most(by_meaning, MOST_MS, "ms"))
    row(f"{store}: a question by words and meaning", f"{both:.1f} ms", at_most(both, 2 * MOST_MS, "ms"))
    return by_meaning <= MOST_MS and both <= 2 * MOST_MS


_FTS = (
    "select i.id, i.text from search_words join search_items i on i.id = search_words.rowid "
    "where search_words match '{words}' order by rank limit 20"
)
_TSVECTOR = (
    "select i.id, i.text from search_words w join search_items i on i.id = w.id "
    "where w.words @@ '{words}'::tsquery order by ts_rank(w.words, '{words}'::tsquery) desc limit 20"
)
ALONE = ("zozozoku", "price annual plan", "the")
RAW = {
    "SQLite": {words: _FTS.format(words=words) for words in ALONE},
    "PostgreSQL": {words: _TSVECTOR.format(words=words.replace(" ", " & ")) for words in ALONE},
}


@contextlib.contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a database of our own where PostgreSQL can be had."""
    sys.path.append(str(Path(__file__).parents[1] / "tests"))
    import postgres_server  # noqa: PLC0415

    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(postgres_server.server())
            url: str | None = stack.enter_context(postgres_server.database(server, f"ringside_{new_id()}"))
        except postgres_server.NoPostgres:
            url = None
        yield url


async def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        good = await measure(open_databases(Settings(_env_file=None, data=Path(folder))), "SQLite")
    with postgres() as url:
        if url:
            good &= await measure(open_databases(Settings(_env_file=None, database_url=url)), "PostgreSQL")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
