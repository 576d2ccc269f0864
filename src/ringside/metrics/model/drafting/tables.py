"""What tells the rows of a table apart, what names them to a person, and when they happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.columns import is_loading
from ringside.metrics.model.drafting.evidence import Evidence
from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.drafting.words import Words, singular

_ID_ENDINGS = frozenset({"id", "key", "uid", "pk", "code", "number", "no", "name", "ref", "uuid", "guid", "via"})


def keyed(tables: Mapping[str, TableView], evidence: Evidence) -> dict[str, TableView]:
    """Every table with its key; a key such as `opportunity_id` also says what a row is."""
    found = {name: replace(table, key=_key(table, evidence)) for name, table in tables.items()}
    rows = {table.row for table in found.values()}
    for name, table in found.items():
        stem = _noun(stem_of(table.columns[table.key[0]])) if len(table.key) == 1 else ""
        own = {singular(word) for word in table.words}
        telling = stem in lexicon.nouns() or not table.columns[table.key[0]].is_integer if stem else False
        if (
            (telling and table.noun is None and stem not in rows and not set(stem.split()) & own)
            or (telling and stem in lexicon.nouns() and stem not in rows and lexicon.nouns()[stem].kind == "deal")
            or (stem and stem not in rows and set(stem.split()) - own and _is_plainer(stem, table))
        ):
            found[name] = replace(table, row=stem)
    return found


def _noun(words: Words) -> str:
    return " ".join((*words[:-1], singular(words[-1]))) if words else ""


def _is_plainer(stem: str, table: TableView) -> bool:
    """Whether the key's word is one of the trade while the table is called after a group: sales teams of agents."""
    known = lexicon.nouns().get(stem)
    return known is not None and known.kind == "person" and table.kind != "person"


def stem_of(column: ColumnView) -> Words:
    """The words of a key without the ending that says it is one: customer id is customer."""
    words = column.words
    while len(words) > 1 and words[-1] in _ID_ENDINGS:
        words = words[:-1]
    if len(words) == 1:
        joined = words[0]  # custid, userid
        if joined.endswith("id") and singular(joined[:-2]) in lexicon.nouns():
            return (joined[:-2],)
    return () if len(words) == 1 and words[0] in _ID_ENDINGS else words


def _key(table: TableView, evidence: Evidence) -> tuple[str, ...]:
    own = {singular(word) for word in (*table.words, *table.row.split())}
    unique = [column for column in table.columns.values() if column.profile.is_unique and table.rows]
    ids = [column for column in unique if column.type == "id" and not column.has("codes")]

    def nearness(column: ColumnView) -> tuple[bool, bool, bool, int]:
        stem = {singular(word) for word in stem_of(column)}
        place = list(table.columns).index(column.name)
        return (bool(stem - own), place > 0, not stem <= own, place)

    if ids:
        best = min(ids, key=nearness)
        others = set(stem_of(best)) - own
        if not others or list(table.columns).index(best.name) == 0:
            return (best.name,)
    natural = [column for column in unique if column.type in {"category", "id"} and not column.has("texts")]
    first = next(iter(table.columns), "")
    for column in natural:
        stem = {singular(word) for word in stem_of(column)} or {column.last}
        if column.name == first or stem <= own or column.words == ("name",):
            return (column.name,)
    return _composite(table, evidence)


def _composite(table: TableView, evidence: Evidence) -> tuple[str, ...]:
    parts = [column.name for column in table.columns.values() if column.type == "id" and not column.profile.nulls]
    dates = [column.name for column in table.columns.values() if column.is_date and not column.profile.nulls]
    for columns in (*combinations(parts[:4], 2), *((one, date) for one in parts[:4] for date in dates[:2])):
        if evidence.unique(table, columns):
            return tuple(columns)
    return ()


def names(table: TableView) -> tuple[str, ...]:
    """The columns by which people call a row."""
    by_words = {column.words: column.name for column in table.columns.values() if column.type in {"category", "text"}}
    if ("name",) in by_words or ("full", "name") in by_words:
        return (by_words.get(("name",)) or by_words["full", "name"],)
    if ("first", "name") in by_words and ("last", "name") in by_words:
        return by_words["first", "name"], by_words["last", "name"]
    row = tuple(table.row.split())
    for words in (
        ("name",),
        (*row, "name"),
        ("full", "name"),
        (row[-1], "name"),
        ("company", "name"),
        row,
        (row[-1],),
        ("username",),
        (row[-1], "title"),
        ("title",),
        ("symbol",),
        (*row, "symbol"),
        ("code",),
    ):
        if words in by_words:
            return (by_words[words],)
    for words, name in by_words.items():
        column = table.columns[name]
        if words[-1] in lexicon.words("names") and column.profile.distinct >= 0.9 * table.rows and table.rows:
            return (name,)
    if len(table.key) == 1 and table.columns[table.key[0]].type == "category":
        return table.key
    return ()


def time(table: TableView) -> str | None:
    """The date that most likely says when a row happened: of business, not of loading, and not of its end."""
    dates = [column for column in table.columns.values() if column.is_date and column.profile.nulls < table.rows]
    scored = [
        (score, -index, column.name) for index, column in enumerate(dates) if (score := _likely(column, table)) > -30
    ]
    return max(scored)[2] if scored else None


def _likely(column: ColumnView, table: TableView) -> float:
    """How likely a date is the one that is meant when none is named."""
    words = {singular(word) for word in column.words}
    own = {singular(word) for word in table.row.split()}
    if "birth" in words or "birthday" in words or column.has("technical"):
        return -100
    score = -10.0 * column.profile.nulls / max(table.rows, 1)
    if column.hidden or is_loading(column):
        score -= 25 if column.profile.distinct > 1 else 50
    later = words & lexicon.words("later_dates")
    plain = words <= lexicon.words("dates") | own
    event = (words & lexicon.words("event_dates")) - lexicon.words("dates")
    score += 4 * bool(words & own) + 4 * plain + 3 * bool(event - {"created"}) + 2 * ("created" in event)
    return score - 8 * bool(later - own)
