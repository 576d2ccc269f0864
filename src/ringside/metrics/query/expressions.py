"""Formulas and conditions as database expressions."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import reduce
from typing import TYPE_CHECKING, Any

import ibis

from ringside.metrics.model.formula import Binary, Call, Expr, Negative, Number, Ref
from ringside.metrics.model.schema import Aggregate, Operator, Scalar
from ringside.metrics.query.calendar import SPARK, as_day
from ringside.metrics.query.problems import CannotAnswer, UnusableValue

if TYPE_CHECKING:
    import ibis.expr.types as ir

_WIDEST = 38
"""Digits that a decimal may have in every database."""
_SECONDS = {"seconds_between": 1, "minutes_between": 60, "hours_between": 3600}
_TRUE, _FALSE = {"true", "yes", "1", "t", "y"}, {"false", "no", "0", "f", "n"}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le
}  # fmt: skip


def evaluate(tree: Expr, value_of: Callable[[str], ir.Value], dialect: str = "duckdb") -> ir.Value:
    """The tree over columns. Division is exact to a float and null by zero; null wherever a value is null."""

    def walk(node: Expr) -> ir.Value:  # noqa: PLR0911 one line a case
        match node:
            case Number(value):
                return ibis.literal(value)
            case Ref(path):
                return numeric(value_of(path))
            case Negative(of):
                return -walk(of)
            case Binary(op, left, right):
                return _arithmetic(op, walk(left), walk(right))
            case Call(name, (first, second)) if name.endswith("_between"):
                return _between(name, _dated(first), _dated(second))
            case Call("coalesce", args):
                return ibis.coalesce(*[walk(arg) for arg in args])
            case Call("abs", (of,)):
                return walk(of).abs()
            case Call("round", (of,)):
                return walk(of).cast("float64").round(0)
            case Call("round", (of, Number(digits))):
                return walk(of).cast("float64").round(int(digits))
            case Call("year", (of,)):
                return as_day(_dated(of)).year().cast("int64")
            case Call("month", (of,)):
                return as_day(_dated(of)).month().cast("int64")
        raise CannotAnswer("This formula cannot be computed.")

    def _dated(node: Expr) -> ir.Value:
        value = value_of(node.path) if isinstance(node, Ref) else walk(node)
        if not (value.type().is_date() or value.type().is_timestamp()):
            raise CannotAnswer("A date is expected in this formula.")
        return value

    def _between(name: str, first: ir.Value, second: ir.Value) -> ir.Value:
        if name == "days_between":
            return as_day(second).epoch_days() - as_day(first).epoch_days()
        seconds = _epoch(second, dialect) - _epoch(first, dialect)
        return seconds / _SECONDS[name]

    return walk(tree)


def _epoch(value: ir.Value, dialect: str) -> ir.Value:
    """Seconds since 1970 with their fractions. A date is its midnight."""
    if value.type().is_date():
        value = value.cast("timestamp")
    whole = value.truncate("s").epoch_seconds().cast("float64")
    if dialect in SPARK:  # it has no word for microseconds
        return whole + value.millisecond().cast("float64") / 1_000
    return whole + value.microsecond().cast("float64") / 1_000_000


def numeric(value: ir.Value) -> ir.Value:
    """A flag counts as 1 or 0; anything else stays."""
    if not value.type().is_boolean():
        return value
    return ibis.cases((value, ibis.literal(1, "int64")), (~value, ibis.literal(0, "int64")))  # no cast in PostgreSQL


def _arithmetic(op: str, left: ir.Value, right: ir.Value) -> ir.Value:
    for side in (left, right):
        if not side.type().is_numeric():
            raise CannotAnswer("Numbers are expected in this formula.")
    if op == "/":
        return left.cast("float64") / right.cast("float64").nullif(0)
    if op == "*" and _digits(left) + _digits(right) > _WIDEST:
        left, right = left.cast("float64"), right.cast("float64")
    return {"+": operator.add, "-": operator.sub, "*": operator.mul}[op](left, right)


def _digits(value: ir.Value) -> int:
    """How many digits a factor adds to a decimal product; whole numbers count as seldom large."""
    return value.type().precision or _WIDEST if value.type().is_decimal() else 0


def aggregate(value: ir.Value, agg: Aggregate, where: ir.BooleanValue | None) -> ir.Value:
    """The aggregate of the rows that meet `where`."""
    if agg in {"count", "min", "max"}:
        return getattr(value, agg)(where=where)
    if agg == "count_distinct":
        return value.nunique(where=where)
    value = numeric(value)
    if not value.type().is_numeric():
        raise CannotAnswer(f"{agg} needs numbers.")
    if agg == "sum":
        return value.sum(where=where)
    if agg == "median":
        return value.cast("float64").median(where=where)
    # How databases round a mean of decimals differs; the sum of decimals and their number do not.
    return value.sum(where=where).cast("float64") / value.count(where=where).nullif(0).cast("float64")


def condition(  # noqa: PLR0911 one line an operator
    value: ir.Value, op: Operator, values: tuple[Scalar, ...]
) -> ir.BooleanValue:
    """Whether a value meets a condition, for a filter: what is unknown does not, so it does meet the opposite.

    `in` and `not_in` together take in every row. Null means no here too: COALESCE would keep databases from seeing
    through a join.
    """
    if op == "null":
        return value.isnull()
    if op == "not_null":
        return value.notnull()
    if op in {"not_in", "!=", "not_contains"}:
        opposite: Operator = {"not_in": "in", "!=": "in", "not_contains": "contains"}[op]  # type: ignore[assignment]
        return ~condition(value, opposite, values).fill_null(False)
    if not values:
        return ibis.literal(False)
    if any("\x00" in given for given in values if isinstance(given, str)):
        raise UnusableValue("A value holds a character that no text has.")
    if op in {"contains", "starts_with"}:
        text = value.cast("string").lower()
        test = text.contains if op == "contains" else text.startswith
        return reduce(operator.or_, [test(str(part).lower()) for part in values])
    left, wanted = _comparable(value, values)
    if op in {"in", "="}:
        return left.isin(wanted) if len(wanted) > 1 else left == wanted[0]
    if op == "between":
        if len(wanted) != 2:
            raise UnusableValue("between takes two values.")
        return (left >= wanted[0]) & (left <= wanted[1])
    return _COMPARE[op](left, wanted[0])


def _comparable(value: ir.Value, values: tuple[Scalar, ...]) -> tuple[ir.Value, list[Any]]:
    """A column and constants of one type. Raises UnusableValue."""
    dtype = value.type()
    if dtype.is_boolean():
        return value, [_flag(given) for given in values]
    if dtype.is_numeric():
        return value, [_number(given) for given in values]
    if dtype.is_date() or dtype.is_timestamp():
        moments = [_moment(given) for given in values]
        if dtype.is_date() or all(type(given) is date for given in moments):
            days = [given.date() if isinstance(given, datetime) else given for given in moments]
            return as_day(value), [ibis.literal(day, "date") for day in days]
        return value, [ibis.literal(_naive(given), "timestamp") for given in moments]
    return (value if dtype.is_string() else value.cast("string")), [_text(given) for given in values]


def _naive(given: date) -> datetime:
    return given.replace(tzinfo=None) if isinstance(given, datetime) else datetime(given.year, given.month, given.day)


def _flag(given: Scalar) -> bool:
    word = str(given).strip().lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    raise UnusableValue(f"{given} is neither yes nor no.")


def _number(given: Scalar) -> int | float | Decimal:
    if isinstance(given, int | float):
        number: int | float | Decimal = given
    else:
        try:
            number = Decimal(given.strip())
        except InvalidOperation:
            raise UnusableValue(f"{given} is not a number.") from None
        number = int(number) if number.is_finite() and number == number.to_integral_value() else float(number)
    if not math.isfinite(number):
        raise UnusableValue(f"{given} is not a number.")
    return number


def _moment(given: Scalar) -> date:
    text = str(given).strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise UnusableValue(f"{given} is not a date: write it like 2025-12-31.") from None


def _text(given: Scalar) -> str:
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    return str(given)
