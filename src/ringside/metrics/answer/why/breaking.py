"""A formula as a tree of other measures, worked out in fractions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ringside.metrics.model import formula
from ringside.metrics.model.formula import Binary, Call, Expr, FormulaError, Negative, Number, Ref
from ringside.metrics.model.schema import Measure, Model
from ringside.metrics.query.schema import MetricQuery

_DEEPEST = 8
MOST_FACTORS = 5


def worked_out(expr: Expr, values: Mapping[str, Fraction]) -> Fraction | None:  # noqa: PLR0911
    """The value of a tree; None where something is missing, divided by nothing, or not arithmetic."""
    match expr:
        case Number(value):
            return Fraction(str(value))
        case Ref(path):
            return values.get(path)
        case Negative(of):
            inner = worked_out(of, values)
            return None if inner is None else -inner
        case Binary(op, left, right):
            a, b = worked_out(left, values), worked_out(right, values)
            if a is None or b is None:
                return None
            if op == "/":
                return a / b if b else None
            return a + b if op == "+" else a - b if op == "-" else a * b
        case Call("coalesce", args):
            found = (worked_out(arg, values) for arg in args)
            return next((value for value in found if value is not None), None)
        case Call("abs", (arg,)):
            inner = worked_out(arg, values)
            return None if inner is None else abs(inner)
    return None


def tree(model: Model, query: MetricQuery, ref: str, depth: int = 0) -> Expr | None:
    """A measure's formula down to aggregates, or None for an aggregate or what cannot be read."""
    measure = _measure(model, query, ref)
    if measure is None or measure.formula is None or depth > _DEEPEST:
        return None
    try:
        return _expanded(formula.parse(measure.formula), model, query, depth)
    except FormulaError:
        return None


def _expanded(expr: Expr, model: Model, query: MetricQuery, depth: int) -> Expr:
    match expr:
        case Ref(path):
            return tree(model, query, path, depth + 1) or expr
        case Negative(of):
            return Negative(_expanded(of, model, query, depth))
        case Binary(op, left, right):
            return Binary(op, _expanded(left, model, query, depth), _expanded(right, model, query, depth))
        case Call(name, args):
            return Call(name, tuple(_expanded(arg, model, query, depth) for arg in args))
    return expr


def _measure(model: Model, query: MetricQuery, ref: str) -> Measure | None:
    return None if ref in query.defined else model.measures.get(ref)


def leaves(expr: Expr) -> tuple[str, ...]:
    """The aggregates a tree is made of, each once."""
    return tuple(dict.fromkeys(ref.path for ref in formula.refs(expr)))


def is_additive(model: Model, query: MetricQuery, ref: str) -> bool:
    """Whether the values of groups add up to the whole's."""
    measure = model.measures.get(query.defined[ref].of if ref in query.defined else ref)
    if measure is None:
        return ref.startswith(("sum(", "count("))
    return measure.agg in {"sum", "count"}


def is_linear(expr: Expr) -> bool:
    """Whether a tree only adds, subtracts and scales: then it adds up over groups as its leaves do."""
    match expr:
        case Ref():
            return True
        case Negative(of):
            return is_linear(of)
        case Binary(op, left, right) if op in {"+", "-"}:
            return is_linear(left) and is_linear(right)
        case Binary("*", Number(), right):
            return is_linear(right)
        case Binary("*" | "/", left, Number()):
            return is_linear(left)
    return False


def price_and_quantity(model: Model, ref: str) -> str | None:
    """For a sum of price times quantity, the quantity to add up; the price is then the mean price."""
    measure = model.measures.get(ref)
    if measure is None or measure.agg != "sum" or not measure.of or measure.table not in model.tables:
        return None
    if measure.where or measure.time or measure.snapshot:  # a sum made on the spot would be of other rows
        return None
    try:
        expr = formula.parse(measure.of)
    except FormulaError:
        return None
    if not isinstance(expr, Binary) or expr.op != "*":
        return None
    columns = model.tables[measure.table].columns
    paths = [each.path for each in formula.refs(expr)]
    numbers = [path for path in paths if path.partition(".")[0] == measure.table
               and (column := columns.get(path.rpartition(".")[2])) and column.type == "number"
               and column.unit not in {"percent", "%"}]  # fmt: skip
    factors = {part.path for part in _factors(expr) if isinstance(part, Ref)}
    counted = [path for path in numbers if path in factors]
    return f"sum({counted[0]})" if len(counted) == 1 else None


def _factors(expr: Expr) -> list[Expr]:
    if isinstance(expr, Binary) and expr.op == "*":
        return [*_factors(expr.left), *_factors(expr.right)]
    return [expr]


def renamed(expr: Expr, names: Mapping[str, Expr]) -> Expr:
    """The tree with other trees in the place of its names."""
    match expr:
        case Ref(path):
            return names[path]
        case Negative(of):
            return Negative(renamed(of, names))
        case Binary(op, left, right):
            return Binary(op, renamed(left, names), renamed(right, names))
        case Call(name, args):
            return Call(name, tuple(renamed(arg, names) for arg in args))
    return expr
