"""Which columns point to rows of other tables: told by their names, and borne out by their values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ringside.metrics.model.drafting import lexicon
from ringside.metrics.model.drafting.evidence import Evidence
from ringside.metrics.model.drafting.tables import stem_of
from ringside.metrics.model.drafting.views import ColumnView, TableView
from ringside.metrics.model.drafting.words import Words, singular, slug
from ringside.metrics.model.schema import Join, Where

_MOSTLY = 0.6
"""A name that fits exactly is believed when so many of its values are there; the others are said."""
_SURELY = 0.95


@dataclass(frozen=True)
class Found:
    """The joins of a table, and what a person should know of them, by column."""

    joins: tuple[Join, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Match:
    parent: TableView
    key: ColumnView
    strength: float
    role: Words
    share: float | None


def found(tables: Mapping[str, TableView], table: TableView, evidence: Evidence) -> Found:
    """The many-to-one joins from a table."""
    joins: list[Join] = []
    notes: dict[str, str] = {}
    undecided: list[tuple[ColumnView, list[_Match]]] = []
    for column in table.columns.values():
        if not _may_point(column, table):
            continue
        matches = list(_matches(tables, table, column, evidence))
        best = max((match.strength for match in matches), default=0.0)
        leading = [match for match in matches if match.strength == best]
        if len(leading) == 1 and (best >= 2 or not _kind_beside(table, column)):
            match = leading[0]
            joins.append(_join(tables, match, column, joins))
            if match.share is not None and match.share < 1:
                notes[column.name] = (
                    f"{1 - match.share:.0%} of the values of {column.name} are not in {match.parent.name}: "
                    f"their rows have no {match.parent.row}"
                )
            continue
        undecided.append((column, leading))
    meanings = _meanings(tables, table, [column for column, _ in undecided], joins, evidence)
    for column, leading in undecided:
        either, note = _either(tables, table, column, evidence, joins, meanings)
        joins += either
        if note:
            notes[column.name] = note
        elif leading:
            names = " or ".join(match.parent.name for match in leading)
            notes[column.name] = f"{column.name} may refer to {names}: add the join that is meant"
    return Found(tuple(joins), notes)


def _may_point(column: ColumnView, table: TableView) -> bool:
    if column.is_date or column.type in {"flag", "money", "text"} or column.profile.distinct == 0:
        return False
    if column.type == "number" and singular(column.last) != column.last:  # how many, not which
        return False
    if set(column.words) & {"first", "last", "middle", "full"}:  # names of people are shared by chance
        return False
    stem = tuple(singular(word) for word in stem_of(column))
    return table.key != (column.name,) or stem not in {(), tuple(table.row.split()), table.words}


def _is_own(stem: Words, table: TableView) -> bool:
    return {singular(word) for word in stem} <= {singular(word) for word in (*table.words, *table.row.split())}


def _matches(
    tables: Mapping[str, TableView], table: TableView, column: ColumnView, evidence: Evidence
) -> Iterator[_Match]:
    for parent in tables.values():
        if parent.name == table.name:
            continue
        for key in _keys(parent, column):
            strength, role = _by_name(_stem(column, table), column, parent, key)
            if not strength or _backwards(table, column, parent, key):
                continue
            share = evidence.share(table, column, parent, key)
            weak = strength < 2
            if (share if share is not None else 1.0) < (_SURELY if weak or column.is_text != key.is_text else _MOSTLY):
                continue
            if weak and (share is None or (column.profile.distinct < 2 and parent.rows > 2)):
                continue
            yield _Match(parent, key, strength, role, share)
            break


def _keys(parent: TableView, column: ColumnView) -> Iterator[ColumnView]:
    """What this column may equal in another table: its key, else another column without doubles."""
    if len(parent.key) == 1:
        yield parent.columns[parent.key[0]]
    for other in parent.columns.values():
        profile = other.profile
        whole = (
            profile.rows > 1 and profile.distinct == profile.rows - profile.nulls and profile.nulls < profile.rows / 2
        )
        if (
            whole
            and (other.name,) != parent.key
            and other.type in {"id", "category"}
            and other.is_text == column.is_text
        ):
            yield other


def _stem(column: ColumnView, table: TableView) -> Words:
    """What a column points to, in words: the transaction's customer id points to a customer."""
    stem = tuple(singular(word) for word in stem_of(column))
    own = tuple(table.row.split())
    if len(stem) > 1 and stem[0] in {"associated", "related", "linked", "primary"}:
        stem = stem[1:]
    return stem[len(own) :] if len(stem) > len(own) and stem[: len(own)] == own else stem


def _by_name(stem: Words, column: ColumnView, parent: TableView, key: ColumnView) -> tuple[float, Words]:
    """How surely names say that a column points to a table, and the role if it is not the table's own word."""
    is_key = parent.key == (key.name,)
    if not stem:
        return 0, ()
    generic = len(column.words) == 1 and column.words[0] in lexicon.words("generic")
    if column.words == key.words and not generic and (stem_of(key) or key.words) != ("id",):
        shared = column.type == "id" and not is_key and not _is_own(stem, parent)  # both point to a third table
        return (0 if shared else 4 if is_key or _is_own(stem, parent) else 3), ()
    if not is_key and key.last not in {"name", "title", "subject"} and key.words != stem:
        return 0, ()
    party = _is_party(stem) and parent.kind in {"person", "party"}
    if generic:
        return (1, stem) if party and not column.is_number else (0, ())
    found = _called_so(stem, column, parent, key)
    if found[0] or not party:
        return found
    sells = bool(set(stem) & lexicon.words("sellers")) and parent.noun is not None and parent.noun.seller
    return (1.5 if sells else 1), stem


def _called_so(stem: Words, column: ColumnView, parent: TableView, key: ColumnView) -> tuple[float, Words]:
    """By what the table is called: exactly so, with words before it, or nearly."""
    called = _called(parent)
    if stem in called or (len(key.raw) > 1 and column.raw[-len(key.raw) :] == key.raw):
        return 3.5, ()
    if any(stem[-len(name) :] == name for name in called):
        return 2.5, stem
    nearly = len(stem) == 1 and column.is_integer is key.is_integer and any(_alike(stem[0], name) for name in called)
    return (2.2, stem) if nearly else (0, ())


def _called(parent: TableView) -> set[Words]:
    row = tuple(parent.row.split())
    words = tuple(singular(word) for word in parent.words)
    called = {row, words}
    if len(row) > 1 and parent.noun is not None:
        called.add(row[-1:])
    for synonym in parent.noun.synonyms if parent.noun else ():
        called.add(tuple(synonym.split()))
    return called | {tuple(map(singular, name)) for name in called}


def _alike(stem: str, name: Words) -> bool:
    return len(name) == 1 and len(stem) >= 4 and name[0].startswith(stem)


def _is_party(stem: Words) -> bool:
    return " ".join(stem) in lexicon.words("parties") or stem[-1] in lexicon.words("parties") | lexicon.words("sellers")


def _backwards(table: TableView, column: ColumnView, parent: TableView, key: ColumnView) -> bool:
    """Of two tables with one row each for the same thing, the one named after it is the other's parent."""
    if not column.profile.is_unique or table.key != (column.name,):
        return False
    return not _is_own(stem_of(column), parent) or parent.rows < table.rows


def _join(tables: Mapping[str, TableView], match: _Match, column: ColumnView, before: list[Join]) -> Join:
    parent = match.parent
    role = slug(*match.role) if match.role else ""
    taken = {join.name for join in before}
    if role in tables and role != parent.name:
        role = slug(role, parent.row)
    if not role and parent.name in taken:
        role = slug(*stem_of(column))
    if role in taken or role in tables:
        role = slug(column.name, "row") if role in taken else ""
    by = () if parent.key == (match.key.name,) else (match.key.name,)
    return Join(to=parent.name, on=(column.name,), by=by, role=role or None)


def _either(
    tables: Mapping[str, TableView],
    table: TableView,
    column: ColumnView,
    evidence: Evidence,
    before: list[Join],
    meanings: Mapping[tuple[str, str], str],
) -> tuple[list[Join], str]:
    """A column that points to one table or another, as a type column beside it says."""
    stem, kind = stem_of(column), _kind_beside(table, column)
    if kind is None or column.type != "id" or not kind.all_known or len(kind.values) > 8:
        return [], ""
    joins, open_ = [], []
    example: TableView | None = None
    for value in kind.values:
        fits = _fitting(tables, table, column, (kind.name, value), evidence)
        told = [parent for parent in fits if parent.name == meanings.get((kind.name, value))]
        named = [parent for parent in fits if singular(value.lower()) in {parent.row, parent.row.split()[-1]}]
        chosen = named or told or fits
        if len(chosen) != 1:
            open_.append(f"{value} ({' or '.join(sorted(parent.name for parent in fits)) or 'no table fits'})")
            example = example or next(iter(fits), None)
            continue
        typed: str | int = int(value) if kind.is_integer else value
        where = Where(field=f"{table.name}.{kind.name}", op="in", values=(typed,))
        role = slug(*stem, chosen[0].row)
        if role not in tables and role not in {join.name for join in before}:
            joins.append(Join(to=chosen[0].name, on=(column.name,), role=role, where=(where,)))
    if not joins and all("no table" in one for one in open_):
        return [], ""
    if example is not None:
        value = kind.values[0] if kind.is_integer else f'"{kind.values[0]}"'
        open_[-1] += (
            f", such as\n  - {{to: {example.name}, on: [{column.name}], role: {slug(*stem, example.row)}, "
            f"where: [{{field: {table.name}.{kind.name}, values: [{value}]}}]}}"
        )
    note = f"{kind.name} says what {column.name} refers to; add a join with `where` for " + ", ".join(open_)
    return joins, note if open_ else ""


def _meanings(
    tables: Mapping[str, TableView],
    table: TableView,
    columns: Sequence[ColumnView],
    joins: Sequence[Join],
    evidence: Evidence,
) -> dict[tuple[str, str], str]:
    """By kind column and value: the table that is meant, where a second way to it always ends in the same row.

    Of two values and two tables the other value means the other table; the same values beside another column mean
    the same.
    """
    found: dict[tuple[str, str], str] = {}
    kinds = [(column, kind) for column in columns if (kind := _kind_beside(table, column)) and kind.all_known]
    for column, kind in kinds:
        fits = {value: _fitting(tables, table, column, (kind.name, value), evidence) for value in kind.values[:8]}
        for value, parents in fits.items():
            told = [
                parent.name
                for parent in parents
                for join in joins
                for way in _ways(tables[join.to], parent)
                if len(join.on) == 1 and evidence.meet(table, column, (kind.name, value), join, tables[join.to], way)
            ]
            if len(set(told)) == 1:
                found[kind.name, value] = told[0]
        parents_ = {parent.name for one in fits.values() for parent in one}
        known = {value: name for (name_of, value), name in found.items() if name_of == kind.name}
        if len(known) == 1 and len(fits) == len(parents_) == 2:
            left = next(value for value in fits if value not in known)
            found[kind.name, left] = next(iter(parents_ - set(known.values())))
    for _, other in kinds:
        for _, kind in kinds:
            if set(kind.values) == set(other.values):
                for value in kind.values:
                    if (kind.name, value) in found:
                        found.setdefault((other.name, value), found[kind.name, value])
    return found


def _ways(through: TableView, parent: TableView) -> Iterator[ColumnView]:
    """The columns of a table that surely point to another, by their names."""
    key = parent.columns[parent.key[0]]
    for column in through.columns.values():
        if column.type == "id" and through.name != parent.name:
            strength, _ = _by_name(_stem(column, through), column, parent, key)
            if strength >= 2.5:
                yield column


def _fitting(
    tables: Mapping[str, TableView], table: TableView, column: ColumnView, only: tuple[str, str], evidence: Evidence
) -> list[TableView]:
    return [
        parent
        for parent in tables.values()
        if parent.name != table.name and len(parent.key) == 1 and _fits(table, column, parent, only, evidence)
    ]


def _kind_beside(table: TableView, column: ColumnView) -> ColumnView | None:
    """The column that says what kind of thing another one points to: sender type beside sender id."""
    stem = stem_of(column)
    return next((other for other in table.columns.values() if stem and other.words == (*stem, "type")), None)


def _fits(table: TableView, column: ColumnView, parent: TableView, only: tuple[str, str], evidence: Evidence) -> bool:
    key = parent.columns[parent.key[0]]
    named = singular(only[1].lower()) in {parent.row, parent.row.split()[-1]}
    if not named and parent.kind not in {"person", "party"}:
        return False
    if column.is_integer != key.is_integer:
        return False
    share = evidence.share(table, column, parent, key, only)
    return (share is None and named) or (share or 0) >= _SURELY
