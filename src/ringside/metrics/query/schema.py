"""What is asked, and what the database answered. A MetricQuery is the whole understanding of a question: the parser
makes one, a model may only fill one, people edit one through its chips, and nothing else is ever executed.

A measure is named as in the model (`revenue`), or made on the spot from a field: `avg(sales.sale_price)`,
`count(sales)`, `count_distinct(sales.customer_id)`; or it is one of `defined`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from ringside.metrics.model.schema import FieldRef, Name, Operator, Part, Scalar

Intent = Literal["value", "trend", "compare", "rank", "share", "breakdown", "why", "target", "list"]
Grain = Literal["day", "week", "month", "quarter", "half", "year"]
Shown = Literal["change", "change_pct", "share", "rank", "running_total"]
MeasureRef = str


class Period(Part):
    """From `start` up to, not including, `end`; either may be open. `words` name it as a person would."""

    start: date | None = None
    end: date | None = None
    words: str = ""
    to_date: bool = Field(default=False, description="It is still running: year to date and the like.")


class Time(Part):
    """When. `field` is the date it is about; each measure's own when absent. `grain` makes a row per period."""

    field: FieldRef | None = None
    period: Period | None = None
    grain: Grain | None = None
    fiscal: bool = False


class MetricComparison(Part):
    """What it is held against: another period, or the measure's target (then without a period)."""

    to: Literal["period", "target"] = "period"
    period: Period | None = None
    target: float | None = None


Comparison = MetricComparison


class Filter(Part):
    """A condition on rows, on any field. Several filters all hold; values of one filter are alternatives."""

    field: FieldRef
    op: Operator = "in"
    values: tuple[Scalar, ...] = ()


class Having(Part):
    """A condition on what was added up: `revenue > 10000` for each row of the answer."""

    measure: MeasureRef
    op: Literal["=", "!=", ">", ">=", "<", "<=", "between"]
    values: tuple[float, ...] = Field(min_length=1, max_length=2)


class Top(Part):
    """Only the rows of the `n` values of `field` that lead (or trail) by a measure in the same period."""

    field: FieldRef
    n: int = Field(ge=1, le=1000)
    measure: MeasureRef
    bottom: bool = False


class Defined(Part):
    """A measure of this question only: another one, of the rows that meet `where`, divided by `per` if there is one."""

    of: MeasureRef
    per: MeasureRef | None = None
    where: tuple[Filter, ...] = ()
    label: str = ""


class Order(Part):
    """By a measure, a dimension, `period`, or a shown extra such as `change:revenue`."""

    by: str
    descending: bool = True


class MetricQuery(Part):
    """A question about numbers, understood. `subject` is the table it is about.

    `each` keeps rows apart by the key of a table though only its attributes are shown, so that two people of the same
    name are never added up. `empty` also shows dimension values (or periods) without a single row.
    """

    intent: Intent = "value"
    subject: Name | None = None
    measures: tuple[MeasureRef, ...] = Field(default=(), max_length=8)
    dimensions: tuple[FieldRef, ...] = Field(default=(), max_length=8)
    each: tuple[Name, ...] = ()
    time: Time = Time()
    comparison: MetricComparison | None = None
    filters: tuple[Filter, ...] = Field(default=(), max_length=20)
    having: tuple[Having, ...] = Field(default=(), max_length=5)
    top: Top | None = None
    defined: dict[Name, Defined] = Field(default={}, max_length=8)
    shown: tuple[Shown, ...] = ()
    order: tuple[Order, ...] = ()
    limit: int | None = Field(default=None, ge=1, le=10_000)
    empty: bool = False


class ResultColumn(Part):
    """`name` is unique: a field path, `period`, a measure, or `kind:measure` for extras (`change:revenue`,
    `previous:revenue`, `share:revenue`)."""

    name: str
    label: str
    kind: Literal["dimension", "period", "measure", "previous", "change", "change_pct", "share", "rank",
                  "running_total", "target"]  # fmt: skip
    measure: MeasureRef | None = None
    format: str = "number"
    unit: str | None = None


class Result(Part):
    """Rows as the database gave them: dates as dates, decimals as floats, nothing rounded, null where unknown."""

    columns: tuple[ResultColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False
    sql: str = ""
    tables: tuple[str, ...] = ()
    scanned: int | None = Field(default=None, description="Rows of the facts in the data it was asked of.")
    data_version: str = ""
    took_ms: float = 0
    cached: bool = False
