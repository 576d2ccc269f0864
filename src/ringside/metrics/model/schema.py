"""The semantic model: what the company's tables mean. Written as YAML by the drafter and by people.

A field is named by a dotted path that ends in a column: `sales.sale_price`, `customers.state`, `sender.country`. The
words before the column are a table, or the roles by which it is joined; `reach.py` finds the way from a fact to it.
A date field may carry a part: `sales.sale_date:weekday`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from ringside.dialogue.schemas import Language

Scalar = str | int | float | bool
ColumnType = Literal["id", "category", "text", "number", "money", "date", "datetime", "flag"]
Aggregate = Literal["sum", "avg", "min", "max", "median", "count", "count_distinct"]
Format = Literal["number", "integer", "money", "percent", "ratio", "duration"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DatePart = Literal["hour", "weekday", "weekend", "day", "week", "month", "quarter", "year"]
Operator = Literal[
    "in", "not_in", "=", "!=", ">", ">=", "<", "<=", "between", "contains", "not_contains", "starts_with", "null",
    "not_null",
]  # fmt: skip
Name = Annotated[str, Field(pattern=r"^[^\W\d]\w{0,62}$")]
"""A letter of any script or an underscore, then letters, digits and underscores: never needs quoting in a formula."""
TimeRef = Annotated[str, Field(max_length=300, pattern=r"^[^\W\d]\w*(\.[^\W\d]\w*)*$")]
"""A date column of the table itself, or the path to one that joins lead to: order lines go by `orders.order_date`."""
FieldRef = Annotated[str, Field(max_length=300, pattern=r"^[^\W\d]\w*(\.[^\W\d]\w*)+(:[a-z]+)?$")]


def _spread(label: Any) -> Any:
    return {"en": label} if isinstance(label, str) else label


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(Part):
    """What people call something. `label: Revenue` is short for `label: {en: Revenue}`."""

    label: Annotated[dict[Language, str], BeforeValidator(_spread)] = {}
    synonyms: tuple[str, ...] = ()
    description: str = ""
    hidden: bool = False
    managers_only: bool = Field(default=False, description="Reps are not offered it, and may not ask for it.")


class Where(Part):
    """A condition on rows. `in` and `not_in` take a list, `between` two values (both included), null tests none."""

    field: FieldRef
    op: Operator = "in"
    values: tuple[Scalar, ...] = ()


class Column(Named):
    """A column of a table. `expr` computes it from others of the same table; `values` gives other names to values."""

    type: ColumnType
    expr: str | None = None
    unit: str | None = Field(default=None, description="A currency code for money, else a word such as 'seconds'.")
    values: dict[str, tuple[str, ...]] = {}


class Join(Part):
    """Many rows of this table belong to one row of `to`. `role` tells apart two joins to the same table."""

    to: Name
    on: tuple[Name, ...] = Field(min_length=1, description="Columns here that hold the key of the other table.")
    by: tuple[Name, ...] = Field(default=(), description="Columns there, unique too, when they are not its key.")
    role: Name | None = None
    where: tuple[Where, ...] = Field(default=(), description="The join holds only for rows that meet this.")

    @property
    def name(self) -> str:
        return self.role or self.to


class Table(Named):
    """One table. `row` says in the singular what a row is; `time` is when it happened, which makes the table a fact."""

    source: str | None = Field(default=None, description="The stored table; the same name when absent.")
    row: str | None = None
    key: tuple[Name, ...] = ()
    names: tuple[Name, ...] = Field(default=(), description="Columns that together name a row to a person.")
    time: TimeRef | None = None
    joins: tuple[Join, ...] = ()
    columns: dict[Name, Column] = {}


class Measure(Named):
    """A number that can be asked for: an aggregate of rows, or arithmetic over other measures.

    An aggregate has `table`, `agg` and, unless rows are counted, `of`: an expression over fields such as
    `order_lines.price * order_lines.quantity` or `cars.cost`. A formula such as `(revenue - cost) / revenue` is worked
    out after aggregation, so that ratios are right at every level. `snapshot` marks a level such as a balance, which is
    summed over everything but time: of a period, the last state counts.
    """

    table: Name | None = None
    agg: Aggregate | None = None
    of: str | None = None
    where: tuple[Where, ...] = ()
    formula: str | None = None
    format: Format = "number"
    unit: str | None = None
    time: TimeRef | None = Field(default=None, description="When it counts, if not by the table's own time.")
    decimals: int | None = Field(default=None, ge=0, le=6)
    snapshot: bool = False
    snapshot_of: tuple[Name, ...] = Field(
        default=(),
        description="Columns that name what has the level, where not all are written down at once: of each, its own "
        "last state counts. Absent, the last day of the period counts for all.",
    )
    better: Literal["up", "down"] | None = Field(default="up", description="Which way is good news.")
    target: float | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Measure:
        if (self.formula is None) == (self.agg is None):
            raise ValueError("give either agg (with table) or formula")
        if self.agg is not None and self.table is None:
            raise ValueError("an aggregate names its table")
        if self.agg not in {None, "count"} and self.of is None:
            raise ValueError(f"agg {self.agg} says what of")
        return self


class Calendar(Part):
    """How this company counts time. A fiscal year is named by the calendar year it ends (or starts) in."""

    fiscal_year_starts: int = Field(default=1, ge=1, le=12)
    fiscal_year_named: Literal["start", "end"] = "end"
    week_starts: Literal["monday", "sunday", "saturday"] = "monday"
    weekend: tuple[Weekday, ...] = ("saturday", "sunday")
    timezone: str = Field(default="UTC", description="Whose days moments with a time zone are counted in.")

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("write it like Europe/Berlin or UTC")
        return name


class Question(Part):
    """A question that a person has verified, with the query that answers it (the JSON of a MetricQuery)."""

    ask: str
    query: dict[str, Any]


class Model(Part):
    version: Literal[1] = 1
    name: str = "Company"
    currency: str = "USD"
    calendar: Calendar = Calendar()
    tables: dict[Name, Table] = {}
    measures: dict[Name, Measure] = {}
    questions: tuple[Question, ...] = ()
