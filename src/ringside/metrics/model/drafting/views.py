"""The tables of a catalog as words and numbers: what drafting looks at. Prefixes that say nothing are taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.lexicon import Noun
from ringside.metrics.model.drafting.words import (
    Words,
    is_participle,
    plural_noun,
    row_noun,
    singular,
    split,
    written_out,
)
from ringside.metrics.model.schema import ColumnType
from ringside.metrics.sources.schema import Catalog, ColumnProfile, StoredTable

_INTEGERS = ("int", "uint")
_REALS = ("float", "double", "decimal", "halffloat")


@dataclass(frozen=True)
class ColumnView:
    """A column: its name, its words written out, its profile, and what it was found to be."""

    name: str
    words: Words
    profile: ColumnProfile
    raw: Words = ()
    """All the words of its name, shortened as they are."""
    type: ColumnType = "text"
    hidden: bool = False

    @property
    def last(self) -> str:
        return self.words[-1] if self.words else ""

    @property
    def is_number(self) -> bool:
        return self.profile.arrow.startswith(_INTEGERS + _REALS)

    @property
    def is_integer(self) -> bool:
        return self.profile.arrow.startswith(_INTEGERS)

    @property
    def is_date(self) -> bool:
        return self.profile.arrow.startswith(("date", "timestamp"))

    @property
    def is_text(self) -> bool:
        return "string" in self.profile.arrow

    @property
    def values(self) -> tuple[str, ...]:
        """The most frequent values as text; all of them where there are few."""
        return tuple(str(value) for value, _ in self.profile.top)

    @property
    def all_known(self) -> bool:
        return 0 < self.profile.distinct == len(self.profile.top)

    def has(self, group: str) -> bool:
        """Whether one of its words is in a list of the lexicon, in the singular too."""
        listed = lexicon.words(group)
        return any(word in listed or singular(word) in listed for word in self.words)


@dataclass(frozen=True)
class TableView:
    """A table: its words, what one row is, its columns in their order."""

    name: str
    words: Words
    row: str
    stored: StoredTable
    columns: dict[str, ColumnView]
    key: tuple[str, ...] = ()

    @property
    def plural(self) -> str:
        return plural_noun(self.row)

    @property
    def noun(self) -> Noun | None:
        """What the lexicon knows of such rows: by all the words, else by the last."""
        words = self.row.split()
        for start in range(len(words)):
            found = lexicon.nouns().get(" ".join(words[start:]))
            if found:
                return found
        return lexicon.nouns().get(words[0]) if len(words) > 1 and is_participle(words[-1]) else None

    @property
    def kind(self) -> str:
        return self.noun.kind if self.noun else ""

    @property
    def rows(self) -> int:
        return self.stored.rows

    def typed(self, *types: ColumnType) -> list[ColumnView]:
        return [column for column in self.columns.values() if column.type in types and not column.hidden]


def views(catalog: Catalog) -> dict[str, TableView]:
    """Every table of a catalog with columns, before types, keys and joins are known."""
    names = {name: split(name) for name, stored in catalog.tables.items() if stored.columns}
    cryptic = _shared(list(names.values())) if len(names) > 1 else ()
    said = {name: written_out(_without(raw, cryptic)) for name, raw in names.items()}
    common = _in_front_of_all(list(said.values()))
    made = {}
    for name in names:
        words = said[name][common:]
        while len(words) > 1 and words[0] in lexicon.words("empty"):
            words = words[1:]
        stored = catalog.tables[name]
        columns = _columns(stored, cryptic, words)
        made[name] = TableView(name, words, row_noun(words), stored, columns)
    return made


def _columns(stored: StoredTable, cryptic: Words, table: Words) -> dict[str, ColumnView]:
    names = {name: _without(split(name), cryptic) for name in stored.columns}
    prefix = _meaningless(list(names.values()), table)
    found = {}
    for name, raw in names.items():
        words = written_out(_without(raw, prefix)) or ("value",)
        found[name] = ColumnView(name, _said(words), stored.columns[name], raw)
    quoted = [column for column in found.values() if column.is_number and column.last in _QUOTES]
    if len({column.last for column in quoted}) >= 3:  # a market's prices of a day
        found |= {column.name: replace(column, words=(*column.words, "price")) for column in quoted}
    return found


def _in_front_of_all(names: Sequence[Words]) -> int:
    """How many first words all tables share, where what remains of each is known: where an export comes from."""
    count = 0
    while len(names) > 1 and len({name[: count + 1] for name in names}) == 1 and min(map(len, names)) > count + 1:
        count += 1
    return count if all(singular(name[-1]) in lexicon.nouns() for name in names) and count > 1 else 0


_QUOTES = frozenset({"open", "high", "low", "close"})


def _said(words: Words) -> Words:
    """Words without those that tell how something is stored."""
    text = [word for word in words if word not in {"str", "txt", "flg"}] or list(words)
    if text[-2:] == ["date", "time"]:
        text.pop()
    if len(text) > 1 and text[-1] in lexicon.words("measured_in"):
        text.pop()
    if len(text) > 1 and text[-1] == "name" and text[-2] in {"stage", "status", "type", "category", "source"}:
        text.pop()
    if text[-1] == "minimum" and {"duration", "length", "time", "call"} & set(text):
        text[-1] = "minutes"
    return tuple(text)


def _shared(names: Sequence[Words]) -> Words:
    """The first words of all of these names together, when they are no words of any trade."""
    first = {name[:1] for name in names if len(name) > 1}
    if len(first) != 1 or not all(len(name) > 1 for name in names):
        return ()
    word = next(iter(first))[0]
    known = singular(word) in lexicon.nouns() or word in lexicon.hebrew() or word in lexicon.short()
    return () if known or len(word) > 6 else (word,)


def _meaningless(names: Sequence[Words], table: Words) -> Words:
    """A first word of nearly all columns that is no word at all: initials of the table, or a shortening of ours."""
    if len(names) < 3:
        return ()
    firsts = [name[0] for name in names if len(name) > 1]
    word = max(set(firsts), key=firsts.count, default="")
    if not word or firsts.count(word) < 0.8 * len(names) or len(word) > 4:
        return ()
    initials = "".join(part[0] for part in table)
    known = word in lexicon.short() or singular(word) in lexicon.nouns() or word in lexicon.hebrew()
    return (word,) if word == initials or not known else ()


def _without(words: Words, prefix: Words) -> Words:
    return words[len(prefix) :] if prefix and words[: len(prefix)] == prefix and len(words) > len(prefix) else words


def with_columns(table: TableView, columns: dict[str, ColumnView]) -> TableView:
    return replace(table, columns=columns)
