"""What a measure is made of: atoms, each one aggregate over the rows of one table, and arithmetic over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import cast

from rapidfuzz import process

from ringside.metrics.model import formula
from ringside.metrics.model.formula import Binary, Call, Expr, FormulaError, Negative, Number, Ref
from ringside.metrics.model.reach import Ambiguous, Field, Unreachable, nodes, resolve, time_path
from ringside.metrics.model.schema import Aggregate, Format, Measure, Model
from ringside.metrics.query.problems import CannotAnswer, FieldAmbiguous, FieldUnreachable, UnknownName
from ringside.metrics.query.schema import Filter, MetricQuery

_AD_HOC = re.compile(r"(sum|avg|min|max|median|count|count_distinct)\(\s*(.*?)\s*\)")
_DEEPEST = 12


@dataclass(frozen=True)
class Atom:
    """One aggregate: of which table's rows, those that meet all of `where`."""

    table: str
    agg: Aggregate
    of: Expr | None = None
    where: tuple[Filter, ...] = ()
    time: str | None = None
    snapshot: bool = False
    snapshot_of: tuple[str, ...] = ()


@dataclass
class Measures:
    """The measures of a query, taken apart. Atoms that several measures share are there once."""

    model: Model
    query: MetricQuery
    atoms: dict[Atom, str] = field(default_factory=dict)

    def expand(self, name: str) -> Expr:
        """The measure as arithmetic over names of atoms. Raises UnknownName, FieldUnreachable, FieldAmbiguous."""
        return self._expand(name, (), 0)

    def _expand(self, name: str, where: tuple[Filter, ...], depth: int) -> Expr:
        if depth > _DEEPEST:
            raise CannotAnswer(f"The measure {name} is defined by itself.")
        if name in self.query.defined:
            defined = self.query.defined[name]
            part = self._expand(defined.of, where + defined.where, depth + 1)
            return part if defined.per is None else Binary("/", part, self._expand(defined.per, where, depth + 1))
        measure = self.model.measures.get(name)
        if measure is None:
            return self._ref(ad_hoc(name, self.model, self.query.subject), where)
        if measure.formula is None:
            return self._ref(_atom(measure), where)
        tree = _parse(measure.formula, name)
        return substitute(tree, {path: self._expand(path, where, depth + 1) for path in formula.fields(tree)})

    def _ref(self, atom: Atom, where: tuple[Filter, ...]) -> Ref:
        if where:
            atom = replace(atom, where=atom.where + where)
        return Ref(self.atoms.setdefault(atom, f"a{len(self.atoms)}"))


def _atom(measure: Measure) -> Atom:
    where = tuple(Filter(field=cond.field, op=cond.op, values=cond.values) for cond in measure.where)
    of = None if measure.of is None else _parse(measure.of, measure.of)
    agg = cast(Aggregate, measure.agg)
    return Atom(str(measure.table), agg, of, where, measure.time, measure.snapshot, measure.snapshot_of)


def ad_hoc(name: str, model: Model, subject: str | None = None) -> Atom:
    """A measure made on the spot: `count(orders)`, `avg(orders.amount)`, `count_distinct(orders.customer_id)`."""
    match = _AD_HOC.fullmatch(name)
    if match is None:
        raise unknown(name, model)
    agg, inner = cast(Aggregate, match[1]), match[2]
    if inner in model.tables:
        if agg == "count":
            return Atom(inner, "count")
        if agg == "count_distinct":
            return _rows_of(inner, model, subject)
        raise CannotAnswer(f"{agg} needs a field, and {inner} is a table.")
    tree = _parse(inner, name)
    paths = formula.fields(tree)
    if not paths:
        raise CannotAnswer(f"{name} names no field.")
    return Atom(_home(paths, model, subject), agg, tree)


def _rows_of(table: str, model: Model, subject: str | None) -> Atom:
    """Different rows of a table as they are met from the subject; all of its rows without a subject."""
    key = model.tables[table].key
    if subject in {None, table} or subject not in model.tables or len(key) != 1:
        return Atom(table, "count")
    for node in nodes(model, subject):
        if node.table == table:
            return Atom(subject, "count_distinct", Ref(Field(node, key[0]).path))
    return Atom(table, "count")


def _home(paths: tuple[str, ...], model: Model, subject: str | None) -> str:
    """Whose rows are aggregated: the subject's where it reaches every field, else those of a table that is named."""
    named = [path.split(".")[0] for path in paths]
    problem: CannotAnswer | None = None
    for table in dict.fromkeys([subject, *named]):
        if table is None or table not in model.tables:
            continue
        try:
            for path in paths:
                find(model, table, path)
        except CannotAnswer as error:
            problem = error
        else:
            return table
    raise problem or unknown(paths[0], model)


def find(model: Model, fact: str, path: str) -> Field:
    """`reach.resolve`, with problems that can be shown to the person."""
    if fact not in model.tables:
        raise unknown(fact, model)
    try:
        return resolve(model, fact, path)
    except Unreachable:
        plain = path.partition(":")[0]
        if not _exists(model, plain):
            raise unknown(path, model) from None
        raise FieldUnreachable(
            f"{_called(model, fact)} cannot be broken down by {path}: no join leads there.", fact=fact, field=path
        ) from None
    except Ambiguous as error:
        raise FieldAmbiguous(str(error), field=path, choices=list(error.choices)) from None


def dates_of(model: Model) -> Iterator[tuple[str, Field]]:
    """The date by which each fact counts, where there is one."""
    for name in model.tables:
        path = time_path(model, name)
        if path is not None:
            with suppress(LookupError):
                yield name, resolve(model, name, path)


def _exists(model: Model, path: str) -> bool:
    """Whether any table has a field that this path may name."""
    *_, column = path.split(".")
    return any(column in table.columns for table in model.tables.values())


def _called(model: Model, table: str) -> str:
    return model.tables[table].label.get("en") or table


def unknown(name: str, model: Model) -> UnknownName:
    """The problem of a name that is not there, with the nearest that are."""
    names = [*model.measures, *model.tables]
    names += [f"{table}.{column}" for table, found in model.tables.items() for column in found.columns]
    nearest = [match[0] for match in process.extract(name, names, limit=5, score_cutoff=50)]
    return UnknownName(f"There is no {name}.", nearest=nearest)


def _parse(text: str, name: str) -> Expr:
    try:
        return formula.parse(text)
    except FormulaError as error:
        raise CannotAnswer(f"{name}: {error.problem}.") from None


def substitute(tree: Expr, names: Mapping[str, Expr]) -> Expr:
    """The same tree with names replaced by what they stand for."""
    match tree:
        case Ref(path):
            return names.get(path, tree)
        case Negative(of):
            return Negative(substitute(of, names))
        case Binary(op, left, right):
            return Binary(op, substitute(left, names), substitute(right, names))
        case Call(name, args):
            return Call(name, tuple(substitute(arg, names) for arg in args))
    return tree


def additive(tree: Expr, atoms: Mapping[str, Atom]) -> bool:
    """Whether values of parts add up to the value of the whole."""
    match tree:
        case Ref(name):
            return atoms[name].agg in {"sum", "count"}
        case Negative(of):
            return additive(of, atoms)
        case Binary("+" | "-", left, right):
            return additive(left, atoms) and additive(right, atoms)
        case Binary("*", left, right):
            return _scaled(left, right, atoms) or _scaled(right, left, atoms)
        case Binary("/", left, right):
            return _scaled(left, right, atoms)
    return False


def _scaled(tree: Expr, by: Expr, atoms: Mapping[str, Atom]) -> bool:
    return isinstance(by, Number) and additive(tree, atoms)


@dataclass(frozen=True)
class Shape:
    """How a measure's values are to be shown."""

    label: str
    format: Format = "number"
    unit: str | None = None


def shape(name: str, model: Model, query: MetricQuery) -> Shape:  # noqa: PLR0911 one line a case
    """The label, format and unit of a measure, defined and ad hoc ones included."""
    if name in query.defined:
        defined = query.defined[name]
        of = shape(defined.of, model, query)
        if defined.per is not None and of.format == "integer":
            return Shape(defined.label or name, "number", of.unit)
        return Shape(defined.label or name, of.format, of.unit)
    if measure := model.measures.get(name):
        unit = measure.unit or (model.currency if measure.format == "money" else None)
        return Shape(measure.label.get("en") or name.replace("_", " "), measure.format, unit)
    atom = ad_hoc(name, model, query.subject)
    if atom.agg in {"count", "count_distinct"}:
        return Shape(name, "integer")
    if isinstance(atom.of, Ref):
        field = find(model, atom.table, atom.of.path)
        column = model.tables[field.node.table].columns[field.column]
        if column.type == "money":
            return Shape(name, "money", column.unit or model.currency)
        if column.unit == "percent":
            return Shape(name, "percent")
        return Shape(name, "number", column.unit)
    if isinstance(atom.of, Call) and atom.of.name in formula.BETWEEN:
        return Shape(name, "duration", atom.of.name.partition("_")[0])
    return Shape(name)
