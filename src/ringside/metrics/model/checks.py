"""Whether a model holds together: every name leads somewhere, every formula can be worked out, nothing counts twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz import fuzz, process

from ringside.metrics.model import formula, reach
from ringside.metrics.model.formula import BETWEEN, FUNCTIONS, Binary, Call, Expr, FormulaError, Negative, Ref
from ringside.metrics.model.schema import Column, Measure, Model, Named, Table, Where

Severity = Literal["error", "warning"]
NUMBERS = frozenset({"number", "money"})
DATES = frozenset({"date", "datetime"})


@dataclass(frozen=True)
class Finding:
    """What is wrong (a key of problems.yaml), at which path of the model, at which character of the value there."""

    path: tuple[str | int, ...]
    what: str
    values: Mapping[str, object] = field(default_factory=dict)
    at: int | None = None
    severity: Severity = "error"


def near(name: str, known: Iterable[str], most: int = 3) -> str:
    """The known names most like this one, else the first few there are, as a list in words."""
    names = sorted(known)
    alike = [name for name, _, _ in process.extract(name, names, scorer=fuzz.WRatio, limit=most, score_cutoff=60)]
    return ", ".join(alike or names[:most]) or "-"


def check(model: Model) -> Iterator[Finding]:
    """Everything that is wrong within the model itself."""
    for name, table in model.tables.items():
        yield from _table(model, name, table)
    for name, measure in model.measures.items():
        yield from _measure(model, name, measure)
    yield from _circles(
        {n: m.formula for n, m in model.measures.items() if m.formula}, lambda name: ("measures", name, "formula")
    )
    yield from _clashes(model)


def _table(model: Model, name: str, table: Table) -> Iterator[Finding]:
    here: tuple[str | int, ...] = ("tables", name)
    for part, listed in (("key", table.key), ("names", table.names)):
        for index, column in enumerate(listed):
            if column not in table.columns:
                yield _no_column((*here, part, index), name, table, column)
    if table.time:
        yield from _is_time((*here, "time"), model, name, table.time)
    yield from _joins(model, name, table)
    for column, defined in table.columns.items():
        if defined.expr is not None:
            yield from _own_expression((*here, "columns", column, "expr"), name, table, defined.expr)
    yield from _circles(
        {n: c.expr for n, c in table.columns.items() if c.expr}, lambda column: (*here, "columns", column, "expr")
    )


def _joins(model: Model, name: str, table: Table) -> Iterator[Finding]:
    met: set[str] = set()
    for index, join in enumerate(table.joins):
        here = ("tables", name, "joins", index)
        for place, column in enumerate(join.on):
            if column not in table.columns:
                yield _no_column((*here, "on", place), name, table, column)
        if join.name in met:
            yield Finding(here, "same_role", {"name": join.name, "table": name})
        met.add(join.name)
        if join.role in model.tables and join.role != join.to:
            yield Finding((*here, "role"), "role_is_table", {"name": join.role})
        for place, where in enumerate(join.where):
            yield from _where((*here, "where", place), model, name, where)
            if where.field.rpartition(".")[0] != name:
                yield Finding((*here, "where", place, "field"), "where_elsewhere", {"table": name, "name": where.field})
        other = model.tables.get(join.to)
        if other is None:
            yield Finding((*here, "to"), "no_table", {"name": join.to, "near": near(join.to, model.tables)})
            continue
        for place, column in enumerate(join.by):
            if column not in other.columns:
                yield _no_column((*here, "by", place), join.to, other, column)
        by = join.by or other.key
        if not by:
            yield Finding((*here, "to"), "no_key", {"table": join.to})
        elif len(by) != len(join.on):
            values = {"count": len(join.on), "most": len(by), "table": join.to, "columns": ", ".join(by)}
            yield Finding((*here, "on"), "key_length", values)


def _own_expression(path: tuple[str | int, ...], name: str, table: Table, text: str) -> Iterator[Finding]:
    expr = yield from _parsed(path, text)
    if expr is None:
        return
    found: dict[str, Column] = {}
    for ref in formula.refs(expr):
        if "." in ref.path:
            yield Finding(path, "own_column", {"name": ref.path}, ref.at)
        elif ref.path not in table.columns:
            yield _no_column(path, name, table, ref.path, ref.at)
        else:
            found[ref.path] = table.columns[ref.path]
    yield from _typed(path, expr, {ref: column.type for ref, column in found.items()})


def _measure(model: Model, name: str, measure: Measure) -> Iterator[Finding]:
    here = ("measures", name)
    if measure.formula is not None:
        yield from _derived(here, model, measure)
        return
    table = model.tables.get(measure.table or "")
    if table is None or measure.table is None:
        values = {"name": measure.table, "near": near(measure.table or "", model.tables)}
        yield Finding((*here, "table"), "no_table", values)
        return
    if measure.time is not None:
        yield from _is_time((*here, "time"), model, measure.table, measure.time)
    if measure.snapshot and not (measure.time or table.time):
        yield Finding((*here, "snapshot"), "snapshot_time", {"table": measure.table})
    if measure.of is not None:
        yield from _aggregated((*here, "of"), model, measure, measure.table, measure.of)
    for index, where in enumerate(measure.where):
        yield from _where((*here, "where", index), model, measure.table, where)


def _aggregated(
    path: tuple[str | int, ...], model: Model, measure: Measure, table: str, text: str
) -> Iterator[Finding]:
    expr = yield from _parsed(path, text)
    if expr is None:
        return
    types: dict[str, str] = {}
    for ref in formula.refs(expr):
        if "." not in ref.path:
            yield Finding(path, "needs_path", {"name": ref.path, "table": table}, ref.at)
            continue
        found = yield from _resolved(path, model, table, ref.path, ref.at)
        if found is not None:
            types[ref.path] = found.type
    yield from _typed(path, expr, types)
    ordered = {"min", "max"} if isinstance(expr, Ref) else set()
    if isinstance(expr, Ref) and expr.path in types and measure.agg not in {"count", "count_distinct"}:
        fits = NUMBERS | (DATES if measure.agg in ordered else set())
        if types[expr.path] not in fits:
            values = {"agg": measure.agg, "name": expr.path, "type": types[expr.path]}
            yield Finding(path, "not_number", values, expr.at)


def _derived(here: tuple[str, str], model: Model, measure: Measure) -> Iterator[Finding]:
    for part, given in (
        ("table", measure.table), ("of", measure.of), ("where", measure.where), ("snapshot", measure.snapshot),
        ("time", measure.time),
    ):  # fmt: skip
        if given:
            yield Finding((*here, part), "formula_extra", {"name": part})
    expr = yield from _parsed((*here, "formula"), measure.formula or "")
    for ref in formula.refs(expr) if expr is not None else ():
        if ref.path not in model.measures:
            values = {"name": ref.path, "near": near(ref.path, model.measures)}
            yield Finding((*here, "formula"), "no_measure", values, ref.at)


def _where(path: tuple[str | int, ...], model: Model, table: str, where: Where) -> Iterator[Finding]:
    yield from _resolved((*path, "field"), model, table, where.field)
    count = len(where.values)
    wanted = {"null": "no value", "not_null": "no value", "between": "two values", "in": "at least one value",
              "not_in": "at least one value"}.get(where.op, "one value")  # fmt: skip
    fits = {"no value": count == 0, "two values": count == 2, "at least one value": count > 0}.get(wanted, count == 1)
    if not fits:
        yield Finding((*path, "op"), "count_of_values", {"op": where.op, "wanted": wanted, "count": count})


def _resolved(
    path: tuple[str | int, ...], model: Model, table: str, ref: str, at: int | None = None
) -> Iterator[Finding] | Any:
    """Findings on the way, and the column that was found, if any."""
    try:
        found = reach.resolve(model, table, ref)
    except reach.Ambiguous as error:
        yield Finding(path, "ambiguous", {"name": ref, "table": table, "near": ", ".join(error.choices)}, at)
        return None
    except reach.Unreachable:
        known = (field.path for field, _, _ in reach.fields(model, table))
        yield Finding(path, "unreachable", {"name": ref, "table": table, "near": near(ref, known)}, at)
        return None
    return model.tables[found.node.table].columns[found.column]


def _parsed(path: tuple[str | int, ...], text: str) -> Iterator[Finding] | Any:
    try:
        return formula.parse(text)
    except FormulaError as error:
        values = {"problem": error.problem, "functions": ", ".join(f"{name}()" for name in FUNCTIONS)}
        yield Finding(path, "formula", values, error.at)
        return None


def _typed(path: tuple[str | int, ...], expr: Expr, types: Mapping[str, str]) -> Iterator[Finding]:
    """Arithmetic with anything but numbers, and days between anything but dates."""

    def wants(part: Expr, fits: frozenset[str], what: str, agg: str) -> Iterator[Finding]:
        if isinstance(part, Ref) and part.path in types and types[part.path] not in fits:
            values = {"agg": agg, "name": part.path, "type": types[part.path]}
            yield Finding(path, what, values, part.at)

    match expr:
        case Binary(op, left, right):
            for part in (left, right):
                yield from wants(part, NUMBERS | {"flag"}, "not_number", op)
                yield from _typed(path, part, types)
        case Negative(of):
            yield from wants(of, NUMBERS, "not_number", "-")
            yield from _typed(path, of, types)
        case Call(name, args):
            for part in args:
                if name in BETWEEN or name in {"year", "month"}:
                    yield from wants(part, DATES, "no_days", name)
                elif name in {"abs", "round"}:
                    yield from wants(part, NUMBERS, "not_number", name)
                yield from _typed(path, part, types)


def _is_time(path: tuple[str | int, ...], model: Model, name: str, time: str) -> Iterator[Finding]:
    table = model.tables[name]
    if "." in time:
        column = yield from _resolved(path, model, name, time)
    elif time not in table.columns:
        yield _no_column(path, name, table, time)
        return
    else:
        column = table.columns[time]
    if column is not None and column.type not in DATES:
        yield Finding(path, "not_time", {"name": time if "." in time else f"{name}.{time}", "type": column.type})


def _no_column(path: tuple[str | int, ...], name: str, table: Table, column: str, at: int | None = None) -> Finding:
    return Finding(path, "no_column", {"table": name, "name": column, "near": near(column, table.columns)}, at)


def _circles(texts: Mapping[str, str], place: Callable[[str], tuple[str | int, ...]]) -> Iterator[Finding]:
    """Formulas that are made of themselves, each circle once."""
    made_of: dict[str, tuple[str, ...]] = {}
    for name, text in texts.items():
        try:
            made_of[name] = tuple(part for part in formula.fields(formula.parse(text)) if part in texts)
        except FormulaError:
            made_of[name] = ()
    done: set[str] = set()
    for name in made_of:
        way = _circle(name, made_of, done)
        if way:
            yield Finding(place(way[0]), "cycle", {"way": " > ".join(way)})
            done.update(way)


def _circle(start: str, made_of: Mapping[str, Sequence[str]], done: set[str]) -> tuple[str, ...]:
    """The way from a name back to itself, or (); what has been looked at goes into `done`. Without recursion."""
    way: list[str] = [start]
    open_: list[Iterator[str]] = [iter(made_of[start])]
    if start in done:
        return ()
    while open_:
        part = next(open_[-1], None)
        if part is None:
            done.add(way.pop())
            open_.pop()
        elif part in way:
            return (*way[way.index(part) :], part)
        elif part not in done:
            way.append(part)
            open_.append(iter(made_of[part]))
    return ()


def _clashes(model: Model) -> Iterator[Finding]:
    """Words by which two measures are called: a question with them cannot be answered without asking back."""
    owner: dict[str, str] = {}
    for name, measure in model.measures.items():
        for path, word in _words(name, measure):
            other = owner.setdefault(word.casefold(), name)
            if other != name and not measure.hidden and not model.measures[other].hidden:
                values = {"name": word, "other": other}
                yield Finding(("measures", name, *path), "same_words", values, severity="warning")


def _words(name: str, named: Named) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for language, label in named.label.items():
        yield ("label", language), label
    for index, synonym in enumerate(named.synonyms):
        yield ("synonyms", index), synonym
