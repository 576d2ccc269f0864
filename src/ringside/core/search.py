"""Finding texts by their words in a tenant's own database: FTS5 in a SQLite file, tsvector in PostgreSQL.

The store finds candidates; which of them answer, how well, and where, is decided by the same code for both stores.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from ringside.core.models import SearchItem
from ringside.core.search_query import Also, Query, Reader, Term, parse, rank
from ringside.core.search_words import forms, words

MOST_CANDIDATES = 1_000
"""Texts ranked for one query. When more have its words, the newest are: words that common rank nothing."""
_COUNT_UP_TO = 5_000
_MARK = "§"  # starts what a search can be narrowed by; no word has it

FoundBy = Literal["words", "meaning", "both"]
Filters = Mapping[str, str | int | bool | Collection[str]]


@dataclass(frozen=True, slots=True)
class Item:
    """A text to be found, `key` naming it within its owner. Searches can be narrowed by short values in `extra`.

    `context` are words it is found by as well, such as its heading. Let `extra` hold them too: it tells a change.
    """

    key: str
    text: str
    extra: dict[str, Any] = field(default_factory=dict)
    context: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found. `spans` are (start, end) in `text`, in order, where it has what was asked for."""

    id: int
    owner_id: str
    key: str
    text: str
    extra: dict[str, Any]
    score: float
    covered: float
    """How much of what was asked for is there, 0 to 1: rare words weigh more, stems less."""
    spans: tuple[tuple[int, int], ...]
    found_by: FoundBy = "words"


class Index:
    """The texts of one kind, such as "turn" or "passage", each belonging to an owner, such as a call or a document."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    async def put(self, session: AsyncSession, owner_id: str, items: Iterable[Item]) -> None:
        """Make these the owner's texts. What is there already and unchanged stays, with its vector."""
        wanted = {item.key: item for item in items}
        there = (
            await session.execute(
                sa.select(SearchItem.id, SearchItem.key, SearchItem.text, SearchItem.extra).where(*self._of(owner_id))
            )
        ).all()
        same = {row.key for row in there if row.key in wanted and _same(row, wanted[row.key])}
        if gone := [row.id for row in there if row.key not in same]:
            await session.execute(sa.delete(SearchItem).where(SearchItem.id.in_(gone)))
            await wipe(session)
        if fresh := [self._row(owner_id, item) for key, item in wanted.items() if key not in same]:
            await session.execute(sa.insert(SearchItem), fresh)

    async def remove(self, session: AsyncSession, *owner_ids: str) -> None:
        """Forget all texts of these owners: at the commit neither a search nor a look at the file finds them."""
        await session.execute(
            sa.delete(SearchItem).where(SearchItem.kind == self.kind, SearchItem.owner_id.in_(owner_ids))
        )
        await wipe(session)

    async def search(
        self,
        session: AsyncSession,
        query: str,
        filters: Filters | None = None,
        limit: int = 20,
        *,
        every: bool = True,
        typing: bool = False,
        near: Sequence[int] = (),
        also: Also | None = None,
    ) -> list[Hit]:
        """The texts that answer best. `every`: all words must be there; else as many and as rare ones as possible.

        `near` are ids of texts of like meaning, the nearest first (core.search_vectors): a text ranks by its place in
        both lists, and `score` is then small and says nothing beyond the order. `also`: see parse.

        `filters` compares values of `extra`, and `owner_id`; a collection means any of them. `typing`: the last word
        may be unfinished.
        """
        asked = parse(query, every=every, typing=typing, also=also)
        if not asked.terms:
            return []
        narrowed = {"kind": self.kind, **(filters or {})}
        ranked = await _ranked(session, asked, narrowed, near)
        return await hits(session, ranked[:limit], Reader(asked))

    def _of(self, owner_id: str) -> tuple[sa.ColumnElement[bool], ...]:
        return SearchItem.kind == self.kind, SearchItem.owner_id == owner_id

    def _row(self, owner_id: str, item: Item) -> dict[str, Any]:
        said = [word.text for text in (item.context, item.text) if text for word in words(text)]
        more: set[str] = set().union(*map(forms, said)) if said else set()
        marks = {"kind": self.kind, "owner_id": owner_id, **item.extra}
        more |= {_mark(name, value) for name, value in marks.items() if _narrows(value)}
        return {
            "kind": self.kind,
            "owner_id": owner_id,
            "key": item.key,
            "text": item.text,
            "extra": item.extra,
            "words": " ".join(said),
            "forms": " ".join(sorted(more)),
        }


async def wipe(session: AsyncSession) -> None:
    """Let the index forget the words of texts that were deleted in this transaction.

    FTS5 only notes that a text is gone and keeps its words until segments are merged; "optimize" merges them all, and
    the pages it frees are overwritten (secure_delete). PostgreSQL's own vacuum does this in its time.
    """
    if _dialect(session) == "sqlite":
        await session.execute(sa.text("insert into search_words(search_words) values ('optimize')"))


def _same(row: sa.Row[Any], item: Item) -> bool:
    return bool(row.text == item.text and row.extra == item.extra)


def _dialect(session: AsyncSession) -> str:
    return session.get_bind().dialect.name


@dataclass(frozen=True, slots=True)
class Ranked:
    """A text's id with how well it answers."""

    id: int
    score: float
    covered: float
    found_by: FoundBy = "words"


async def _ranked(session: AsyncSession, query: Query, filters: Filters, near: Sequence[int]) -> list[Ranked]:
    """The texts that answer, the best first."""
    store = _STORES[_dialect(session)]
    if store.before is not None:
        await session.execute(store.before)
    narrow = [store.one_of([_mark(name, each) for each in _values(value)]) for name, value in filters.items()]
    total, known = await _counts(session, store, query)
    candidates: dict[int, str] = {}
    for expression in _expressions(store, query, known):
        found = await session.execute(
            store.candidates, {"match": store.all_of([expression, *narrow]), "most": MOST_CANDIDATES}
        )
        candidates.update((row.id, row.words) for row in found)
    if near:
        among = sa.select(SearchItem.id, SearchItem.words).where(
            SearchItem.id.in_(near), SearchItem.kind == filters["kind"]
        )
        candidates.update((row.id, row.words) for row in await session.execute(among))
    newest_first = sorted(candidates, reverse=True)
    ranked = [
        Ranked(newest_first[place], score, covered)
        for place, score, covered in rank(query, [candidates[item_id] for item_id in newest_first], known, total)
    ]
    return fused(ranked, [item_id for item_id in near if item_id in candidates]) if near else ranked


_STEADY = 60


def fused(by_words: Sequence[Ranked], near: Sequence[int]) -> list[Ranked]:
    """Two rankings as one: reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009)."""
    scores: dict[int, float] = {}
    for ids in ([each.id for each in by_words], near):
        for place, item_id in enumerate(ids):
            scores[item_id] = scores.get(item_id, 0.0) + 1 / (_STEADY + place + 1)
    covered = {each.id: each.covered for each in by_words}
    close = set(near)
    together = [
        Ranked(
            item_id,
            score,
            covered.get(item_id, 0.0),
            "meaning" if item_id not in covered else "both" if item_id in close else "words",
        )
        for item_id, score in scores.items()
    ]
    return sorted(together, key=lambda each: -each.score)


async def _counts(session: AsyncSession, store: _Store, query: Query) -> tuple[int, dict[int, int]]:
    """How many texts there are, about, and in how many each term stands, counted up to a limit."""
    if len(query.terms) == 1:
        return 1, {0: 1}  # nothing to weigh it against
    counted = ", ".join(f"({store.count.format(i=i)})" for i in range(len(query.terms)))
    values = {f"term{i}": store.term(term) for i, term in enumerate(query.terms)}
    row = (
        await session.execute(
            sa.text(f"select (select max(id) from search_items), {counted}"),  # noqa: S608  names only  # nosec B608
            {**values, "up_to": _COUNT_UP_TO},
        )
    ).one()
    return row[0] or 0, dict(enumerate(row[1:]))


def _expressions(store: _Store, query: Query, known: Mapping[int, int]) -> list[str]:
    """What to ask the store for, so that the best answers are surely among few candidates."""
    # Words about how one asks choose no candidates, unless there is nothing else.
    asked = [i for i in known if known[i]]
    terms = sorted([i for i in asked if query.weight(i) == 1.0] or asked, key=lambda i: known[i])
    if query.every:
        return [store.all_of([store.term(term) for term in query.terms])] if len(asked) == len(query.terms) else []
    # Whoever has one of the rare terms, and whoever has two of the others.
    rare = [i for n, i in enumerate(terms) if n == 0 or sum(known[j] for j in terms[: n + 1]) <= MOST_CANDIDATES]
    pairs = combinations([i for i in terms if i not in rare][:3], 2)
    together = [store.all_of([store.term(query.terms[a]), store.term(query.terms[b])]) for a, b in pairs]
    alone = [store.term(query.terms[i]) for i in rare]
    return [store.any_of(expressions) for expressions in (alone, together) if expressions]


async def hits(session: AsyncSession, ranked: list[Ranked], reader: Reader) -> list[Hit]:
    """These texts in full, in the same order, marked where the reader finds what it looks for."""
    found = await session.scalars(sa.select(SearchItem).where(SearchItem.id.in_([each.id for each in ranked])))
    items = {item.id: item for item in found}
    return [
        Hit(
            item.id,
            item.owner_id,
            item.key,
            item.text,
            item.extra,
            each.score,
            each.covered,
            reader.spans(item.text),
            each.found_by,
        )
        for each in ranked
        if (item := items.get(each.id))
    ]


def _narrows(value: object) -> bool:
    return isinstance(value, str | int) and len(str(value)) <= 64


def _values(value: str | int | bool | Collection[str]) -> Collection[str | int]:
    return [value] if isinstance(value, str | int) else value


def _mark(name: str, value: str | int) -> str:
    """One word that stands for this value, in letters and digits that no store changes."""
    return f"{_MARK}{name}{_MARK}{str(value).encode().hex()}"


class _Store:
    """How a store is asked: expressions are built from quoted words, and are bound, never part of the SQL."""

    candidates: sa.TextClause
    count: str
    both: str
    either: str
    before: sa.TextClause | None = None
    """To be said first, once in a search."""

    def term(self, term: Term) -> str:
        raise NotImplementedError

    def quoted(self, word: str) -> str:
        raise NotImplementedError

    def any_of(self, expressions: Collection[str]) -> str:
        return f"({self.either.join(expressions)})"

    def one_of(self, words: Collection[str]) -> str:
        return self.any_of([self.quoted(word) for word in words] or [self.quoted(_MARK)])  # one of none: nothing

    def all_of(self, expressions: Collection[str]) -> str:
        return f"({self.both.join(expressions)})"

    def word(self, term: Term, place: int) -> str:
        return self.one_of(sorted(term.alternatives[place]))


class _Sqlite(_Store):
    candidates = sa.text(
        "select i.id, i.words from search_words join search_items i on i.id = search_words.rowid "
        "where search_words match :match order by search_words.rowid desc limit :most"
    )
    count = "select count(*) from (select 1 from search_words where search_words match :term{i} limit :up_to)"
    both, either = " AND ", " OR "

    def quoted(self, word: str) -> str:
        return f'"{word}"'

    def term(self, term: Term) -> str:
        if term.is_phrase and all(word.isascii() for word in term.words):
            return f'words : "{" ".join(term.words)}"'
        return self.all_of([self.word(term, place) for place in range(len(term.words))])

    def word(self, term: Term, place: int) -> str:
        whole = super().word(term, place)
        return f'({whole} OR words : "{term.words[place]}" *)' if term.prefix else whole


class _Postgres(_Store):
    candidates = sa.text(
        "select i.id, i.words from search_words w join search_items i on i.id = w.id "
        "where w.words @@ cast(:match as tsquery) order by w.id desc limit :most"
    )
    count = "select count(*) from (select 1 from search_words where words @@ cast(:term{i} as tsquery) limit :up_to) x"
    # A plan made for any words would read the newest texts one by one until enough match: for rare words all of them.
    before = sa.text("set local plan_cache_mode = force_custom_plan")
    both, either = " & ", " | "

    def quoted(self, word: str) -> str:
        return f"'{word}'"

    def term(self, term: Term) -> str:
        if term.is_phrase and all(word.isascii() for word in term.words):
            return f"({' <-> '.join(map(self.quoted, term.words))})"
        return self.all_of([self.word(term, place) for place in range(len(term.words))])

    def word(self, term: Term, place: int) -> str:
        whole = super().word(term, place)
        return f"({whole} | '{term.words[place]}':*)" if term.prefix else whole


_STORES: dict[str, _Store] = {"sqlite": _Sqlite(), "postgresql": _Postgres()}
