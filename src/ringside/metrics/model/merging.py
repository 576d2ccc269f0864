"""What is new in the data, written into a model that people have edited: nothing of theirs is changed or comes back.

New tables, columns, joins and measures are put in as lines; every other line stays as it is, comments included.
`known` are the columns of each stored table that were there before: what a person has deleted stays deleted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ringside.metrics.model import formula
from ringside.metrics.model.drafting import Draft
from ringside.metrics.model.places import Placed, load
from ringside.metrics.model.reading import read
from ringside.metrics.model.schema import Column, Join, Measure, Model, Table
from ringside.metrics.model.writing import measure_lines, part_line, table_lines, write

Known = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Merged:
    """The text with what is new, and what that is: `orders`, `orders.channel`, `measures.revenue`."""

    text: str
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class _News:
    tables: dict[str, Table]
    columns: dict[tuple[str, str], Column]
    joins: dict[str, list[Join]]
    measures: dict[str, Measure]

    def names(self) -> tuple[str, ...]:
        return (
            *self.tables,
            *(f"{table}.{column}" for table, column in self.columns),
            *(f"{table}.{join.name}" for table, joins in self.joins.items() for join in joins),
            *(f"measures.{name}" for name in self.measures),
        )


def merge(text: str, draft: Draft, known: Known) -> Merged:
    """The text of a model with what a fresh draft has that was not known before; unchanged if it cannot be read."""
    model = read(text).model
    if model is None:
        return Merged(text)
    called = {table.source or name: name for name, table in model.tables.items()}
    fresh = _renamed(draft.model, {old: new for old, new in called.items() if old != new})
    for reduced in (lambda table: table, _undated, _alone):
        news = _news(model, _each_table(fresh, reduced), draft.model, called, known)
        written = _written(text, model, news, draft.notes)
        while news.measures and read(written).model is None:
            news.measures.popitem()  # one that leans on what a person has changed
            written = _written(text, model, news, draft.notes)
        if news.names() and read(written).model is not None:
            return Merged(written, news.names())
    return Merged(text)


def _each_table(model: Model, change: Callable[[Table], Table]) -> Model:
    return model.model_copy(update={"tables": {name: change(table) for name, table in model.tables.items()}})


def _undated(table: Table) -> Table:
    """Without a date at another table, which a person may have left out there."""
    return table.model_copy(update={"time": None}) if "." in (table.time or "") else table


def _alone(table: Table) -> Table:
    return _undated(table).model_copy(update={"joins": ()})


def _news(model: Model, fresh: Model, drafted: Model, called: Mapping[str, str], known: Known) -> _News:
    sources = dict(zip(fresh.tables, drafted.tables, strict=True))
    tables = {
        name: table
        for name, table in fresh.tables.items()
        if sources[name] not in called and sources[name] not in known and name not in model.tables
    }
    columns, joins = {}, {}
    for name, table in fresh.tables.items():
        if sources[name] not in called:
            continue
        before = set(known.get(sources[name], ()))
        for column, defined in table.columns.items():
            if defined.expr is None and column not in before and column not in model.tables[name].columns:
                columns[name, column] = defined
        taken = {join.name for join in model.tables[name].joins}
        wanted = [
            join
            for join in table.joins
            if (join.to in tables or any((name, column) in columns for column in join.on))
            and (join.to in tables or join.to in model.tables)
            and all(column in model.tables[name].columns or (name, column) in columns for column in join.on)
            and join.name not in taken
        ]
        if wanted:
            joins[name] = wanted
    return _News(tables, columns, joins, dict(_measures(model, fresh, tables)))


def _measures(model: Model, fresh: Model, tables: Mapping[str, Table]) -> Iterator[tuple[str, Measure]]:
    """Those of new tables, and what can be worked out of them."""
    there = set(model.measures)
    added: set[str] = set()
    for name, measure in fresh.measures.items():
        if name in there:
            continue
        if measure.formula is None:
            new = measure.table in tables
        else:
            parts = set(formula.fields(formula.parse(measure.formula)))
            new = bool(parts & added) and parts <= there | added
        if new:
            added.add(name)
            yield name, measure


def _renamed(model: Model, names: Mapping[str, str]) -> Model:
    """A draft in which tables are called what a person has called them."""
    if not names:
        return model
    pattern = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, names)) + r")(?=\.)")

    def path(text: str | None) -> str | None:
        return text if text is None else pattern.sub(lambda match: names[match[1]], text)

    def wheres(part: Measure | Join) -> tuple[object, ...]:
        return tuple(where.model_copy(update={"field": path(where.field)}) for where in part.where)

    tables = {
        names.get(name, name): table.model_copy(
            update={
                "time": path(table.time),
                "joins": tuple(
                    join.model_copy(update={"to": names.get(join.to, join.to), "where": wheres(join)})
                    for join in table.joins
                ),
            }
        )
        for name, table in model.tables.items()
    }
    measures = {
        name: measure.model_copy(
            update={
                "table": names.get(measure.table or "", measure.table),
                "of": path(measure.of),
                "time": path(measure.time),
                "where": wheres(measure),
            }
        )
        for name, measure in model.measures.items()
    }
    return model.model_copy(update={"tables": tables, "measures": measures})


def _written(text: str, model: Model, news: _News, notes: Mapping[str, str]) -> str:
    placed = load(text)
    if any(placed.block(path) is None for path in _touched(model, news)):
        return write(_together(model, news), notes)
    inserts: list[tuple[int, list[str]]] = []
    for (table, column), defined in news.columns.items():
        inserts.append(_line(placed, ("tables", table, "columns"), part_line(column, defined)))
    for table, joins in news.joins.items():
        if model.tables[table].joins:
            inserts += [_line(placed, ("tables", table, "joins"), part_line(None, join)) for join in joins]
        else:
            end, indent = _block(placed, ("tables", table))
            lines = ["joins:", *(f"  {part_line(None, join)}" for join in joins)]
            inserts.append((end, [" " * indent + line for line in lines]))
    lines = text.split("\n")
    for block, parts in (("tables", _tables(news, notes)), ("measures", _lines(news))):
        if parts and placed.block((block,)) is None:
            inserts.append((len(lines) if lines[-1] else len(lines) - 1, [f"{block}:", *parts]))
        elif parts:
            end, indent = _block(placed, (block,))
            inserts.append((end, [" " * (indent - 2) + line if indent >= 2 else line for line in parts]))
    for _, (end, added) in sorted(enumerate(inserts), key=lambda one: (one[1][0], one[0]), reverse=True):
        lines[end:end] = added
    return "\n".join(lines)


def _tables(news: _News, notes: Mapping[str, str]) -> list[str]:
    return [line for name, table in news.tables.items() for line in table_lines(name, table, notes)]


def _lines(news: _News) -> list[str]:
    return [line for name, measure in news.measures.items() for line in measure_lines(name, measure)]


def _touched(model: Model, news: _News) -> Iterator[tuple[str, ...]]:
    """Where lines would have to be put in."""
    if news.tables and model.tables:
        yield ("tables",)
    if news.measures and model.measures:
        yield ("measures",)
    for table, _ in news.columns:
        yield ("tables", table, "columns")
    for table in news.joins:
        yield ("tables", table, "joins") if model.tables[table].joins else ("tables", table)


def _block(placed: Placed, path: tuple[str, ...]) -> tuple[int, int]:
    found = placed.block(path)
    if found is None:
        raise KeyError(path)
    return found


def _line(placed: Placed, path: tuple[str, ...], line: str) -> tuple[int, list[str]]:
    end, indent = _block(placed, path)
    return end, [" " * indent + line]


def _together(model: Model, news: _News) -> Model:
    """The same as a model, for texts that are not written in lines."""
    tables = dict(model.tables)
    for (table, column), defined in news.columns.items():
        columns = {**tables[table].columns, column: defined}
        tables[table] = tables[table].model_copy(update={"columns": columns})
    for table, joins in news.joins.items():
        tables[table] = tables[table].model_copy(update={"joins": (*tables[table].joins, *joins)})
    return model.model_copy(update={"tables": tables | news.tables, "measures": {**model.measures, **news.measures}})
